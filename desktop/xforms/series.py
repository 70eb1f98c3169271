"""Many records of one form, judged one after another as a screen would judge each.

What an expression gives depends on the answers it reads, and those repeat: a sheet of
ten thousand rows has a few hundred dates and a dozen kinds of event. So each is asked
of the engine itself, once for the same answers, and remembered. Only forms without rows
and actions are judged so; see ``fits``.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Generic, TypeVar

from desktop.ledger.canonical import Data
from desktop.xforms.casts import cast, computed, loses
from desktop.xforms.compute import State
from desktop.xforms.definition import Itemset, Question, Ref
from desktop.xforms.form import CONSTANT, Form, expression
from desktop.xforms.instance import Instance
from desktop.xforms.judging import Problem, is_checked, problems_of
from desktop.xforms.last_saved import SOURCE
from desktop.xforms.listed import codes_of, offering
from desktop.xforms.model import Model, Sets, Target
from desktop.xforms.nodes import FormNode
from desktop.xforms.output import META, is_note, written
from desktop.xforms.reads import Reads
from desktop.xforms.rows import set_live
from desktop.xforms.shown import expressions
from desktop.xforms.xpath.ast import Call, Expr, inner
from desktop.xforms.xpath.values import to_boolean

T = TypeVar("T")
_Key = Callable[[Sequence[str | None]], Hashable]

_FLAT = frozenset((Sets.RELEVANT, Sets.VALUE, Sets.READONLY, Sets.REQUIRED))
_FRESH = frozenset(("now", "random", "uuid", "once"))  # never twice the same
_MOST = 100_000  # verdicts that are remembered of one question
_SHORT, _FEW = 40, 8_192  # letters of a text that is cast once, and how many of them


@dataclass(frozen=True, slots=True)
class Judged:
    """A record's answers as they would be written, and what stands in the way."""

    data: Data
    problems: tuple[Problem, ...]
    gone: tuple[Ref, ...]  # a code that was on the list, but is not offered here
    hidden: tuple[Ref, ...]  # answers that do not apply to the others


def fits(form: Form) -> bool:
    """Whether records of this form can be judged in a series."""
    meta = f"{form.top.ref}/{META}/"  # what a record says of itself is no answer
    models = [model for model in form.listed if not model.ref.startswith(meta)]
    acts = any(not action.ref.startswith(meta) for action in form.actions)
    plain = not acts and not any(m.is_repeat or m.bind.preload for m in models)
    still = all(t.sets in _FLAT and not t.loops and not t.circle for t in form.targets)
    last = any(one.src == SOURCE for one in form.definition.instances)
    return plain and still and not last and not _is_fresh(form, models)


def _is_fresh(form: Form, models: Sequence[Model]) -> bool:
    known = {model.index for model in models}
    return any(
        _calls(expression(source, model), _FRESH)
        for source, model in form.sources()
        if model.index in known
    )


def _calls(expr: Expr, names: frozenset[str]) -> bool:
    if isinstance(expr, Call) and expr.name in names:
        return True
    return any(_calls(part, names) for part in inner(expr))


class _Memory(Generic[T]):
    """What the engine said, by the answers that it depends on."""

    __slots__ = ("_find", "_key", "_known")

    def __init__(self, places: Iterable[int], find: Callable[[], T]) -> None:
        known = sorted(set(places))
        self._key: _Key = itemgetter(*known) if known else _always
        self._find = find
        self._known: dict[Hashable, T] = {}

    def of(self, seen: Sequence[str | None]) -> T:
        """What holds for these answers; asked only the first time."""
        key = self._key(seen)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            found = self._known[key] = self._find()
        return found


def _always(_seen: Sequence[str | None]) -> Hashable:
    return ()


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with its verdicts: where an answer is required, and where not."""

    node: FormNode
    question: Question
    free: _Memory[tuple[Problem, ...]]
    required: _Memory[tuple[Problem, ...]]
    offered: _Memory[dict[str, bool]] | None
    offers: Callable[[str], bool]
    checked: bool  # else whatever is said stands, if it fits the type


class Series:
    """One prepared record, whose answers are put in anew for each that is judged."""

    def __init__(self, instance: Instance) -> None:
        self._state: State = instance.state
        self._form = self._state.form
        self._nodes = list(self._state.data.walk())
        self._at = {node.model.index: at for at, node in enumerate(self._nodes)}
        self._first = [(n, n.text, *_constant(n)) for n in self._nodes]
        self._some_hidden = not all(own for _, _, own, _ in self._first)
        self._named = {_name(n.model): n for n in self._nodes if n.model.is_leaf}
        steps = [t for t in self._form.targets if t.sets in _APPLY]
        steps.sort(key=lambda target: target.sets is Sets.REQUIRED)
        self._steps = [self._step(target) for target in steps]
        self._asked = [asked for node in self._nodes for asked in self._question(node)]
        top = self._form.top.children
        of_data = [self._nodes[self._at[m.index]] for m in top if m.name != META]
        self._top = [(node, is_note(node.model)) for node in of_data]
        self._is_plain = all(node.model.is_leaf for node in of_data)
        self._seen: list[str | None] = []  # None where it is not relevant

    def judge(self, answers: Mapping[str, str]) -> Judged:
        """A new record with these answers, by name (``group/name``).

        A text that does not fit its type is told of, as at the screen.
        """
        self._begin(answers)
        for apply, node, memory in self._steps:
            apply(self, node, memory)
        problems: list[Problem] = []
        gone: list[Ref] = []
        for asked in self._asked:
            node = asked.node
            if node.live and (node.text or node.required or node.invalid):
                found = self._verdict(asked)
                problems += found
                if asked.offered is not None and not found:
                    gone += self._not_offered(asked, asked.offered)
        given = (self._named[name] for name in answers)
        hidden = [node.model.ref for node in given if node.text and not node.live]
        return Judged(self._data(), tuple(problems), tuple(gone), tuple(hidden))

    def _data(self) -> Data:
        """What would be written; nearly all forms have no groups."""
        if not self._is_plain:
            return written(self._state.data, final=True)
        return {
            node.name: node.text or None
            for node, note in self._top
            if node.live and (node.text or not note)
        }

    def _begin(self, answers: Mapping[str, str]) -> None:
        """Put the answers in; what is relevant follows from them."""
        self._state.world.turn()
        for node, text, own, required in self._first:
            node.text, node.invalid, node.required = text, "", required
            node.own = node.live = own
        for name, text in answers.items():
            node = self._named[name]
            fitting = _fitting(node.model.bind.type, text)
            node.text = fitting or ""
            node.invalid = "" if fitting is not None else text
        if self._some_hidden:
            set_live(self._state.data)
        self._seen = [node.text if node.live else None for node in self._nodes]

    def _relevant(self, node: FormNode, memory: _Memory[str]) -> None:
        own = memory.of(self._seen) == _YES
        if own == node.own:
            return
        node.own = own
        if not node.model.is_leaf:
            set_live(node)
            for inside in node.walk():
                self._look(inside)
            return
        above = node.above()
        node.live = own and (above is None or above.live)
        self._look(node)

    def _value(self, node: FormNode, memory: _Memory[str]) -> None:
        if node.live:
            node.text = memory.of(self._seen)
            self._look(node)

    def _required(self, node: FormNode, memory: _Memory[str]) -> None:
        """Only where nothing is said does it matter."""
        if node.live and not node.text:
            node.required = memory.of(self._seen) == _YES

    def _look(self, node: FormNode) -> None:
        self._seen[self._at[node.model.index]] = node.text if node.live else None

    def _verdict(self, asked: _Asked) -> tuple[Problem, ...]:
        node = asked.node
        if node.invalid:
            return tuple(problems_of(self._state, node, node.model.ref))
        if node.text and not asked.checked:
            return ()
        return (asked.required if node.required else asked.free).of(self._seen)

    def _not_offered(
        self, asked: _Asked, offered: _Memory[dict[str, bool]]
    ) -> Iterator[Ref]:
        known = offered.of(self._seen)
        for code in codes_of(asked.node, asked.question):
            if code not in known:
                known[code] = asked.offers(code)
            if not known[code]:
                yield asked.node.model.ref
                return

    # made once

    def _step(self, target: Target) -> "tuple[_Apply, FormNode, _Memory[str]]":
        node = self._nodes[self._at[target.model.index]]
        otherwise = target.sets is Sets.RELEVANT

        def found() -> str:
            if target.sets is Sets.VALUE:
                value = self._state.evaluate(target, node)
                return computed(target.model.bind.type, value)
            value = self._state.evaluate(target, node, otherwise=otherwise)
            return _YES if to_boolean(value) else _NO

        places = self._read(target.model, [target.source])
        return _APPLY[target.sets], node, _Memory(places, found)

    def _question(self, node: FormNode) -> Iterator[_Asked]:
        model = node.model
        if not isinstance(model.item, Question):
            return

        def found() -> tuple[Problem, ...]:
            return tuple(problems_of(self._state, node, model.ref))

        places = self._places(model, _judging(model))
        free, required = _Memory(places, found), _Memory(places, found)
        listed = self._list(node, model.item)
        offers = offering(self._state, node)
        checked = is_checked(model)
        yield _Asked(node, model.item, free, required, listed, offers, checked)

    def _list(self, node: FormNode, item: Question) -> _Memory[dict[str, bool]] | None:
        """What of a filtered list is offered, by code; filled as codes are met."""
        if not isinstance(item.choices, Itemset) or "[" not in item.choices.nodeset:
            return None
        places = self._places(node.model, [item.choices.nodeset])
        places.discard(self._at[node.model.index])  # what is chosen changes no list
        return _Memory(places, _nothing_yet)

    def _places(self, model: Model, sources: Iterable[str]) -> set[int]:
        """Where the answers stand that these expressions read, and the node's own."""
        return self._read(model, sources) | {self._at[model.index]}

    def _read(self, model: Model, sources: Iterable[str]) -> set[int]:
        reads = Reads(self._form.models, self._form.top, model)
        for source in sources:
            reads.of(expression(source, model))
        return {self._at[one.model.index] for one in reads.found.values()}


_YES, _NO = "1", "0"
_Apply = Callable[[Series, FormNode, _Memory[str]], None]
_APPLY: Mapping[Sets, _Apply] = {
    Sets.RELEVANT: Series._relevant,  # noqa: SLF001 - the same table as the engine's
    Sets.VALUE: Series._value,  # noqa: SLF001 - as above
    Sets.REQUIRED: Series._required,  # noqa: SLF001 - as above
}


def _judging(model: Model) -> Iterator[str]:
    """The expressions that a verdict hangs on: a list's filter is asked apart."""
    item = model.item
    choices = item.choices if isinstance(item, Question) else ()
    nodeset = choices.nodeset if isinstance(choices, Itemset) else ""
    return (source for source in expressions(model) if source != nodeset)


def _nothing_yet() -> dict[str, bool]:
    return {}


def _constant(node: FormNode) -> tuple[bool, bool]:
    """Whether it is relevant, and required, before anything is computed."""
    bind = node.model.bind
    return CONSTANT.get(bind.relevant, True), CONSTANT.get(bind.required, False)


def _fitting(kind: str, text: str) -> str | None:
    """The text as its type has it; short ones repeat, and are remembered."""
    return _cast_once(kind, text) if len(text) <= _SHORT else _cast(kind, text)


def _cast(kind: str, text: str) -> str | None:
    return None if loses(kind, text) else cast(kind, text)


_cast_once = lru_cache(_FEW)(_cast)


def _name(model: Model) -> str:
    return model.ref.split("/", 2)[-1]
