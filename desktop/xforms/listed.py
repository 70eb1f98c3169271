"""Codes that are in no list: what was never offered cannot be an answer."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache

from desktop.xforms.choices import offered
from desktop.xforms.compute import State
from desktop.xforms.definition import Itemset, Question
from desktop.xforms.itemsets import unfiltered
from desktop.xforms.nodes import FormNode
from desktop.xforms.sources import TableTop
from desktop.xforms.tree import Node
from desktop.xforms.xpath.ast import Call, Expr, Literal, Number, Path, inner
from desktop.xforms.xpath.compile import Compiler
from desktop.xforms.xpath.context import Context, Run
from desktop.xforms.xpath.faults import Broken, Failed
from desktop.xforms.xpath.parser import parse
from desktop.xforms.xpath.values import to_boolean, to_string


def codes_of(node: FormNode, question: Question) -> list[str]:
    """The codes an answer holds."""
    if not node.text:
        return []
    one = question.kind.value == "select_one"
    return [node.text] if one else node.text.split()


def hold_codes(state: State) -> None:
    """Remember the codes a record was loaded with: they may stay, retired or not."""
    for node in state.data.walk():
        if isinstance(node, FormNode) and isinstance(node.model.item, Question):
            codes = codes_of(node, node.model.item) if node.model.item.choices else []
            if codes:
                state.held[id(node)] = frozenset(codes)


def not_to_choose(state: State, node: FormNode) -> list[str]:
    """Codes of an answer that its list lacks, whatever the filter; or given twice.

    A filtered-out code passes: the answer that the filter reads may have changed since.
    """
    question = node.model.item
    if not isinstance(question, Question) or not question.choices:
        return []
    codes = codes_of(node, question)
    known = state.held.get(id(node), frozenset()) | _fixed(question)
    strange = [c for c in codes if c not in known and not _is_listed(state, node, c)]
    return strange + [code for code, many in Counter(codes).items() if many > 1]


def offering(state: State, node: FormNode) -> Callable[[str], bool]:
    """Whether the node's list offers a code now, its filter included.

    Of a list kept elsewhere only the rows of that code are looked at.
    """
    question = node.model.item
    itemset = question.choices if isinstance(question, Question) else None
    if not isinstance(itemset, Itemset):
        return lambda _: True
    found = unfiltered(itemset)
    top = state.world.instance(found.instance) if found is not None else None
    if found is None or not isinstance(top, TableTop) or _by_place(found.predicates):
        return lambda code: code in offered(state, node)
    compiler, column = Compiler(node.model), found.value
    filters = [compiler.run(one) for one in found.predicates]

    def offers(code: str) -> bool:
        items = top.select([(column, code)])
        seen = (Context(state.world, item, current=node) for item in items)
        return any(all(to_boolean(run(one)) for run in filters) for one in seen)

    return offers


def _by_place(filters: Iterable[Expr]) -> bool:
    """Whether a filter counts the rows before one."""
    return any(
        isinstance(one, Number)
        or (isinstance(one, Call) and one.name in ("position", "last"))
        or _by_place(inner(one))
        for one in filters
    )


def _fixed(question: Question) -> set[str]:
    """The codes that stand in the form itself, whatever the answers."""
    choices = question.choices
    fixed = choices.first if isinstance(choices, Itemset) else choices
    return {choice.value for choice in fixed}


def _is_listed(state: State, node: FormNode, code: str) -> bool:
    question = node.model.item
    itemset = question.choices if isinstance(question, Question) else None
    if not isinstance(itemset, Itemset):
        return False
    try:
        return _in_itemset(state, node, itemset, code)
    except (Broken, Failed):
        return True  # a form's own fault is told elsewhere


def _in_itemset(state: State, node: FormNode, itemset: Itemset, code: str) -> bool:
    every, value, instance = _unfiltered(itemset)
    if instance and isinstance(value, Path):
        top = state.world.instance(instance)
        column = value.steps[0].plain_child if len(value.steps) == 1 else ""
        if isinstance(top, TableTop) and column:
            return bool(top.source.rows({column: code}))
    here = Context(state.world, node)
    found = Compiler(node.model).run(every)(here)
    items = found if isinstance(found, list) else []
    read = Compiler().run(value)
    return any(_value(state, read, item, node) == code for item in items)


def _value(state: State, read: Run, item: Node, node: FormNode) -> str:
    return to_string(read(Context(state.world, item, current=node)))


@lru_cache(maxsize=1024)
def _unfiltered(itemset: Itemset) -> tuple[Expr, Expr, str]:
    """The items without their filter, what is stored of each, and the list's name."""
    path = parse(itemset.nodeset)
    if isinstance(path, Call) and path.name == "randomize" and path.arguments:
        path = path.arguments[0]
    if isinstance(path, Path) and path.steps:
        last = replace(path.steps[-1], predicates=())
        path = replace(path, steps=(*path.steps[:-1], last))
    return path, parse(itemset.value), _name(path)


def _name(path: Expr) -> str:
    base = path.base if isinstance(path, Path) else None
    if not isinstance(base, Call) or base.name != "instance":
        return ""
    only = base.arguments[0] if len(base.arguments) == 1 else None
    return only.text if isinstance(only, Literal) else ""
