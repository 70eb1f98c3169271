"""Periods: what closing would find, their figures and their reports."""

from collections.abc import Iterator, Sequence
from datetime import date

from desktop.desk import carried, compared, cross_checks, figures
from desktop.desk.calendars import (
    Calendar,
    calendar_for,
    calendars,
    own_days,
)
from desktop.desk.chain import Chain, chain
from desktop.desk.closed import ClosedAsk
from desktop.desk.closing import closed_before, in_order, notices, work_left
from desktop.desk.core import Core
from desktop.desk.figures import Asked, ask_for, reported
from desktop.desk.formal import Draft, questions
from desktop.desk.lines import LinesAsk
from desktop.desk.missing import missing
from desktop.desk.outline import in_outline
from desktop.desk.period_views import (
    SUBMISSION,
    Compared,
    DrillRow,
    FigureValue,
    Notice,
    Period,
    PeriodCheck,
)
from desktop.desk.records import RecordsAsk
from desktop.desk.reports import section_texts
from desktop.desk.scopes import counted, told_apart
from desktop.desk.views import RecordRow
from desktop.errors import Refused
from desktop.ledger.ids import RecordId, UnitCode
from desktop.store import search
from desktop.store.connection import Connection
from desktop.store.figures import ALL


class PeriodAsk:
    """What a desk can tell of its periods; writes nothing."""

    def __init__(self, core: Core, reader: Connection, records: RecordsAsk) -> None:
        self._core = core
        self._reader = reader
        self._records = records
        self.lines = LinesAsk(core, reader)
        self.closed = ClosedAsk(core, reader)

    def calendars(self) -> tuple[Calendar, ...]:
        """The pack's calendars."""
        return calendars(self._core.catalogue.pack)

    def guess(self, kind: str, calendar: str) -> Period:
        """The last period of this kind that has ended."""
        found = calendar_for(self._core.catalogue.pack, kind, calendar)
        days = own_days(found, kind, self._core.clock.now().date())
        if days is None:
            raise Refused("period.no_days", kind=kind)
        return Period(kind, calendar, *days)

    def check(self, period: Period) -> PeriodCheck:
        """The figures, the drafted text, and what is missing."""
        core = self._core
        in_order(period.start, period.end)
        calendar = calendar_for(core.catalogue.pack, period.kind, period.calendar)
        asked = self._asked(period)
        values = self.figures(core.scope(), period.start, period.end)
        drafts = tuple(
            row
            for row in self._records.drafts()
            if row.date == "" or row.date <= period.end.isoformat()
        )
        before = closed_before(self._reader, period)
        texts = section_texts(core, asked, period.kind, values)
        return PeriodCheck(
            period,
            in_outline(core.catalogue.pack, values),
            drafts,
            (
                *notices(core, calendar, period, before),
                *work_left(core, values, drafts),
                *missing(asked),
                *self._same(period),
                *cross_checks.alarms(core.catalogue.pack, values),
                *self._replaced(period),
                *self.shared(core.scope(), period.start),
            ),
            texts,
            before.record if before else None,
            tuple(questions(core, self._reader, Draft(period, values, texts))),
        )

    def _same(self, period: Period) -> Iterator[Notice]:
        """Events that may have been entered twice, and would count twice."""
        from desktop.desk.pairs import MOST, PairsAsk

        span = (period.start.isoformat(), period.end.isoformat())
        count = PairsAsk(self._core, self._reader).left(*span)
        if count:
            yield Notice(
                "period.same", {"count": f"≥ {MOST}" if count >= MOST else count}
            )

    def _replaced(self, period: Period) -> Iterator[Notice]:
        """Carried totals that no longer count, since records tell of the same."""
        days = (period.start.isoformat(), period.end.isoformat())
        pack = self._core.catalogue.pack
        scope = counted(pack, self._core.scope()).scope
        told = carried.told(pack, self._reader, scope, *days)
        if told.replaced:
            yield Notice("period.carried_twice", {"count": len(told.replaced)})

    def shared(self, units: Sequence[UnitCode], start: date) -> Iterator[Notice]:
        """What is here of former units that no single unit took the place of."""
        pack, day = self._core.catalogue.pack, start.isoformat()
        names = told_apart(pack, self._reader, counted(pack, units), day)
        if names:
            yield Notice("period.shared", {"names": ", ".join(names)})

    def scope(self) -> tuple[UnitCode, ...]:
        """The units that this desk's reports speak of."""
        return self._core.scope()

    def figures(
        self, units: Sequence[UnitCode], start: date, end: date
    ) -> tuple[FigureValue, ...]:
        """Every figure of the pack for some units and days."""
        in_order(start, end)
        for unit in units:
            self._core.catalogue.pack.unit(unit)
        found = figures.values(
            self._core.catalogue.pack, self._reader, units, start, end
        )
        return found if self._are_own(units) else tuple(map(figures.veiled, found))

    def compared(
        self, units: Sequence[UnitCode], start: date, end: date
    ) -> tuple[Compared, ...]:
        """Every figure beside the same days of the year before."""
        in_order(start, end)
        pack = self._core.catalogue.pack
        found = compared.compared(pack, self._reader, units, start, end)
        return found if self._are_own(units) else tuple(map(compared.veiled, found))

    def _are_own(self, units: Sequence[UnitCode]) -> bool:
        return tuple(units) == (self._core.profile.unit,)

    def drill(
        self,
        code: str,
        units: Sequence[UnitCode],
        start: date,
        end: date,
        most: int = ALL,
    ) -> tuple[DrillRow, ...]:
        """The records behind one figure, the first ``most``."""
        pack = self._core.catalogue.pack
        return figures.drill(pack, self._reader, code, units, start, end, most)

    def last_until(self, form_id: str, day: str) -> RecordId | None:
        """The newest record of a form that is not after a day."""
        return search.last_until(self._reader, form_id, day)

    def chain(self, start: date, end: date) -> Chain:
        """How far each organisation got, from signing to review."""
        in_order(start, end)
        units = self._core.scope()
        return chain(
            ask_for(self._core.catalogue.pack, self._reader, units, start, end)
        )

    def reports(self) -> tuple[RecordRow, ...]:
        """Closed periods, newest first."""
        return self._records.rows(search.ids(self._reader, SUBMISSION))

    def preview(self, check: PeriodCheck, chosen: Sequence[str] = ()) -> bytes:
        """The report as it would be printed, without closing."""
        from desktop.desk.reports import print_report

        asked, kind = self._asked(check.period), check.period.kind
        values = reported(check.figures, chosen)
        return print_report(self._core, asked, kind, check.sentences, values)

    def _asked(self, period: Period) -> Asked:
        pack, units = self._core.catalogue.pack, self._core.scope()
        return ask_for(pack, self._reader, units, period.start, period.end)
