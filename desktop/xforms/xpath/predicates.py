"""``[predicate]``: which nodes stay."""

from collections.abc import Sequence

from desktop.xforms.tree import Node
from desktop.xforms.xpath.context import Context, Run
from desktop.xforms.xpath.values import to_boolean


def chosen(
    nodes: list[Node], predicates: Sequence[Run], context: Context
) -> list[Node]:
    """The nodes for which each predicate holds; a number is a position."""
    for predicate in predicates:
        context.world.visited(len(nodes))
        inner = Context(context.world, context.node, context.current, 1, len(nodes))
        kept = []
        for position, node in enumerate(nodes, 1):
            inner.node, inner.position = node, position
            value = predicate(inner)
            if value == position if type(value) is float else to_boolean(value):
                kept.append(node)
        nodes = kept
    return nodes
