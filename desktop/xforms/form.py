"""A form made ready: every expression compiled once, in the order of dependence."""

from collections.abc import Iterator, Sequence

from desktop.errors import Refused
from desktop.xforms.definition import (
    Bind,
    Definition,
    Item,
    Question,
    Ref,
    Repeat,
    SetValue,
    generic,
)
from desktop.xforms.graph import put_in_order
from desktop.xforms.model import Model, Read, Reader, Sets, Target
from desktop.xforms.reads import Reads
from desktop.xforms.shown import expressions
from desktop.xforms.tree import ELEMENT, Node
from desktop.xforms.xpath.ast import Expr
from desktop.xforms.xpath.compile import Compiler
from desktop.xforms.xpath.context import Run
from desktop.xforms.xpath.faults import Broken
from desktop.xforms.xpath.lookup import Equal
from desktop.xforms.xpath.parser import parse

_RULES = (
    (Sets.RELEVANT, "relevant"),
    (Sets.VALUE, "calculate"),
    (Sets.READONLY, "readonly"),
    (Sets.REQUIRED, "required"),
)
CONSTANT = {"true()": True, "false()": False}


class Form:
    """A definition with its expressions compiled; refuses loops and broken texts."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self.models: dict[Ref, Model] = {}
        self.listed: list[Model] = []
        self.equalities: dict[tuple[object, int], list[Equal]] = {}
        self._programs: dict[tuple[str, int], Run] = {}
        self.top = self._model(definition.template, None)
        self._adopt(definition.root.children)
        _mark_rows(self.top, None)
        targets = [t for model in self.listed for t in self._rules(model)]
        reads = [(t, Reads(self.top, t.model).of(t.expr)) for t in targets]
        self.targets = put_in_order(reads)
        _connect(self.targets, reads)
        self.actions = definition.actions

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
            found = Compiler(model).run(expression(source, model))
            self._programs[key] = found
        return found

    def after(self, ref: Ref) -> Sequence[SetValue]:
        """The actions that wait for a change of ``ref``."""
        return [
            action
            for action in self.actions
            if action.source == ref and "xforms-value-changed" in action.events
        ]

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
                model.children.append(self._model(child, model))
        return model

    def _adopt(self, items: Sequence[Item]) -> None:
        for item in items:
            model = self.models.get(item.ref)
            if model is not None and (model.item is None or isinstance(item, Repeat)):
                model.item = item
            if not isinstance(item, Question):
                self._adopt(item.children)

    def _rules(self, model: Model) -> Iterator[Target]:
        for sets, name in _RULES:
            source = getattr(model.bind, name)
            if source and source not in CONSTANT:
                yield self._target(model, sets, source)
        item = model.item
        if isinstance(item, Repeat) and item.count and model.parent is not None:
            yield self._target(model, Sets.COUNT, item.count)
        for source in sorted(set(expressions(model))):
            expr = expression(source, model)
            yield Target(model, Sets.SHOWN, _never, expr, source)

    def _target(self, model: Model, sets: Sets, source: str) -> Target:
        expr = expression(source, model)
        return Target(model, sets, self.program(source, model), expr, source)


def _never(_context: object) -> bool:
    return False


def expression(source: str, model: Model) -> Expr:
    """The parsed expression; Refused names the question it stands at."""
    try:
        return parse(source)
    except Broken as error:
        raise Refused(
            "form.expression",
            question=model.ref,
            expression=source[:200],
            reason=error.code,
            place=error.facts.get("at", 0),
        ) from error


def _mark_rows(model: Model, row: Model | None) -> None:
    model.row = model if model.is_repeat else row
    for child in model.children:
        _mark_rows(child, model.row)


def _connect(
    targets: Sequence[Target], reads: Sequence[tuple[Target, Sequence[Read]]]
) -> None:
    """Tell each node who reads it."""
    for target in targets:
        target.model.computed.append(target)
        if target.loops and target.model.parent is not None:
            every = Reader(target, target.model.parent.row)
            for inner in target.model.walk():
                inner.readers.append(every)
    for target, found in reads:
        for read in found:
            read.model.readers.append(Reader(target, read.within))
