"""Dates as written here: dd/mm/yyyy on screen, ISO in storage."""

import re
from datetime import date, timedelta

from desktop.errors import Refused

_PARTS = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{4}|\d{2}))?")
_RUN = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MOVE = re.compile(r"[+-]\d{0,3}")
_CENTURY = 2000


def parse_date(text: str, today: date) -> date:
    """``5/7``, ``050725``, ``05/07/2025``, ``2025-07-05``, ``.`` today, ``-1``."""
    bare = text.strip()
    if bare == ".":
        return today
    if _MOVE.fullmatch(bare):
        return today + timedelta(days=int(bare if len(bare) > 1 else bare + "1"))
    iso = _ISO.fullmatch(bare)
    if iso:
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    found = _RUN.fullmatch(bare) or _PARTS.fullmatch(bare)
    if not found:
        raise Refused("date.not_a_date")
    year = int(found[3]) if found[3] else today.year
    return _date(year if year > 99 else _CENTURY + year, int(found[2]), int(found[1]))


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Refused("date.no_such_day") from error


def format_date(day: date) -> str:
    """dd/mm/yyyy."""
    return f"{day.day:02}/{day.month:02}/{day.year}"


def format_iso(text: str) -> str:
    """A stored date as it is shown; anything else as it is."""
    iso = _ISO.fullmatch(text[:10])
    return f"{iso[3]}/{iso[2]}/{iso[1]}" if iso else text
