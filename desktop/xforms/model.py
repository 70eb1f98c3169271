"""The form's nodes, compiled: what each is, and what must be computed for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from desktop.xforms.definition import Bind, Item, Ref, Repeat
from desktop.xforms.tree import Node
from desktop.xforms.xpath.ast import Expr, Step
from desktop.xforms.xpath.context import Run


class Sets(IntEnum):
    """What a computation writes."""

    RELEVANT = 0
    COUNT = 1
    VALUE = 2
    READONLY = 3
    REQUIRED = 4
    RANKED = 5  # what a ranking holds of its choices

    __hash__ = int.__hash__  # an Enum's own is Python code, and tables are asked often


@dataclass(slots=True, eq=False)
class Model:
    """A node of the form, whatever the number of its rows."""

    ref: Ref
    name: str
    index: int
    template: Node
    bind: Bind
    parent: "Model | None" = None
    children: "list[Model]" = field(default_factory=list)
    named: "dict[str, Model]" = field(default_factory=dict)  # the children
    item: Item | None = None
    row: "Model | None" = None  # the innermost repeat that this is (in)
    depth: int = 0
    computed: "list[Target]" = field(default_factory=list)
    anew: "list[Target]" = field(default_factory=list)  # when it, or what it is in,
    # comes or goes
    readers: "list[Reader]" = field(default_factory=list)
    shown: "dict[Read, None]" = field(default_factory=dict)  # where its change is seen
    repeats: "dict[Read, None]" = field(default_factory=dict)  # and of what repeats

    @property
    def is_repeat(self) -> bool:
        """Whether it has rows."""
        return isinstance(self.item, Repeat)

    @property
    def is_leaf(self) -> bool:
        """Whether it holds a value."""
        return not self.children

    def above(self, levels: int) -> "Model | None":
        """What it stands in, so many levels up."""
        level: Model | None = self
        for _ in range(levels):
            level = level.parent if level is not None else None
        return level

    def child(self, name: str) -> "Model | None":
        """The child of that name."""
        return self.named.get(name)

    def adopt(self, child: "Model") -> None:
        """Take in a child, the last so far; names differ."""
        self.children.append(child)
        self.named[child.name] = child

    def walk(self) -> "Iterator[Model]":
        """Itself and all below, in document order."""
        rest = [self]
        while rest:
            model = rest.pop()
            yield model
            rest += reversed(model.children)

    def line(self) -> "Iterator[Model]":
        """Itself and all above."""
        level: Model | None = self
        while level is not None:
            yield level
            level = level.parent

    def holds(self, other: "Model | None") -> bool:
        """Whether ``other`` is this or below."""
        while other is not None and other.depth > self.depth:
            other = other.parent
        return other is self

    def narrow(self, steps: Sequence[Step]) -> tuple[int, int]:
        """How an absolute path is bound to the rows that this node stands in."""
        if self.row is None:
            return 0, 0
        line = list(self.line())[::-1]
        saved = 0
        for place, step in enumerate(steps[:-1]):
            same = place < len(line) and step.plain_child == line[place].name
            if not same:
                break
            if line[place].is_repeat:
                saved = place + 1
        return (self.depth - saved + 1 if saved else 0), saved


@dataclass(slots=True, eq=False)
class Target:
    """One computation."""

    model: Model
    sets: Sets
    expr: Expr
    source: str
    local: bool = True  # depends on whether the node it stands at is relevant
    order: int = 0
    run: Run | None = None  # compiled when it is first computed
    loops: bool = False  # a count that reads the rows it makes
    circle: frozenset[int] = frozenset()  # models it runs in a circle with

    @property
    def at(self) -> Model:
        """The model of the nodes it is computed at: of a count, where the rows are."""
        counts = self.sets is Sets.COUNT and self.model.parent is not None
        return self.model.parent or self.model if counts else self.model

    @property
    def anew(self) -> bool:
        """Whether it may come out otherwise when its node comes or goes.

        A hidden node has no new value; relevance in a circle is computed only once.
        """
        if self.sets is Sets.RELEVANT and self.circle:
            return False
        return self.local or self.sets in (Sets.VALUE, Sets.RANKED)


class Reader(NamedTuple):
    """Who must be computed again when a node changes."""

    target: Target
    at: "Read"


class Read(NamedTuple):
    """A node that an expression looks at, or one that looks at it.

    ``within``: only in the row of this repeat that the other stands in.
    """

    model: Model
    within: Model | None
