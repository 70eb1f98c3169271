"""What a checked bundle carries, each part only from whom it may come."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from desktop.bundle.request import read_request
from desktop.bundle.update import read_update
from desktop.desk import (
    attachments,
    newer_packs,
    own_key,
    pack_file,
    publishing,
    renewing,
    returning,
    revoking,
    siblings,
    speaking,
    updates,
)
from desktop.desk import core as cores
from desktop.desk.core import Core
from desktop.desk.period_views import SUBMISSION
from desktop.errors import Refused
from desktop.ledger.handover import AttachmentRef, StreamSpan, Verified
from desktop.ledger.ids import UnitCode, form_id_of, new_epoch
from desktop.ledger.revision import Op, Revision
from desktop.signing import certs
from desktop.signing.revocation import RevokedList
from desktop.signing.trust import check_chain, read_crl
from desktop.store import files, journal, search, settings, streams, values
from desktop.store.connection import Connection
from desktop.store.settings import KnownDesk

DOWNWARDS = (
    "certificate",
    "crl",
    "roster",
    "pack",
    "update",
)  # that only the unit above may send
DOCUMENTS = (*DOWNWARDS, "request")
_BATCH = 500


@dataclass(slots=True)
class Seen:
    """What passed by while lines were taken in."""

    redacts: bool = False
    erased: set[str] = field(default_factory=set)  # files whose names were redacted
    reports: set[str] = field(default_factory=set)  # files of report_submissions
    written: list[str] = field(default_factory=list)  # sealed files new on this disk


def check_parts(core: Core, reader: Connection, found: Verified) -> None:
    """Documents and streams only from whom they may come."""
    from_above = found.signer.unit == cores.parent(reader)
    for name in DOWNWARDS:
        if found.parts.document(name) is not None and not from_above:
            raise Refused("bundle.role", name=name)
    _check_request(reader, found)
    speaking.check(core, reader, found)


def _check_request(reader: Connection, found: Verified) -> None:
    """A request speaks for the desk that signed it, and for no key once revoked."""
    raw = found.parts.document("request")
    if raw is None:
        return
    unit, device, public = certs.request_key(read_request(raw).csr)
    if (unit, device) != (found.signer.unit, found.signer.device):
        raise Refused("certificate.request")
    if "revoked" in renewing.standing(reader, found.signer.unit, public):
        raise Refused("signature.revoked", unit=unit, device=device)


def guarded(
    reader: Connection, found: Verified, span: StreamSpan, unit: UnitCode, seen: Seen
) -> Iterator[Revision]:
    """The span's lines, each of a record of ``unit``; Refused at another's."""
    lines = found.parts.revisions(span, again=True)
    while batch := list(islice(lines, _BATCH)):
        known = search.rows(reader, list({line.record for line in batch}))
        foreign = {one.record for one in known if one.unit != unit}
        for line in batch:
            if line.unit != unit:
                raise Refused("bundle.foreign_line", seq=line.seq)
            if line.record in foreign:
                raise Refused("bundle.foreign_record", seq=line.seq)
            _look(line, seen)
        yield from batch


def _look(line: Revision, seen: Seen) -> None:
    if line.op is Op.REDACT:
        seen.redacts = True
        gone = set(values.redactions(line.data))
        seen.erased.update(file.sha256 for file in line.files if file.name in gone)
    if line.files and form_id_of(line.form) == SUBMISSION:
        seen.reports.update(file.sha256 for file in line.files)


def wanted(
    reader: Connection, found: Verified, seen: Seen, *, whole: bool
) -> list[AttachmentRef]:
    """Reports, and files this desk asked for, that are not here; Refused for others.

    Where lines were left out (not ``whole``), nobody knows what the others are.
    """
    known = seen.reports | set(files.asked(reader, found.signer.unit, "out", "open"))
    new = [a for a in found.header.attachments if files.get(reader, a.sha256) is None]
    if whole and any(ref.sha256 not in known for ref in new):
        raise Refused("bundle.attachment_unasked")
    return [ref for ref in new if ref.sha256 in known]


def keep_files(
    core: Core, writer: Connection, found: Verified, seen: Seen, *, whole: bool
) -> None:
    """Files that are wanted; on disk before the commit."""
    for ref in wanted(writer, found, seen, whole=whole):
        files.keep(writer, _sealed(core, found, ref, seen))
        files.set_ask(writer, ref.sha256, found.signer.unit, "out", "done")


def _sealed(core: Core, found: Verified, ref: AttachmentRef, seen: Seen) -> files.Blob:
    seen.written.append(ref.sha256)
    content = found.parts.attachment(ref.sha256)
    crc32 = attachments.store(core, ref.sha256, content)
    return files.Blob(ref.sha256, ref.bytes, crc32, ref.media)


def forget_files(core: Core, sha256s: list[str]) -> None:
    """Take sealed files away: of an intake that failed, or redacted ones."""
    for sha256 in sha256s:
        (core.folder / "attachments" / sha256).unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class FromAbove:
    """What the unit above has sent, checked."""

    own: "Own | None"
    crl: bytes
    listed: RevokedList | None
    beside: tuple[KnownDesk, ...] | None  # the other desks of this unit, if it says
    pack: Mapping[str, bytes] | None  # the files of one newer than ours
    update: bytes | None  # the notice of a newer program


@dataclass(frozen=True, slots=True)
class Own:
    """A new certificate of this desk, who issued it, and where its key lies."""

    certificate: certs.Certificate
    issuer: certs.Certificate
    key: str


def from_above(core: Core, reader: Connection, found: Verified) -> FromAbove:
    """Our certificate and the lists it sends; Refused where one does not hold."""
    raw = found.parts.document("certificate")
    own = _own_certificate(core, reader, raw) if raw is not None else None
    issuer = own.issuer if own else cores.certificate(reader, "issuer")
    crl, listed = found.parts.document("crl"), None
    if crl is not None and issuer is not None:
        listed = read_crl(crl, issuer.der)
    update = found.parts.document(updates.DOCUMENT)
    if update is not None:
        read_update(update)
    beside, pack = siblings.read(core, found), _newer_pack(core, found)
    return FromAbove(own, crl or b"", listed, beside, pack, update)


def install(core: Core, writer: Connection, found: Verified) -> None:
    """From above: our certificate and the newest list; from below: who asks for one."""
    if found.signer.unit not in (cores.parent(writer), core.profile.unit):
        renewing.answer(core, writer, found)
        revoking.heard(writer, found.header.crl_number)
        publishing.heard(writer, found)
    came = from_above(core, writer, found)
    if came.beside is not None and not is_overtaken(writer, found):
        siblings.learn(core, writer, came.beside)
    if came.update is not None and not is_overtaken(writer, found):
        updates.keep(writer, came.update)
    if came.own is not None:
        own_key.use(writer, came.own.certificate, came.own.key)
        issuer = b64encode(came.own.issuer.der).decode()
        settings.put(writer, "certificate.issuer", issuer)
    number = int(settings.get(writer, "crl_number") or 0)
    if came.listed is not None and came.listed.number > number:
        settings.put(writer, "crl", b64encode(came.crl).decode())
        settings.put(writer, "crl_number", str(came.listed.number))
    if (
        came.pack is not None
    ):  # the province's word stands, whatever becomes of the rest
        counter = found.header.pack_counter
        pack = newer_packs.prepare(core.folder, counter, came.pack)
        newer_packs.install(core.folder, pack)


def _newer_pack(core: Core, found: Verified) -> Mapping[str, bytes] | None:
    """What the pack that was sent holds; Refused where it is not the one announced."""
    raw, header = found.parts.document(publishing.DOCUMENT), found.header
    if raw is None:
        return None
    files = pack_file.read(raw, header.pack_sha256)
    return files if header.pack_counter > core.catalogue.pack.counter else None


def _own_certificate(core: Core, reader: Connection, raw: bytes) -> Own | None:
    """A certificate for this desk's own key, with its issuer, up to the root."""
    mark = b"-----BEGIN CERTIFICATE-----"
    found = [certs.from_pem(mark + part) for part in raw.split(mark)[1:]]
    mine = own_key.publics(core, reader)
    order = list(mine)  # the key that asked comes last, and goes first
    public = {one.sha256: certs.certificate_key(one.der) for one in found}
    own = [one for one in found if public[one.sha256] in mine]
    if not own and cores.certified(reader):
        return None  # written before this desk's newest certificate was
    issuers = [one for one in found if one.device == "issuer"]
    newest = max(
        own,
        key=lambda one: (order.index(public[one.sha256]), certs.valid_until(one)),
        default=None,
    )
    who = (core.profile.unit, core.profile.device)
    if newest is None or not issuers or (newest.unit, newest.device) != who:
        raise Refused("certificate.not_mine")
    held = cores.certificate(reader, "own")
    if held is not None and held.sha256 == newest.sha256:
        return None  # known already; it may have ended, receipts are read all the same
    check_chain((newest.der, issuers[0].der), cores.trust(core, reader))
    return Own(newest, issuers[0], mine[public[newest.sha256]])


def acknowledge(core: Core, writer: Connection, found: Verified) -> None:
    """Receipts: what the other side signed for counts as received."""
    unit = found.signer.unit
    sent = {s.header_sha256: s for s in journal.all_sent(writer) if s.to == unit}
    for ack in found.header.acks:
        bundle = sent.get(ack.bundle_json_sha256)
        if bundle is None or ack.result == "refused":
            continue
        journal.received(writer, ack.bundle_json_sha256, ack.code)
        if ack.code == "FORK" and bundle.epoch == settings.get(writer, "epoch"):
            settings.put(writer, "epoch", new_epoch(core.random))


def believe(writer: Connection, found: Verified) -> None:
    """How far the unit above says it holds our streams: that far, no further.

    It says so of any bundle, also of one it refused; and less than before where its
    database was restored. One that was overtaken on its way says nothing any more.
    """
    acks, above = found.header.acks, found.signer.unit
    if not acks or above != cores.parent(writer) or is_overtaken(writer, found):
        return
    for key, place in streams.own(writer):
        if key.to == above:
            seq = returning.common(writer, key, place, acks[-1].have)
            streams.acknowledge(writer, key, seq)


def is_overtaken(reader: Connection, found: Verified) -> bool:
    """Whether a later bundle of this desk and epoch has come before."""
    sender = found.header.sender
    last = journal.last_number(reader, sender.device, sender.epoch)
    return last >= found.header.n


def note_asks(core: Core, writer: Connection, found: Verified) -> None:
    """The unit above wants files of ours; nobody else is heard."""
    if found.signer.unit != cores.parent(writer):
        return
    for sha256 in found.header.asks:
        owner = files.owner(writer, sha256)
        if owner is not None and owner[1] == core.profile.unit:
            files.ask(writer, sha256, found.signer.unit, "in", core.now())
