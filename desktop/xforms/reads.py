"""Which nodes an expression looks at: found by walking it over the models."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from desktop.xforms.definition import Ref
from desktop.xforms.model import Model, Read
from desktop.xforms.xpath.ast import (
    Call,
    Expr,
    Filter,
    Literal,
    NameTest,
    Path,
    Step,
    Union,
    inner,
)
from desktop.xforms.xpath.faults import Broken
from desktop.xforms.xpath.parser import parse

Nodes: TypeAlias = "list[Read]"


# Functions that ask which nodes there are, not for their text.
_COUNTING = frozenset(
    ("count", "position", "name", "local-name", "namespace-uri", "indexed-repeat")
)


# Without arguments these mean the same at every node; the others, its own text.
_EVERYWHERE = frozenset(
    ("true", "false", "today", "now", "pi", "random", "uuid", "version")
)


@dataclass(slots=True)
class Reads:
    """Gathers what one expression reads, seen from ``current``."""

    models: Mapping[Ref, Model]
    top: Model
    current: Model
    found: dict[tuple[int, int], Read] = field(default_factory=dict)
    loose: bool = False  # inside indexed-repeat: rows are chosen by number
    counted: bool = False  # only which nodes there are matters, not what they hold
    local: bool = False  # it looks round from where it stands
    _start: Nodes = field(init=False)

    def __post_init__(self) -> None:
        self._start = [Read(self.current, self.current.row)]

    def of(self, expr: Expr) -> list[Read]:
        """All reads of ``expr``."""
        self._nodes(expr, self._start)
        return list(self.found.values())

    def _nodes(self, expr: Expr, context: Nodes) -> Nodes:
        """The nodes ``expr`` stands for; its reads are noted on the way."""
        if isinstance(expr, Path):
            return self._path(expr, context)
        if isinstance(expr, Call):
            return self._call(expr, context)
        if isinstance(expr, Filter):
            found = self._nodes(expr.base, context)
            self._all(expr.predicates, found)
            return found
        if isinstance(expr, Union):
            return [read for part in expr.parts for read in self._nodes(part, context)]
        self._all(inner(expr), context)
        return []

    def _all(self, exprs: Sequence[Expr], context: Nodes) -> None:
        outer, self.counted = self.counted, False
        for expr in exprs:
            self._nodes(expr, context)
        self.counted = outer

    def _call(self, expr: Call, context: Nodes) -> Nodes:
        self.local |= not expr.arguments and expr.name not in _EVERYWHERE
        if expr.name == "current":
            return self._start
        if expr.name in _COUNTING:
            return self._counted(expr, context)
        if not expr.arguments and expr.name in ("string", "number", "string-length"):
            self._note(context)
        if expr.name == "jr:choice-name" and len(expr.arguments) == 2:
            self._choice_name(expr.arguments[1], context)
        return [read for a in expr.arguments for read in self._nodes(a, context)]

    def _counted(self, expr: Call, context: Nodes) -> Nodes:
        """Arguments that are looked for, not read; indexed-repeat's in any row."""
        loose, counted = self.loose, self.counted
        self.loose, self.counted = loose or expr.name == "indexed-repeat", True
        found = [read for a in expr.arguments for read in self._nodes(a, context)]
        self.loose, self.counted = loose, counted
        return found

    def _choice_name(self, question: Expr, context: Nodes) -> None:
        if isinstance(question, Literal):
            try:
                self._nodes(parse(question.text), context)
            except Broken:
                return

    def _note(self, reads: Nodes) -> None:
        if not self.counted:
            reads = _with_leaves(reads)
        for read in reads:
            within = None if self.loose else read.within
            key = (read.model.index, -1 if within is None else within.index)
            self.found[key] = Read(read.model, within)

    def _path(self, path: Path, context: Nodes) -> Nodes:
        found, steps = self._begun(path, context)
        for step in steps:
            found = _distinct(_step(self.top, found, step))
            self._all(step.predicates, found)
        self._note(found)
        return found

    def _begun(self, path: Path, context: Nodes) -> tuple[Nodes, tuple[Step, ...]]:
        """Where a path begins, and the steps from there; none are left of names."""
        if path.base is not None:
            return self._nodes(path.base, context), path.steps
        if not path.absolute:
            self.local = True
            if context is not self._start or not path.names:
                return context, path.steps
            level = self.current.above(path.up)
            return self._named(level, path.names), ()
        up, saved = self.current.narrow(path.steps)
        level = self.current.above(up) if saved and not self.loose else None
        self.local |= level is not None
        if path.names and not path.up:
            return self._named(level, path.names[saved if level else 0 :]), ()
        if level is not None:
            return [Read(level, level.row)], path.steps[saved:]
        return self._absolute(path.steps)

    def _named(self, level: Model | None, names: Sequence[str]) -> Nodes:
        """Nearly all paths: names below a node of the form, or below the root."""
        ref = "/".join((level.ref if level is not None else "", *names))
        model = self.models.get(Ref(ref))
        within = level.row if level is not None else None
        return [] if model is None else [Read(model, within)]

    def _absolute(self, steps: tuple[Step, ...]) -> tuple[Nodes, tuple[Step, ...]]:
        if not steps:
            return [], ()
        first, rest = _entered(steps)
        found = _from_root(self.top, first)
        self._all(first.predicates, found)
        return found, rest


def _entered(steps: tuple[Step, ...]) -> tuple[Step, tuple[Step, ...]]:
    """The first step and the rest; ``//x`` is one step down from the root."""
    first = steps[0]
    if first.axis == "descendant-or-self" and len(steps) > 1:
        second = steps[1]
        if second.axis == "child":
            return replace(second, axis="descendant"), steps[2:]
    return first, steps[1:]


def _from_root(top: Model, first: Step) -> Nodes:
    """What the first step of an absolute path finds."""
    deep = first.axis.startswith("descendant")
    every = [Read(model, None) for model in (top.walk() if deep else (top,))]
    if not isinstance(first.test, NameTest):
        return every
    name = first.test.name
    if not deep and first.axis != "child":
        return []
    return [read for read in every if name in ("*", read.model.name)]


_EVERYWHERE = frozenset(
    ("following", "following-sibling", "preceding", "preceding-sibling", "namespace")
)


def _step(top: Model, reads: Nodes, step: Step) -> Nodes:
    plain = step.plain_child
    if plain:  # nearly all: nothing is made for the siblings
        return [
            Read(child, read.within)
            for read in reads
            for child in read.model.children
            if child.name == plain
        ]
    seen_from = reads[:1] if step.axis in _EVERYWHERE else reads
    every = [one for read in seen_from for one in _axis(top, read, step.axis)]
    if isinstance(step.test, NameTest) and step.axis != "attribute":
        name = step.test.name
        return [read for read in every if name in ("*", read.model.name)]
    return every


def _axis(top: Model, read: Read, axis: str) -> Nodes:
    model, within = read.model, read.within
    if axis in ("self", "attribute"):
        return [read]
    if axis == "child":
        return [Read(child, within) for child in model.children]
    if axis == "parent":
        return [] if model.parent is None else [_up(model.parent, within)]
    if axis in ("descendant", "descendant-or-self"):
        return [Read(below, within) for below in model.walk()]
    if axis.startswith("ancestor"):
        return [_up(above, within) for above in model.line()]
    return [Read(every, None) for every in top.walk()]


def _up(model: Model, within: Model | None) -> Read:
    """A row stays the same row until the path climbs out of its repeat."""
    while within is not None and not within.holds(model):
        within = within.parent.row if within.parent is not None else None
    return Read(model, within)


def _with_leaves(reads: Nodes) -> Nodes:
    """The text of a group is that of all in it."""
    if all(one.model.is_leaf for one in reads):
        return reads
    return [Read(inner, one.within) for one in reads for inner in one.model.walk()]


def _distinct(reads: Nodes) -> Nodes:
    return list(dict.fromkeys(reads))
