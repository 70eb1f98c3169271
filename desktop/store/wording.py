"""Answers as a list and a search say them: labels, numbers and days as written here."""

from collections.abc import Iterator, Mapping, Sequence

from desktop.store.leaves import Cell, lexical
from desktop.store.specs import ColumnKind, ColumnSpec
from desktop.text.dates import format_iso
from desktop.text.numbers import format_lexical

PLACE = "…"  # where the answer stands in a form's wording
_NUMBERS = {ColumnKind.INTEGER, ColumnKind.SCALED}


def detail(
    known: Mapping[str, ColumnSpec], names: Sequence[str], said: Mapping[str, str]
) -> Iterator[str]:
    """The answers of a list row: numbers and days as people write them."""
    for name in filter(said.get, names):
        column = known[name]
        found = said[name]
        plain = format_lexical if column.kind in _NUMBERS else format_iso
        yield (column.shown or PLACE).replace(PLACE, plain(found))


def worded(column: ColumnSpec, found: Cell, labels: dict[str, str] | None) -> str:
    """A cell as text: labels in place of codes, "" for none."""
    if isinstance(found, str) and not labels:
        return found
    if not labels:
        return lexical(found, column)
    if found is None:
        return ""
    codes = str(found).split() if column.kind is ColumnKind.MULTIPLE else [str(found)]
    return ", ".join(labels.get(code, code) for code in codes)
