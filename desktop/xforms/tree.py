"""The light node tree that expressions walk; lxml stays in parsing."""

from collections.abc import Sequence
from typing import Any

ROOT, ELEMENT, ATTRIBUTE, TEXT, COMMENT, PI, NAMESPACE = range(7)


class Node:
    """A node of any XPath kind; ``text`` is a leaf's own value."""

    __slots__ = (
        "attributes", "children", "kind", "known", "live", "name", "named", "parent",
        "prefix", "text", "text_node", "uri",
    )  # fmt: skip

    attributes: Sequence["Node"]
    children: "list[Node]"

    def __init__(self, kind: int, name: str = "", text: str = "") -> None:
        self.kind = kind
        self.name = name
        self.text = text
        self.uri = ""
        self.prefix = ""
        self.parent: Node | None = None
        self.children = []
        self.attributes = ()
        self.live = True  # relevant, with all its ancestors
        self.text_node: Node | None = None
        self.named: dict[str, list[Node]] | None = None  # see ``likes``
        self.known: dict[object, list[Any]] | None = None  # see ``remembered``

    def likes(self, name: str) -> "list[Node]":
        """Children of a name, for looking only: found once until some come or go."""
        if self.named is None:
            self.named = {}
            for child in self.children:
                self.named.setdefault(child.name, []).append(child)
        return self.named.get(name, [])

    def remembered(self) -> "dict[object, list[Any]]":
        """Nodes that were found below it, until some come or go there."""
        if self.known is None:
            self.known = {}
        return self.known

    def _altered(self) -> None:
        self.named = None
        level: Node | None = self
        while level is not None:
            level.known = None
            level = level.parent

    def put(self, place: int, child: "Node") -> None:
        """Put ``child`` at a place among the children."""
        self._altered()
        self.children.insert(place, child)
        child.parent = self

    def take(self, child: "Node") -> None:
        """Take ``child`` out."""
        self._altered()
        self.children.remove(child)
        child.parent = None

    def append(self, child: "Node") -> "Node":
        """Put ``child`` last and return it."""
        self._altered()
        child.parent = self
        self.children.append(child)
        return child

    def string(self) -> str:
        """The XPath string-value."""
        if not self.children:
            return self.text if self.live else ""
        return "".join(_texts(self))


def _texts(node: Node) -> "list[str]":
    found: list[str] = []
    for child in node.children:
        if not child.live or child.kind in (COMMENT, PI):
            continue
        if child.children:
            found += _texts(child)
        else:
            found.append(child.text)
    return found


def content(node: Node) -> "Sequence[Node]":
    """Children as XPath sees them: a leaf's text is a child node too."""
    if node.children or not node.text or node.kind != ELEMENT:
        return node.children
    if node.text_node is None:
        node.text_node = Node(TEXT)
        node.text_node.parent = node
    node.text_node.text = node.text
    return [node.text_node]


def element(name: str, text: str = "") -> Node:
    """A new element."""
    return Node(ELEMENT, name, text)


def top(node: Node) -> Node:
    """The root of the tree the node stands in."""
    while node.parent is not None:
        node = node.parent
    return node


Places = dict[int, dict[int, int]]  # of the children of a node


def order_key(node: Node, places: Places) -> tuple[int, ...]:
    """Sorts nodes of one tree into document order; ``places`` are found on the way."""
    keys: list[int] = []
    while node.parent is not None:
        keys.append(_place(node, node.parent, places))
        node = node.parent
    return tuple(reversed(keys))


def _place(node: Node, parent: Node, places: Places) -> int:
    """Namespaces first, then attributes, then children; 0 for the text of a leaf."""
    if node.kind == NAMESPACE:
        return -2_000_000
    found = places.get(id(parent))
    if found is None:
        attributes = enumerate(parent.attributes, -1_000_000)
        found = places[id(parent)] = {
            id(child): place
            for place, child in (*attributes, *enumerate(parent.children))
        }
    return found.get(id(node), 0)


def in_order(nodes: Sequence[Node]) -> list[Node]:
    """Distinct nodes in document order."""
    distinct = list({id(node): node for node in nodes}.values())
    if len(distinct) < 2:
        return distinct
    tops = {id(top(node)): place for place, node in reversed(list(enumerate(distinct)))}
    places: Places = {}
    return sorted(
        distinct, key=lambda node: (tops[id(top(node))], order_key(node, places))
    )
