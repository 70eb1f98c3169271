"""Handing over: gather, sign, seal, note, then onto the stick and read back."""

from base64 import b64decode, b64encode
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.bundle import deliver, writer
from desktop.bundle.request import Request, write_request
from desktop.bundle.settling import settling
from desktop.bundle.writer import BundleParts, Written
from desktop.desk import (
    attachments,
    composing,
    epochs,
    outgoing,
    own_key,
    publishing,
    renewing,
    revoking,
    siblings,
    updates,
)
from desktop.desk.core import Core, certificate, parent
from desktop.desk.handover_views import HandedOver
from desktop.desk.outgoing import Outgoing
from desktop.desk.views import Progress, Work
from desktop.errors import Environment, Refused
from desktop.ledger.ids import UnitCode
from desktop.signing import certs, cms, keys
from desktop.signing.certs import Certificate
from desktop.signing.disk import put_in_place
from desktop.signing.files import name_of
from desktop.store import files, journal, settings
from desktop.store.connection import Connection, transaction
from desktop.store.journal import Sent
from desktop.text.file_names import file_name
from desktop.text.fold import words

if TYPE_CHECKING:
    from desktop.signing.keys import PrivateKey

_STEPS = 4


def hand_over(
    core: Core, connection: Connection, folder: Path, to: UnitCode | None
) -> Work[HandedOver]:
    """Write the next bundle to ``folder``; nothing is noted before it is whole."""
    unit = outgoing.receiver(core, connection, to)
    keys_of = outgoing.recipients(connection, unit)
    if not keys_of:
        raise Refused(outgoing.unreachable(connection, unit))
    if not folder.is_dir():
        raise Environment("stick.missing", folder=name_of(folder))
    revoking.freshen(core, connection)
    renewing.ask_if_due(core, connection)
    found = outgoing.outgoing(core, connection, unit)
    last = composing.same_as_last(core, connection, found)
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


def _bundle(
    core: Core, connection: Connection, found: Outgoing, recipients: Sequence[str]
) -> Generator[Progress, None, Sent]:
    """The bundle in the outbox, noted in the journal and the epoch file."""
    outbox = core.folder / "outbox"
    with _spool(core) as spool, ThreadPoolExecutor(1) as beside:
        yield Progress(0, _STEPS, "progress.gather")
        packed = composing.pack(core, connection, found, spool, beside)
        yield Progress(1, _STEPS, "progress.sign")
        with own_key.opened(core, own_key.uri(connection)) as key:
            chain = _chain(core, connection, key)
            to = recipients[0]
            header = composing.said(core, connection, found, packed, chain[0], to)
            parts = BundleParts(
                header,
                packed.records,
                _documents(core, connection, found.to, key),
                [attachments.for_bundle(core, blob) for blob in found.blobs],
                packed.values,
            )
            written = _write(core, parts, key, chain, recipients, spool / "bundle")
        yield Progress(2, _STEPS, "progress.note")
        name = _name(core, connection, found)
        name = deliver.free_name(spool / "bundle", outbox, name)
        put_in_place(spool / "bundle", outbox / name)
    return composing.note(core, connection, found, header, written, name)


@contextmanager
def _spool(core: Core) -> Iterator[Path]:
    """A folder of its own for what is being made; nothing of it stays."""
    spool = core.folder / "spool" / f"out-{core.random.bytes(8).hex()}"
    spool.mkdir(parents=True)
    try:
        yield spool
    finally:
        for left in spool.iterdir():
            left.unlink()
        spool.rmdir()


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
    return file_name("-".join(filter(None, pieces)) + ".sph")


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
    """Up, a request while one is open; down, certificates, lists and forms."""
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
    pack = publishing.owed(core, connection, [desk.device for desk in active])
    more = pack | updates.owed(connection)
    return {"certificate": b"".join(issued), "crl": crl, "roster": roster} | more


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
