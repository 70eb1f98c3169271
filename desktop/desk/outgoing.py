"""What would leave now: everything its reader has not acknowledged yet."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.bundle.header import read_ack
from desktop.bundle.names import MIB
from desktop.desk.core import Core, parent
from desktop.desk.handover_views import Outbox
from desktop.desk.period_views import SUBMISSION
from desktop.errors import Usage
from desktop.ledger.canonical import decode
from desktop.ledger.chain import START
from desktop.ledger.fields import Fields
from desktop.ledger.handover import Ack
from desktop.ledger.ids import Epoch, UnitCode
from desktop.ledger.line import parse_line
from desktop.ledger.stream import Position, StreamKey
from desktop.store import files, history, journal, settings, streams
from desktop.store.connection import Connection
from desktop.store.files import Blob

# Of files in one bundle: no reader takes more than 2 GiB in all.
MAX_VOLUME = 1024 * MIB


@dataclass(frozen=True, slots=True)
class Reach:
    """The part of a stream that goes: the lines after one place, up to another."""

    stream: StreamKey
    after: Position
    upto: Position

    @property
    def count(self) -> int:
        """How many lines."""
        return self.upto.seq - self.after.seq


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
    """Whom to hand over to: the unit above, or the child that is named."""
    above = parent(reader)
    if to is None:
        children = {desk.unit for desk in settings.all_desks(reader)}
        if above is None and len(children) != 1:
            raise Usage("handoff.choose")
        return above or children.pop()
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


def outgoing(reader: Connection, to: UnitCode) -> Outgoing:
    """Everything that is owed to a unit."""
    epoch = Epoch(settings.get(reader, "epoch"))
    last = journal.last_sent(reader, to, epoch)
    reaches = tuple(_reaches(reader, to, epoch))
    return Outgoing(
        to=to,
        epoch=epoch,
        n=last.n + 1 if last else 1,
        prev=last.header_sha256 if last else "0" * 64,
        reaches=reaches,
        acks=_acks(reader, to),
        asks=tuple(files.asked(reader, to, "out", "open")),
        blobs=tuple(_blobs(reader, to, reaches)),
    )


def lines(reader: Connection, reach: Reach) -> Iterator[bytes]:
    """The raw lines of a reach."""
    return history.lines_after(reader, reach.stream, reach.after.seq)


def view(core: Core, reader: Connection, to: UnitCode | None) -> Outbox:
    """The outbox as the officer sees it before handing over."""
    unit = receiver(core, reader, to)
    found = outgoing(reader, unit)
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


def _reaches(reader: Connection, to: UnitCode, epoch: Epoch) -> Iterator[Reach]:
    """The current epoch's stream first, then what older epochs still owe."""
    own = [(key, place) for key, place in streams.own(reader) if key.to == to]
    for key, place in sorted(own, key=lambda found: found[0].epoch != epoch):
        acked = streams.acknowledged(reader, key)
        head = history.hash_at(reader, key, acked)
        if place.seq > acked and head is not None:
            yield Reach(key, Position(acked, head), place)
    if settings.get(reader, give_back(to)):
        yield from _copies(reader, to)


def give_back(to: UnitCode) -> str:
    """The setting by which a unit's next bundle brings its own lines back."""
    return f"give_back.{to}"


def _copies(reader: Connection, to: UnitCode) -> Iterator[Reach]:
    """All that the unit's machines ever handed over, for one that lacks it."""
    devices = {came.dev for came in journal.all_came(reader) if came.unit == to}
    for device in sorted(devices):
        for key, place in streams.of_device(reader, device):
            yield Reach(key, START, place)


def _acks(reader: Connection, to: UnitCode) -> tuple[Ack, ...]:
    """Receipts owed, and the newest once more: a lost one heals by itself."""
    owed = journal.owed(reader, to)
    newest = next((came for came in journal.all_came(reader) if came.unit == to), None)
    if newest is not None and newest not in owed:
        owed.append(newest)
    return tuple(
        read_ack(Fields(decode(came.receipt.encode()), "ack")) for came in owed
    )


def _blobs(
    reader: Connection, to: UnitCode, reaches: tuple[Reach, ...]
) -> Iterator[Blob]:
    """The PDF of each report that goes, and files that were asked for, so far as fits.

    What does not fit stays asked for, and goes with the next bundle.
    """
    reports: dict[str, None] = {}
    for reach in reaches:
        own = (reader, reach.stream, reach.after.seq)
        for raw in history.lines_after(*own, SUBMISSION):
            reports |= dict.fromkeys(file.sha256 for file in parse_line(raw).files)
    size = 0
    for sha256 in reports | dict.fromkeys(files.asked(reader, to, "in", "open")):
        blob = files.get(reader, sha256)
        if blob is None:
            continue
        size += blob.bytes
        if size > MAX_VOLUME and sha256 not in reports:
            break
        yield blob
