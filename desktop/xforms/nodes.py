"""The live tree of one record: answers, rows and their computed state."""

from collections.abc import Iterator
from typing import cast as cast_type

from desktop.ledger.canonical import Json
from desktop.ledger.ids import new_row_id
from desktop.ledger.world import Random
from desktop.xforms.casts import cast
from desktop.xforms.definition import Kind, Question, Ref, Repeat
from desktop.xforms.form import CONSTANT
from desktop.xforms.model import Model
from desktop.xforms.tree import ATTRIBUTE, ELEMENT, Node


class FormNode(Node):
    """An element of the record, with what is computed for it."""

    __slots__ = (
        "extra", "invalid", "model", "own", "ranked", "readonly", "required", "row",
    )  # fmt: skip

    def __init__(self, model: Model, text: str = "") -> None:
        super().__init__(ELEMENT, model.name, text)
        self.model = model
        self.own = CONSTANT.get(model.bind.relevant, True)  # without ancestors
        self.required = CONSTANT.get(model.bind.required, False)
        self.readonly = CONSTANT.get(model.bind.readonly, False)
        self.invalid = ""  # what was typed and is not of the type
        self.ranked = ""  # the order once given; ``text`` holds what is offered of it
        self.row = ""  # id of a row of a repeat
        self.extra: dict[str, Json] = {}  # loaded keys the form does not know

    def inner(self) -> "Iterator[FormNode]":
        """Child nodes of the record."""
        for child in self.children:
            if isinstance(child, FormNode):
                yield child

    def walk(self) -> "Iterator[FormNode]":
        """Itself and all below, in document order."""
        rest = [self]
        while rest:
            node = rest.pop()
            yield node
            if node.children:
                rest += reversed(list(node.inner()))

    def above(self) -> "FormNode | None":
        """The element it stands in."""
        parent = self.parent
        return parent if isinstance(parent, FormNode) else None

    def line(self) -> "Iterator[FormNode]":
        """Itself and all above."""
        level: FormNode | None = self
        while level is not None:
            yield level
            level = level.above()

    def all_readonly(self) -> bool:
        """Its own, or an ancestor's."""
        level: FormNode | None = self
        while level is not None and not level.readonly:
            level = level.above()
        return level is not None


def build(model: Model, template: Node, random: Random) -> FormNode:
    """The record's node for a node of the template, and all below."""
    made = FormNode(model)
    if template.text:
        made.text = cast(model.bind.type, template.text) or ""
        made.ranked = made.text if _is_ranking(model) else ""
    made.uri, made.prefix = template.uri, template.prefix
    if template.attributes:
        made.attributes = [_copied(made, a) for a in template.attributes]
    if model.is_repeat:
        made.row = new_row_id(random)
    for child in template.children:
        inner = model.child(child.name)
        if inner is not None and not is_template(child):
            made.append(build(inner, child, random))
    for inner in model.children:
        if _must_have_row(inner) and not rows_of(made, inner):
            made.append(build(inner, inner.template, random))
    return made


def _is_ranking(model: Model) -> bool:
    return isinstance(model.item, Question) and model.item.kind is Kind.RANK


def _must_have_row(model: Model) -> bool:
    """Where nobody may add a row, the template gives the one there is."""
    item = model.item
    return isinstance(item, Repeat) and item.fixed and not item.count


def _copied(owner: Node, attribute: Node) -> Node:
    made = Node(ATTRIBUTE, attribute.name, attribute.text)
    made.uri, made.prefix, made.parent = attribute.uri, attribute.prefix, owner
    return made


def is_template(node: Node) -> bool:
    """Whether a node only shows what a new row looks like."""
    marks = node.attributes
    return bool(marks) and any(a.name == "template" and a.uri for a in marks)


def rows_of(parent: FormNode, model: Model) -> list[FormNode]:
    """The rows (or the one node) of ``model`` directly inside ``parent``."""
    return named(parent, model.name)


def named(parent: FormNode, name: str) -> list[FormNode]:
    """The nodes of a name directly inside; a node of a record holds no others."""
    return cast_type("list[FormNode]", parent.likes(name))


def row_above(node: FormNode, repeat: Model) -> FormNode | None:
    """The row of ``repeat`` that a node stands in: as far up as the form says."""
    level: Node | None = node
    for _ in range(node.model.depth - repeat.depth):
        level = level.parent if level is not None else None
    found = level if isinstance(level, FormNode) else None
    return found if found is not None and found.model is repeat else None


def instances(model: Model, within: FormNode) -> list[FormNode]:
    """All nodes of ``model`` inside ``within``, for looking only."""
    found = within.known.get(model) if within.known is not None else None
    if found is None:
        found = within.remembered()[model] = list(_instances(model, within))
    return found


def _instances(model: Model, within: FormNode) -> "list[FormNode]":
    line = []
    for level in model.line():
        if level is within.model:
            break
        line.append(level)
    else:
        return []
    found = [within]
    for level in reversed(line):
        found = [child for node in found for child in rows_of(node, level)]
    return found


def before_rows(parent: FormNode, model: Model) -> Node:
    """Stands where a row would: what is asked before there is one is seen from here."""
    made = Node(ELEMENT, model.name)
    made.parent, made.live = parent, parent.live
    return made


def ref_of(node: FormNode) -> Ref:
    """The path of a node, with a position for each row."""
    if node.model.row is None:
        return node.model.ref
    parts = [f"{level.name}{_position(level)}" for level in node.line()]
    return Ref("/" + "/".join(reversed(parts)))


def _position(node: FormNode) -> str:
    above = node.above()
    if not node.model.is_repeat or above is None:
        return ""
    rows = rows_of(above, node.model)
    return f"[{next(i for i, row in enumerate(rows, 1) if row is node)}]"


class Refs:
    """Paths of many nodes at one moment: each position is counted only once."""

    def __init__(self) -> None:
        self._known: dict[int, Ref] = {}
        self._places: dict[int, dict[int, int]] = {}

    def of(self, node: FormNode) -> Ref:
        """The path of a node, as ref_of gives it."""
        if node.model.row is None:
            return node.model.ref
        found = self._known.get(id(node))
        if found is None:
            above = node.above()
            prefix = self.of(above) if above is not None else ""
            found = Ref(f"{prefix}/{node.name}{self._position(node, above)}")
            self._known[id(node)] = found
        return found

    def _position(self, node: FormNode, above: FormNode | None) -> str:
        if not node.model.is_repeat or above is None:
            return ""
        places = self._places.get(id(above))
        if places is None:
            places = self._places[id(above)] = _numbered(above)
        return f"[{places[id(node)]}]"


def _numbered(parent: FormNode) -> dict[int, int]:
    """The number of each child among its like."""
    counts: dict[int, int] = {}
    places: dict[int, int] = {}
    for child in parent.inner():
        counts[child.model.index] = counts.get(child.model.index, 0) + 1
        places[id(child)] = counts[child.model.index]
    return places
