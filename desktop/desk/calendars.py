"""Which days make a month, a quarter or a year: it depends on the receiving line."""

import calendar as months
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.desk.packs import Pack
from desktop.desk.period_views import Period
from desktop.errors import Refused

MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class Calendar:
    """A receiving line's calendar."""

    code: str
    label: str
    first_day: int
    kinds: tuple[str, ...]
    due_days: int  # after a period's last day, in which its report is expected


def calendars(pack: Pack) -> tuple[Calendar, ...]:
    """The pack's calendars."""
    found = pack.toml("calendars", "calendars.toml")["calendars"]
    return tuple(
        Calendar(
            str(entry["code"]),
            str(entry["label"]),
            int(str(entry["first_day"])),
            tuple(str(kind) for kind in entry["kinds"]),  # type: ignore[union-attr]
            int(str(entry["due_days"])),
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
    found = calendar_for(pack, period.kind, period.calendar)
    return period.end + timedelta(days=found.due_days)


def has_own_days(calendar: Calendar, period: Period) -> bool:
    """Whether the days are the calendar's own; kinds without days of their own fit."""
    length = MONTHS.get(period.kind)
    if length is None:
        return True
    after = period.end + timedelta(days=1)
    try:
        own = last_ended(length, calendar.first_day, after)
    except ValueError:  # it would begin before the year 1
        return False
    return own == (period.start, period.end)


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
