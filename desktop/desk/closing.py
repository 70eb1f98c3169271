"""What closing a period is refused for, and what it tells of before."""

from collections.abc import Iterator, Sequence
from datetime import date

from desktop.desk.calendars import Calendar, calendar_for, has_own_days
from desktop.desk.core import Core
from desktop.desk.figure_defs import COUNTS, all_figures
from desktop.desk.free_text import broken
from desktop.desk.period_views import FigureValue, Notice, Period
from desktop.desk.views import RecordRow
from desktop.errors import Refused
from desktop.ledger.revision import Op, Revision
from desktop.store import history, periods
from desktop.store.connection import Connection
from desktop.text.dates import format_date, format_iso
from desktop.text.numbers import format_decimal


def in_order(start: date, end: date) -> None:
    """Refuse days that run backwards."""
    if end < start:
        raise Refused("period.backwards")


def may_close(core: Core, connection: Connection, period: Period) -> None:
    """Refuse a period that is wrong, not over yet, or closed already."""
    in_order(period.start, period.end)
    calendar_for(core.catalogue.pack, period.kind, period.calendar)
    if period.end > core.clock.now().date():
        raise Refused("period.future", end=format_date(period.end))
    before = closed_before(connection, period)
    if before is not None:
        raise Refused("period.closed", on=format_iso(before.at))


def may_say(core: Core, sentences: Sequence[tuple[str, str]]) -> None:
    """Refuse a report that tells what no free text may; what is only asked passes."""
    by = core.catalogue.free_texts
    for heading, text in sentences:
        rules = (
            rule for line in _pieces(text, by.longest) for rule in broken(line, by)
        )
        told = next((rule for rule in rules if rule.blocks), None)
        if told is not None:
            raise Refused("period.tells", heading=heading, why=told.says)


def _pieces(text: str, longest: int) -> Iterator[str]:
    """A section's lines, and a line that is too long in pieces."""
    for line in text.splitlines():
        step = longest or len(line) or 1
        yield from (line[at : at + step] for at in range(0, len(line), step))


def closed_before(connection: Connection, period: Period) -> Revision | None:
    """The line that closed these very days, unless its record was withdrawn."""
    start, end = period.start.isoformat(), period.end.isoformat()
    record = periods.find(connection, period.kind, start, end)
    lines = history.of_record(connection, record) if record else []
    said = [line.op for line in lines if line.op is not Op.REDACT]
    return None if not said or said[-1] is Op.VOID else lines[0]


def notices(
    core: Core, calendar: Calendar, period: Period, before: Revision | None
) -> Iterator[Notice]:
    """What is unusual about the days."""
    if period.end > core.clock.now().date():
        yield Notice("period.future", {"end": format_date(period.end)})
    elif not has_own_days(calendar, period):
        yield Notice("period.other_days", {"calendar": calendar.label})
    if before is not None:
        yield Notice("period.closed", {"on": format_iso(before.at)})


def work_left(
    core: Core, values: Sequence[FigureValue], drafts: Sequence[RecordRow]
) -> Iterator[Notice]:
    """What is unfinished: drafts, and what figures say is left to do."""
    known = {value.code: value for value in values}
    of_pack = all_figures(core.catalogue.pack)
    defined = [one for one in of_pack if one.code in known]  # of many units not all are
    counted = [f for f in defined if f.statistic in COUNTS and not f.standing]
    if not any(known[figure.code].n for figure in counted):
        yield Notice("period.empty", {})
    if drafts:
        yield Notice("period.drafts", {"count": len(drafts)})
    for figure in defined:
        value = known[figure.code]
        if figure.rest and value.d is not None and value.d > value.n:
            rest = format_decimal(value.d - value.n)
            yield Notice("period.rest", {"rest": rest, "of": figure.rest})
