"""One record being filled in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from desktop.errors import Refused
from desktop.ledger.canonical import Data, storable
from desktop.xforms.casts import cast
from desktop.xforms.choices import Choice, choices_of, offered
from desktop.xforms.compute import RuleFault, State
from desktop.xforms.definition import (
    Group,
    Item,
    Kind,
    Question,
    Ref,
    Repeat,
    generic,
)
from desktop.xforms.fitting import fitted, in_list_order, in_rank
from desktop.xforms.judging import Problem, ProblemKind, problems_of
from desktop.xforms.model import Model
from desktop.xforms.nodes import (
    FormNode,
    Refs,
    before_rows,
    instances,
    ref_of,
    rows_of,
)
from desktop.xforms.output import hidden_nodes, written
from desktop.xforms.preload import finish
from desktop.xforms.rows import add_row, remove_row
from desktop.xforms.tree import Node
from desktop.xforms.wording import said
from desktop.xforms.xpath.values import MAX_TEXT, to_boolean

__all__ = ["Changes", "Instance", "NodeState", "Problem", "ProblemKind"]


class NodeState(NamedTuple):
    """A question, group, repeat or row as it stands now."""

    ref: Ref
    item: Item
    relevant: bool
    required: bool
    readonly: bool
    value: str = ""
    label: str = ""
    hint: str = ""
    guidance: str = ""  # longer help, for who asks for it
    row: str = ""  # id, where this is a row of a repeat
    invalid: str = ""  # what was typed and is not of the type

    @property
    def question(self) -> Question | None:
        """The question, where it is one."""
        return self.item if isinstance(self.item, Question) else None

    @property
    def group(self) -> Group | None:
        """The group, where it is one."""
        return self.item if isinstance(self.item, Group) else None

    @property
    def repeat(self) -> Repeat | None:
        """The repeat, of a repeat and of each of its rows."""
        return self.item if isinstance(self.item, Repeat) else None


@dataclass(frozen=True, slots=True)
class Changes:
    """The refs to look at again; of a repeat whose rows changed, the repeat's."""

    refs: frozenset[Ref]


class Instance:
    """Answers in, computed state out; nothing is read or written elsewhere."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._refs: Refs | None = None  # while all nodes are told
        self._told: dict[Ref, FormNode] = {}  # since the last change

    @property
    def state(self) -> State:
        """What it is computed on; for the rest of the engine."""
        return self._state

    # looking

    def nodes(self) -> tuple[NodeState, ...]:
        """Every question, group, repeat and row, in form order."""
        self._state.world.turn()
        root = self._state.form.definition.root
        self._refs, self._told = Refs(), {}
        data = self._state.data
        found = tuple(self._inside(root.children, data, data))
        self._refs = None
        return found

    def _inside(
        self, items: Sequence[Item], anchor: FormNode, around: FormNode
    ) -> Iterator[NodeState]:
        """``anchor``: the row (or record) that paths begin in; ``around``: a group."""
        for item in items:
            model = self._state.form.models.get(item.ref)
            if model is None:
                yield from self._loose(item, anchor, around)
            elif isinstance(item, Repeat):
                yield from self._rows(item, model, anchor)
            else:
                for node in instances(model, anchor):
                    yield self._of(node, item)
                    if isinstance(item, Group):
                        yield from self._inside(item.children, anchor, node)

    def _loose(
        self, item: Item, anchor: FormNode, around: FormNode
    ) -> Iterator[NodeState]:
        """A group for the eye only: it has no node of its own."""
        if isinstance(item, Question):
            return
        label = said(self._state, item.label_text, anchor.model, anchor)
        yield NodeState(
            item.ref, item, around.live, required=False, readonly=False, label=label
        )
        yield from self._inside(item.children, anchor, around)

    def _rows(
        self, item: Repeat, model: Model, anchor: FormNode
    ) -> Iterator[NodeState]:
        parent_model = model.parent or self._state.form.top
        for parent in instances(parent_model, anchor):
            yield self._range(item, model, parent)
            for row in rows_of(parent, model):
                yield self._of(row, item)
                yield from self._inside(item.children, row, row)

    def _range(self, item: Repeat, model: Model, parent: FormNode) -> NodeState:
        """The repeat itself, which stands even without rows."""
        rows, before = rows_of(parent, model), before_rows(parent, model)
        return NodeState(
            ref=Ref(f"{self._ref(parent)}/{model.name}"),
            item=item,
            relevant=parent.live and self._any_own(rows, model, before),
            required=False,
            readonly=parent.all_readonly(),
            label=said(self._state, item.label_text, model, before),
        )

    def _any_own(self, rows: Sequence[FormNode], model: Model, before: Node) -> bool:
        """Whether a row is relevant, or would be."""
        rule = model.bind.relevant
        if rows or not rule:
            return not rows or any(row.own for row in rows)
        return to_boolean(self._state.value(rule, model, before, otherwise=True))

    def _of(self, node: FormNode, item: Item) -> NodeState:
        ref = self._ref(node)
        self._told[ref] = node
        return self._stating(node, item, ref)

    def _stating(self, node: FormNode, item: Item, ref: Ref) -> NodeState:
        state, model = self._state, node.model
        hint = guidance = ""
        if isinstance(item, Question):
            hint = said(state, item.hint_text, model, node)
            guidance = said(state, item.guidance_text, model, node)
        return NodeState(
            ref=ref,
            item=item,
            relevant=node.live,
            required=node.required,
            readonly=node.all_readonly(),
            value=node.text,
            label=said(state, item.label_text, model, node),
            hint=hint,
            guidance=guidance,
            row=node.row,
            invalid=node.invalid,
        )

    def node(self, ref: str) -> NodeState:
        """One node; a repeat without a position is the repeat itself."""
        self._state.world.turn()
        told = self._told.get(Ref(ref))
        if told is not None:
            return self._stating(told, _item(told.model), Ref(ref))
        model = self._state.form.model(ref)
        item = _item(model)
        if isinstance(item, Repeat) and not ref.endswith("]"):
            parent_ref = ref.rpartition("/")[0]
            return self._range(item, model, self._node(parent_ref))
        return self._of(self._node(ref), item)

    def choices(self, ref: str) -> Sequence[Choice]:
        """What may be chosen; a chosen code that left the list stays, retired."""
        self._state.world.turn()
        node = self._node(ref)
        if not isinstance(node.model.item, Question):
            return ()
        return choices_of(self._state, node, node.model.item)

    def rows(self, ref: str) -> tuple[Ref, ...]:
        """The rows of a repeat."""
        refs = Refs()
        return tuple(refs.of(row) for row in rows_of(*self._repeat(ref)))

    def code(self, ref: str) -> Ref | None:
        """The question with the code that the row of ``ref`` stands for, if it does."""
        keys = self._state.form.keyed.get(self._state.form.model(ref).index)
        return Ref(ref + keys.code.ref[len(generic(ref)) :]) if keys else None

    def problems(self) -> tuple[Problem, ...]:
        """What stands in the way of finishing, in form order; warnings too."""
        return tuple(
            problem
            for state in self.nodes()
            if state.relevant and state.question is not None
            for problem in problems_of(self._state, self._told[state.ref], state.ref)
        )

    def faults(self) -> tuple[RuleFault, ...]:
        """Expressions of the form that had no value when they were needed."""
        return tuple(self._state.faults.values())

    # changing

    def set(self, ref: str, text: str) -> Changes:
        """Answer in canonical text; what does not fit the type leaves a blank."""
        node = self._node(ref)
        if not node.model.is_leaf:
            raise Refused("form.no_answer_here", ref=ref)
        item = node.model.item
        if isinstance(item, Question) and item.kind is Kind.CALCULATE:
            raise Refused("form.computed", ref=ref)
        if node.all_readonly():
            raise Refused("form.readonly", ref=ref)
        if len(text) > MAX_TEXT:
            raise Refused("form.answer_too_long", ref=ref, limit=MAX_TEXT)
        kind = node.model.bind.type
        fitting = fitted(node.model, cast(kind, text)) if storable(text) else None
        ranked, invalid = node.ranked, node.invalid
        node.invalid = "" if fitting is not None else text
        self._state.changed[id(node)] = node
        self._state.before.clear()
        self._state.world.turn()
        try:
            self._state.write(node, self._ordered(node, fitting or ""))
            return self._settled()
        except Refused:  # what it asks for cannot be: as if it had not been given
            node.ranked, node.invalid = ranked, invalid
            self._told = {}
            self._state.take_back()
            raise

    def add_row(self, ref: str, at: int | None = None) -> Changes:
        """A new row: the last one, or the one that becomes number ``at`` (from 1)."""
        parent, model = self._repeat(ref)
        self._refuse_fixed(model)
        self._told = {}
        rows = rows_of(parent, model)
        if at is not None and not 1 <= at <= len(rows) + 1:
            raise Refused("form.no_row", ref=f"{ref}[{at}]")
        place = None
        if at is not None and at <= len(rows):
            place = parent.children.index(rows[at - 1])
        self._state.world.turn()
        add_row(self._state, parent, model, place=place)
        self._state.rows_changed(model, parent)
        return self._settled()

    def remove_row(self, ref: str) -> Changes:
        """Take one row away; its answers go with it."""
        row = self._node(ref)
        parent, model = row.above(), row.model
        if parent is None or not model.is_repeat or not ref.endswith("]"):
            raise Refused("form.no_row", ref=ref)
        self._refuse_fixed(model)
        self._told = {}
        self._state.world.turn()
        remove_row(self._state, row)
        self._state.rows_changed(model, parent)
        return self._settled()

    def language(self, code: str) -> Changes:
        """Speak another language of the form."""
        if code not in self._state.form.definition.languages:
            raise Refused("form.no_language", language=code)
        self._state.world.language = code
        self._state.world.turn()
        self._state.arrived(self._state.data)
        self._state.restructured |= set(self._repeats())
        return self._settled()

    # giving back

    def _repeats(self) -> Iterator[Ref]:
        for node in self._state.data.walk():
            for model in node.model.children:
                if model.is_repeat:
                    yield Ref(f"{ref_of(node)}/{model.name}")

    def data(self, *, final: bool) -> Data:
        """The answers; ``final`` leaves out what is not relevant, and notes the end."""
        if final:
            finish(self._state)
        return written(self._state.data, final=final)

    def hidden(self) -> tuple[Ref, ...]:
        """The answers that ``data(final=True)`` leaves out."""
        refs = Refs()
        return tuple(refs.of(node) for node in hidden_nodes(self._state.data))

    # inside

    def _ref(self, node: FormNode) -> Ref:
        return ref_of(node) if self._refs is None else self._refs.of(node)

    def _ordered(self, node: FormNode, text: str) -> str:
        item = node.model.item
        kind = item.kind if isinstance(item, Question) else None
        if kind is Kind.RANK:
            node.ranked = text.strip()
            return in_rank(node.ranked, offered(self._state, node))
        if kind is not Kind.SELECT_MULTIPLE:
            return text
        many = " " in text.strip()
        return in_list_order(text, offered(self._state, node)) if many else text.strip()

    def _node(self, ref: str) -> FormNode:
        return self._told.get(Ref(ref)) or self._state.at(ref)

    def _repeat(self, ref: str) -> tuple[FormNode, Model]:
        model = self._state.form.model(ref)
        if not model.is_repeat or ref.endswith("]"):
            raise Refused("form.no_repeat", ref=ref)
        return self._node(ref.rpartition("/")[0]), model

    def _refuse_fixed(self, model: Model) -> None:
        if isinstance(model.item, Repeat) and model.item.fixed:
            raise Refused("form.rows_fixed", repeat=model.ref)

    def _settled(self) -> Changes:
        self._told, restructured = self._state.changes()
        return Changes(restructured.union(self._told))


def _item(model: Model) -> Item:
    """What stands there; a node that nobody asks is shown as a group."""
    return model.item or Group(model.ref, model.name)
