"""The same days of the year before, beside the figures of a period."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from desktop.desk import figures
from desktop.desk.packs import Pack
from desktop.desk.period_views import Compared, FigureValue
from desktop.ledger.ids import UnitCode
from desktop.store.connection import Connection
from desktop.text.numbers import half_up

_HUNDRED = Decimal(100)


def year_before(day: date) -> date:
    """The same day a year ago; of 29 February, the 28th."""
    shorter = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if shorter else day.day)


def compared(
    pack: Pack, reader: Connection, units: Sequence[UnitCode], start: date, end: date
) -> tuple[Compared, ...]:
    """Every figure with what it was; what nobody told of has no number before."""
    now = figures.values(pack, reader, units, start, end)
    then = figures.values(pack, reader, units, year_before(start), year_before(end))
    known = {figure.code: figure for figure in then if figure.is_known}
    return tuple(_beside(figure, known.get(figure.code)) for figure in now)


def _beside(now: FigureValue, before: FigureValue | None) -> Compared:
    return Compared(now, before, change(now, before) if before else None)


def veiled(told: Compared) -> Compared:
    """As another desk may see it: a change would give away what is not told."""
    now, before = figures.veiled(told.now), told.before and figures.veiled(told.before)
    hidden = now.veiled or (before is not None and before.veiled)
    return Compared(now, before, None if hidden else told.change)


def change(now: FigureValue, before: FigureValue) -> Decimal | None:
    """(this - last) / last in percent, one decimal; None when last is 0 or unknown."""
    if now.value is None or not before.value or now.words:
        return None
    return half_up(_HUNDRED * (now.value - before.value) / before.value, 1)
