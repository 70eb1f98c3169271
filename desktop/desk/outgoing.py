"""What would leave now: everything its reader has not acknowledged yet."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from desktop.bundle.header import read_ack
from desktop.bundle.names import MIB
from desktop.desk import returning
from desktop.desk.core import Core, parent
from desktop.desk.handover_views import Outbox
from desktop.desk.period_views import SUBMISSION
from desktop.desk.returning import Reach
from desktop.errors import Usage
from desktop.ledger.canonical import decode
from desktop.ledger.fields import Fields
from desktop.ledger.handover import Ack
from desktop.ledger.ids import Epoch, UnitCode, form_id_of
from desktop.ledger.line import parse_line
from desktop.ledger.revision import Revision
from desktop.ledger.stream import Position
from desktop.store import files, history, journal, settings, streams
from desktop.store.connection import Connection
from desktop.store.files import Blob

# Of files in one bundle: no reader takes more than 2 GiB in all.
MAX_VOLUME = 1024 * MIB


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The content of the next bundle to one unit, but for its records."""

    to: UnitCode
    epoch: Epoch
    n: int
    prev: str
    reaches: tuple[Reach, ...]
    acks: tuple[Ack, ...]
    asks: tuple[str, ...]
    blobs: tuple[Blob, ...]


def receiver(core: Core, reader: Connection, to: UnitCode | None) -> UnitCode:
    """Whom to hand over to: the unit above, or the child or own unit that is named."""
    above = parent(reader)
    if to is None:
        children = {desk.unit for desk in settings.all_desks(reader)}
        if above is None and len(children) != 1:
            raise Usage("handoff.choose")
        return above or children.pop()
    if to == core.profile.unit:
        if not recipients(reader, to):
            raise Usage("handoff.no_sibling")
        return to
    if to != above and core.catalogue.pack.unit(to).parent != core.profile.unit:
        raise Usage("handoff.stranger", unit=to[:5])
    return to


def recipients(reader: Connection, to: UnitCode) -> tuple[str, ...]:
    """The age recipients of a unit; empty while it is not known how to reach it."""
    if to == parent(reader):
        found = settings.get(reader, "parent_recipient")
        return (found,) if found else ()
    active = (d for d in settings.desks_of(reader, to) if d.status == "active")
    return tuple(dict.fromkeys(desk.recipient for desk in active))


def unreachable(reader: Connection, to: UnitCode) -> str:
    """What is missing before anything can be sealed for a unit, as a message code."""
    return "handoff.no_setup" if to == parent(reader) else "handoff.no_desk"


def outgoing(core: Core, reader: Connection, to: UnitCode) -> Outgoing:
    """Everything that is owed to a unit."""
    epoch = Epoch(settings.get(reader, "epoch"))
    last = journal.last_sent(reader, to, epoch)
    reaches = tuple(_reaches(core, reader, to))
    return Outgoing(
        to=to,
        epoch=epoch,
        n=last.n + 1 if last else 1,
        prev=last.header_sha256 if last else "0" * 64,
        reaches=reaches,
        acks=_acks(core, reader, to),
        asks=tuple(files.asked(reader, to, "out", "open")),
        blobs=tuple(_blobs(reader, to, reaches)),
    )


def view(core: Core, reader: Connection, to: UnitCode | None) -> Outbox:
    """The outbox as the officer sees it before handing over."""
    unit = receiver(core, reader, to)
    found = outgoing(core, reader, unit)
    last = journal.last_sent(reader, unit, found.epoch)
    own = [reach for reach in found.reaches if reach.stream.to == unit]
    reach = sum(reach.upto.seq for reach in own[:1])
    return Outbox(
        to=unit,
        to_name=core.name_of(unit),
        revisions=sum(reach.count for reach in found.reaches),
        new_since_last=max(0, reach - (last.last_seq if last else 0)),
        receipts=len(found.acks),
        owed=bool(
            found.reaches or found.asks or found.blobs or journal.owed(reader, unit)
        ),
        asks=len(found.asks),
        attachments=len(found.blobs),
        attachment_bytes=sum(blob.bytes for blob in found.blobs),
        next_n=found.n,
        blocked="" if recipients(reader, unit) else unreachable(reader, unit),
    )


def _reaches(core: Core, reader: Connection, to: UnitCode) -> Iterator[Reach]:
    """The current epoch's stream first, what older epochs still owe, then copies."""
    epoch = settings.get(reader, "epoch")
    own = [(key, place) for key, place in streams.own(reader) if key.to == to]
    for key, place in sorted(own, key=lambda found: found[0].epoch != epoch):
        acked = streams.acknowledged(reader, key)
        head = history.hash_at(reader, key, acked)
        if place.seq > acked and head is not None:
            yield Reach(key, Position(acked, head), place)
    yield from returning.copies(core, reader, to)


def _acks(core: Core, reader: Connection, to: UnitCode) -> tuple[Ack, ...]:
    """Receipts owed, and each desk's newest once more: a lost one heals by itself.

    Each says what is held now, not then: a database may have been restored meanwhile.
    """
    found = {came.header_sha256: came for came in journal.owed(reader, to)}
    found |= {came.header_sha256: came for came in journal.newest_of(reader, to)}
    have = returning.held(core, reader, returning.between(core, reader, to))
    return tuple(
        replace(read_ack(Fields(decode(came.receipt.encode()), "ack")), have=have)
        for came in found.values()
    )


def _blobs(
    reader: Connection, to: UnitCode, reaches: tuple[Reach, ...]
) -> Iterator[Blob]:
    """The PDF of each report that goes, and files that were asked for, so far as fits.

    What does not fit stays asked for, and goes with the next bundle.
    """
    reports: dict[str, None] = {}
    for reach in reaches:
        for line in _submissions(reader, reach):
            reports |= dict.fromkeys(file.sha256 for file in line.files)
    size = 0
    for sha256 in reports | dict.fromkeys(files.asked(reader, to, "in", "open")):
        blob = files.get(reader, sha256)
        if blob is None:
            continue
        size += blob.bytes
        if size > MAX_VOLUME and sha256 not in reports:
            break
        yield blob


def _submissions(reader: Connection, reach: Reach) -> Iterator[Revision]:
    if reach.branch is not None:
        lines = reach.branch.lines[reach.after.seq - reach.branch.root.seq :]
        return (line for line in lines if form_id_of(line.form) == SUBMISSION)
    own = (reader, reach.stream, reach.after.seq)
    return (parse_line(raw) for raw in history.lines_of_form(*own, SUBMISSION))
