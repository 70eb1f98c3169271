"""Periods: their days by calendar, what closing would find, and closing."""

import calendar as months
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.desk import figures
from desktop.desk.core import Core
from desktop.desk.records import RecordsAsk
from desktop.desk.reports import section_texts
from desktop.desk.views import (
    SUBMISSION,
    DrillRow,
    FigureValue,
    Period,
    PeriodCheck,
    RecordRow,
)
from desktop.errors import Refused, Usage
from desktop.ledger.ids import RecordId, UnitCode
from desktop.signing.atrest import unseal
from desktop.store import periods, revisions, search
from desktop.store.connection import Connection

_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class Calendar:
    """A receiving line's calendar."""

    code: str
    label: str
    first_day: int
    kinds: tuple[str, ...]


class PeriodAsk:
    """What a desk can tell of its periods; writes nothing."""

    def __init__(self, core: Core, reader: Connection, records: RecordsAsk) -> None:
        self._core = core
        self._reader = reader
        self._records = records

    def calendars(self) -> tuple[Calendar, ...]:
        """The pack's calendars."""
        entries = self._core.catalogue.pack.toml("calendars", "calendars.toml")
        found = entries["calendars"]
        return tuple(
            Calendar(
                str(entry["code"]),
                str(entry["label"]),
                int(str(entry["first_day"])),
                tuple(str(kind) for kind in entry["kinds"]),  # type: ignore[union-attr]
            )
            for entry in (found if isinstance(found, list) else [])
            if isinstance(entry, dict)
        )

    def guess(self, kind: str, calendar: str) -> Period:
        """The last period of this kind that has ended."""
        known = {found.code: found for found in self.calendars()}
        if calendar not in known or kind not in _MONTHS:
            raise Usage("period.kind", kind=kind[:20], calendar=calendar[:20])
        today = self._core.clock.now().date()
        start, end = last_ended(_MONTHS[kind], known[calendar].first_day, today)
        return Period(kind, calendar, start, end)

    def check(self, period: Period) -> PeriodCheck:
        """The figures, the drafted text, and what is missing."""
        if period.end < period.start:
            raise Usage("period.backwards")
        core = self._core
        values = self.figures((core.profile.unit,), period.start, period.end)
        drafts = tuple(
            row
            for row in self._records.drafts()
            if row.date == "" or row.date <= period.end.isoformat()
        )
        days = (period.kind, period.start.isoformat(), period.end.isoformat())
        return PeriodCheck(
            period,
            values,
            drafts,
            self._notices(values, drafts),
            section_texts(core, values),
            periods.find(self._reader, *days),
        )

    def figures(
        self, units: Sequence[UnitCode], start: date, end: date
    ) -> tuple[FigureValue, ...]:
        """Every figure of the pack for some units and days."""
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

    def _notices(
        self, values: Sequence[FigureValue], drafts: Sequence[RecordRow]
    ) -> tuple[str, ...]:
        found = []
        if drafts:
            found.append(
                f"Còn {len(drafts)} bản nháp chưa hoàn thành, không được tính."
            )
        late = next((v for v in values if v.code == "I06.done"), None)
        if late is not None and late.d is not None and late.d > late.n:
            found.append(f"Còn {late.d - late.n} nhiệm vụ đến hạn chưa hoàn thành.")
        return tuple(found)


def last_ended(length: int, first_day: int, today: date) -> tuple[date, date]:
    """The last ``length`` months from ``first_day`` that are over."""
    # A month named m runs from first_day of m-1 to the day before first_day of m.
    shift = 0 if first_day == 1 else 1
    month = today.year * 12 + today.month - 1 + (1 if shift else 0)
    while True:
        last = (month // length) * length
        start, end = (
            _day(last - length - shift, first_day),
            _day(last - shift, first_day),
        )
        if end <= today:
            return start, end - timedelta(days=1)
        month -= length


def _day(month: int, day: int) -> date:
    year, index = divmod(month, 12)
    longest = months.monthrange(year, index + 1)[1]
    return date(year, index + 1, min(day, longest))
