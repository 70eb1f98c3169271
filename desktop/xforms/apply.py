"""What each kind of computation writes."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from desktop.xforms.by_code import lay_out
from desktop.xforms.casts import computed
from desktop.xforms.choices import offered
from desktop.xforms.fitting import in_rank
from desktop.xforms.model import Sets, Target
from desktop.xforms.nodes import FormNode
from desktop.xforms.rows import count_rows
from desktop.xforms.xpath.values import to_boolean

if TYPE_CHECKING:
    from desktop.xforms.compute import State


def _relevant(state: "State", target: Target, node: FormNode) -> None:
    own = to_boolean(state.evaluate(target, node, otherwise=True))
    if own != node.own:
        node.own = own
        _relive(state, node)


def _relive(state: "State", node: FormNode) -> None:
    above = node.above()
    live = node.own and (above is None or above.live)
    if live == node.live:
        return
    node.live = live
    state.touched(node)
    for target in node.model.anew:
        if target.sets is not Sets.RELEVANT:
            state.wait(target, node)
    for child in node.inner():
        for target in child.model.anew:  # from a hidden node a path had found nothing
            state.wait(target, child)
        _relive(state, child)


def _value(state: "State", target: Target, node: FormNode) -> None:
    if node.live:
        value = state.evaluate(target, node)
        node.invalid = ""
        state.write(node, computed(node.model.bind.type, value))


def _required(state: "State", target: Target, node: FormNode) -> None:
    found = to_boolean(state.evaluate(target, node))
    if found != node.required:
        node.required = found
        state.changed[id(node)] = node


def _readonly(state: "State", target: Target, node: FormNode) -> None:
    found = to_boolean(state.evaluate(target, node))
    if found != node.readonly:
        node.readonly = found
        for inner in node.walk():
            state.changed[id(inner)] = inner


def _ranked(state: "State", _target: Target, node: FormNode) -> None:
    state.changed[id(node)] = node
    if node.ranked:
        state.write(node, in_rank(node.ranked, offered(state, node)))


def _count(state: "State", target: Target, parent: FormNode) -> None:
    keys = state.form.keyed.get(target.model.index)
    if keys is None:
        count_rows(state, target, parent)
    else:
        lay_out(state, target, parent, keys)


APPLY: "Mapping[Sets, Callable[[State, Target, FormNode], None]]" = {
    Sets.RELEVANT: _relevant,
    Sets.COUNT: _count,
    Sets.VALUE: _value,
    Sets.READONLY: _readonly,
    Sets.REQUIRED: _required,
    Sets.RANKED: _ranked,
}
