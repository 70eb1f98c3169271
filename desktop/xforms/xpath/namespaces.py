"""Namespace nodes, made when asked for."""

from collections.abc import Sequence

from desktop.xforms.tree import ELEMENT, NAMESPACE, Node

XML = "http://www.w3.org/XML/1998/namespace"


def namespaces(node: Node) -> Sequence[Node]:
    """The namespace nodes of an element: every prefix in scope."""
    if node.kind != ELEMENT:
        return ()
    found = {"xml": XML}
    level: Node | None = node
    while level is not None:
        if level.uri:
            found.setdefault(level.prefix, level.uri)
        for attribute in level.attributes:
            if attribute.uri:
                found.setdefault(attribute.prefix, attribute.uri)
        level = level.parent
    return [_node(node, prefix, uri) for prefix, uri in sorted(found.items())]


def _node(owner: Node, prefix: str, uri: str) -> Node:
    made = Node(NAMESPACE, prefix, uri)
    made.parent = owner
    return made
