"""Workbooks of before 2007 (.xls), read by xlrd: calamine loses their errors."""

import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import StringIO
from typing import Any

import xlrd
from xlrd.compdoc import CompDocError
from xlrd.xldate import XLDateError, xldate_as_datetime

from desktop.errors import Refused
from desktop.tables.table import (
    Area,
    Place,
    Row,
    Sheet,
    Table,
    Value,
    check_size,
    chosen,
    filled,
)
from desktop.text.legacy import Coding, of_font

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# What a damaged file may run into, beside xlrd's own.
_BROKEN = (
    xlrd.XLRDError, CompDocError, XLDateError, struct.error, AssertionError,
    AttributeError, IndexError, KeyError, TypeError, ValueError, OverflowError,
    MemoryError, RecursionError,
)  # fmt: skip


def sheets(content: bytes) -> Sequence[Sheet]:
    """The sheets, in the workbook's order."""
    with _opened(content) as book:
        return _sheets(book)


def read(content: bytes, sheet: str | None) -> Table:
    """One sheet."""
    with _opened(content) as book:
        found = book.sheet_by_name(chosen(_sheets(book), sheet))
        check_size(found.nrows, found.ncols)
        rows: list[Row] = [
            [_value(book, cell) for cell in found.row(row)]
            for row in range(found.nrows)
        ]
        areas: list[Area] = [
            (first, last - 1, left, right - 1)
            for first, last, left, right in found.merged_cells
        ]
        fonts = dict(_fonts(book, found))
    filled(rows, areas)
    return Table(rows, fonts)


def _sheets(book: Any) -> tuple[Sheet, ...]:  # noqa: ANN401 - xlrd ships no types
    found = map(book.sheet_by_index, range(book.nsheets))
    return tuple(Sheet(one.name, hidden=one.visibility != 0) for one in found)


@contextmanager
def _opened(content: bytes) -> Iterator[Any]:  # xlrd ships no types
    if _ENCRYPTED in content:
        raise Refused("table.password")
    try:
        yield xlrd.open_workbook(
            file_contents=content, formatting_info=True, logfile=StringIO()
        )
    except _BROKEN as error:
        locked = isinstance(error, xlrd.XLRDError) and "encrypted" in str(error)
        raise Refused("table.password" if locked else "table.damaged") from error


def _value(book: Any, cell: Any) -> Value:  # noqa: ANN401 - as above
    kind, value = cell.ctype, cell.value
    if kind == xlrd.XL_CELL_DATE:
        return _moment(xldate_as_datetime(value, book.datemode))
    if kind == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(value, "#N/A"))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_NUMBER and "%" in _format(book, cell):
        return f"{value * 100:.10g}%".replace(".", ",")
    return float(value) if kind == xlrd.XL_CELL_NUMBER else str(value)


def _moment(found: datetime) -> Value:
    return found if found.time() != datetime.min.time() else found.date()


def _format(book: Any, cell: Any) -> str:  # noqa: ANN401 - as above
    style = book.xf_list[cell.xf_index]
    return str(book.format_map[style.format_key].format_str)


def _fonts(book: Any, sheet: Any) -> Iterator[tuple[Place, Coding]]:  # noqa: ANN401 - as above
    known = [of_font(font.name) for font in book.font_list]
    if not any(known):
        return
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            coding = known[book.xf_list[cell.xf_index].font_index]
            if coding is not None:
                yield (row, column), coding
