"""Texts as their type writes them; what does not fit reads as empty."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal

from desktop.xforms.xpath.values import NO_DATE, Value, iso, moment_of, to_string

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_TIME = re.compile(r"(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?", re.ASCII)

MAX_LENGTH = 40  # of a number as it is written
FEW = 1_000  # characters: quickly sorted, whatever they are
MAX_MARKS = 30  # on one letter, as Unicode's stream-safe text (UAX 15) has it
MAX_DIGITS = 15  # before the point: more is no longer exact in a computation


def _number(text: str) -> Decimal | None:
    if not _NUMBER.fullmatch(text) or len(text) > MAX_LENGTH:
        return None
    number = Decimal(text)
    return None if number and number.adjusted() >= MAX_DIGITS else number


def _integer(text: str) -> str | None:
    number = _number(text)
    return None if number is None else str(int(number))


def _decimal(text: str) -> str | None:
    number = _number(text)
    if number is None:
        return None
    return format(number.normalize(), "f") if number else "0"


def _date(text: str) -> str | None:
    moment = moment_of(text)
    if isinstance(moment, datetime):
        moment = moment.date()
    return None if moment is None else moment.isoformat()


def _time(text: str) -> str | None:
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    try:
        time.fromisoformat(match[1].partition(".")[0])
    except ValueError:
        return None
    return text


def _moment(text: str) -> str | None:
    moment = moment_of(text)
    if moment is None:
        return None
    return text if isinstance(moment, datetime) else f"{text}T00:00:00.000"


_TRUTH = {"true": "1", "1": "1", "false": "0", "0": "0"}


def _boolean(text: str) -> str | None:
    return _TRUTH.get(text)


_CASTS: dict[str, Callable[[str], str | None]] = {
    "int": _integer,
    "integer": _integer,
    "long": _integer,
    "decimal": _decimal,
    "double": _decimal,
    "float": _decimal,
    "date": _date,
    "time": _time,
    "dateTime": _moment,
    "boolean": _boolean,
}
TYPES = frozenset(_CASTS)
_WHOLE = frozenset({"int", "integer", "long"})


def _is_stacked(text: str) -> bool:
    """Whether a letter carries more marks than in any language: slow to sort."""
    run = 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run > MAX_MARKS:
            return True
    return False


def cast(kind: str, text: str) -> str | None:
    """The text as type ``kind`` writes it; None where it does not fit."""
    if len(text) > FEW and not text.isascii() and _is_stacked(text):
        return None
    plain = unicodedata.normalize("NFC", text)
    apply = _CASTS.get(kind)
    if apply is None:
        return plain
    plain = plain.strip()
    return apply(plain) if plain else ""


def computed(kind: str, value: Value) -> str:
    """A computed value as text of its type; no number and no date is no text."""
    if value == NO_DATE or value != value:
        return ""
    text = iso(value) if isinstance(value, date) else to_string(value)
    return cast(kind, text) or ""


def loses(kind: str, text: str) -> bool:
    """Whether casting cuts a part of a number off: engines do, a register must not."""
    number = _number(text.strip()) if kind in _WHOLE else None
    return number is not None and number != number.to_integral_value()
