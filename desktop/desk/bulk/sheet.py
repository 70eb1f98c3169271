"""The list of problems, to be worked off beside the table."""

import csv
import io
from collections.abc import Iterator
from typing import Protocol

from desktop.desk.bulk.views import Look, Trouble

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would compute


class Say(Protocol):
    """The sentence for a code."""

    def __call__(self, code: str, /, **facts: str | int) -> str:
        """With its facts filled in."""


def words(one: Trouble, say: Say) -> str:
    """What is wrong, and what to do."""
    return one.words or say(one.code, **one.facts)


def as_xlsx(look: Look, say: Say) -> bytes:
    """A workbook in which every cell is text."""
    from desktop.report.document import Column, Table
    from desktop.report.sheet import render

    widths = (2, 2, 6, 16, 3)
    columns = tuple(map(Column, _titles(say), widths))
    title = say("import.list.title", rows=look.rows, count=len(look.grave))
    return render(say("import.list.sheet"), (title,), Table(columns, _rows(look, say)))


def as_csv(look: Look, say: Say) -> bytes:
    """The same as text in columns, as spreadsheets open it."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([_titles(say), *map(_tame, _rows(look, say))])
    return out.getvalue().encode("utf-8-sig")


def _titles(say: Say) -> tuple[str, ...]:
    names = ("row", "column", "header", "what", "must")
    return tuple(say(f"import.list.{name}") for name in names)


def _rows(look: Look, say: Say) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            str(one.row),
            one.column,
            one.header,
            words(one, say),
            say("import.list.yes" if one.grave else "import.list.no"),
        )
        for one in look.troubles
    )


def _tame(row: tuple[str, ...]) -> Iterator[str]:
    return (f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row)
