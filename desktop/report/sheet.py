"""A table as a spreadsheet in which every cell is text: nothing is ever computed."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font

from desktop.report.document import Table
from desktop.report.words import plain

_LETTERS = 4  # a spreadsheet column's width for one share of the table's


def render(name: str, heading: Sequence[str], table: Table) -> bytes:
    """The XLSX of one table under its lines of heading."""
    book = Workbook()
    book.properties.creator = "Sổ phối hợp"
    page = book.active
    page.title = name
    titles = tuple(column.title for column in table.columns)
    lines = [*((line,) for line in heading), titles, *table.rows]
    if table.total:
        lines.append(table.total)
    bold = {*range(1, len(heading) + 2), *([len(lines)] if table.total else [])}
    for at, line in enumerate(lines, start=1):
        for column, text in enumerate(line, start=1):
            _write(page.cell(at, column), text, bold=at in bold, wrap=len(line) > 1)
    page.freeze_panes = page.cell(len(heading) + 2, 2)
    for column, letters in enumerate(table.columns, start=1):
        letter = page.cell(1, column).column_letter
        page.column_dimensions[letter].width = letters.width * _LETTERS
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _write(cell: Cell, text: str, *, bold: bool, wrap: bool) -> None:
    """As a string, whatever it begins with."""
    cell.value = plain(text)
    cell.data_type = "s"
    cell.number_format = "@"
    cell.font = Font(bold=bold)
    cell.alignment = Alignment(wrap_text=wrap, vertical="top")
