"""Rows bound to the codes of a list, in the list's order, whatever their number was."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from desktop.errors import Refused
from desktop.xforms.casts import computed
from desktop.xforms.keyed import CODE, Keyed
from desktop.xforms.model import Model, Target
from desktop.xforms.nodes import FormNode, instances, rows_of
from desktop.xforms.rows import MAX_ROWS, add_row, place_of, remove_row
from desktop.xforms.tree import ELEMENT, Node

if TYPE_CHECKING:
    from desktop.xforms.compute import State


def lay_out(state: "State", target: Target, parent: FormNode, keys: Keyed) -> None:
    """A row for each code, with the answers it had; codes that went stand at the end.

    A row without a code takes the next that has no row, as its number would have it. A
    row whose code went goes with it only if nobody has answered anything there.
    """
    model = target.model
    codes = _codes(state, model, parent, keys)
    if codes is None:
        return
    rows = list(rows_of(parent, model))
    held = {_code(row, keys).text: row for row in reversed(rows)}
    free = iter([row for row in rows if not _code(row, keys).text])
    laid = [held.get(code) or next(free, None) for code in codes]
    late = [row for row in rows if row not in laid and _stays(state, row, keys)]
    order = [*laid, *late]
    if order != rows:
        _put(state, parent, model, rows, order)
    for code, row in zip(codes, rows_of(parent, model), strict=False):
        held_by = _code(row, keys)
        state.write(held_by, computed(held_by.model.bind.type, code))


def _codes(
    state: "State", model: Model, parent: FormNode, keys: Keyed
) -> list[str] | None:
    """The list's codes in its order; None where it cannot be read now."""
    seen_from = Node(ELEMENT, model.name)  # stands where a row would
    seen_from.parent = parent
    items = state.value(keys.items, model, seen_from)
    if not isinstance(items, list):
        return None
    texts = [child.string() for item in items for child in item.likes(CODE)]
    if len(texts) > MAX_ROWS:
        raise Refused("form.too_many_rows", repeat=model.ref, limit=MAX_ROWS)
    return list(dict.fromkeys(filter(None, texts)))


def _code(row: FormNode, keys: Keyed) -> FormNode:
    return instances(keys.code, row)[0]


def _stays(state: "State", row: FormNode, keys: Keyed) -> bool:
    """What a record came with stays; later, what somebody has answered."""
    known = bool(_code(row, keys).text) and not state.listening
    return known or any(_answered(row, keys))


def _answered(row: FormNode, keys: Keyed) -> Iterator[bool]:
    for node in row.walk():
        if node.model.is_leaf and node.model is not keys.code:
            yield bool(node.text) and not node.model.bind.calculate


def _put(
    state: "State",
    parent: FormNode,
    model: Model,
    rows: list[FormNode],
    order: "list[FormNode | None]",
) -> None:
    for row in rows:
        if row in order:
            parent.take(row)
        else:
            remove_row(state, row)
    place = place_of(parent, model)
    for number, known in enumerate(order, place):
        if known is None:
            add_row(state, parent, model, place=number)
        else:
            parent.put(number, known)
    state.rows_changed(model, parent)
