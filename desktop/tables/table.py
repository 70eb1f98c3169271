"""What is read of a file: a sheet's cells as values, and how much may come in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

from desktop.errors import Refused
from desktop.text.legacy import Coding

MAX_ROWS = 50_000  # ten years of a large commune
MAX_COLUMNS = 256  # as many as .xls has
MAX_BYTES = 32 * 1024 * 1024
MAX_TEXT = 32_767  # of a cell, as spreadsheets have it

Value: TypeAlias = str | float | bool | date | datetime
Row: TypeAlias = list[Value]
Place: TypeAlias = tuple[int, int]  # row and column, from 0
Area: TypeAlias = tuple[int, int, int, int]  # first and last row, first and last column


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet from its first row; an empty cell is ""; an error is "#N/A" or such."""

    rows: Sequence[Row]
    fonts: Mapping[Place, Coding] = field(default_factory=dict)  # of former codings


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that may be chosen."""

    name: str
    hidden: bool = False


def chosen(known: Sequence[Sheet], name: str | None) -> str:
    """The sheet of that name; without one the first that is not hidden."""
    if not known:
        raise Refused("table.damaged")
    if name is None:
        return next((one.name for one in known if not one.hidden), known[0].name)
    if name not in {one.name for one in known}:
        raise Refused("table.no_sheet", sheet=name[:60])
    return name


def check_size(rows: int, columns: int) -> None:
    """Refuse what is more than a register takes in at once."""
    if rows > MAX_ROWS:
        raise Refused("table.rows", limit=MAX_ROWS)
    if columns > MAX_COLUMNS:
        raise Refused("table.columns", limit=MAX_COLUMNS)


def filled(rows: Sequence[Row], merged: Sequence[Area]) -> None:
    """A cell merged over several rows says the same in each of them."""
    for first, last, left, _ in merged:
        value = (
            rows[first][left] if first < len(rows) and left < len(rows[first]) else ""
        )
        for row in rows[first + 1 : last + 1]:
            if left < len(row) and row[left] == "":
                row[left] = value


def letters(column: int) -> str:
    """A column's name in a spreadsheet: 0 is A, 26 is AA."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
