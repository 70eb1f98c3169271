"""Taking in: a checked bundle becomes rows in one transaction, or nothing at all."""

from dataclasses import replace
from pathlib import Path

from desktop.bundle import reader as bundles
from desktop.bundle.header import write_ack
from desktop.bundle.reader import Reading, file_sha256, reading
from desktop.desk import (
    clocks,
    incoming,
    outbox,
    own_bundle,
    publishing,
    renewing,
    returning,
    speaking,
)
from desktop.desk import core as cores
from desktop.desk import late as lates
from desktop.desk.core import Core
from desktop.desk.fitting import Fitting
from desktop.desk.handover_views import TakenIn, WaitingView
from desktop.desk.incoming import Seen
from desktop.desk.judging import Judged, JudgedSpan, judge
from desktop.desk.views import Changed, Progress, Work
from desktop.errors import Refused
from desktop.ledger.canonical import encode
from desktop.ledger.chain import Verdict
from desktop.ledger.handover import Ack, Header, Pending, SignedBy, Verified
from desktop.ledger.ids import RecordId, UnitCode
from desktop.ledger.stream import Position
from desktop.signing import certs, keys
from desktop.store import (
    files,
    history,
    journal,
    projections,
    revisions,
    search,
    settings,
    streams,
    values,
)
from desktop.store.connection import Connection, transaction, wipe_free_space
from desktop.store.journal import Away, Came
from desktop.store.kept import Kept
from desktop.store.revisions import Extended
from desktop.store.settings import KnownDesk

_NOTHING = Extended(0, 0, 0)
_STEPS = 2


def who_reads(core: Core, reader: Connection, *, late: bool = False) -> Reading:
    """This desk, its key, and whom it believes."""
    return Reading(
        me=core.profile.unit,
        identities=(core.identity().secret,),
        trust=cores.trust(core, reader, late=late),
        may_act=lambda signed: _may_act(reader, signed),
        redacted=lambda found: values.redacted_among(reader, found),
        fits=Fitting(core.catalogue).check,
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
    yield Progress(0, _STEPS, "progress.check")
    if known := _known(core, reader, file):
        return known
    by = who_reads(core, reader)
    own = own_bundle.refused(core, reader, file)
    with own, reading(file, core.folder / "spool", by) as read:
        found = _believed(reader, read)
        if isinstance(found, Pending):
            return _pending(core, found)
        yield Progress(1, _STEPS, "progress.check")
        incoming.check_parts(core, reader, found)
        judged = judge(core, reader, found)
        would = _would_bring(core, reader, found, judged)
        clock = clocks.mark(reader, found.header)
        return _told(core, found.header, judged, would, _documents(found), clock)


def waiting(core: Core, reader: Connection) -> tuple[WaitingView, ...]:
    """Lines that wait until somebody has called the unit and confirms them."""
    return tuple(
        WaitingView(
            one.unit,
            core.name_of(one.unit),
            one.stream.dev,
            one.stream.epoch,
            one.mark,
            one.lines,
            one.first_at,
            one.last_at,
        )
        for one in revisions.waiting(reader)
    )


def confirm(core: Core, writer: Connection, device: str, epoch: str) -> Changed:
    """A person has called: the waiting lines of this desk count from now on."""
    touched: frozenset[RecordId] = frozenset()
    for one in revisions.waiting(writer):
        if (one.stream.dev, one.stream.epoch) == (device, epoch):
            touched |= revisions.confirm(writer, core.catalogue.specs(), one.stream)
    wipe_free_space(writer)  # a redaction may have waited among them
    forms = {row.form for row in search.rows(writer, sorted(touched))}
    return Changed(touched, frozenset(forms), core.now())


def _would_bring(
    core: Core, reader: Connection, found: Verified, judged: Judged
) -> Extended:
    """The counts of an intake: a line is known by its place, or by its hash."""
    if judged.verdict is Verdict.KNOWN:
        return _NOTHING
    new = same = unread = 0
    seen = Seen()
    specs = core.catalogue.specs()
    for one in judged.usable:
        unit = speaking.unit_of(core, reader, found, one.span.span.stream)
        for line in incoming.guarded(reader, found, one.span, unit, seen):
            known = line.seq <= one.have.seq
            if one.mark is not None:
                known = history.read(reader, line.hash) is not None
            same += known
            new += not known
            unread += not known and not projections.reads(specs, line.form)
    incoming.wanted(reader, found, seen, whole=judged.whole)
    incoming.from_above(core, reader, found)
    return Extended(new, same, 0, unread=unread)


def take_in(
    core: Core, writer: Connection, file: Path, *, late: bool = False
) -> Work[TakenIn]:
    """Take a bundle in; a refused one leaves only its hash and the reason.

    ``late``: a person has called about a certificate that ended on the way.
    """
    yield Progress(0, _STEPS, "progress.check")
    if not late and (known := _known(core, writer, file)):
        return known
    by = who_reads(core, writer, late=late)
    own = own_bundle.refused(core, writer, file)
    try:
        with own, reading(file, core.folder / "spool", by) as read:
            found = _believed(writer, read)
            if isinstance(found, Pending):
                return _pending(core, found)
            if late:
                lates.confirm(core, writer, found)
            yield Progress(1, _STEPS, "progress.write")
            return keep(core, writer, found, file)
    except Refused as error:
        if error.code == own_bundle.OWN:
            raise
        with transaction(writer):
            journal.turned_away(writer, _away(core, file, error))
        raise


def _known(core: Core, reader: Connection, file: Path) -> TakenIn | None:
    """What is told of the very file that was checked and taken in before."""
    if not journal.came_as_file(reader, file_sha256(file)):
        return None
    header = bundles.head(file, (core.identity().secret,))
    return _told(core, header, Judged(Verdict.KNOWN, ()), _NOTHING)


def _away(core: Core, file: Path, error: Refused) -> Away:
    """Of a unit below by the file's name, which is a hint and no more."""
    said = UnitCode(file.name.partition("-")[0])
    unit = said if said in _below(core) else UnitCode("")
    return Away(core.now(), file_sha256(file), error.code, unit)


def grant(core: Core, writer: Connection, file: Path, code: str) -> Work[TakenIn]:
    """Certify a new desk whose code was compared by phone, and take its bundle in."""
    yield Progress(0, _STEPS, "progress.check")
    with reading(file, core.folder / "spool", who_reads(core, writer)) as found:
        if not isinstance(found, Pending):
            raise Refused("enrol.not_pending")
        if not keys.same_code(code, found.check_code):
            raise Refused("enrol.other_code")
        if found.signer.unit not in _below(core):
            raise Refused("handoff.stranger", unit=found.signer.unit)
        desk = None
        if isinstance(_believed(writer, found), Pending):
            desk = renewing.certified(core, writer, found.request)
        yield Progress(1, _STEPS, "progress.write")
        return keep(core, writer, bundles.granted(found), file, desk)


def _believed(reader: Connection, found: Verified | Pending) -> Verified | Pending:
    """A desk whose key was certified may go on until its certificate arrives."""
    if isinstance(found, Verified):
        return found
    unit, device = found.signer.unit, found.signer.device
    key = certs.certificate_key(found.signer.cert_der)
    known = renewing.standing(reader, unit, key)
    if "revoked" in known:  # its key is not believed again under its own word
        raise Refused("signature.revoked", unit=unit, device=device)
    return bundles.granted(found) if "active" in known else found


def _below(core: Core) -> set[UnitCode]:
    return {unit.code for unit in core.catalogue.pack.children(core.profile.unit)}


def keep(
    core: Core,
    writer: Connection,
    found: Verified,
    file: Path,
    desk: KnownDesk | None = None,
) -> TakenIn:
    """What is believed becomes rows, with the receipt that it is owed."""
    incoming.check_parts(core, writer, found)
    judged = judge(core, writer, found)
    clock = clocks.mark(writer, found.header)
    if judged.verdict is Verdict.KNOWN:
        return _told(core, found.header, judged, _NOTHING, _documents(found), clock)
    seen = Seen()
    try:
        with transaction(writer):
            if desk is not None:
                settings.certify(writer, desk)
            counts = _write(core, writer, found, judged, seen)
            journal.came(writer, _came(core, writer, found, judged, file))
    except BaseException:
        incoming.forget_files(core, seen.written)
        raise
    if seen.redacts:
        incoming.forget_files(core, sorted(seen.erased))
        outbox.forget_redacted(core, writer)
        wipe_free_space(writer)
    return _told(core, found.header, judged, counts, _documents(found), clock)


def _write(
    core: Core, writer: Connection, found: Verified, judged: Judged, seen: Seen
) -> Extended:
    """All that the bundle brings, inside the caller's transaction."""
    kept = values.keep(writer, found.parts.values(again=True))
    total = _NOTHING
    for one in judged.usable:
        part = _extend(core, writer, found, one, seen, kept)
        total = Extended(
            total.new + part.new,
            total.same + part.same,
            total.newer + part.newer,
            unread=total.unread + part.unread,
        )
    incoming.keep_files(core, writer, found, seen, whole=judged.whole)
    incoming.install(core, writer, found)
    incoming.acknowledge(core, writer, found)
    incoming.believe(writer, found)
    incoming.note_asks(core, writer, found)
    for sha256 in seen.erased:
        files.drop(writer, sha256)
    return total


def _extend(
    core: Core,
    writer: Connection,
    found: Verified,
    one: JudgedSpan,
    seen: Seen,
    kept: Kept,
) -> Extended:
    told = Seen() if one.waits else seen  # what waits destroys nothing yet
    reach = one.span.span
    unit = speaking.unit_of(core, writer, found, reach.stream)
    lines = incoming.guarded(writer, found, one.span, unit, told)
    specs = core.catalogue.specs()
    part = revisions.extend(
        writer, specs, lines, one.mark, counts=one.vouched, kept=kept
    )
    seen.reports |= told.reports
    if one.mark is None and reach.last > one.have.seq:
        place = Position(reach.last, reach.head_after)
        streams.move(writer, reach.stream, place, own=False)
    return part


def _came(
    core: Core, writer: Connection, found: Verified, judged: Judged, file: Path
) -> Came:
    header, sender = found.header, found.header.sender
    result = {Verdict.HOLE: "refused", Verdict.FORK: "partial"}.get(judged.answer)
    unit = returning.between(core, writer, sender.unit)
    ack = Ack(
        header.bundle_id,
        found.header_sha256,
        result or "accepted",
        judged.code,
        returning.held(core, writer, unit),
    )
    return Came(
        sender.device,
        sender.epoch,
        header.n,
        sender.unit,
        header.bundle_id,
        found.header_sha256,
        ack.result,
        judged.code,
        encode(write_ack(ack)).decode(),
        file.name,
        core.now(),
        found.file_sha256,
        core.profile.account,
        encode(write_ack(header.acks[-1])).decode() if header.acks else "",
        header.created,
        clocks.mark(writer, header),
    )


def _pending(core: Core, found: Pending) -> TakenIn:
    total = sum(span.count for span in found.header.streams)
    judged = Judged(Verdict.TAKE, ())
    counts = Extended(total, 0, 0)
    told = _told(core, found.header, judged, counts, _documents(found))
    return replace(told, result="pending", check_code=found.check_code)


_RESULTS = {
    Verdict.KNOWN: "known",
    Verdict.HOLE: "gap",
    Verdict.GAP: "gap",
    Verdict.FORK: "fork",
    Verdict.NEW_EPOCH: "restored",
}


def _told(
    core: Core,
    header: Header,
    judged: Judged,
    counts: Extended,
    documents: tuple[str, ...] = (),
    clock: str = "",
) -> TakenIn:
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
        documents=documents,
        check_code="",
        unread=counts.unread,
        clock=clock,
        pack=_newer_pack(core, header, documents),
    )


def _newer_pack(core: Core, header: Header, documents: tuple[str, ...]) -> int:
    newer = header.pack_counter > core.catalogue.pack.counter
    return header.pack_counter if newer and publishing.DOCUMENT in documents else 0


def _documents(found: Verified | Pending) -> tuple[str, ...]:
    return tuple(n for n in incoming.DOCUMENTS if found.parts.document(n) is not None)
