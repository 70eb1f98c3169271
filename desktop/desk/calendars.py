"""Which days make a month, a quarter or a year: it depends on the receiving line."""

import calendar as months
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from desktop.desk.packs import Pack
from desktop.desk.period_views import Period
from desktop.errors import Refused
from desktop.ledger.canonical import Json

MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class Calendar:
    """A receiving line's calendar."""

    code: str
    label: str
    first_day: int
    kinds: tuple[str, ...]
    due_working_days: int  # after a period's last day, in which its report is in time
    year_begins: tuple[int, int] | None  # month and day, where it is not January
    days: tuple[date, date] | None  # of a term that is told by its days


def calendars(pack: Pack) -> tuple[Calendar, ...]:
    """The pack's calendars."""
    found = pack.toml("calendars", "calendars.toml")["calendars"]
    return tuple(
        Calendar(
            str(entry["code"]),
            str(entry["label"]),
            int(str(entry["first_day"])),
            tuple(str(kind) for kind in entry["kinds"]),  # type: ignore[union-attr]
            int(str(entry["due_working_days"])),
            _month_day(str(entry["year_begins"])) if "year_begins" in entry else None,
            _term(entry.get("days")),
        )
        for entry in (found if isinstance(found, list) else [])
        if isinstance(entry, dict)
    )


def calendar_for(pack: Pack, kind: str, calendar: str) -> Calendar:
    """The named calendar; Refused when there is none or it has no such periods."""
    known = {found.code: found for found in calendars(pack)}
    found = known.get(calendar)
    if found is None:
        codes = ", ".join(known)
        raise Refused("period.calendar", calendar=calendar[:20], known=codes)
    if kind not in found.kinds:
        raise Refused("period.kind", kind=kind[:20], calendar=found.label)
    return found


def due(pack: Pack, period: Period) -> date:
    """The last day on which a period's report is in time."""
    return due_after(pack, calendar_for(pack, period.kind, period.calendar), period.end)


def due_after(pack: Pack, calendar: Calendar, end: date) -> date:
    """The last day for a period that ends on ``end``."""
    return working_days_after(pack, end, calendar.due_working_days)


def working_days_after(pack: Pack, day: date, count: int) -> date:
    """The ``count``-th day after ``day`` that is no weekend and no holiday."""
    free = {row["day"] for row in pack.rows("calendars", "holidays.csv")}
    while count > 0:
        day += timedelta(days=1)
        told = day.isoformat()
        count -= day.weekday() < SATURDAY and not {told, told[5:]} & free
    return day


SATURDAY = 5


def own_days(calendar: Calendar, kind: str, today: date) -> tuple[date, date] | None:
    """The last period of a kind that is over; None where the kind has no days."""
    if calendar.days is not None:
        return calendar.days
    if kind not in MONTHS:
        return None
    if calendar.year_begins is not None:
        return _year_before(calendar.year_begins, today)
    return last_ended(MONTHS[kind], calendar.first_day, today)


def _year_before(begins: tuple[int, int], today: date) -> tuple[date, date]:
    month, day = begins
    start = date(today.year, month, day)
    after = start if start <= today else start.replace(year=today.year - 1)
    return after.replace(year=after.year - 1), after - timedelta(days=1)


def has_own_days(calendar: Calendar, period: Period) -> bool:
    """Whether the days are the calendar's own; kinds without days of their own fit."""
    try:
        own = own_days(calendar, period.kind, period.end + timedelta(days=1))
    except ValueError:  # it would begin before the year 1
        return False
    return own is None or own == (period.start, period.end)


def is_whole(period: Period, calendar: Calendar) -> bool:
    """Whether the days are a month, a quarter … of this calendar."""
    return period.kind in MONTHS and has_own_days(calendar, period)


def whole_in(
    period: Period, calendars: Iterable[Calendar]
) -> list[tuple[Calendar, str]]:
    """Whose whole month, quarter … the days are; two calendars may share a year."""
    return [
        (calendar, kind)
        for calendar in calendars
        for kind in calendar.kinds
        if is_whole(replace(period, kind=kind), calendar)
    ]


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


def _month_day(text: str) -> tuple[int, int]:
    month, _, day = text.partition("-")
    return int(month), int(day)


def _term(found: Json) -> tuple[date, date] | None:
    if not isinstance(found, list):
        return None
    first, last = (date.fromisoformat(str(day)) for day in found)
    return first, last
