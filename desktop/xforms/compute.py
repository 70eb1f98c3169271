"""What follows from a change, computed in the order of dependence."""

import heapq
import math
from dataclasses import dataclass, field
from typing import TypeAlias

from desktop.errors import Refused
from desktop.xforms.casts import computed
from desktop.xforms.definition import Kind, Question, Ref, SetValue
from desktop.xforms.form import Form
from desktop.xforms.model import Model, Reader, Sets, Target
from desktop.xforms.nodes import (
    FormNode,
    build,
    instances,
    is_template,
    ref_of,
    row_above,
    rows_of,
)
from desktop.xforms.tree import ELEMENT, ROOT, Node
from desktop.xforms.xpath.context import Context, World
from desktop.xforms.xpath.faults import Failed
from desktop.xforms.xpath.values import Value, to_boolean, to_number

MAX_ROWS = 10_000  # of one repeat by count: more is a mistake in the form
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
    changed: dict[int, FormNode] = field(default_factory=dict)
    restructured: set[Ref] = field(default_factory=set)
    waiting: Waiting = field(default_factory=dict)
    heap: list[int] = field(default_factory=list)
    faults: dict[tuple[Ref, str], RuleFault] = field(default_factory=dict)
    held: dict[int, frozenset[str]] = field(default_factory=dict)  # codes as loaded
    listening: bool = False  # value-changed actions run
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
        """A value changed: whoever reads it waits."""
        self.changed[id(node)] = node
        for reader in node.model.readers:
            self._wake(reader, node)

    def _wake(self, reader: Reader, node: FormNode) -> None:
        within = self.data
        if reader.within is not None:
            within = row_above(node, reader.within) or self.data
        target = reader.target
        model = target.model
        if target.sets is Sets.COUNT and model.parent is not None:
            model = model.parent
            if reader.within is target.model:
                within = self.data
        for reading in instances(model, within):
            self.wait(target, reading)

    def rows_changed(self, model: Model, parent: FormNode) -> None:
        """Rows came or went: whoever reads them or inside them waits."""
        ref = Ref(f"{ref_of(parent)}/{model.name}")
        self.restructured.add(ref)
        outer = model.parent.row if model.parent is not None else None
        for inner in model.walk():
            for reader in inner.readers:
                level = outer if model.holds(reader.within) else reader.within
                within = row_above(parent, level) if level is not None else None
                for reading in instances(_seat(reader.target), within or self.data):
                    self.wait(reader.target, reading)

    def arrived(self, node: FormNode) -> None:
        """Everything inside a new node waits."""
        for inner in node.walk():
            self.changed[id(inner)] = inner
            self.recompute(inner)

    def recompute(self, node: FormNode) -> None:
        """All that is computed at a node waits."""
        for target in node.model.computed:
            if target.sets is not Sets.COUNT:
                self.wait(target, node)
        for child in node.model.children:
            for target in child.computed:
                if target.sets is Sets.COUNT:
                    self.wait(target, node)

    def at(self, ref: str) -> FormNode:
        """The node of a ref; of several rows, the first where none is named."""
        node = self.data
        head, *parts = ref.strip("/").split("/")
        if head != node.name:
            raise Refused("form.unknown_ref", ref=ref)
        for part in parts:
            name, _, place = part.partition("[")
            same = [child for child in node.inner() if child.name == name]
            number = int(place[:-1]) if place[:-1].isdigit() else 1
            if not 1 <= number <= len(same):
                raise Refused("form.unknown_ref", ref=ref)
            node = same[number - 1]
        return node

    def changes(self) -> frozenset[Ref]:
        """Settle, and tell what to look at again."""
        self.settle()
        found = {ref_of(n) for n in self.changed.values() if _stands(n, self.data)}
        found |= self.restructured
        self.changed.clear()
        self.restructured.clear()
        return frozenset(found)

    # computing

    def settle(self) -> None:
        """Compute until nothing waits, and no action either."""
        rounds = MAX_ROUNDS * (len(self.form.targets) + 1)
        self._compute(rounds)
        while self.pending:
            rounds -= 1
            if rounds < 0:
                raise Refused("form.restless", form=self.form.definition.form_id)
            self.act(*self.pending.pop(0))
            self._compute(rounds)

    def _compute(self, rounds: int) -> None:
        while self.heap:
            rounds -= 1
            if rounds < 0:
                self.heap.clear()
                self.waiting.clear()
                raise Refused("form.restless", form=self.form.definition.form_id)
            order = heapq.heappop(self.heap)
            target = self.form.targets[order]
            for node in self.waiting.pop(order).values():
                if node.parent is not None:
                    _APPLY[target.sets](self, target, node)

    def value(
        self, source: str, model: Model, where: Node | Context, otherwise: Value = ""
    ) -> Value:
        """An expression's value; one that fails is noted, and gives ``otherwise``."""
        context = Context(self.world, where) if isinstance(where, Node) else where
        try:
            return self.form.program(source, model)(context)
        except Failed as error:
            return self._failed(error, source, model, otherwise)

    def evaluate(self, target: Target, node: Node, otherwise: Value = "") -> Value:
        """The value of a target at a node."""
        try:
            return target.run(Context(self.world, node))
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

    # rows

    def set_rows(self, parent: FormNode, model: Model, count: int) -> None:
        """Make as many rows as ``count`` says; the last ones go."""
        rows = rows_of(parent, model)
        for row in rows[count:]:
            parent.children.remove(row)
            row.parent = None
        given = _given(parent, model)
        for place in range(len(rows), count):
            self.add_row(parent, model, given[place] if place < len(given) else None)
        if len(rows) != count:
            self.rows_changed(model, parent)

    def add_row(
        self, parent: FormNode, model: Model, like: Node | None = None
    ) -> FormNode:
        """A new last row from the template."""
        row = build(model, like or model.template, self.world.random)
        parent.children.insert(_place(parent, model), row)
        row.parent = parent
        set_live(row)
        self.arrived(row)
        for action in self.form.actions:
            if "odk-new-repeat" in action.events and action.source == model.ref:
                self.act(action, row)
        return row


def _stands(node: FormNode, data: FormNode) -> bool:
    return any(level is data for level in node.line())


def _seat(target: Target) -> Model:
    """The model of the nodes a target is computed at."""
    if target.sets is Sets.COUNT and target.model.parent is not None:
        return target.model.parent
    return target.model


def _place(parent: FormNode, model: Model) -> int:
    """Where the next row of ``model`` goes: after its rows, or its elder siblings."""
    place = 0
    for index, child in enumerate(parent.children, 1):
        if isinstance(child, FormNode) and child.model.index <= model.index:
            place = index
    return place


def _given(parent: FormNode, model: Model) -> list[Node]:
    """The rows that the form itself brings, by position."""
    rows = [n for n in parent.model.template.children if n.name == model.name]
    return [row for row in rows if not is_template(row)]


def set_live(node: FormNode) -> None:
    """Relevance as it follows from the nodes' own."""
    above = node.above()
    node.live = node.own and (above is None or above.live)
    for child in node.inner():
        set_live(child)


def _relevant(state: State, target: Target, node: FormNode) -> None:
    own = to_boolean(state.evaluate(target, node, otherwise=True))
    if own != node.own:
        node.own = own
        _relive(state, node)


def _relive(state: State, node: FormNode) -> None:
    above = node.above()
    live = node.own and (above is None or above.live)
    if live == node.live:
        return
    node.live = live
    state.touched(node)
    state.recompute(node)  # a path from a hidden node had found nothing
    for child in node.inner():
        state.recompute(child)
        _relive(state, child)


def _value(state: State, target: Target, node: FormNode) -> None:
    if node.live:
        value = state.evaluate(target, node)
        node.invalid = ""
        state.write(node, computed(node.model.bind.type, value))


def _required(state: State, target: Target, node: FormNode) -> None:
    found = to_boolean(state.evaluate(target, node))
    if found != node.required:
        node.required = found
        state.changed[id(node)] = node


def _readonly(state: State, target: Target, node: FormNode) -> None:
    found = to_boolean(state.evaluate(target, node))
    if found != node.readonly:
        node.readonly = found
        for inner in node.walk():
            state.changed[id(inner)] = inner


def _count(state: State, target: Target, parent: FormNode) -> None:
    seen_from = Node(ELEMENT, target.model.name)  # stands where a row would
    seen_from.parent = parent
    number = to_number(state.evaluate(target, seen_from))
    if not math.isfinite(number):
        return
    count = _rows(number, target.model)
    if target.loops:
        count = min(count, _next_count(parent, target.model))
    state.set_rows(parent, target.model, count)


def _next_count(parent: FormNode, model: Model) -> int:
    """Of a count that reads its own rows: one more, once the last is filled in.

    "Another one, until the last says that it is the last" would else never end.
    """
    rows = rows_of(parent, model)
    return len(rows) + (not rows or _filled(rows[-1]))


def _filled(row: FormNode) -> bool:
    """Whether somebody has walked to the end: the required answers and the last."""
    asked = [node for node in row.walk() if node.live and _is_asked(node)]
    return (
        bool(asked)
        and bool(asked[-1].text)
        and all(node.text for node in asked if node.required)
    )


def _is_asked(node: FormNode) -> bool:
    item = node.model.item
    return (
        isinstance(item, Question)
        and item.kind not in (Kind.NOTE, Kind.CALCULATE, Kind.HIDDEN)
        and not node.model.bind.calculate
        and not node.all_readonly()
    )


def _rows(number: float, model: Model) -> int:
    if number > MAX_ROWS:
        raise Refused("form.too_many_rows", repeat=model.ref, limit=MAX_ROWS)
    return max(0, math.floor(number))


def _shown(state: State, _target: Target, node: FormNode) -> None:
    state.changed[id(node)] = node


_APPLY = {
    Sets.RELEVANT: _relevant,
    Sets.COUNT: _count,
    Sets.VALUE: _value,
    Sets.READONLY: _readonly,
    Sets.REQUIRED: _required,
    Sets.SHOWN: _shown,
}


def document(data: FormNode) -> Node:
    """The root above the record, where absolute paths begin."""
    root = Node(ROOT)
    root.append(data)
    return root
