"""One cell to one answer as the form keeps it; Refused says what to mend."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial

from desktop.desk.bulk.choices import Lookup
from desktop.errors import Refused
from desktop.tables.table import Value
from desktop.text.clean import clean
from desktop.text.dates import format_date
from desktop.text.numbers import format_decimal, parse_decimal
from desktop.xforms.definition import Kind

_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|#+)")
_MONTHS = 12
_CENTURY = 2000
_PLACES = 10  # digits of a number that a formula computed: the rest is its noise


@dataclass(frozen=True, slots=True)
class Cells:
    """How one column's cells are read; equal cells are read once."""

    read: Callable[[Value], str]
    known: dict[tuple[type, Value], str | Refused]

    def answer(self, value: Value) -> str:
        """The answer, "" for a blank; Refused with what is wrong."""
        key = (type(value), value)
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = self._read(value)
        if isinstance(found, Refused):
            raise found
        return found

    def _read(self, value: Value) -> str | Refused:
        try:
            return self._once(value)
        except Refused as refusal:
            return refusal

    def _once(self, value: Value) -> str:
        if isinstance(value, str):
            value = clean(value)
            if not value:
                return ""
            if _ERROR.fullmatch(value):
                raise Refused("import.cell_error")
        return self.read(value)


def cells(kind: Kind, lookup: Lookup | None, *, turned: bool = False) -> Cells:
    """The reading of a column; ``turned``: its dates were taken apart wrongly."""
    if lookup is not None:
        pick = lookup.many if kind is Kind.SELECT_MULTIPLE else lookup.one
        return Cells(lambda value: pick(_text(value)), {})
    if kind is Kind.DATE:
        return Cells(partial(_date, turned), {})
    return Cells(_READ[kind], {})


def is_turned(values: Iterable[Value]) -> bool:
    """Whether a program took 13/07 for text and 12/07 for the 7th of December.

    Then no date of the column has a day above 12, and texts have.
    """
    days, texts = [], False
    for value in values:
        if isinstance(value, date):
            days.append(value.day)
        elif isinstance(value, str):
            found = _DAY.fullmatch(value.strip())
            texts = texts or (found is not None and int(found[1]) > _MONTHS)
    return texts and bool(days) and max(days) <= _MONTHS


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, float):
        return format_decimal(_number(value)).replace(".", "")
    if isinstance(value, date):
        return format_date(value)
    return value


def _whole(value: Value) -> str:
    number = _decimal_of(value)
    if number != number.to_integral_value():
        raise Refused("import.not_whole")
    return str(int(number))


def _decimal(value: Value) -> str:
    return f"{_decimal_of(value):f}"


def _decimal_of(value: Value) -> Decimal:
    if isinstance(value, (bool, date)):
        raise Refused("import.number")
    if isinstance(value, float):
        return _number(value)
    if value.endswith("%"):
        raise Refused("import.percent")
    try:
        return parse_decimal(value)
    except Refused as refusal:
        doubtful = refusal.code == "number.doubtful"
        code = "import.number_doubtful" if doubtful else "import.number"
        raise Refused(code) from refusal


def _number(value: float) -> Decimal:
    return Decimal(f"{value:.{_PLACES}f}").normalize() + 0


def _date(turned: bool, value: Value) -> str:  # noqa: FBT001 - bound once, see cells
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        if turned:
            raise Refused("import.date_turned")
        return value.isoformat()
    if not isinstance(value, str):
        raise Refused("import.date")
    iso, day = _ISO.fullmatch(value), _DAY.fullmatch(value)
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    if day:
        year = int(day[3])
        return _day(year if year > 99 else _CENTURY + year, int(day[2]), int(day[1]))
    raise Refused("import.date")


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError as error:
        raise Refused("import.date") from error


_READ: Mapping[Kind, Callable[[Value], str]] = {
    Kind.TEXT: _text,
    Kind.MULTILINE: _text,
    Kind.INTEGER: _whole,
    Kind.DECIMAL: _decimal,
}
