"""Itemsets that rows of a list answer by themselves."""

from dataclasses import dataclass
from functools import lru_cache

from desktop.xforms.definition import Itemset
from desktop.xforms.form import Form
from desktop.xforms.model import Model
from desktop.xforms.sources import TableTop
from desktop.xforms.xpath.ast import Call, Expr, Literal, Path
from desktop.xforms.xpath.compile import Compiler
from desktop.xforms.xpath.faults import Broken
from desktop.xforms.xpath.lookup import Equal, split
from desktop.xforms.xpath.parser import parse


@dataclass(frozen=True, slots=True)
class FromRows:
    """instance('…')/root/item[column = value]…, with columns for value and label."""

    instance: str
    item: str
    predicates: tuple[Expr, ...]
    value: str
    label: str
    translated: bool  # the label column holds itext ids

    def fits(self, top: TableTop) -> bool:
        """Whether the list has the columns (an empty list fits all)."""
        if self.value in top.columns:
            return self.item == top.item_name
        return not top.columns


@dataclass(frozen=True, slots=True)
class Listed:
    """A question's list as rows give it, its equalities compiled for the place."""

    plan: FromRows
    equal: tuple[Equal, ...]


def listed(form: Form, model: Model, itemset: Itemset) -> Listed | None:
    """How rows answer a question's itemset; None where its nodes must be walked."""
    if model.index in form.lists:
        return form.lists[model.index]
    found = plan(itemset)
    equal = split(Compiler(model), found.predicates)[0] if found else []
    made = form.lists[model.index] = Listed(found, tuple(equal)) if found else None
    return made


def plan(itemset: Itemset) -> FromRows | None:
    """How rows answer ``itemset``; None where its nodes must be walked."""
    found = unfiltered(itemset)
    if found is None or split(Compiler(), found.predicates)[1]:
        return None
    return found


@lru_cache(maxsize=1024)
def unfiltered(itemset: Itemset) -> FromRows | None:
    """The same whatever its filter asks: for who looks for one row by its code."""
    try:
        path, label = parse(itemset.nodeset), parse(itemset.label)
        value = parse(itemset.value)
    except Broken:
        return None
    column, translated = _label(label)
    if not isinstance(path, Path) or not column or not _column(value):
        return None
    name = _instance(path)
    if not name:
        return None
    item = path.steps[1]
    bare = Path(absolute=False, base=None, steps=(type(item)(item.axis, item.test),))
    return FromRows(
        name, _column(bare), item.predicates, _column(value), column, translated
    )


def _instance(path: Path) -> str:
    base, steps = path.base, path.steps
    if not isinstance(base, Call) or base.name != "instance" or len(steps) != 2:
        return ""
    only = base.arguments[0] if len(base.arguments) == 1 else None
    return only.text if isinstance(only, Literal) and steps[0].plain_child else ""


def _column(expr: Expr) -> str:
    if not isinstance(expr, Path) or expr.absolute or expr.base is not None:
        return ""
    return expr.steps[0].plain_child if len(expr.steps) == 1 else ""


def _label(expr: Expr) -> tuple[str, bool]:
    if isinstance(expr, Call) and expr.name == "jr:itext" and len(expr.arguments) == 1:
        return _column(expr.arguments[0]), True
    return _column(expr), False
