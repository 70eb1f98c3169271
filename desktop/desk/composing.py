"""Composing a bundle: its lines gathered, its header said, its leaving noted."""

import hashlib
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import assets
from desktop.bundle import writer
from desktop.bundle.names import VALUES
from desktop.bundle.writer import Measured, Written
from desktop.desk import clocks, epochs, returning
from desktop.desk.core import Core, certificate
from desktop.desk.outgoing import Outgoing
from desktop.desk.returning import Reach
from desktop.errors import Refused
from desktop.ledger.chain import Span
from desktop.ledger.commitment import commitments_in_line
from desktop.ledger.digests import Digests
from desktop.ledger.handover import (
    AttachmentRef,
    Header,
    Receiver,
    Sender,
    StreamSpan,
)
from desktop.ledger.world import timestamp
from desktop.signing.certs import Certificate
from desktop.store import history, journal, settings, streams
from desktop.store.connection import Connection, transaction
from desktop.store.journal import Sent

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor


@dataclass(frozen=True, slots=True)
class Packed:
    """Measured pieces of a bundle, waiting in the spool."""

    spans: tuple[StreamSpan, ...]
    records: tuple[Measured, ...]
    values: "Callable[[], Measured] | None"


def same_as_last(core: Core, connection: Connection, found: Outgoing) -> Sent | None:
    """The last bundle when a new one would say nothing else: it goes once more."""
    last = journal.last_sent(connection, found.to, found.epoch)
    if last is None or last.state == "received":
        return None
    said = settings.get(connection, f"sent.{found.to}")
    same = said == _digest(core, connection, found)
    return last if same and (core.folder / "outbox" / last.name).is_file() else None


def _digest(core: Core, connection: Connection, found: Outgoing) -> str:
    """What a bundle says, but for its number and its date."""
    own = certificate(connection, "own")
    said = (found.reaches, found.acks, found.asks, found.blobs, own and own.sha256)
    known = [d.cert_sha256 for d in settings.desks_of(connection, found.to)]
    names = ("crl_number", "request", "update")
    more = [settings.get(connection, name) for name in names]
    pack = core.catalogue.pack.sha256
    return hashlib.sha256(repr((said, known, pack, *more)).encode()).hexdigest()


def pack(
    core: Core, connection: Connection, found: Outgoing, spool: Path, beside: "Executor"
) -> Packed:
    """The lines that go, deflated into ``spool``; the values behind them ``beside``."""
    committed = Digests()

    def note_names(block: bytes) -> None:
        committed.update(commitments_in_line(block))

    spans, records = [], []
    for number, reach in enumerate(found.reaches, start=1):
        name = f"records/s{number}.jsonl"
        blocks = returning.blocks(connection, reach)
        measured = writer.gather(name, blocks, spool / f"s{number}", note_names)
        if measured.count != reach.count:
            raise Refused("chain.altered", seq=reach.upto.seq)
        spans.append(_span(reach, measured))
        records.append(measured)
    values = None
    if any(committed):
        values = beside.submit(_values, core, committed, spool).result
    return Packed(tuple(spans), tuple(records), values)


def _values(core: Core, committed: Digests, spool: Path) -> Measured:
    with closing(core.reader(once=True)) as reader:
        found = history.values_of(reader, committed)
        return writer.gather(VALUES, found, spool / "values")


def _span(reach: Reach, measured: Measured) -> StreamSpan:
    span = Span(
        reach.stream,
        reach.after.seq + 1,
        reach.upto.seq,
        reach.after.head,
        reach.upto.head,
    )
    entry = measured.entry
    return StreamSpan(span, measured.count, entry.name, entry.size)


def said(
    core: Core,
    connection: Connection,
    found: Outgoing,
    packed: Packed,
    signer: Certificate,
    recipient: str,
) -> Header:
    """bundle.json, but for its bytes."""
    now, latest = core.clock.now(), clocks.latest(core, connection)
    profile, pack = core.profile, core.catalogue.pack
    return Header(
        bundle_id=core.random.bytes(16).hex(),
        sender=Sender(profile.device, found.epoch, profile.unit, signer.sha256),
        receiver=Receiver(found.to, recipient),
        n=found.n,
        prev=found.prev,
        created=timestamp(now),
        clock_max_seen=timestamp(latest),
        clock_set_back=clocks.is_set_back(now, latest),
        streams=packed.spans,
        attachments=tuple(
            AttachmentRef(blob.sha256, blob.bytes, blob.media) for blob in found.blobs
        ),
        asks=found.asks,
        acks=found.acks,
        pack_counter=pack.counter,
        pack_sha256=pack.sha256,
        roster_n=len(settings.all_desks(connection)),
        crl_number=int(settings.get(connection, "crl_number") or 0),
        app=assets.version(),
    )


def note(
    core: Core,
    connection: Connection,
    found: Outgoing,
    header: Header,
    written: Written,
    name: str,
) -> Sent:
    """The bundle is whole in the outbox: from here on its number is used."""
    current = [r for r in found.reaches if r.stream.epoch == found.epoch]
    last = journal.last_sent(connection, found.to, found.epoch)
    seq = current[0].upto.seq if current else (last.last_seq if last else 0)
    sent = Sent(
        found.to,
        found.epoch,
        found.n,
        header.bundle_id,
        written.header_sha256,
        seq,
        name,
        header.created,
        core.profile.account,
        state="written",
        copies=_copies(connection, found),
    )
    with transaction(connection):
        journal.sent(connection, sent)
        settings.put(connection, f"sent.{found.to}", _digest(core, connection, found))
        journal.answered(connection, found.to)
        settings.certificate_sent(connection, found.to)
        settings.put(connection, "max_seen", header.clock_max_seen)
    epochs.note(core, connection)
    return sent


def _copies(connection: Connection, found: Outgoing) -> int:
    own = {key for key, _ in streams.own(connection) if key.to == found.to}
    return sum(
        reach.count
        for reach in found.reaches
        if reach.branch is not None or reach.stream not in own
    )
