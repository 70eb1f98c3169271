"""Everything that changes a profile; only one holder at a time, only in the worker."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.desk import (
    as_then,
    carrying,
    epochs,
    lineage,
    naming,
    outbox,
    owned,
    spool,
)
from desktop.desk.bulk.act import BulkAct
from desktop.desk.calendars import due
from desktop.desk.closing import may_close, may_say
from desktop.desk.core import Core
from desktop.desk.entry import DraftContent, Origin, again, finished, put, saying
from desktop.desk.erasing import Erasing
from desktop.desk.figures import ask_for, reported
from desktop.desk.figures import values as figure_values
from desktop.desk.filing import Filing
from desktop.desk.handover_views import HandedOver, TakenIn
from desktop.desk.many import Many
from desktop.desk.newer.act import Newer
from desktop.desk.period_views import (
    SUBMISSION,
    Closed,
    FigureValue,
    Period,
    Registered,
)
from desktop.desk.profile import STORE, own_stream
from desktop.desk.uniting import Uniting
from desktop.desk.views import Changed, Progress, Work
from desktop.errors import Refused
from desktop.ledger.canonical import Data, Json
from desktop.ledger.ids import RecordId, UnitCode, form_id_of, new_record_id, new_row_id
from desktop.ledger.revision import Content, Finished, Op, Reason
from desktop.signing.files import names_like, replace_file
from desktop.store import (
    activity,
    connection,
    drafts,
    files,
    periods,
    projections,
    revisions,
)
from desktop.store.activity import Activity
from desktop.store.connection import Connection, transaction
from desktop.store.drafts import Draft
from desktop.text.file_names import file_name
from desktop.text.fold import words

if TYPE_CHECKING:
    from desktop.desk.attachments import Attached
    from desktop.desk.enrol import Enrolment
    from desktop.desk.people import Told
    from desktop.desk.periods import PeriodAsk


class Act:
    """The writing half of a desk; its maker holds the profile's lock."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._writer: Connection = connection.open_writer(core.folder / STORE, core.key)
        projections.ensure(self._writer, core.catalogue.specs(), core.catalogue.mark)
        spool.clear(core.folder)
        outbox.forget_redacted(core, self._writer)  # a power cut may have come between
        self.files = Filing(core, self._writer, self.finish)
        self.erase = Erasing(core, self._writer, self.finish)
        self.many = Many(core, self._writer)
        self.pairs = Uniting(core, self._writer, self.finish)
        self.bulk = BulkAct(core, self._writer, self.finish)
        self.newer = Newer(core, self._writer)
        self.period = partial(_period, core, self._writer)
        self.register = partial(_register, core, self._writer, self.finish)
        self.choose_calendar = partial(_choose_calendar, core, self._writer)
        self.restored = epochs.start_anew_if_restored(core, self._writer)
        self.erase.stayed()

    @cached_property
    def enrol(self) -> "Enrolment":
        """Getting to know the province; loaded when first used, as bundles are."""
        from desktop.desk.enrol import Enrolment

        return Enrolment(self._core, self._writer)

    def close(self) -> None:
        """Let go of the database."""
        try:
            epochs.note(self._core, self._writer)
        finally:
            self._writer.close()

    # records

    def save_draft(self, draft: DraftContent) -> Changed:
        """Keep half-typed work; on disk when this returns."""
        core = self._core
        at = core.now()
        drafts.save(
            self._writer,
            Draft(
                draft.record,
                draft.form,
                core.catalogue.pack.sha256,
                core.profile.account,
                draft.data,
                draft.base,
                at,
            ),
        )
        return Changed(
            frozenset([draft.record]), frozenset([form_id_of(draft.form)]), at
        )

    def drop_draft(self, record: RecordId) -> Changed:
        """Give a draft up."""
        found = drafts.get(self._writer, record)
        drafts.drop(self._writer, record)
        forms = frozenset([form_id_of(found.form)] if found else [])
        return Changed(frozenset([record]), forms, self._core.now())

    def finish(self, done: Finished) -> Changed:
        """Write finished contents in one transaction."""
        core = self._core
        carrying.check(core.catalogue.pack, self._writer, done)
        lineage.check(core.catalogue.pack, self._writer, done)
        stream = own_stream(self._writer, core.profile)
        at = core.now()
        lines = revisions.append(
            self._writer, core.catalogue.specs(), done, stream, core.profile.account, at
        )
        return Changed(
            frozenset(line.record for line in lines),
            frozenset(form_id_of(line.form) for line in lines),
            at,
        )

    def void(self, record: RecordId, why: str, *, named: bool = False) -> Changed:
        """Withdraw a record; it stays in the history. ``named``: others name it."""
        head = owned.standing(self._core, self._writer, record)
        if not named:
            known = self._core.catalogue
            naming.not_named(known, self._writer, form_id_of(head.form), record)
        reason = owned.reason(self._core, why)
        data = saying(head, {"why": {"#": reason.commitment}})
        content = again(head, Op.VOID, data, Reason.TYPED, values=(reason,))
        return self.finish(finished(content))

    def ask_for(self, sha256: str) -> Changed:
        """Ask the unit that owns a file for its bytes, with the next bundle."""
        owner = files.owner(self._writer, sha256)
        if owner is None or owner[1] == self._core.profile.unit:
            raise Refused("ask.unknown")
        at = self._core.now()
        with transaction(self._writer):
            files.ask(self._writer, sha256, owner[1], "out", at)
        return Changed(frozenset([owner[0]]), frozenset(), at)

    def look_for(self, names: str, asked: date | None = None) -> "Work[Told]":
        """What this desk holds about a person who asked on that day; it is noted."""
        from desktop.desk import people
        from desktop.desk.sought import sought

        day = asked or self._core.clock.now().date()
        return people.look_for(self._core, self._writer, sought(names), day)

    def note(self, act: str, what: str) -> None:
        """Write down that somebody viewed, printed or exported; never a value."""
        core = self._core
        with transaction(self._writer):
            done = Activity(core.now(), core.profile.account, act, what)
            activity.note(self._writer, done)

    # periods

    def close_period(
        self,
        period: Period,
        sentences: Sequence[tuple[str, str]],
        chosen: Sequence[str] = (),
    ) -> Work[Closed]:
        """Freeze figures and text, print the report, write it as a record."""
        from desktop.desk import attachments
        from desktop.desk.reports import print_report

        core = self._core
        may_close(core, self._writer, period)
        may_say(core, sentences)
        yield Progress(0, 3, "progress.figures")
        pack, days = core.catalogue.pack, (period.start, period.end)
        asked = ask_for(pack, self._writer, core.scope(), *days)
        found = reported(figure_values(pack, self._writer, asked.units, *days), chosen)
        yield Progress(1, 3, "progress.print")
        pdf = print_report(core, asked, period.kind, sentences, found)
        yield Progress(2, 3, "progress.write")
        kind = core.catalogue.pack.label("report_kind", period.kind)
        span = f"{core.profile.unit}-{period.start}-{period.end}"
        name = file_name(f"{'-'.join(words(kind))}-{span}.pdf")
        kept = attachments.keep(core, pdf, "application/pdf", name)
        with transaction(self._writer):
            files.keep(self._writer, kept.blob)
        record = new_record_id(core.clock, core.random)
        content = self._submission(record, period, sentences, found, kept)
        self.finish(finished(content))
        start, end = period.start.isoformat(), period.end.isoformat()
        heads = str(content.data["streams"])
        with transaction(self._writer):
            closed = periods.ClosedPeriod(record, period.kind, start, end, heads)
            periods.close(self._writer, closed)
        like = names_like(core.folder / "reports" / name)
        shown = next(file for file in like if not file.exists())  # none is replaced
        replace_file(shown, pdf)
        epochs.note(core, self._writer)
        return Closed(record, shown, kept.blob.sha256, found)

    def _submission(
        self,
        record: RecordId,
        period: Period,
        sentences: Sequence[tuple[str, str]],
        found: Sequence[FigureValue],
        kept: "Attached",
    ) -> Content:
        core = self._core
        figures: list[Json] = [
            {
                "_row": new_row_id(core.random),
                "code": figure.code,
                "n": str(figure.n),
                "d": None if figure.d is None else str(figure.d),
                "value": None if figure.value is None else str(figure.value),
            }
            for figure in found
        ]
        sections: list[Json] = [
            {"_row": new_row_id(core.random), "heading": heading, "body": text or None}
            for heading, text in sentences
        ]
        data: Data = {
            "unit_code": core.profile.unit,
            "kind": period.kind,
            "calendar": period.calendar,
            "period_from": period.start.isoformat(),
            "period_to": period.end.isoformat(),
            "figures": figures,
            "sections": sections,
            "due_date": due(core.catalogue.pack, period).isoformat(),
            "produced_date": core.clock.now().date().isoformat(),
            "streams": as_then.heads(self._writer),
            "pdf_sha256": kept.blob.sha256,
        }
        from desktop.desk.blank import blank

        form = blank(core, self._writer, SUBMISSION)
        units = core.catalogue.pack.units_version
        origin = Origin(record, core.profile.unit, units, files=(kept.ref,))
        return put(
            form.form.definition,
            origin,
            form.filled(data),
            core.random,
            more=(kept.name,),
        )

    # hand-over

    def hand_over(self, folder: Path, to: UnitCode | None = None) -> Work[HandedOver]:
        """Write the next bundle to a folder."""
        from desktop.desk import handoff

        handed = yield from handoff.hand_over(self._core, self._writer, folder, to)
        epochs.note(self._core, self._writer)
        return handed

    def take_in(self, file: Path, *, late: bool = False) -> Work[TakenIn]:
        """Take a bundle in; ``late``: a person has called about its certificate."""
        from desktop.desk import intake

        return (yield from intake.take_in(self._core, self._writer, file, late=late))

    def grant(self, file: Path, check_code: str) -> Work[TakenIn]:
        """Certify a new desk and take its first bundle in."""
        from desktop.desk import intake

        return (yield from intake.grant(self._core, self._writer, file, check_code))

    def unpack(self, file: Path, out: Path) -> Path:
        """Decrypt a bundle's container to look at it with stock tools; logged."""
        from desktop.desk import unpacking

        return unpacking.unpack(self._core, self._writer, file, out)

    def confirm(self, device: str, epoch: str) -> Changed:
        """Let the waiting lines of a copied or restored desk count."""
        from desktop.desk import intake

        return intake.confirm(self._core, self._writer, device, epoch)


def _period(core: Core, writer: Connection) -> "PeriodAsk":
    """The same questions, asked here: figures take longer than a window may wait."""
    from desktop.desk.periods import PeriodAsk
    from desktop.desk.records import RecordsAsk

    return PeriodAsk(core, writer, RecordsAsk(core, writer))


def _choose_calendar(core: Core, writer: Connection, line: str, calendar: str) -> None:
    """Report on a receiving line by another calendar."""
    from desktop.desk import lines

    lines.choose(core.catalogue.pack, writer, line, calendar)


def _register(
    core: Core,
    writer: Connection,
    finish: Callable[[Finished], Changed],
    record: RecordId,
    said: Registered,
) -> Changed:
    """A closed report has its number, date, signer and post now."""
    from desktop.desk.records import RecordsAsk
    from desktop.desk.registering import registered

    return finish(registered(RecordsAsk(core, writer), record, said))
