"""To whom a desk reports and by which calendar; days of the year to keep in mind."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.desk.calendars import Calendar, calendars, due_after, own_days
from desktop.desk.core import Core
from desktop.desk.packs import Pack
from desktop.desk.period_views import Notice
from desktop.errors import Refused
from desktop.ledger.canonical import Json
from desktop.store import settings
from desktop.store.connection import Connection, transaction
from desktop.text.dates import format_date

_FILE = ("calendars", "lines.toml")
_CHOSEN = "line."


@dataclass(frozen=True, slots=True)
class Line:
    """A receiving line, the calendar chosen for it, and when its next report is due."""

    code: str
    label: str
    calendar: Calendar
    due: date | None  # of the last period that is over


class LinesAsk:
    """What a desk can tell of whom it reports to."""

    def __init__(self, core: Core, reader: Connection) -> None:
        self._core = core
        self._reader = reader

    def all(self) -> tuple[Line, ...]:
        """The receiving lines, each with its calendar."""
        return lines(self._core.catalogue.pack, self._reader, self._today())

    def reminders(self) -> tuple[Notice, ...]:
        """Reports that are due, and days of the year that come near."""
        pack = self._core.catalogue.pack
        return tuple(reminders(pack, self._reader, self._today()))

    def _today(self) -> date:
        return self._core.clock.now().date()


def lines(pack: Pack, reader: Connection, today: date) -> tuple[Line, ...]:
    """Every receiving line of the pack as this desk has it."""
    known = {calendar.code: calendar for calendar in calendars(pack)}
    return tuple(
        _line(pack, entry, known[_chosen(reader, entry)], today)
        for entry in _entries(pack, "lines")
    )


def choose(pack: Pack, writer: Connection, line: str, calendar: str) -> None:
    """Report on a line by another calendar from now on."""
    told = {str(entry["code"]) for entry in _entries(pack, "lines")}
    if line not in told:
        raise Refused("line.unknown", line=line[:20], known=", ".join(sorted(told)))
    codes = [found.code for found in calendars(pack)]
    if calendar not in codes:
        known = ", ".join(codes)
        raise Refused("period.calendar", calendar=calendar[:20], known=known)
    with transaction(writer):
        settings.put(writer, f"{_CHOSEN}{line}", calendar)


def reminders(pack: Pack, reader: Connection, today: date) -> Iterator[Notice]:
    """Reports that are due, and days of the year that come near."""
    for line in lines(pack, reader, today):
        if line.due is not None and today <= line.due:
            facts = {"line": line.label, "day": format_date(line.due)}
            yield Notice("period.due", facts)
    for entry in _entries(pack, "reminders"):
        day = _next(str(entry["month_day"]), today)
        if day - today <= timedelta(days=int(str(entry["before"]))):
            label = str(entry["label"]).format(day=format_date(day))
            yield Notice("period.reminder", {"label": label})


def _line(pack: Pack, entry: dict[str, Json], calendar: Calendar, today: date) -> Line:
    days = own_days(calendar, calendar.kinds[0], today)
    due = due_after(pack, calendar, days[1]) if days else None
    return Line(str(entry["code"]), str(entry["label"]), calendar, due)


def _chosen(reader: Connection, entry: dict[str, Json]) -> str:
    code = settings.get(reader, f"{_CHOSEN}{entry['code']}")
    return code or str(entry["calendar"])


def _next(month_day: str, today: date) -> date:
    month, _, day = month_day.partition("-")
    found = date(today.year, int(month), int(day))
    return found if found >= today else found.replace(year=today.year + 1)


def _entries(pack: Pack, name: str) -> list[dict[str, Json]]:
    found = pack.toml(*_FILE).get(name)
    return [e for e in found if isinstance(e, dict)] if isinstance(found, list) else []
