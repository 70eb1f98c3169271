"""A table's sheets as rows of cells, with the row numbers a spreadsheet shows."""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop.errors import Refused
from desktop.xforms.tables import Source, damage, read

_FAMILIES = ("bind:", "body:", "control:", "media:", "instance:")
_CELL = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its number and its cells by header."""

    number: int
    cells: Mapping[str, str]

    def of(self, *headers: str) -> str:
        """The first of these columns that is filled in."""
        return next((self.cells[h] for h in headers if self.cells.get(h)), "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its headers in order, as written, and its rows."""

    name: str
    headers: tuple[str, ...]
    lines: tuple[Line, ...]

    def header(self, *plain: str) -> str:
        """The header that means one of these, as it is written here."""
        return next((h for h in self.headers if plain_header(h) in plain), "")


def plain_header(header: str) -> str:
    """A header without case, blanks, and the language after ::."""
    name = header.strip()
    if not name.lower().startswith(_FAMILIES):
        name = name.partition("::")[0].partition(" (")[0]
    return re.sub(r"\s+", "_", name.strip()).replace("::", ":").lower()


def read_sheets(table: Source, kind: str) -> Mapping[str, Sheet]:
    """The sheets by lower-case name; none where the file cannot be read at all.

    Of a sheet of nobody only the name is there: it may be a misspelled one.
    """
    from pyxform.errors import PyXFormError

    try:
        book = read(table, kind)
    except (PyXFormError, Refused, *damage()):
        return {}
    text = table.getvalue() if isinstance(table, io.BytesIO) and kind == ".md" else b""
    written = dict(_written(text))
    found = {name.lower(): Sheet(name, (), ()) for name in book["sheet_names"] or ()}
    for name in ("survey", "choices", "settings", "entities"):
        rows, heads = book[name], book[f"{name}_header"]
        if rows or heads:
            headers = written.get(name) or tuple(
                k for head in heads or () for k in head
            )
            lines = tuple(_lines(rows or ()))
            found[name] = Sheet(name, headers, lines)
    return found


def _lines(rows: "Iterator[Mapping[str, object]] | tuple[()]") -> Iterator[Line]:
    for number, row in enumerate(rows, 2):
        cells = {str(k): str(v).strip() for k, v in row.items() if v is not None}
        yield Line(number, cells)


def _written(table: bytes) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The headers of Markdown as written: a doubled one is there twice."""
    name = ""
    for line in table.decode("utf-8", "replace").splitlines():
        cells = [cell.strip() for cell in _CELL.split(line.strip())[1:-1]]
        if cells and cells[0]:
            name = cells[0].lower()
        if name and any(cells[1:]):
            yield name, tuple(cell for cell in cells[1:] if cell)
            name = ""
