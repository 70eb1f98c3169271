"""A leaf of data as a column holds it."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from desktop.ledger.canonical import Data, Json
from desktop.ledger.commitment import commitment_of
from desktop.store.specs import ColumnKind, ColumnSpec

Reveal = Callable[[str], str | None]  # commitment -> value, None when redacted
Cell = str | int | None


def leaf(data: Data, path: tuple[str, ...]) -> Json:
    """What stands at ``path``; None when nothing does."""
    node: Json = data
    for name in path:
        if not isinstance(node, dict):
            return None
        node = node.get(name)
    return node


def cell(spec: ColumnSpec, data: Data, reveal: Reveal) -> Cell:
    """The value of a column for one record; unreadable numbers become NULL."""
    node = leaf(data, spec.path)
    hidden = commitment_of(node)
    text = reveal(hidden) if hidden is not None else node
    if not isinstance(text, str) or text == "":
        return None
    return _TYPED[spec.kind](text, spec.scale)


def rows_of(data: Data, path: tuple[str, ...]) -> list[Data]:
    """The rows of a repeat."""
    found = leaf(data, path)
    if not isinstance(found, list):
        return []
    return [row for row in found if isinstance(row, dict)]


def _text(text: str, _: int) -> Cell:
    return text


def _scaled(text: str, scale: int) -> Cell:
    try:
        return int(Decimal(text).scaleb(scale).to_integral_value())
    except InvalidOperation:
        return None


_TYPED: dict[ColumnKind, Callable[[str, int], Cell]] = {
    ColumnKind.TEXT: _text,
    ColumnKind.MULTIPLE: _text,
    ColumnKind.INTEGER: _scaled,
    ColumnKind.SCALED: _scaled,
}
