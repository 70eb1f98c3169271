"""Files of tables: which are too large to read, and how a damaged one shows."""

import io
import struct
import zipfile
import zlib

from desktop.errors import Refused

MAX_TABLE = 32 * 1024 * 1024  # bytes, unpacked; the largest public one has 2 MB
MAX_PLAIN = 4 * 1024 * 1024  # of a text: 140,000 choices, seven seconds

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


def damage() -> tuple[type[Exception], ...]:
    """What the compiler lets out of a file cut off, under a password, not in UTF-8."""
    from xlrd.compdoc import CompDocError

    packed = zipfile.BadZipFile, zlib.error, RuntimeError
    return ValueError, struct.error, CompDocError, *packed
