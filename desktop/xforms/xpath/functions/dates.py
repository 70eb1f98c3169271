"""Dates: today, reading, counting and formatting."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from desktop.xforms.xpath.context import Context
from desktop.xforms.xpath.registry import contextual, function, lengthy
from desktop.xforms.xpath.values import (
    NAN,
    NO_DATE,
    Value,
    day_part,
    days_of,
    to_moment,
    to_string,
)


@contextual("today", 0)
def _today(context: Context) -> Value:
    return context.world.now().date()


@contextual("now", 0)
def _now(context: Context) -> Value:
    return context.world.now()


@function("date", 1)
def _date(value: Value) -> Value:
    moment = to_moment(value)
    day = moment.date() if isinstance(moment, datetime) else moment
    return _known(value, day)


@function("date-time", 1)
def _date_time(value: Value) -> Value:
    return _known(value, to_moment(value))


def _known(value: Value, moment: date | None) -> Value:
    """What is no date says so, as NaN does of numbers; nothing stays nothing."""
    if moment is None:
        return NO_DATE if to_string(value).strip() else ""
    return moment


@function("decimal-date-time", 1)
def _decimal_date_time(value: Value) -> Value:
    moment = to_moment(value)
    if moment is None:
        return NAN
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return days_of(moment.replace(tzinfo=None)) - _offset_days(moment)
    return days_of(moment)


def _offset_days(moment: datetime) -> float:
    offset = moment.utcoffset()
    return offset / timedelta(days=1) if offset is not None else 0.0


def _here(moment: datetime, context: Context) -> datetime:
    """The same moment on the wall clock of this place."""
    try:
        return moment.astimezone(context.world.now().tzinfo)
    except OverflowError:  # at the calendar's two ends
        return moment


@contextual("decimal-time", 1)
def _decimal_time(context: Context, value: Value) -> Value:
    """The part of the local day that a time or a moment stands for."""
    text = to_string(value)
    moment = to_moment(value if "T" in text else f"1970-01-01T{text.strip()}")
    if moment is None or not isinstance(moment, datetime):
        return NAN
    if moment.tzinfo is not None:
        moment = _here(moment, context)
    return day_part(moment)


_MONTHS = [
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
]
_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def _time(moment: date, part: str) -> int:
    return int(getattr(moment, part, 0))


_FORMATS: dict[str, Callable[[date], str]] = {
    "Y": lambda d: f"{d.year:04d}",
    "y": lambda d: f"{d.year % 100:02d}",
    "m": lambda d: f"{d.month:02d}",
    "n": lambda d: str(d.month),
    "b": lambda d: _MONTHS[d.month - 1],
    "d": lambda d: f"{d.day:02d}",
    "e": lambda d: str(d.day),
    "H": lambda d: f"{_time(d, 'hour'):02d}",
    "h": lambda d: str(_time(d, "hour")),
    "M": lambda d: f"{_time(d, 'minute'):02d}",
    "S": lambda d: f"{_time(d, 'second'):02d}",
    "3": lambda d: f"{_time(d, 'microsecond') // 1000:03d}",
    "a": lambda d: _DAYS[d.weekday()],
    "W": lambda d: str(d.isocalendar().week),
    "u": lambda d: str(d.isoweekday()),
    "%": lambda _d: "%",
}


def formatted(moment: date, pattern: str) -> str:
    """``pattern`` with its %-codes filled in; unknown codes stay as they are."""
    out: list[str] = []
    at = 0
    while at < len(pattern):
        code = _FORMATS.get(pattern[at + 1 : at + 2])
        if pattern[at] == "%" and code is not None:
            out.append(code(moment))
            at += 2
        else:
            out.append(pattern[at])
            at += 1
    return "".join(out)


@lengthy("format-date", 2)
def _format_date(value: Value, pattern: Value) -> Value:
    moment = to_moment(value)
    return "" if moment is None else formatted(moment, to_string(pattern))


@lengthy("format-date-time", 2)
def _format_date_time(value: Value, pattern: Value) -> Value:
    moment = to_moment(value)
    return "" if moment is None else formatted(moment, to_string(pattern))
