"""Functions that need the words of their arguments, not only the values."""

from collections.abc import Callable, Sequence

from desktop.xforms.tree import Node, top
from desktop.xforms.xpath.ast import Expr, Path, TypeTest
from desktop.xforms.xpath.context import Context, Run
from desktop.xforms.xpath.faults import Failed
from desktop.xforms.xpath.values import Value, to_number

Names = tuple[str, ...]


def _indexed_repeat(arguments: Sequence[Expr], runs: Sequence[Run]) -> Run:
    """The node of a path, with the row given for each repeat on the way."""
    paths = [arguments[0], *arguments[1::2]]
    indices = runs[2::2]

    def run(context: Context) -> Value:
        main = context.world.main
        root = top(context.node) if main is None else main
        target, *repeats = [_names(path, context.current, root) for path in paths]
        rows = {
            repeat: to_number(index(context))
            for repeat, index in zip(repeats, indices, strict=True)
        }
        return _descend(root, target, rows)

    return run


def _names(expr: Expr, node: Node, root: Node) -> Names:
    """The names from the root to what a path means seen from ``node``."""
    if not isinstance(expr, Path) or expr.base is not None:
        raise Failed("xpath.needs_nodes", name="indexed-repeat")
    names = [] if expr.absolute else _own_names(node, root)
    for step in expr.steps:
        if step.plain_child:
            names.append(step.plain_child)
        elif step.axis == "parent":
            del names[-1:]
        elif not (step.axis == "self" and isinstance(step.test, TypeTest)):
            raise Failed("xpath.needs_nodes", name="indexed-repeat")
    return tuple(names)


def _own_names(node: Node, root: Node) -> list[str]:
    names: list[str] = []
    while node.parent is not None and node is not root:
        names.append(node.name)
        node = node.parent
    return names[::-1]


def _descend(root: Node, target: Names, rows: dict[Names, float]) -> list[Node]:
    level = [root]
    for depth, name in enumerate(target, 1):
        index = rows.get(target[:depth])
        found: list[Node] = []
        for node in level:
            children = [c for c in node.children if c.name == name and c.live]
            found += children if index is None else _row(children, index)
        level = found
    return level


def _row(children: list[Node], index: float) -> list[Node]:
    if not 1 <= index <= len(children):
        return []
    return [children[int(index) - 1]]


SPECIAL: dict[str, Callable[[Sequence[Expr], Sequence[Run]], Run]] = {
    "indexed-repeat": _indexed_repeat,
}
