"""Which unit's report of which period came: one table of units and periods."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeAlias

from desktop.bundle.header import read_ack
from desktop.desk.calendars import Calendar, calendar_for, due_after, own_days
from desktop.desk.closing import in_order
from desktop.desk.core import Core
from desktop.desk.period_views import SUBMISSION, Period
from desktop.ledger.canonical import Json, decode
from desktop.ledger.fields import Fields
from desktop.ledger.ids import DeviceId, Epoch, UnitCode
from desktop.store import history, journal, search
from desktop.store.connection import Connection

Span: TypeAlias = tuple[date, date]
_Epoch: TypeAlias = tuple[DeviceId, Epoch]


@dataclass(frozen=True, slots=True)
class Cell:
    """A unit in a period."""

    state: str  # received | late | twice | refused | missing | open
    on: date | None = None  # when the first report came, or the refused file
    days: int = 0  # how late
    why: str = ""  # the code it was refused by


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit's cells, one for each period."""

    unit: UnitCode
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Received:
    """The whole table, periods from the oldest on."""

    kind: str
    calendar: Calendar
    spans: tuple[Span, ...]
    rows: tuple[UnitRow, ...]
    dues: tuple[date, ...]  # the last day on which a report of each period is in time

    def counts(self, at: int) -> Counter[str]:
        """How many units stand how in a period."""
        return Counter(row.cells[at].state for row in self.rows)


@dataclass(frozen=True, slots=True)
class _Came:
    """What is known of one unit."""

    reports: Mapping[Span, list[date]]  # the day each report of a span came
    refused: Sequence[tuple[date, str]]  # files that came to nothing since then


def received(core: Core, reader: Connection, asked: Period) -> Received:
    """The periods of this kind that end within the days asked for."""
    in_order(asked.start, asked.end)
    calendar = calendar_for(core.catalogue.pack, asked.kind, asked.calendar)
    below = core.catalogue.pack.children(core.profile.unit)
    reports = _reports(reader, asked.kind)
    spans = tuple(_spans(calendar, asked, reports.values()))
    refused = _refused(reader)
    dues = tuple(due_after(core.catalogue.pack, calendar, end) for _, end in spans)
    today = core.clock.now().date()
    rows = (
        UnitRow(
            child.code,
            child.label,
            _cells(
                _Came(reports[child.code], refused.get(child.code, ())),
                spans,
                dues,
                today,
            ),
        )
        for child in below
    )
    return Received(asked.kind, calendar, spans, tuple(rows), dues)


def _spans(
    calendar: Calendar, asked: Period, reports: Iterable[Mapping[Span, object]]
) -> list[Span]:
    """The calendar's own; of a kind without days of its own, those that came."""
    first = own_days(calendar, asked.kind, asked.end + timedelta(1))
    if first is None or calendar.days is not None:
        known = {span for spans in reports for span in spans}
        return sorted(s for s in known if asked.start <= s[1] <= asked.end)
    found: list[Span] = []
    after = asked.end + timedelta(1)
    while True:
        span = own_days(calendar, asked.kind, after)
        if span is None or span[1] < asked.start:
            return found[::-1]
        found.append(span)
        after = span[0]


def _cells(
    came: _Came, spans: Sequence[Span], dues: Sequence[date], today: date
) -> tuple[Cell, ...]:
    """A refused file speaks for the newest period that was over when it came."""
    ends = [end for _, end in spans]
    refused = {bisect_left(ends, on) - 1: (on, why) for on, why in came.refused}
    return tuple(
        _cell(came.reports.get(span, []), refused.get(at), dues[at], today)
        for at, span in enumerate(spans)
    )


def _cell(
    reports: Sequence[date], refused: tuple[date, str] | None, due: date, today: date
) -> Cell:
    if reports:
        on = min(reports)
        days = max(0, (on - due).days)
        state = "twice" if len(reports) > 1 else "late" if days else "received"
        return Cell(state, on, days)
    if refused is not None:
        return Cell("refused", refused[0], why=refused[1])
    return Cell("missing" if today > due else "open")


def _reports(
    reader: Connection, kind: str
) -> defaultdict[UnitCode, dict[Span, list[date]]]:
    """Unit -> days -> when each report for these days came; withdrawn ones apart."""
    arrivals = _arrivals(reader)
    found: defaultdict[UnitCode, dict[Span, list[date]]] = defaultdict(dict)
    for row in search.rows(reader, search.ids(reader, SUBMISSION)):
        lines = history.of_record(reader, row.record)
        said, first = lines[-1].data, lines[0]
        places = arrivals[first.stream.dev, first.stream.epoch]
        days = [on for seq, on in places if seq >= first.seq]
        if days and row.state != "void" and said.get("kind") == kind:
            span = _day(said["period_from"]), _day(said["period_to"])
            found[row.unit].setdefault(span, []).append(min(days))
    return found


def _arrivals(reader: Connection) -> defaultdict[_Epoch, list[tuple[int, date]]]:
    """How far each desk's stream was here, and from which day on."""
    found: defaultdict[_Epoch, list[tuple[int, date]]] = defaultdict(list)
    for came in journal.all_came(reader):
        if came.result != "refused":
            for have in read_ack(Fields(decode(came.receipt.encode()), "ack")).have:
                found[have.dev, have.epoch].append((have.seq, _day_of(came.at)))
    return found


def _refused(reader: Connection) -> dict[UnitCode, list[tuple[date, str]]]:
    """Unit -> what was refused of it since something of it was taken in."""
    came = journal.all_came(reader)
    taken: dict[UnitCode, str] = {}
    for one in came:
        if one.result != "refused":
            taken[one.unit] = max(one.at, taken.get(one.unit, ""))
    away = [(one.unit, one.at, one.code) for one in journal.all_away(reader)]
    away += [(one.unit, one.at, one.code) for one in came if one.result == "refused"]
    found: defaultdict[UnitCode, list[tuple[date, str]]] = defaultdict(list)
    for unit, at, code in sorted(away, key=lambda one: one[1]):
        if at > taken.get(unit, ""):
            found[unit].append((_day_of(at), code))
    return found


def _day(text: Json) -> date:
    return date.fromisoformat(str(text))


def _day_of(at: str) -> date:
    return datetime.fromisoformat(at).date()
