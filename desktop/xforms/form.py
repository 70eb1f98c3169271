"""A form made ready: every expression compiled once, in the order of dependence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.errors import Refused
from desktop.xforms.definition import (
    Bind,
    Definition,
    Item,
    Itemset,
    Kind,
    Question,
    Ref,
    Repeat,
    SetValue,
    generic,
)
from desktop.xforms.graph import put_in_order
from desktop.xforms.keyed import Keyed, keyed
from desktop.xforms.model import Model, Read, Reader, Sets, Target
from desktop.xforms.reads import Reads
from desktop.xforms.shown import expressions, of_choices
from desktop.xforms.tree import ELEMENT, Node
from desktop.xforms.xpath.ast import Expr, Literal
from desktop.xforms.xpath.compile import Compiler, Fault
from desktop.xforms.xpath.context import Run
from desktop.xforms.xpath.faults import Broken
from desktop.xforms.xpath.parser import parse

if TYPE_CHECKING:
    from desktop.xforms.itemsets import Listed

_RULES = (
    (Sets.RELEVANT, "relevant"),
    (Sets.VALUE, "calculate"),
    (Sets.READONLY, "readonly"),
    (Sets.REQUIRED, "required"),
)
MAX_READS = 300_000  # of nodes by expressions; the most in a public form is 1,100
CONSTANT = {"true()": True, "false()": False}


@dataclass(frozen=True, slots=True)
class Lapse:
    """What will fail when an expression is reached: an unknown function, its arity."""

    ref: Ref
    expression: str
    fault: Fault


class Form:
    """A definition with its expressions compiled; refuses loops and broken texts.

    A ``tolerant`` form opens all the same and tells in ``findings`` what is wrong: a
    broken expression fails when it is reached, a loop is not followed round.
    """

    def __init__(self, definition: Definition, *, tolerant: bool = False) -> None:
        self.definition = definition
        self.tolerant = tolerant
        self.findings: list[Refused] = []
        self._lapses: list[Lapse] = []
        self.models: dict[Ref, Model] = {}
        self.listed: list[Model] = []
        self.lists: dict[int, Listed | None] = {}  # of questions, as rows give them
        self._programs: dict[tuple[str, int], Run] = {}
        self.top = self._model(definition.template, None)
        self._adopt(definition.root.children)
        _mark_rows(self.top, None)
        self.keyed = dict(self._keyed())
        self._codes = {keys.code.index for keys in self.keyed.values()}
        targets = [t for model in self.listed for t in self._rules(model)]
        self._reads = 0
        reads = [(target, self._read(target)) for target in targets]
        for model in self.listed:
            self._show(model)
        self.targets, loops = put_in_order(reads)
        for loop in loops:
            self._found(loop)
        _connect(self.targets, reads)
        self.actions = definition.actions
        self._after: dict[Ref | None, list[SetValue]] = {}
        for action in self.actions:
            if "xforms-value-changed" in action.events:
                self._after.setdefault(action.source, []).append(action)

    def model(self, ref: str) -> Model:
        """The model of a path, positions or not."""
        found = self.models.get(generic(ref))
        if found is None:
            raise Refused("form.unknown_ref", ref=ref)
        return found

    def program(self, source: str, model: Model) -> Run:
        """The closure of an expression standing at ``model``."""
        key = (source, model.index)
        found = self._programs.get(key)
        if found is None:
            found = self._programs[key] = self._compiled(source, model)
        return found

    def lapses(self) -> Sequence[Lapse]:
        """All that would fail when reached; compiles what nothing has needed yet."""
        for source, model in self.sources():
            self.program(source, model)
        for model in self.listed:
            for source in of_choices(model):
                self.program(source, model)
        return self._lapses

    def sources(self) -> Iterator[tuple[str, Model]]:
        """Every expression that is seen from a node of the form, with its model."""
        for action in self.actions:
            target = self.models.get(action.ref)
            if target is not None and action.expression:
                yield action.expression, target
        for computed in self.targets:
            yield computed.source, computed.model
        for model in self.listed:
            for source in expressions(model):
                yield source, model

    def _compiled(self, source: str, model: Model) -> Run:
        compiler = Compiler(model)
        try:
            found = compiler.run(expression(source, model))
        except Refused as refusal:
            self._found(refusal)
            return compiler.failing("xpath.broken", source[:80])
        self._lapses += [Lapse(model.ref, source, fault) for fault in compiler.faults]
        return found

    def _found(self, refusal: Refused) -> None:
        if not self.tolerant:
            raise refusal
        self.findings.append(refusal)

    def after(self, ref: Ref) -> Sequence[SetValue]:
        """The actions that wait for a change of ``ref``."""
        return self._after.get(ref, ())

    # building

    def _model(self, node: Node, parent: Model | None) -> Model:
        ref = Ref(f"{parent.ref if parent else ''}/{node.name}")
        bind = self.definition.binds.get(ref) or Bind(ref)
        model = Model(ref, node.name, len(self.listed), node, bind, parent)
        model.depth = parent.depth + 1 if parent else 0
        self.models[ref] = model
        self.listed.append(model)
        for child in node.children:
            if child.kind == ELEMENT and Ref(f"{ref}/{child.name}") not in self.models:
                model.adopt(self._model(child, model))
        return model

    def _adopt(self, items: Sequence[Item]) -> None:
        for item in items:
            model = self.models.get(item.ref)
            if model is not None and (model.item is None or isinstance(item, Repeat)):
                model.item = item
            if not isinstance(item, Question):
                self._adopt(item.children)

    def _keyed(self) -> Iterator[tuple[int, Keyed]]:
        for model in self.listed:
            try:
                keys = keyed(model, self.definition.binds)
            except Refused as refusal:
                self._found(refusal)
                continue
            if keys is not None:
                yield model.index, keys

    def _rules(self, model: Model) -> Iterator[Target]:
        for sets, name in _RULES:
            source = getattr(model.bind, name)
            code = sets is Sets.VALUE and model.index in self._codes
            if source and source not in CONSTANT and not code:
                yield self._target(model, sets, source)
        item = model.item
        if isinstance(item, Repeat) and item.count and model.parent is not None:
            keys = self.keyed.get(model.index)
            count = keys.count if keys is not None else item.count
            yield self._target(model, Sets.COUNT, count)
        if isinstance(item, Question) and item.kind is Kind.RANK:
            yield from self._ranking(model, item.choices)

    def _ranking(self, model: Model, choices: object) -> Iterator[Target]:
        if isinstance(choices, Itemset):
            yield self._target(model, Sets.RANKED, choices.nodeset)

    def _target(self, model: Model, sets: Sets, source: str) -> Target:
        return Target(model, sets, self._heard(source, model), source)

    def _heard(self, source: str, model: Model) -> Expr:
        """Parsed now, that a broken one is told; compiled when it is needed."""
        try:
            return expression(source, model)
        except Refused:
            self.program(source, model)
            return Literal("")

    def _read(self, target: Target) -> Sequence[Read]:
        reads = Reads(self.models, self.top, target.model)
        found = reads.of(target.expr)
        target.local = reads.local
        self._count(len(found))
        return found

    def _show(self, model: Model) -> None:
        """Texts, choices and checks: worked out when looked at, never stored."""
        for source in sorted(set(expressions(model))):
            expr = self._heard(source, model)
            found = Reads(self.models, self.top, model).of(expr)
            self._count(len(found))
            for read in found:
                read.model.shown[Read(model, read.within)] = None
                _tell_repeat(model, read)

    def _count(self, reads: int) -> None:
        self._reads += reads
        if self._reads > MAX_READS:
            raise Refused("form.entangled", limit=MAX_READS)


def expression(source: str, model: Model) -> Expr:
    """The parsed expression; Refused names the question it stands at."""
    try:
        return parse(source)
    except Broken as error:
        at = int(error.facts.get("at", 0))
        raise Refused(
            "form.expression",
            question=model.ref,
            expression=source[:200],
            reason=error.code,
            place=at or len(source),
            part=source[max(0, at - 1) : at + 20] if at else source[-20:],
        ) from error


def _tell_repeat(model: Model, read: Read) -> None:
    """The label and the relevance of a repeat are seen without a row of it, too."""
    if model.is_repeat and model.parent is not None:
        within = None if read.within is model else read.within
        read.model.repeats[Read(model, within)] = None


def _mark_rows(model: Model, row: Model | None) -> None:
    model.row = model if model.is_repeat else row
    for child in model.children:
        _mark_rows(child, model.row)


def _connect(
    targets: Sequence[Target], reads: Sequence[tuple[Target, Sequence[Read]]]
) -> None:
    """Tell each node what is computed at it, and who reads it."""
    for target in targets:
        target.at.computed.append(target)
        if target.anew:
            target.at.anew.append(target)
        if target.loops:
            every = Reader(target, Read(target.at, target.at.row))
            for inner in target.model.walk():
                inner.readers.append(every)
    for target, found in reads:
        for read in found:
            if read.model.index not in target.circle:
                own = target.sets is Sets.COUNT and read.within is target.model
                within = None if own else read.within
                if target.sets is Sets.RELEVANT:
                    _tell_repeat(target.model, read)
                read.model.readers.append(Reader(target, Read(target.at, within)))
