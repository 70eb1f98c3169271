"""A file that somebody chose: recognised by what is in it, not by its name."""

from collections.abc import Sequence
from pathlib import Path

from desktop.errors import Environment, Refused
from desktop.tables import delimited
from desktop.tables.table import MAX_BYTES, Sheet, Table

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_bytes(file: Path) -> bytes:
    """The file, if it is not too large."""
    try:
        with file.open("rb") as source:
            content = source.read(MAX_BYTES + 1)
    except OSError as error:
        raise Environment("table.unreadable", file=file.name) from error
    if len(content) > MAX_BYTES:
        raise Refused("table.bytes", limit=MAX_BYTES // 1024 // 1024)
    return content


def sheets(content: bytes) -> Sequence[Sheet]:
    """The sheets there are, in the workbook's order; one without a name for text."""
    if content.startswith(_ZIP):
        from desktop.tables import workbook

        return workbook.sheets(content)
    if content.startswith(_OLE):
        from desktop.tables import old_workbook

        return old_workbook.sheets(content)
    return (Sheet(""),)


def read(content: bytes, sheet: str | None = None) -> Table:
    """A sheet by name; without one the first that is not hidden."""
    if content.startswith(_ZIP):
        from desktop.tables import workbook

        return workbook.read(content, sheet)
    if content.startswith(_OLE):
        from desktop.tables import old_workbook

        return old_workbook.read(content, sheet)
    return delimited.read(content)
