"""The thirteen axes, each in its own order (reverse axes nearest first)."""

from collections.abc import Callable, Iterator, Sequence

from desktop.xforms.tree import ATTRIBUTE, NAMESPACE, Node, content
from desktop.xforms.xpath.namespaces import namespaces

Axis = Callable[[Node], Sequence[Node]]


def _self(node: Node) -> Sequence[Node]:
    return (node,)


def _parent(node: Node) -> Sequence[Node]:
    return () if node.parent is None else (node.parent,)


def _attribute(node: Node) -> Sequence[Node]:
    return node.attributes


def _ancestors(node: Node) -> list[Node]:
    found = []
    while node.parent is not None:
        node = node.parent
        found.append(node)
    return found


def _ancestor_or_self(node: Node) -> list[Node]:
    return [node, *_ancestors(node)]


def _descendants(node: Node) -> list[Node]:
    return list(_walk(node))


def _walk(node: Node) -> Iterator[Node]:
    for child in content(node):
        yield child
        yield from _walk(child)


def _descendant_or_self(node: Node) -> list[Node]:
    return [node, *_walk(node)]


def _siblings(node: Node) -> tuple[list[Node], list[Node]]:
    """Those before (document order) and those after."""
    if node.parent is None or node.kind in (ATTRIBUTE, NAMESPACE):
        return [], []
    row = content(node.parent)
    place = next((i for i, sibling in enumerate(row) if sibling is node), len(row))
    return list(row[:place]), list(row[place + 1 :])


def _following_siblings(node: Node) -> list[Node]:
    return _siblings(node)[1]


def _preceding_siblings(node: Node) -> list[Node]:
    return _siblings(node)[0][::-1]


def _following(node: Node) -> list[Node]:
    found: list[Node] = []
    if node.kind in (ATTRIBUTE, NAMESPACE) and node.parent is not None:
        node = node.parent
        found += _descendants(node)
    for level in _ancestor_or_self(node):
        for sibling in _siblings(level)[1]:
            found += _descendant_or_self(sibling)
    return found


def _preceding(node: Node) -> list[Node]:
    if node.kind in (ATTRIBUTE, NAMESPACE) and node.parent is not None:
        node = node.parent
    found: list[Node] = []
    for level in _ancestor_or_self(node):
        for sibling in _preceding_siblings(level):
            found += reversed(_descendant_or_self(sibling))
    return found


AXES: dict[str, Axis] = {
    "ancestor": _ancestors,
    "ancestor-or-self": _ancestor_or_self,
    "attribute": _attribute,
    "child": content,
    "descendant": _descendants,
    "descendant-or-self": _descendant_or_self,
    "following": _following,
    "following-sibling": _following_siblings,
    "namespace": namespaces,
    "parent": _parent,
    "preceding": _preceding,
    "preceding-sibling": _preceding_siblings,
    "self": _self,
}
REVERSE = frozenset(("ancestor", "ancestor-or-self", "preceding", "preceding-sibling"))
# From sorted distinct nodes these give sorted distinct nodes.
ORDERED = frozenset(("attribute", "child", "self"))
