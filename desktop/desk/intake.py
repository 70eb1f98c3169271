"""Taking in: a checked bundle becomes rows in one transaction, or nothing at all."""

import hashlib
import zlib
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.bundle import reader as bundles
from desktop.bundle.header import write_ack
from desktop.bundle.reader import Reading, file_sha256, reading
from desktop.bundle.request import read_request
from desktop.desk import attachments
from desktop.desk import core as cores
from desktop.desk.core import Core
from desktop.desk.views import Progress, TakenIn, Work
from desktop.errors import Refused
from desktop.ledger.canonical import encode
from desktop.ledger.chain import (
    START,
    Numbered,
    Verdict,
    judge_number,
    judge_span,
)
from desktop.ledger.handover import (
    Ack,
    Have,
    Header,
    Pending,
    SignedBy,
    StreamSpan,
    Verified,
)
from desktop.ledger.ids import UnitCode
from desktop.ledger.revision import Op, Position, Revision, StreamKey
from desktop.signing import certs, keys
from desktop.signing.trust import read_crl
from desktop.store import (
    files,
    journal,
    revisions,
    settings,
    streams,
    values,
)
from desktop.store.connection import Connection, transaction, wipe_free_space
from desktop.store.journal import Came
from desktop.store.revisions import Extended
from desktop.store.settings import KnownDesk

_MARKS = {Verdict.FORK: "fork", Verdict.NEW_EPOCH: "restored"}
_NOTHING = Extended(0, 0, 0, frozenset())


@dataclass(frozen=True, slots=True)
class Judged:
    """What the numbers say: overall, and for each span."""

    verdict: Verdict
    spans: tuple[tuple[StreamSpan, Verdict], ...]

    @property
    def code(self) -> str:
        """The receipt's code."""
        return "OK" if self.verdict is Verdict.TAKE else self.verdict.name


def who_reads(core: Core, reader: Connection) -> Reading:
    """This desk, its key, and whom it believes."""
    return Reading(
        me=core.profile.unit,
        identities=(core.identity().secret,),
        trust=cores.trust(core, reader),
        may_act=lambda signed: _may_act(reader, signed),
        redacted=lambda found: values.redacted_among(reader, found),
    )


def _may_act(reader: Connection, signed: SignedBy) -> bool:
    """The parent's desks by their chain; desks below only from the roster."""
    if signed.unit == cores.parent(reader):
        return True
    return any(
        desk.cert_sha256 == signed.cert_sha256
        and desk.device == signed.device
        and desk.status == "active"
        for desk in settings.desks_of(reader, signed.unit)
    )


def verify(core: Core, reader: Connection, file: Path) -> Work[TakenIn]:
    """Every check of an intake; changes nothing."""
    yield Progress(0, 1, "progress.check")
    with reading(file, core.folder / "spool", who_reads(core, reader)) as found:
        if isinstance(found, Pending):
            return _pending(core, found)
        judged = judge(reader, found)
        _check_role(core, reader, found)
        new = sum(1 for line in _lines(found, judged) if not _known(reader, line))
        total = sum(span.count for span in found.header.streams)
        counts = Extended(new, total - new, 0, frozenset())
        return _told(core, found.header, judged, counts)


def _known(reader: Connection, line: Revision) -> bool:
    return revisions.read(reader, line.hash) is not None


def _lines(found: Verified, judged: Judged) -> Iterator[Revision]:
    for span, verdict in judged.spans:
        if verdict is not Verdict.HOLE:
            yield from found.parts.revisions(span)


def take_in(core: Core, writer: Connection, file: Path) -> Work[TakenIn]:
    """Take a bundle in; a refused one leaves only its hash and the reason."""
    yield Progress(0, 2, "progress.check")
    try:
        with reading(file, core.folder / "spool", who_reads(core, writer)) as found:
            if isinstance(found, Pending):
                return _pending(core, found)
            yield Progress(1, 2, "progress.write")
            return _take(core, writer, found, file.name)
    except Refused as error:
        with transaction(writer):
            journal.turned_away(writer, core.now(), file_sha256(file), error.code)
        raise


def grant(core: Core, writer: Connection, file: Path, code: str) -> Work[TakenIn]:
    """Certify a new desk whose code was compared by phone, and take its bundle in."""
    yield Progress(0, 2, "progress.check")
    with reading(file, core.folder / "spool", who_reads(core, writer)) as found:
        if not isinstance(found, Pending):
            raise Refused("enrol.not_pending")
        if not keys.same_code(code, found.check_code):
            raise Refused("enrol.other_code")
        if found.signer.unit not in _below(core):
            raise Refused("handoff.stranger", unit=found.signer.unit)
        desk = _certificate_for(core, writer, found)
        yield Progress(1, 2, "progress.write")
        return _take(core, writer, bundles.granted(found), file.name, desk)


def _below(core: Core) -> set[UnitCode]:
    return {unit.code for unit in core.catalogue.pack.children(core.profile.unit)}


def _certificate_for(core: Core, writer: Connection, found: Pending) -> KnownDesk:
    asked = read_request(found.request)
    issuer = cores.certificate(writer, "issuer")
    if issuer is None:
        raise Refused("enrol.no_authority")
    key, now = core.secret("issuer"), core.clock.now()
    made = certs.issue(asked.csr, issuer, key, now, core.random)
    return KnownDesk(
        made.sha256,
        made.unit,
        made.device,
        made.der,
        asked.recipient,
        "active",
        core.now(),
        sent=False,
    )


def _pending(core: Core, found: Pending) -> TakenIn:
    header = found.header
    total = sum(span.count for span in header.streams)
    judged = Judged(Verdict.TAKE, ())
    told = _told(core, header, judged, Extended(total, 0, 0, frozenset()))
    return replace(told, result="pending", check_code=found.check_code)


def judge(reader: Connection, found: Verified) -> Judged:
    """Compare the bundle's numbers with what came before."""
    header, sender = found.header, found.header.sender
    bundle = Numbered(header.n, header.prev, found.header_sha256)
    last = journal.last_came(reader, sender.device, sender.epoch)
    same = journal.came_as(reader, sender.device, sender.epoch, header.n)
    verdict = judge_number(
        bundle,
        Numbered(last.n, "", last.header_sha256) if last else None,
        _same_hash(same, found.header_sha256),
    )
    if verdict is Verdict.JUMP:
        raise Refused("bundle.jump", n=header.n)
    spans = tuple((span, _judge_span(reader, span)) for span in header.streams)
    worst = {verdict, *(v for _, v in spans)}
    if verdict is not Verdict.KNOWN:
        verdict = next((v for v in _WORST_FIRST if v in worst), verdict)
    if verdict is Verdict.TAKE and _another_epoch(reader, header):
        verdict = Verdict.NEW_EPOCH
    return Judged(verdict, spans)


_WORST_FIRST = (Verdict.FORK, Verdict.HOLE, Verdict.GAP, Verdict.TAKE)


def _same_hash(came: Sequence[Came], mine: str) -> str | None:
    hashes = [one.header_sha256 for one in came]
    if mine in hashes:
        return mine
    return hashes[0] if hashes else None


def _judge_span(reader: Connection, span: StreamSpan) -> Verdict:
    key, reach = span.span.stream, span.span
    have = streams.position(reader, key) or START
    if reach.first > have.seq + 1:
        return Verdict.HOLE
    before = revisions.hash_at(reader, key, reach.first - 1)
    verdict = judge_span(reach, before, have)
    at_last = revisions.hash_at(reader, key, reach.last)
    if verdict is Verdict.TAKE and at_last not in (None, reach.head_after):
        return Verdict.FORK
    return verdict


def _another_epoch(reader: Connection, header: Header) -> bool:
    """A device known under another epoch: a restored or moved database."""
    known = streams.of_device(reader, header.sender.device)
    epochs = {key.epoch for key, _ in known}
    return bool(epochs) and header.sender.epoch not in epochs


def _check_role(core: Core, reader: Connection, found: Verified) -> None:
    """Each document and line only from whom it may come."""
    from_above = found.signer.unit == cores.parent(reader)
    for name in ("certificate", "crl"):
        if found.parts.document(name) is not None and not from_above:
            raise Refused("bundle.role", name=name)
    for stream in found.header.streams:
        key = stream.span.stream
        if key.dev != found.signer.device or key.to != core.profile.unit:
            raise Refused("bundle.foreign_stream")
        for line in found.parts.revisions(stream):
            if line.unit != found.signer.unit:
                raise Refused("bundle.foreign_line", seq=line.seq)


def _take(
    core: Core,
    writer: Connection,
    found: Verified,
    name: str,
    desk: KnownDesk | None = None,
) -> TakenIn:
    judged = judge(writer, found)
    if judged.verdict is Verdict.KNOWN:
        with transaction(writer):
            journal.answer_again(writer, found.header_sha256)
        return _told(core, found.header, judged, _NOTHING)
    _check_role(core, writer, found)
    blobs = _blobs(core, writer, found)
    with transaction(writer):
        if desk is not None:
            settings.certify(writer, desk)
        values.keep(writer, found.parts.values())
        counts = _extend(core, writer, found, judged)
        for blob in blobs:
            files.keep(writer, blob)
            files.set_ask(writer, blob.sha256, found.signer.unit, "out", "done")
        _documents(core, writer, found)
        _acknowledged(writer, found)
        for sha256 in found.header.asks:
            files.ask(writer, sha256, found.signer.unit, "in", core.now())
        journal.came(writer, _came(core, writer, found, judged, name))
    if any(line.op is Op.REDACT for line in _lines(found, judged)):
        wipe_free_space(writer)
    return _told(core, found.header, judged, counts)


def _extend(
    core: Core, writer: Connection, found: Verified, judged: Judged
) -> Extended:
    total = _NOTHING
    for span, verdict in judged.spans:
        if verdict is Verdict.HOLE:
            continue
        mark = _MARKS.get(judged.verdict) or _MARKS.get(verdict)
        lines = found.parts.revisions(span)
        part = revisions.extend(writer, core.catalogue.specs(), lines, mark)
        total = Extended(
            total.new + part.new,
            total.same + part.same,
            total.newer + part.newer,
            total.records | part.records,
        )
        reach = span.span
        have = streams.position(writer, reach.stream) or START
        if mark is None and reach.last > have.seq:
            place = Position(reach.last, reach.head_after)
            streams.move(writer, reach.stream, place, own=False)
    return total


def _blobs(core: Core, writer: Connection, found: Verified) -> list[files.Blob]:
    """Files of the bundle, sealed and on disk; only such as a record names."""
    named = {
        file.sha256
        for span in found.header.streams
        for line in found.parts.revisions(span)
        for file in line.files
    }
    kept = []
    for ref in found.header.attachments:
        if ref.sha256 not in named and files.owner(writer, ref.sha256) is None:
            raise Refused("bundle.attachment_unasked")
        with found.parts.attachment(ref.sha256) as source:
            content = source.read()
        if hashlib.sha256(content).hexdigest() != ref.sha256:
            raise Refused("bundle.attachments")
        attachments.store(core, ref.sha256, content)
        kept.append(
            files.Blob(ref.sha256, len(content), zlib.crc32(content), ref.media)
        )
    return kept


def _documents(core: Core, writer: Connection, found: Verified) -> None:
    """From above: our certificate, and the newest list of revoked ones."""
    raw = found.parts.document("certificate")
    if raw is not None:
        _install(core, writer, raw)
    crl = found.parts.document("crl")
    issuer = cores.certificate(writer, "issuer")
    if crl is None or issuer is None:
        return
    listed = read_crl(crl, issuer.der, core.clock.now())
    if listed.number >= int(settings.get(writer, "crl_number") or 0):
        settings.put(writer, "crl", b64encode(crl).decode())
        settings.put(writer, "crl_number", str(listed.number))


def _install(core: Core, writer: Connection, raw: bytes) -> None:
    """The certificate for this desk's own key, with its issuer."""
    mark = b"-----BEGIN CERTIFICATE-----"
    pems = [mark + part for part in raw.split(mark)[1:]]
    found = [certs.from_pem(pem) for pem in pems]
    mine = keys.public_der(core.secret("signing"))
    own = [one for one in found if certs.certificate_key(one.der) == mine]
    issuers = [one for one in found if one.device == "issuer"]
    if not own or not issuers:
        raise Refused("certificate.not_mine")
    settings.put(writer, "certificate.own", b64encode(own[-1].der).decode())
    settings.put(writer, "certificate.issuer", b64encode(issuers[0].der).decode())


def _acknowledged(writer: Connection, found: Verified) -> None:
    """Receipts: what the other side signed for counts as received."""
    for ack in found.header.acks:
        if not journal.received(writer, ack.bundle_json_sha256, ack.code):
            continue
        for have in ack.have:
            key = StreamKey(have.dev, have.epoch, found.signer.unit)
            if revisions.hash_at(writer, key, have.seq) == have.head:
                streams.acknowledge(writer, key, have.seq)


def _came(
    core: Core, writer: Connection, found: Verified, judged: Judged, name: str
) -> Came:
    header, sender = found.header, found.header.sender
    result = "accepted" if judged.verdict is not Verdict.HOLE else "refused"
    ack = Ack(
        header.bundle_id,
        found.header_sha256,
        result,
        judged.code,
        tuple(
            Have(key.dev, key.epoch, place.seq, place.head)
            for key, place in streams.of_device(writer, sender.device)
        ),
    )
    return Came(
        sender.device,
        sender.epoch,
        header.n,
        sender.unit,
        header.bundle_id,
        found.header_sha256,
        result,
        judged.code,
        encode(write_ack(ack)).decode(),
        name,
        core.now(),
    )


_RESULTS: dict[Verdict, str] = {
    Verdict.KNOWN: "known",
    Verdict.HOLE: "gap",
    Verdict.GAP: "gap",
}


def _told(core: Core, header: Header, judged: Judged, counts: Extended) -> TakenIn:
    total = sum(span.count for span in header.streams)
    known = judged.verdict is Verdict.KNOWN
    return TakenIn(
        result=_RESULTS.get(judged.verdict, "taken"),
        unit=header.sender.unit,
        unit_name=core.name_of(header.sender.unit),
        device=header.sender.device,
        n=header.n,
        revisions=total,
        new=counts.new - counts.newer,
        same=total if known else counts.same,
        newer=counts.newer,
        refused=0 if known else total - counts.new - counts.same,
        receipts=len(header.acks),
        attachments=len(header.attachments),
        documents=(),
        check_code="",
    )
