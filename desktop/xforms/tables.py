"""Files of tables: which are too large to read, and how a damaged one shows."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from desktop.errors import Refused

MAX_TABLE = 16 * 1024 * 1024  # bytes, unpacked; the largest public one has 2 MB
MAX_PLAIN = 4 * 1024 * 1024  # of a text
MAX_CELL = 32_767  # characters, as in a spreadsheet
MAX_ROWS = {"survey": 10_000, "choices": 60_000}  # five seconds; longer lists are CSV

_PACKED = (b"PK", b"\xd0\xcf")  # .xlsx, .xls


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


def read(table: bytes, kind: str) -> dict[str, Any]:
    """The compiler's own view: rows by ``sheet``, heads by ``sheet_header``."""
    from pyxform.xls2json_backends import get_xlsform

    book = get_xlsform(io.BytesIO(table), kind)
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
