"""XPath values: boolean, number, string, date and node-set, and their conversions."""

import math
import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TypeAlias

from desktop.xforms.tree import Node

Value: TypeAlias = "bool | float | str | date | list[Node]"

NAN = float("nan")
MAX_TEXT = 1_000_000  # characters; a form holds no book


class _NoDate(str):
    """What date() makes of a text that is none: it is false, as NaN is."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


NO_DATE = _NoDate("Invalid Date")  # as web-forms writes it
_EPOCH = date(1970, 1, 1).toordinal()
_SECONDS = 86_400.0

_NUMBER = re.compile(r"\s*-?(?:\d+(?:\.\d*)?|\.\d+)\s*", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d(?::?\d\d)?)?",
    re.ASCII,
)


class Hidden(list[Node]):
    """No node, for those there are have no say now: beside a value, the empty text."""


def is_nodes(value: Value) -> bool:
    """Whether ``value`` is a node-set."""
    return isinstance(value, list)


# dates


def moment_of(text: str) -> date | None:
    """The date or date with time an ISO text stands for."""
    text = text.strip()
    if _DATE.fullmatch(text):
        return _read_date(text)
    match = _MOMENT.fullmatch(text)
    return _read_moment(match) if match else None


def _read_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _read_moment(match: re.Match[str]) -> datetime | None:
    day, clock, zone = match.groups()
    zone = zone or ""
    if zone and zone != "Z" and len(zone) == 3:
        zone += ":00"
    if zone[-2:].isdigit() and int(zone[-2:]) >= 60:
        return None
    try:
        return datetime.fromisoformat(f"{day}T{_microseconds(clock)}{zone}")
    except ValueError:
        return None


def _microseconds(clock: str) -> str:
    whole, dot, fraction = clock.partition(".")
    return f"{whole}.{fraction[:6]:0<6}" if dot else whole


def days_of(moment: date) -> float:
    """Days since 1970-01-01: whole for a date, with the time of day else."""
    days = float(moment.toordinal() - _EPOCH)
    return days + day_part(moment) if isinstance(moment, datetime) else days


def day_part(moment: datetime) -> float:
    """How much of its day has gone."""
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return (seconds + moment.microsecond / 1e6) / _SECONDS


def date_of_days(days: float) -> date | None:
    """The date ``days`` after 1970-01-01; None beyond the calendar."""
    if not math.isfinite(days):
        return None
    try:
        return date.fromordinal(_EPOCH + math.floor(days))
    except (ValueError, OverflowError):
        return None


def moment_of_days(days: float) -> datetime | None:
    """The date and time of a fractional count of days."""
    day = date_of_days(days)
    if day is None:
        return None
    seconds = round((days - math.floor(days)) * _SECONDS, 3)
    try:
        return datetime.combine(day, time()) + timedelta(seconds=seconds)
    except OverflowError:
        return None


def iso(moment: date) -> str:
    """2026-04-30, or 2026-04-30T10:20:30.000+07:00."""
    if isinstance(moment, datetime):
        return moment.isoformat(timespec="milliseconds")
    return moment.isoformat()


# conversions


def to_string(value: Value) -> str:
    """string(value)"""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return value[0].string() if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    return iso(value)


def number_text(value: float) -> str:
    """A number as XPath writes it: no exponent, no trailing zeros."""
    if value != value:
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value) and abs(value) < 1e17:
        return str(int(value))
    return format(Decimal(repr(value)), "f")


def to_number(value: Value) -> float:
    """number(value); the number of a date is its day."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, float):
        return value
    if isinstance(value, list):
        return text_number(value[0].string()) if value else NAN
    if isinstance(value, str):
        return text_number(value)
    return days_of(value)


def text_number(text: str) -> float:
    """The number an XPath string reads as; ISO dates count as days."""
    if _NUMBER.fullmatch(text):
        return float(text)
    moment = moment_of(text) if "-" in text else None
    return NAN if moment is None else days_of(moment)


def to_boolean(value: Value) -> bool:
    """boolean(value)"""
    if isinstance(value, float):
        return value == value and value != 0
    if isinstance(value, (bool, str, list)):
        return bool(value)
    return True


def to_moment(value: Value) -> date | None:
    """The date of a date, an ISO text, a count of days, or a node with one of them."""
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return _moment_of_number(value)
    text = to_string(value).strip()
    found = moment_of(text)
    if found is None and _NUMBER.fullmatch(text):
        return _moment_of_number(float(text))
    return found


def _moment_of_number(value: float) -> date | None:
    if not math.isfinite(value):
        return None
    return date_of_days(value) if value == math.floor(value) else moment_of_days(value)


def strings(nodes: Sequence[Node]) -> list[str]:
    """The string-values of a node-set."""
    return [node.string() for node in nodes]
