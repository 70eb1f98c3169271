"""Periods: their days by calendar, what closing would find, and closing."""

from collections.abc import Iterator, Sequence
from datetime import date

from desktop.desk import figures
from desktop.desk.calendars import (
    MONTHS,
    Calendar,
    calendar_for,
    calendars,
    has_own_days,
    last_ended,
)
from desktop.desk.core import Core
from desktop.desk.records import RecordsAsk
from desktop.desk.reports import section_texts
from desktop.desk.views import (
    SUBMISSION,
    DrillRow,
    FigureValue,
    Notice,
    Period,
    PeriodCheck,
    RecordRow,
)
from desktop.errors import Refused
from desktop.ledger.ids import RecordId, UnitCode
from desktop.ledger.revision import Op, Revision
from desktop.signing.atrest import unseal
from desktop.store import periods, revisions, search
from desktop.store.connection import Connection
from desktop.text.dates import format_date, format_iso
from desktop.text.numbers import format_decimal


class PeriodAsk:
    """What a desk can tell of its periods; writes nothing."""

    def __init__(self, core: Core, reader: Connection, records: RecordsAsk) -> None:
        self._core = core
        self._reader = reader
        self._records = records

    def calendars(self) -> tuple[Calendar, ...]:
        """The pack's calendars."""
        return calendars(self._core.catalogue.pack)

    def guess(self, kind: str, calendar: str) -> Period:
        """The last period of this kind that has ended."""
        found = calendar_for(self._core.catalogue.pack, kind, calendar)
        if kind not in MONTHS:
            raise Refused("period.no_days", kind=kind)
        today = self._core.clock.now().date()
        start, end = last_ended(MONTHS[kind], found.first_day, today)
        return Period(kind, calendar, start, end)

    def check(self, period: Period) -> PeriodCheck:
        """The figures, the drafted text, and what is missing."""
        core = self._core
        calendar = sound(core, period)
        values = self.figures((core.profile.unit,), period.start, period.end)
        drafts = tuple(
            row
            for row in self._records.drafts()
            if row.date == "" or row.date <= period.end.isoformat()
        )
        before = closed_before(self._reader, period)
        return PeriodCheck(
            period,
            values,
            drafts,
            (
                *_of_days(core, calendar, period),
                *_of_closing(before),
                *_of_work(core, values, drafts),
            ),
            section_texts(core, values),
            before.record if before else None,
        )

    def figures(
        self, units: Sequence[UnitCode], start: date, end: date
    ) -> tuple[FigureValue, ...]:
        """Every figure of the pack for some units and days."""
        in_order(start, end)
        for unit in units:
            self._core.catalogue.pack.unit(unit)
        return figures.values(
            self._core.catalogue.pack, self._reader, units, start, end
        )

    def drill(
        self, code: str, units: Sequence[UnitCode], start: date, end: date
    ) -> tuple[DrillRow, ...]:
        """The records behind one figure."""
        pack = self._core.catalogue.pack
        return figures.drill(pack, self._reader, code, units, start, end)

    def reports(self) -> tuple[RecordRow, ...]:
        """Closed periods, newest first."""
        return self._records.rows(search.ids(self._reader, SUBMISSION))

    def signed_figures(self, record: RecordId) -> dict[str, tuple[str, str, str]]:
        """What a report_submission says: code -> (value, n, d) as signed."""
        names = revisions.heads(self._reader, record)
        head = revisions.read(self._reader, names[0]) if names else None
        rows = head.data.get("figures") if head else None
        return {
            str(row["code"]): tuple(str(row.get(k) or "") for k in ("value", "n", "d"))  # type: ignore[misc]
            for row in (rows if isinstance(rows, list) else [])
            if isinstance(row, dict)
        }

    def pdf_of(self, record: RecordId) -> bytes:
        """The report that a closed period was signed with."""
        names = revisions.heads(self._reader, record)
        head = revisions.read(self._reader, names[0]) if names else None
        sha256 = str(head.data.get("pdf_sha256")) if head else ""
        sealed = self._core.folder / "attachments" / sha256
        if not sha256 or not sealed.is_file():
            raise Refused("report.not_here")
        return unseal(self._core.key, sha256, sealed.read_bytes())

    def preview(self, check: PeriodCheck) -> bytes:
        """The report as it would be printed, without closing."""
        from desktop.desk.reports import print_report

        return print_report(self._core, check.period, check.sentences, check.figures)


def sound(core: Core, period: Period) -> Calendar:
    """The period's calendar; Refused when its days or its kind make no sense."""
    in_order(period.start, period.end)
    return calendar_for(core.catalogue.pack, period.kind, period.calendar)


def in_order(start: date, end: date) -> None:
    """Refuse days that run backwards."""
    if end < start:
        raise Refused("period.backwards")


def may_close(core: Core, connection: Connection, period: Period) -> None:
    """Refuse a period that is wrong, not over yet, or closed already."""
    sound(core, period)
    if period.end > core.clock.now().date():
        raise Refused("period.future", end=format_date(period.end))
    before = closed_before(connection, period)
    if before is not None:
        raise Refused("period.closed", on=format_iso(before.at))


def closed_before(connection: Connection, period: Period) -> Revision | None:
    """The line that closed these very days, unless its record was withdrawn."""
    start, end = period.start.isoformat(), period.end.isoformat()
    record = periods.find(connection, period.kind, start, end)
    lines = revisions.history(connection, record) if record else []
    said = [line.op for line in lines if line.op is not Op.REDACT]
    return None if not said or said[-1] is Op.VOID else lines[0]


def _of_days(core: Core, calendar: Calendar, period: Period) -> Iterator[Notice]:
    if period.end > core.clock.now().date():
        yield Notice("period.future", {"end": format_date(period.end)})
    elif not has_own_days(calendar, period):
        yield Notice("period.other_days", {"calendar": calendar.label})


def _of_closing(before: Revision | None) -> Iterator[Notice]:
    if before is not None:
        yield Notice("period.closed", {"on": format_iso(before.at)})


def _of_work(
    core: Core, values: Sequence[FigureValue], drafts: Sequence[RecordRow]
) -> Iterator[Notice]:
    if drafts:
        yield Notice("period.drafts", {"count": len(drafts)})
    known = {value.code: value for value in values}
    for figure in figures.all_figures(core.catalogue.pack):
        value = known[figure.code]
        if figure.rest and value.d is not None and value.d > value.n:
            rest = format_decimal(value.d - value.n)
            yield Notice("period.rest", {"rest": rest, "of": figure.rest})
