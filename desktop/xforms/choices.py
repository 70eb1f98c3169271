"""Choice lists, from the body, from rows of a list, or from nodes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, overload

from desktop.xforms.definition import Itemset, Question
from desktop.xforms.itemsets import FromRows, Listed, listed, unfiltered
from desktop.xforms.nodes import FormNode
from desktop.xforms.sources import Row, TableTop
from desktop.xforms.tree import Node
from desktop.xforms.wording import said, translated
from desktop.xforms.xpath.context import Context
from desktop.xforms.xpath.faults import Failed
from desktop.xforms.xpath.lookup import texts_of
from desktop.xforms.xpath.values import to_string

if TYPE_CHECKING:
    from desktop.xforms.compute import State


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice; ``retired``: the answer holds it, the list no longer does."""

    value: str
    label: str
    retired: bool = False


class _FromList(Sequence[Choice]):
    """Choices made from rows only when looked at, and then the retired ones."""

    def __init__(self, rows: Sequence[Row], make: Callable[[Row], Choice]) -> None:
        self._rows = rows
        self._make = make

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> Choice: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Choice]: ...

    def __getitem__(self, place: int | slice) -> Choice | Sequence[Choice]:
        if isinstance(place, slice):
            return [self._make(row) for row in self._rows[place]]
        return self._make(self._rows[place])


_NONE: dict[str, Choice] = {}  # only looked into


def choices_of(state: "State", node: FormNode, question: Question) -> Sequence[Choice]:
    """What may be chosen now, and what was chosen and may be no more."""
    if not question.choices:
        return ()
    rows = _rows(state, node, question)
    first = _first(state, node, question)
    if rows is not None and not first and not node.text:  # nearly all
        return _live(state, rows)
    held = _held(node, question)
    if rows is not None:
        listed = _listed(state, rows, [v for v in held if v not in first])
        return [*first.values(), *listed] if first else listed
    found = [*first.values(), *_made(state, node, question)]
    known = {choice.value for choice in found}
    gone = [value for value in held if value not in known]
    return [*found, *(Choice(value, value, retired=True) for value in gone)]


def offered(state: "State", node: FormNode) -> list[str]:
    """The codes that may be chosen now."""
    item = node.model.item
    if not isinstance(item, Question):
        return []
    return [c.value for c in choices_of(state, node, item) if not c.retired]


def _first(state: "State", node: FormNode, question: Question) -> dict[str, Choice]:
    """What stands before an itemset's own choices, by value."""
    itemset = question.choices
    fixed = itemset.first if isinstance(itemset, Itemset) else ()
    if not fixed:
        return _NONE
    return {
        one.value: Choice(one.value, said(state, one.label, node.model, node))
        for one in fixed
    }


def _held(node: FormNode, question: Question) -> list[str]:
    text = node.text
    if not text:
        return []
    return [text] if question.kind.value == "select_one" else text.split()


# rows


class _Asked(NamedTuple):  # made for each look: quicker than a dataclass
    plan: FromRows
    top: TableTop
    equal: dict[str, str]


def _rows(state: "State", node: FormNode, question: Question) -> _Asked | None:
    """How rows answer this list; None where nodes must be walked."""
    itemset = question.choices
    if not isinstance(itemset, Itemset):
        return None
    found = listed(state.form, node.model, itemset)
    if found is None:
        return None
    try:
        return _asked(state, node, found)
    except (Failed, ArithmeticError, RecursionError):
        return None  # walking to it will note the fault


def _asked(state: "State", node: FormNode, found: Listed) -> _Asked | None:
    top = state.world.instance(found.plan.instance)
    if not isinstance(top, TableTop) or not found.plan.fits(top):
        return None
    texts = texts_of(found.equal, Context(state.world, node))
    if texts is None or not top.columns.issuperset(texts):
        return None
    return _Asked(found.plan, top, texts)


def _live(state: "State", asked: _Asked) -> Sequence[Choice]:
    """What the list offers now."""

    def make(row: Row) -> Choice:
        return Choice(row.get(asked.plan.value, ""), _label(state, asked.plan, row))

    return _FromList(asked.top.source.rows(asked.equal), make)


def _listed(state: "State", asked: _Asked, held: list[str]) -> Sequence[Choice]:
    live = _live(state, asked)
    gone = _gone(asked, held) if held else ()
    return [*live, *(_retired(state, asked, value) for value in gone)] if gone else live


def _gone(asked: _Asked, held: list[str]) -> list[str]:
    """What was chosen and may be no more."""
    column = asked.plan.value
    return [
        value
        for value in held
        if asked.equal.get(column, value) != value
        or not asked.top.source.rows({**asked.equal, column: value})
    ]


def _retired(state: "State", asked: _Asked, value: str) -> Choice:
    rows = asked.top.source.rows({asked.plan.value: value})
    label = _label(state, asked.plan, rows[0]) if rows else value
    return Choice(value, label, retired=True)


def _label(state: "State", found: FromRows, row: Row) -> str:
    text = row.get(found.label, "")
    return translated(state, text) if found.translated else text


# nodes and fixed choices


def _made(state: "State", node: FormNode, question: Question) -> list[Choice]:
    if not isinstance(question.choices, Itemset):
        return [
            Choice(choice.value, said(state, choice.label, node.model, node))
            for choice in question.choices
        ]
    itemset = question.choices
    found = state.value(itemset.nodeset, node.model, node)
    items = found if isinstance(found, list) else []
    return [_of_node(state, node, itemset, item) for item in items]


def _of_node(state: "State", node: FormNode, itemset: Itemset, item: Node) -> Choice:
    seen = Context(state.world, item, current=node)
    texts = [
        to_string(state.value(source, node.model, seen)) if source else ""
        for source in (itemset.value, itemset.label)
    ]
    return Choice(texts[0], texts[1])


# the function of that name


def choice_name(state: "State", value: str, path: str, node: Node) -> str:
    """The label of ``value`` among the choices of the question at ``path``."""
    asked = _question_at(state, path, node)
    if asked is None or not value:
        return ""
    question_node, question = asked
    first = _first(state, question_node, question).get(value)
    if first is not None:
        return first.label
    rows = _rows(state, question_node, question)
    if rows is not None:
        column = rows.plan.value
        found = rows.top.source.rows({**rows.equal, column: value})
        found = found or rows.top.source.rows({column: value})
        return _label(state, rows.plan, found[0]) if found else ""
    row = _row_of(state, question, value)
    if row is not None:
        return row
    every = _made(state, question_node, question)
    return next((choice.label for choice in every if choice.value == value), "")


def _row_of(state: "State", question: Question, value: str) -> str | None:
    """The label in a list that rows give, whatever filters it; None: walk its nodes."""
    itemset = question.choices
    found = unfiltered(itemset) if isinstance(itemset, Itemset) else None
    top = state.world.instance(found.instance) if found is not None else None
    if found is None or not isinstance(top, TableTop) or not found.fits(top):
        return None
    rows = top.source.rows({found.value: value})
    return _label(state, found, rows[0]) if rows else ""


def _question_at(
    state: "State", path: str, node: Node
) -> tuple[FormNode, Question] | None:
    if not isinstance(node, FormNode):
        return None
    found = state.value(path.strip(), node.model, node)
    first = found[0] if isinstance(found, list) and found else None
    if not isinstance(first, FormNode) or not isinstance(first.model.item, Question):
        return None
    return first, first.model.item
