"""Rows of repeats: from the template, counted by the form, put in and taken out."""

import math
from typing import TYPE_CHECKING

from desktop.errors import Refused
from desktop.xforms.definition import Kind, Question
from desktop.xforms.model import Model, Target
from desktop.xforms.nodes import FormNode, before_rows, build, is_template, rows_of
from desktop.xforms.tree import Node
from desktop.xforms.xpath.values import to_number

if TYPE_CHECKING:
    from desktop.xforms.compute import State

MAX_ROWS = 10_000  # of one repeat by count: more is a mistake in the form
MAX_NODES = 150_000  # of a record: repeats in repeats multiply


def set_rows(state: "State", parent: FormNode, model: Model, count: int) -> None:
    """Make as many rows as ``count`` says; the last ones go."""
    rows = rows_of(parent, model)
    if len(rows) == count:
        return
    for row in rows[count:]:
        remove_row(state, row)
    given = _given(parent, model)
    place = place_of(parent, model)
    for number in range(len(rows), count):
        like = given[number] if number < len(given) else None
        add_row(state, parent, model, like, place + number - len(rows))
    state.rows_changed(model, parent)


def add_row(
    state: "State",
    parent: FormNode,
    model: Model,
    like: Node | None = None,
    place: int | None = None,
) -> FormNode:
    """A new row from the template: the last one, or at a ``place`` among the nodes."""
    row = build(model, like or model.template, state.world.random)
    size = sum(1 for _ in row.walk())
    if state.size + size > MAX_NODES:
        raise Refused("form.too_many_nodes", repeat=model.ref, limit=MAX_NODES)
    state.size += size
    parent.put(place_of(parent, model) if place is None else place, row)
    set_live(row)
    state.arrived(row)
    for action in state.form.actions:
        if "odk-new-repeat" in action.events and action.source == model.ref:
            state.act(action, row)
    return row


def remove_row(state: "State", row: FormNode) -> None:
    """Take a row out of the record."""
    above = row.above()
    if above is not None:
        above.take(row)
    state.size -= sum(1 for _ in row.walk())


def place_of(parent: FormNode, model: Model) -> int:
    """Where the next last row goes: after its like, or its elder siblings."""
    place = 0
    for index, child in enumerate(parent.children, 1):
        if isinstance(child, FormNode) and child.model.index <= model.index:
            place = index
    return place


def _given(parent: FormNode, model: Model) -> list[Node]:
    """The rows that the form itself brings, by position."""
    rows = [n for n in parent.model.template.children if n.name == model.name]
    return [row for row in rows if not is_template(row)]


def set_live(node: FormNode) -> None:
    """Relevance as it follows from the nodes' own."""
    above = node.above()
    node.live = node.own and (above is None or above.live)
    for child in node.inner():
        set_live(child)


def count_rows(state: "State", target: Target, parent: FormNode) -> None:
    number = to_number(state.evaluate(target, before_rows(parent, target.model)))
    if not math.isfinite(number):
        return
    count = _rows(number, target.model)
    if target.loops and count > len(rows_of(parent, target.model)):
        count = min(count, _next_count(parent, target.model))
    set_rows(state, parent, target.model, count)


def _next_count(parent: FormNode, model: Model) -> int:
    """Of a count that reads its own rows: one more, once the last is filled in.

    "Another one, until the last says that it is the last" would else never end.
    """
    rows = rows_of(parent, model)
    return len(rows) + (not rows or _filled(rows[-1]))


def _filled(row: FormNode) -> bool:
    """Whether somebody has walked to the end: the required answers and the last."""
    asked = [node for node in row.walk() if node.live and _is_asked(node)]
    return (
        bool(asked)
        and bool(asked[-1].text)
        and all(node.text for node in asked if node.required)
    )


def _is_asked(node: FormNode) -> bool:
    item = node.model.item
    return (
        isinstance(item, Question)
        and item.kind not in (Kind.NOTE, Kind.CALCULATE, Kind.HIDDEN)
        and not node.model.bind.calculate
        and not node.all_readonly()
    )


def _rows(number: float, model: Model) -> int:
    if number > MAX_ROWS:
        raise Refused("form.too_many_rows", repeat=model.ref, limit=MAX_ROWS)
    return max(0, math.floor(number))
