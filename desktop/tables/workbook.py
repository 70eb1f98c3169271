"""Workbooks of today (.xlsx, .xlsm), read by calamine once known to be tame."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from desktop.errors import Refused
from desktop.tables import parts
from desktop.tables.table import (
    Area,
    Row,
    Sheet,
    Table,
    Value,
    check_size,
    chosen,
    filled,
)

_Read = str | float | bool | date | datetime | time | timedelta


def sheets(content: bytes) -> Sequence[Sheet]:
    """The sheets with cells, in the workbook's order."""
    with _opened(content) as book:
        return _sheets(book)


def read(content: bytes, sheet: str | None) -> Table:
    """One sheet; a percentage is its text, as a number would say another."""
    with _opened(content) as book:
        name = chosen(_sheets(book), sheet)
        source = parts.sheet(content, book.sheet_names.index(name))
        found = book.get_sheet_by_name(name)
        check_size(found.total_height, found.total_width)
        cells = found.to_python(skip_empty_area=False)
        merged = found.merged_cell_ranges or ()
    rows = _plain(cells)
    marks = parts.marks(content, source)
    for (row, column), text in marks.errors:
        rows[row][column] = text
    for row, column in marks.percents:
        rows[row][column] = _percent(rows[row][column])
    filled(rows, [_area(one) for one in merged])
    return Table(rows, marks.fonts)


def _sheets(book: CalamineWorkbook) -> tuple[Sheet, ...]:
    return tuple(
        Sheet(one.name, hidden=one.visible is not SheetVisibleEnum.Visible)
        for one in book.sheets_metadata
        if one.typ is SheetTypeEnum.WorkSheet
    )


@contextmanager
def _opened(content: bytes) -> Iterator[CalamineWorkbook]:
    parts.check(content)
    try:
        yield CalamineWorkbook.from_filelike(BytesIO(content))
    except CalamineError as error:
        raise Refused("table.damaged") from error
    except Refused:
        raise
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # of Rust: it has no Python name
            raise
        raise Refused("table.damaged") from error


def _plain(cells: Iterable[Sequence[_Read]]) -> list[Row]:
    """Hours and spans of time are no answers of any form: as they are shown."""
    return [
        [str(v) if isinstance(v, (time, timedelta)) else v for v in row]
        for row in cells
    ]


def _percent(value: Value) -> Value:
    if isinstance(value, float):
        return f"{value * 100:.10g}%".replace(".", ",")
    return value


def _area(merged: tuple[tuple[int, int], tuple[int, int]]) -> Area:
    (first, left), (last, right) = merged
    return first, last, left, right
