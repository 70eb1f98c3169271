"""A leaf of data as a column holds it."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from desktop.ledger.canonical import Data, Json
from desktop.ledger.commitment import commitment_of
from desktop.store.specs import ColumnKind, ColumnSpec

Reveal = Callable[[str], str | None]  # commitment -> value, None when redacted
Cell = str | int | None

_MOST_DIGITS = 18  # what an INTEGER column holds


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
    path = spec.path
    node = data.get(path[0]) if len(path) == 1 else leaf(data, path)
    if node is None and spec.former:
        found = (leaf(data, past) for past in spec.former)
        node = next((old for old in found if old is not None), None)
    return typed(spec, node, reveal)


def holds_the_text(spec: ColumnSpec) -> bool:
    """Whether a column holds an answer as it is written."""
    return spec.kind not in _NUMBERS


def typed(spec: ColumnSpec, node: Json, reveal: Reveal) -> Cell:
    """What a column holds of the leaf ``node``."""
    if not isinstance(node, str):
        hidden = commitment_of(node)
        node = reveal(hidden) if hidden is not None else None
    if not isinstance(node, str) or node == "":
        return None
    return scaled(node, spec.scale) if spec.kind in _NUMBERS else node


def rows_of(data: Data, path: tuple[str, ...]) -> list[Data]:
    """The rows of a repeat."""
    found = leaf(data, path)
    if not isinstance(found, list):
        return []
    return [row for row in found if isinstance(row, dict)]


def scaled(text: str, scale: int) -> int | None:
    """``74.6`` at scale 1 is 746; None for what is no number of a bearable size."""
    if not scale and text.isascii() and text.isdigit() and len(text) < _MOST_DIGITS:
        return int(text)  # nearly all that an office counts
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite() or value.adjusted() + scale >= _MOST_DIGITS:
        return None
    return int(value.scaleb(scale).to_integral_value(ROUND_HALF_UP))


def lexical(value: Cell, spec: ColumnSpec) -> str:
    """A column's value as an answer is written; "" for none."""
    if value is None:
        return ""
    if spec.kind is ColumnKind.SCALED and spec.scale:
        plain = f"{Decimal(value).scaleb(-spec.scale):f}"
        return plain.rstrip("0").rstrip(".")
    return str(value)


_NUMBERS = {ColumnKind.INTEGER, ColumnKind.SCALED}
