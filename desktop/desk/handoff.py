"""Handing over: gather, sign, seal, note, then onto the stick and read back."""

import hashlib
from base64 import b64decode, b64encode
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import assets
from desktop.bundle import deliver, writer
from desktop.bundle.request import Request, write_request
from desktop.bundle.settling import settling
from desktop.bundle.writer import BundleParts, Measured, Written
from desktop.desk import (
    attachments,
    clocks,
    epochs,
    outgoing,
    own_key,
    renewing,
    returning,
    revoking,
    siblings,
)
from desktop.desk.core import Core, certificate, parent
from desktop.desk.handover_views import HandedOver
from desktop.desk.outgoing import Outgoing
from desktop.desk.returning import Reach
from desktop.desk.views import Progress, Work
from desktop.errors import Environment, Refused
from desktop.ledger.chain import Span
from desktop.ledger.handover import (
    AttachmentRef,
    Header,
    Receiver,
    Sender,
    StreamSpan,
)
from desktop.ledger.ids import UnitCode
from desktop.ledger.world import timestamp
from desktop.signing import certs, cms, keys
from desktop.signing.certs import Certificate
from desktop.signing.files import sync_folder
from desktop.store import files, history, journal, settings, streams
from desktop.store.connection import Connection, transaction
from desktop.store.journal import Sent
from desktop.text.fold import words

if TYPE_CHECKING:
    from desktop.signing.keys import PrivateKey

_STEPS = 4


@dataclass(frozen=True, slots=True)
class Packed:
    """Measured pieces of a bundle, waiting in the spool."""

    spans: tuple[StreamSpan, ...]
    records: tuple[Measured, ...]


def hand_over(
    core: Core, connection: Connection, folder: Path, to: UnitCode | None
) -> Work[HandedOver]:
    """Write the next bundle to ``folder``; nothing is noted before it is whole."""
    unit = outgoing.receiver(core, connection, to)
    keys_of = outgoing.recipients(connection, unit)
    if not keys_of:
        raise Refused(outgoing.unreachable(connection, unit))
    if not folder.is_dir():
        raise Environment("stick.missing", folder=folder.name)
    revoking.freshen(core, connection)
    renewing.ask_if_due(core, connection)
    found = outgoing.outgoing(core, connection, unit)
    last = _same_as_last(core, connection, found)
    if last is None:
        last = yield from _bundle(core, connection, found, keys_of)
    source = core.folder / "outbox" / last.name
    name, sha256 = yield from _delivered(core, source, folder, last.name)
    with transaction(connection):
        journal.delivered(connection, last.header_sha256, sha256)
        for blob in found.blobs:
            files.set_ask(connection, blob.sha256, unit, "in", "sent")
    lines = sum(reach.count for reach in found.reaches)
    return _handed(source, folder / name, last.n, lines, sha256)


def _delivered(
    core: Core, source: Path, folder: Path, name: str
) -> Work[tuple[str, str]]:
    size = source.stat().st_size
    with closing(deliver.deliver(source, folder, name, core.random)) as steps:
        while True:
            try:
                done = next(steps)
            except StopIteration as end:
                found: tuple[str, str] = end.value
                return found
            yield Progress(done, size, "progress.deliver")


def _handed(source: Path, target: Path, n: int, lines: int, sha256: str) -> HandedOver:
    return HandedOver(
        path=target,
        name=target.name,
        n=n,
        sha256=sha256,
        bytes=source.stat().st_size,
        revisions=lines,
        check_code=keys.check_code(bytes.fromhex(sha256)),
    )


def _same_as_last(core: Core, connection: Connection, found: Outgoing) -> Sent | None:
    """The last bundle when a new one would say nothing else: it goes once more."""
    last = journal.last_sent(connection, found.to, found.epoch)
    if last is None or last.state == "received":
        return None
    said = settings.get(connection, f"sent.{found.to}") == _digest(connection, found)
    return last if said and (core.folder / "outbox" / last.name).is_file() else None


def _digest(connection: Connection, found: Outgoing) -> str:
    """What a bundle says, but for its number and its date."""
    own = certificate(connection, "own")
    said = (found.reaches, found.acks, found.asks, found.blobs, own and own.sha256)
    known = [d.cert_sha256 for d in settings.desks_of(connection, found.to)]
    more = [settings.get(connection, name) for name in ("crl_number", "request")]
    return hashlib.sha256(repr((said, known, *more)).encode()).hexdigest()


def _bundle(
    core: Core, connection: Connection, found: Outgoing, recipients: Sequence[str]
) -> Generator[Progress, None, Sent]:
    """The bundle in the outbox, noted in the journal and the epoch file."""
    spool = core.folder / "spool" / f"out-{core.random.bytes(8).hex()}"
    spool.mkdir(parents=True)
    outbox = core.folder / "outbox"
    try:
        yield Progress(0, _STEPS, "progress.gather")
        packed = _pack(connection, found, spool)
        yield Progress(1, _STEPS, "progress.sign")
        with own_key.opened(core, own_key.uri(connection)) as key:
            chain = _chain(core, connection, key)
            header = _header(core, connection, found, packed, chain[0], recipients[0])
            parts = BundleParts(
                header,
                packed.records,
                _documents(core, connection, found.to, key),
                [attachments.for_bundle(core, blob) for blob in found.blobs],
            )
            written = _write(core, parts, key, chain, recipients, spool / "bundle")
        yield Progress(2, _STEPS, "progress.note")
        name = _name(core, connection, found)
        name = deliver.free_name(spool / "bundle", outbox, name)
        (spool / "bundle").replace(outbox / name)
        sync_folder(outbox)
    finally:
        _wipe(spool)
    return _note(core, connection, found, header, written, name)


def _name(core: Core, connection: Connection, found: Outgoing) -> str:
    """``20854-Tien-Phuoc-7K2M-0017.sph``: no period, no kind, plain letters.

    One that goes down says for whom: many lie together on a stick.
    """
    tag = epochs.tag(connection, found.epoch)
    device, number = core.profile.device, f"{found.n:04}"
    down = found.to != parent(connection)
    whom = ("cho", found.to, _plain_place(core, found.to)) if down else ()
    own = core.profile.unit
    pieces = (own, _plain_place(core, own), device, tag, number, *whom)
    return "-".join(filter(None, pieces)) + ".sph"


def _pack(connection: Connection, found: Outgoing, spool: Path) -> Packed:
    committed: set[str] = set()
    spans, records = [], []
    for number, reach in enumerate(found.reaches, start=1):
        name = f"records/s{number}.jsonl"
        told = _told(returning.lines(connection, reach), committed)
        measured = writer.gather(name, told, spool / f"s{number}")
        if measured.count != reach.count:
            raise Refused("chain.altered", seq=reach.upto.seq)
        spans.append(_span(reach, measured))
        records.append(measured)
    if committed:
        values = history.private_of(connection, sorted(committed))
        records.append(writer.gather_values(values, spool / "values"))
    return Packed(tuple(spans), tuple(records))


def _told(lines: Iterator[bytes], committed: set[str]) -> Iterator[bytes]:
    for raw in lines:
        committed.update(outgoing.commitments(raw))
        yield raw


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


def _header(
    core: Core,
    connection: Connection,
    found: Outgoing,
    packed: Packed,
    signer: Certificate,
    recipient: str,
) -> Header:
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


def _chain(
    core: Core, connection: Connection, key: "PrivateKey"
) -> tuple[Certificate, ...]:
    """The desk's certificate and its issuer's; before enrolment its own word alone."""
    own, issuer = certificate(connection, "own"), certificate(connection, "issuer")
    if own is not None and issuer is not None:
        return (own, issuer)
    alone = certificate(connection, "self")
    if alone is None:
        unit, device = core.profile.unit, core.profile.device
        alone = certs.self_signed(unit, device, key, core.clock.now(), core.random)
        with transaction(connection):
            content = b64encode(alone.der).decode()
            settings.put(connection, "certificate.self", content)
    return (alone,)


def _documents(
    core: Core, connection: Connection, to: UnitCode, key: "PrivateKey"
) -> dict[str, bytes]:
    """Up, a request while one is open; downwards, certificates and the two lists."""
    if certificate(connection, "own") is None:
        csr = certs.make_request(core.profile.unit, core.profile.device, key)
        return {"request": write_request(Request(csr, core.identity().recipient))}
    if to == parent(connection):
        asked = renewing.pending(core, connection)
        return {"request": write_request(asked)} if asked else {}
    if to == core.profile.unit:
        return {}
    issuer = certificate(connection, "issuer")
    active = [d for d in settings.desks_of(connection, to) if d.status == "active"]
    issued = [certs.read_certificate(desk.certificate).pem for desk in active]
    if issuer is not None:
        issued.append(issuer.pem)
    crl = b64decode(settings.get(connection, "crl"))
    roster = siblings.told(connection, to)
    return {"certificate": b"".join(issued), "crl": crl, "roster": roster}


def _write(
    core: Core,
    parts: BundleParts,
    key: "PrivateKey",
    chain: tuple[Certificate, ...],
    recipients: Sequence[str],
    target: Path,
) -> Written:
    at = core.clock.now()

    def sign(manifest: bytes) -> bytes:
        return cms.sign(manifest, key, chain, at)

    try:
        with target.open("wb") as out, settling(out) as settled:
            written = writer.write(settled, parts, sign, recipients)
    except OSError as error:
        raise Environment("store.disk") from error
    return written


def _plain_place(core: Core, unit: UnitCode) -> str:
    place = core.catalogue.pack.unit(unit).place
    return "-".join(word.capitalize() for word in words(place))[:30]


def _note(
    core: Core,
    connection: Connection,
    found: Outgoing,
    header: Header,
    written: Written,
    name: str,
) -> Sent:
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
        settings.put(connection, f"sent.{found.to}", _digest(connection, found))
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


def _wipe(spool: Path) -> None:
    for left in spool.iterdir():
        left.unlink()
    spool.rmdir()
