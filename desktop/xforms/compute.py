"""What follows from a change, computed in the order of dependence."""

import heapq
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from desktop.errors import Refused
from desktop.xforms.apply import APPLY
from desktop.xforms.casts import computed
from desktop.xforms.definition import Ref, SetValue
from desktop.xforms.form import Form
from desktop.xforms.model import Model, Read, Target
from desktop.xforms.nodes import (
    FormNode,
    Refs,
    instances,
    named,
    ref_of,
    row_above,
)
from desktop.xforms.tree import ROOT, Node
from desktop.xforms.xpath.context import Context, World
from desktop.xforms.xpath.expression import guarded
from desktop.xforms.xpath.faults import Failed
from desktop.xforms.xpath.values import Value

MAX_ROUNDS = 200  # of computations per target: allowed loops must settle


@dataclass(frozen=True, slots=True)
class RuleFault:
    """An expression that had no value when it was needed; ``code`` says why."""

    ref: Ref
    expression: str
    code: str


Waiting: TypeAlias = "dict[int, dict[int, FormNode]]"


@dataclass(slots=True)
class State:
    """A record being computed: its tree, and what waits to be computed."""

    form: Form
    world: World
    data: FormNode
    size: int = 0  # nodes of the record
    changed: dict[int, FormNode] = field(default_factory=dict)
    restructured: set[Ref] = field(default_factory=set)
    waiting: Waiting = field(default_factory=dict)
    heap: list[int] = field(default_factory=list)
    faults: dict[tuple[Ref, str], RuleFault] = field(default_factory=dict)
    held: dict[int, frozenset[str]] = field(default_factory=dict)  # codes as loaded
    listening: bool = False  # value-changed actions run
    before: list[tuple[FormNode, str]] = field(default_factory=list)  # this answer
    pending: list[tuple[SetValue, FormNode]] = field(default_factory=list)

    # changes

    def wait(self, target: Target, node: FormNode) -> None:
        """Put a computation on the list."""
        nodes = self.waiting.get(target.order)
        if nodes is None:
            nodes = self.waiting[target.order] = {}
            heapq.heappush(self.heap, target.order)
        nodes[id(node)] = node

    def touched(self, node: FormNode) -> None:
        """A value changed: whoever reads it waits, or is to be looked at again."""
        self.changed[id(node)] = node
        level, within = None, self.data
        for target, at in node.model.readers:
            if at.within is not level:  # readers in one row stand together
                level, within = at.within, self._row(node, at.within)
            for reading in instances(at.model, within):
                self.wait(target, reading)
        if self.listening:
            self._look_again(node)

    def _look_again(self, node: FormNode) -> None:
        """Texts, choices and checks store nothing: who shows ``node`` is told."""
        level, within = None, self.data
        for at in node.model.shown:
            if at.within is not level:
                level, within = at.within, self._row(node, at.within)
            for reading in instances(at.model, within):
                self.changed[id(reading)] = reading
        for at in node.model.repeats:  # they stand without rows, too
            around = Read(at.model.parent or at.model, at.within)
            for parent in self._reading(around, node):
                self.restructured.add(Ref(f"{ref_of(parent)}/{at.model.name}"))

    def _reading(self, at: Read, node: FormNode) -> "list[FormNode]":
        """The nodes that read ``node``."""
        return instances(at.model, self._row(node, at.within))

    def _row(self, node: FormNode, level: Model | None) -> FormNode:
        """The row of ``level`` that a node stands in, or the record."""
        found = row_above(node, level) if level is not None else None
        return found or self.data

    def rows_changed(self, model: Model, parent: FormNode) -> None:
        """Rows came or went: whoever counts them, or reads in more than one, waits."""
        self.restructured.add(Ref(f"{ref_of(parent)}/{model.name}"))
        for inner in model.walk():
            for target, own in inner.readers:
                at = _beyond(own, inner, model)
                for reading in self._reading(at, parent) if at else ():
                    self.wait(target, reading)
            for own in inner.shown:
                at = _beyond(own, inner, model)
                for reading in self._reading(at, parent) if at else ():
                    self.changed[id(reading)] = reading

    def arrived(self, node: FormNode) -> None:
        """Everything inside a new node waits."""
        for inner in node.walk():
            self.changed[id(inner)] = inner
            for target in inner.model.computed:
                self.wait(target, inner)

    def at(self, ref: str) -> FormNode:
        """The node of a ref; of several rows, the first where none is named."""
        node = self.data
        head, parts = _parts(ref)
        if head != node.name:
            raise Refused("form.unknown_ref", ref=ref)
        for name, number in parts:
            same = named(node, name)
            if not 0 < number <= len(same):
                raise Refused("form.unknown_ref", ref=ref)
            node = same[number - 1]
        return node

    def changes(self) -> tuple[dict[Ref, FormNode], frozenset[Ref]]:
        """Settle, and tell what to look at again: nodes, and repeats."""
        self.settle()
        refs = Refs()
        changed = self.changed.values()
        found = {refs.of(node): node for node in changed if _stands(node, self.data)}
        restructured = frozenset(self.restructured)
        self.told()
        return found, restructured

    def told(self) -> None:
        """What changed so far is known outside."""
        self.changed.clear()
        self.restructured.clear()
        self.before.clear()

    # computing

    def settle(self) -> None:
        """Compute until nothing waits, and no action either."""
        rounds = MAX_ROUNDS * (len(self.form.targets) + 1)
        self._compute(rounds)
        while self.pending:
            rounds -= 1
            if rounds < 0:
                self._restless()
                return
            self.act(*self.pending.pop(0))
            self._compute(rounds)

    def _compute(self, rounds: int) -> None:
        while self.heap:
            rounds -= 1
            if rounds < 0:
                self._restless()
                return
            order = heapq.heappop(self.heap)
            target = self.form.targets[order]
            for node in self.waiting.pop(order).values():
                if node.parent is not None:
                    APPLY[target.sets](self, target, node)

    def forget(self) -> None:
        """Nothing waits any more."""
        self.heap.clear()
        self.waiting.clear()
        self.pending.clear()

    def take_back(self) -> None:
        """What was written since ``before`` was emptied is as it was."""
        self.forget()
        for node, text in reversed(self.before):
            node.text = text
        self.listening = False
        self.arrived(self.data)
        self.settle()
        self.listening = True

    def _restless(self) -> None:
        """Computations that never settle end here: no answer waits for ever."""
        self.forget()
        name = self.form.definition.form_id
        if not self.form.tolerant:
            raise Refused("form.restless", form=name)
        top = self.data.model.ref
        self.faults[top, ""] = RuleFault(top, "", "form.restless")

    def value(
        self, source: str, model: Model, where: Node | Context, otherwise: Value = ""
    ) -> Value:
        """An expression's value; one that fails is noted, and gives ``otherwise``."""
        context = Context(self.world, where) if isinstance(where, Node) else where
        try:
            return guarded(self.form.program(source, model), context)
        except Failed as error:
            return self._failed(error, source, model, otherwise)

    def evaluate(self, target: Target, node: Node, otherwise: Value = "") -> Value:
        """The value of a target at a node."""
        run = target.run
        if run is None:
            run = target.run = self.form.program(target.source, target.model)
        try:
            return guarded(run, Context(self.world, node))
        except Failed as error:
            return self._failed(error, target.source, target.model, otherwise)

    def _failed(
        self, error: Failed, source: str, model: Model, otherwise: Value
    ) -> Value:
        self.faults[model.ref, source] = RuleFault(model.ref, source, error.code)
        return otherwise

    def write(self, node: FormNode, text: str) -> None:
        """Store a text of the node's type; what hangs on it waits."""
        if node.text == text:
            return
        self.before.append((node, node.text))
        node.text = text
        self.touched(node)
        if self.listening:
            after = self.form.after(node.model.ref)
            self.pending += [(action, node) for action in after]

    def act(self, action: SetValue, seen_from: FormNode) -> None:
        """Run one setvalue for the rows that ``seen_from`` stands in."""
        model = self.form.models.get(action.ref)
        if model is None or not model.is_leaf:
            return
        for node in self._targets(action, model, seen_from):
            if not node.live and action.source is None:
                continue
            value: Value = action.text
            if action.expression:
                value = self.value(action.expression, model, node)
            node.invalid = ""
            self.write(node, computed(model.bind.type, value))

    def _targets(
        self, action: SetValue, model: Model, seen_from: FormNode
    ) -> list[FormNode]:
        if action.target:
            found = self.value(action.target, self.form.top, self.data)
            nodes = found if isinstance(found, list) else []
            return [node for node in nodes if isinstance(node, FormNode)]
        for level in seen_from.line():
            if level.model.is_repeat and level.model.holds(model):
                return instances(model, level)
        return instances(model, self.data)


def _beyond(at: Read, inner: Model, model: Model) -> Read | None:
    """From where ``inner`` is looked at in other rows of ``model`` than one's own."""
    if not model.holds(at.within):
        return at
    if inner is not model:
        return None
    outer = model.parent.row if model.parent is not None else None
    return Read(at.model, outer)  # a row's number counts the rows before it


_PART = re.compile(r"([^\[\]]+)(?:\[([1-9][0-9]{0,8})\])?")


@lru_cache(4096)
def _parts(ref: Ref) -> tuple[str, tuple[tuple[str, int], ...]]:
    """The root's name, then each name below with its number among its likes."""
    head, *below = ref.removeprefix("/").split("/")
    found = [_PART.fullmatch(part) for part in below]
    if not all(found):
        raise Refused("form.unknown_ref", ref=ref)
    return head, tuple((part[1], int(part[2] or 1)) for part in found if part)


def _stands(node: FormNode, data: FormNode) -> bool:
    if node.model.row is None:
        return True  # only rows come and go
    level: Node | None = node
    while level is not None and level is not data:
        level = level.parent
    return level is data


def document(data: FormNode) -> Node:
    """The root above the record, where absolute paths begin."""
    root = Node(ROOT)
    root.append(data)
    return root
