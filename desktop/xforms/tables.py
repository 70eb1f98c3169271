"""Files of tables: which cannot be read, and what the compiler reads of the others."""

import csv
import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeAlias

from desktop.errors import Refused

Book: TypeAlias = dict[str, list[dict[str, str | None]] | list[str]]  # pyxform's own
Source: TypeAlias = io.BytesIO | Book

MAX_TABLE = 16 * 1024 * 1024  # bytes, unpacked; the largest public one has 2 MB
MAX_PLAIN = 4 * 1024 * 1024  # of a text
MAX_CELL = 32_767  # characters, as in a spreadsheet
MAX_ROWS = {"survey": 10_000, "choices": 60_000}  # five seconds; longer lists are CSV

_PACKED = (b"PK", b"\xd0\xcf")  # .xlsx, .xls
_TEXTS = (".md", ".csv")


def source(table: bytes, kind: str) -> Source:
    """What the compiler reads; Refused where it would not know what it holds."""
    refuse_huge(table)
    if kind not in _TEXTS:
        return io.BytesIO(table)
    try:
        text = table.decode("utf-8-sig")  # a spreadsheet's "CSV UTF-8" begins with BOM
    except UnicodeDecodeError as error:
        raise Refused("table.not_utf8") from error
    return _book(text) if kind == ".csv" else io.BytesIO(text.encode())


def _book(text: str) -> Book:
    """The sheets of a CSV; those of nobody are passed over, as in other tables."""
    from pyxform.constants import SUPPORTED_SHEET_NAMES

    rows = _rows(text)
    book: Book = {"sheet_names": list(rows)}
    for sheet, (heads, *lines) in rows.items():
        if sheet in SUPPORTED_SHEET_NAMES:
            book[sheet] = [_filled(heads, line) for line in lines]
            book[f"{sheet}_header"] = [dict.fromkeys(heads)]
    return book


def _filled(heads: list[str], line: list[str]) -> dict[str, str | None]:
    return {head: cell for head, cell in zip(heads, line, strict=False) if cell}


def _rows(text: str) -> dict[str, list[list[str]]]:
    """Rows that hold something, the header first, by the sheet named before them."""
    found: dict[str, list[list[str]]] = {}
    name = ""
    try:
        for row in csv.reader(io.StringIO(text, newline="")):
            first, *cells = (cell.strip() for cell in row or [""])
            name = first.lower() or name
            if any(cells):
                found.setdefault(name, []).append(cells)
    except csv.Error as error:
        raise Refused("table.unreadable") from error
    if not found:
        raise Refused("table.unreadable")
    if "survey" not in found:
        raise Refused("table.csv_no_survey")
    return found


def refuse_huge(table: bytes) -> None:
    """A spreadsheet is a ZIP, and may swell to any size."""
    size = len(table)
    limit = MAX_TABLE if table[:2] in _PACKED else MAX_PLAIN
    if table[:2] == b"PK":
        try:
            parts = zipfile.ZipFile(io.BytesIO(table)).infolist()
        except (zipfile.BadZipFile, NotImplementedError):
            parts = []  # the compiler will say so
        size = sum(part.file_size for part in parts)
    if size > limit:
        raise Refused("form.table_too_big", limit=limit)


def read(table: Source, kind: str) -> dict[str, Any]:
    """The compiler's own view: rows by ``sheet``, heads by ``sheet_header``."""
    from pyxform.xls2json_backends import get_xlsform

    book = get_xlsform(table, kind)
    sheets = {one.name: getattr(book, one.name) for one in fields(book)}
    for name, limit in MAX_ROWS.items():
        rows = sheets[name] or ()
        if len(rows) > limit:
            raise Refused("form.table_too_long", sheet=name, limit=limit)
        _refuse_long_cells(name, rows)
    return sheets


def _refuse_long_cells(sheet: str, rows: Sequence[Mapping[str, object]]) -> None:
    for number, row in enumerate(rows, 2):
        if any(len(str(cell)) > MAX_CELL for cell in row.values()):
            raise Refused("form.cell_too_long", sheet=sheet, row=number, limit=MAX_CELL)


def damage() -> tuple[type[Exception], ...]:
    """What the compiler lets out of a file cut off, under a password, not in UTF-8.

    And of one that is no table at all.
    """
    from xlrd.compdoc import CompDocError

    packed = zipfile.BadZipFile, zlib.error, RuntimeError
    shapeless = LookupError, TypeError, AttributeError, AssertionError
    return ValueError, struct.error, CompDocError, *packed, *shapeless
