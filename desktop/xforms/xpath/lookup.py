"""``instance('x')/root/item[column = value]`` answered by an index, not by a walk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from desktop.xforms.tree import Node
from desktop.xforms.xpath.ast import Call, Compare, Expr, Path, Step, inner
from desktop.xforms.xpath.compare import compare
from desktop.xforms.xpath.context import Context, Run
from desktop.xforms.xpath.faults import Failed
from desktop.xforms.xpath.ports import Compiles
from desktop.xforms.xpath.predicates import chosen
from desktop.xforms.xpath.values import Value


@runtime_checkable
class Table(Protocol):
    """A secondary instance of rows, as the top node of its tree."""

    item_name: str
    columns: frozenset[str]

    def select(self, equal: Sequence[tuple[str, str]]) -> list[Node]:
        """Item nodes whose columns equal these texts, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Equal:
    """A predicate ``column = value`` whose value does not depend on the row."""

    column: str
    value: Run


def table_start(
    compiler: Compiles, path: Path
) -> Callable[[Context], list[Node]] | None:
    """Answers base, root and item steps of a path over a secondary instance."""
    steps = path.steps
    if not isinstance(path.base, Call) or path.base.name != "instance":
        return None
    if len(steps) < 2 or not steps[0].plain_child or not _named_child(steps[1]):
        return None
    base, item = compiler.run(path.base), _named_child(steps[1])
    equal, others = split(compiler, steps[1].predicates)
    every = compiler.runs(steps[1].predicates)

    def start(context: Context) -> list[Node]:
        value = base(context)
        top = value[0] if isinstance(value, list) and value else None
        if top is None:
            raise Failed("xpath.needs_nodes", name="instance")
        if isinstance(top, Table) and item == top.item_name:
            return narrowed(top, equal, others, context)
        return _walk(top, steps[0].plain_child, item, every, context)

    return start


def _named_child(step: Step) -> str:
    return Step(step.axis, step.test).plain_child


def _walk(
    top: Node, root: str, item: str, predicates: Sequence[Run], context: Context
) -> list[Node]:
    roots = [node for node in top.children if node.name == root]
    found = []
    for node in roots:
        items = [child for child in node.children if child.name == item]
        found += chosen(items, predicates, context)
    return found


def split(
    compiler: Compiles, predicates: Sequence[Expr]
) -> tuple[list[Equal], list[Run]]:
    """Leading equalities, and the predicates that need each row's node."""
    equal: list[Equal] = []
    for place, predicate in enumerate(predicates):
        found = [_equal(compiler, part) for part in _conjuncts(predicate)]
        if not all(found):
            return _part(compiler, predicates, place, equal)
        equal += [one for one in found if one is not None]
    return equal, []


def _part(
    compiler: Compiles, predicates: Sequence[Expr], place: int, equal: list[Equal]
) -> tuple[list[Equal], list[Run]]:
    """``a = 1 and other``: the index narrows, the whole predicate still decides.

    Only where the predicate does not count positions.
    """
    predicate = predicates[place]
    if not _positional(predicate):
        found = [_equal(compiler, part) for part in _conjuncts(predicate)]
        equal = equal + [one for one in found if one is not None]
    return equal, compiler.runs(predicates[place:])


def _conjuncts(predicate: Expr) -> Sequence[Expr]:
    operator = getattr(predicate, "operator", "")
    return inner(predicate) if operator == "and" else (predicate,)


def _positional(expr: Expr) -> bool:
    if isinstance(expr, Call) and expr.name in ("position", "last"):
        return True
    return any(_positional(part) for part in inner(expr))


def _equal(compiler: Compiles, expr: Expr) -> Equal | None:
    if not isinstance(expr, Compare) or expr.operator != "=":
        return None
    for column, value in ((expr.left, expr.right), (expr.right, expr.left)):
        name = _column(column)
        if name and not _row_bound(value):
            return Equal(name, compiler.run(value))
    return None


def _column(expr: Expr) -> str:
    if not isinstance(expr, Path) or expr.absolute or expr.base is not None:
        return ""
    return expr.steps[0].plain_child if len(expr.steps) == 1 else ""


def _row_bound(expr: Expr) -> bool:
    """Whether the value depends on the row (or its position)."""
    if isinstance(expr, Path):
        if expr.base is None:
            return not expr.absolute
        return _row_bound(expr.base)
    if isinstance(expr, Call) and (not expr.arguments or expr.name == "once"):
        return expr.name not in ("current", "today", "now", "true", "false", "version")
    return any(_row_bound(part) for part in inner(expr))


def narrowed(
    table: Table, equal: Sequence[Equal], others: Sequence[Run], context: Context
) -> list[Node]:
    """The rows that the equalities leave, then the other predicates one by one."""
    fixed: list[tuple[str, str]] = []
    loose: list[tuple[str, Value]] = []
    for one in equal:
        value = one.value(context)
        text = _one_text(value)
        if text is None or one.column not in table.columns:
            loose.append((one.column, value))
        else:
            fixed.append((one.column, text))
    found = table.select(fixed)
    context.world.visited(len(found) * len(table.columns))
    if loose:
        found = [node for node in found if _matches(node, loose)]
    return chosen(found, others, context) if others else found


def _one_text(value: Value) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and len(value) == 1:
        return value[0].string()
    return None


def _matches(node: Node, loose: Sequence[tuple[str, Value]]) -> bool:
    return all(
        compare("=", [child for child in node.children if child.name == column], value)
        for column, value in loose
    )


def texts_of(equal: Sequence[Equal], context: Context) -> dict[str, str] | None:
    """The texts columns must equal; None where there is not one text for each."""
    found: dict[str, str] = {}
    for one in equal:
        text = _one_text(one.value(context))
        if text is None or found.setdefault(one.column, text) != text:
            return None
    return found
