"""Parsed expressions to closures: done once per form, run at every answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from desktop.xforms.tree import in_order
from desktop.xforms.xpath import functions as _functions  # fills the table
from desktop.xforms.xpath.ast import (
    Call,
    Chain,
    Compare,
    Expr,
    Filter,
    Literal,
    Logical,
    Negate,
    Number,
    Path,
    Union,
)
from desktop.xforms.xpath.compare import compare
from desktop.xforms.xpath.context import Context, Run
from desktop.xforms.xpath.faults import Failed
from desktop.xforms.xpath.numbers import ARITHMETIC
from desktop.xforms.xpath.paths import path_run
from desktop.xforms.xpath.ports import Scope
from desktop.xforms.xpath.predicates import chosen
from desktop.xforms.xpath.registry import FUNCTIONS
from desktop.xforms.xpath.special import SPECIAL
from desktop.xforms.xpath.values import Value, to_boolean, to_number

__all__ = ["Compiler", "Fault", "Scope", "_functions"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that will fail when reached."""

    code: str
    name: str


@dataclass(slots=True)
class Compiler:
    """Turns expressions of one place into closures."""

    scope: Scope | None = None
    faults: list[Fault] = field(default_factory=list)

    def run(self, expr: Expr) -> Run:
        """The closure of ``expr``."""
        return _BUILD[type(expr)](self, expr)

    def runs(self, exprs: Sequence[Expr]) -> list[Run]:
        """The closures of several."""
        return [self.run(expr) for expr in exprs]

    def failing(self, code: str, name: str) -> Run:
        """A closure that fails by name when it is reached."""
        self.faults.append(Fault(code, name))

        def fail(_context: Context) -> Value:
            raise Failed(code, name=name)

        return fail


def _number(_compiler: Compiler, expr: Number) -> Run:
    value = expr.value
    return lambda _context: value


def _literal(_compiler: Compiler, expr: Literal) -> Run:
    text = expr.text
    return lambda _context: text


def _call(compiler: Compiler, expr: Call) -> Run:
    found = FUNCTIONS.get(expr.name)
    if found is None:
        return compiler.failing("xpath.unknown_function", expr.name)
    if not found.takes(len(expr.arguments)):
        return compiler.failing("xpath.arity", expr.name)
    special = SPECIAL.get(expr.name)
    if special is not None:
        return special(expr.arguments, compiler.runs(expr.arguments))
    return found.make(compiler.runs(expr.arguments))


def _logical(compiler: Compiler, expr: Logical) -> Run:
    parts = compiler.runs(expr.parts)
    settles = expr.operator == "or"  # the first part that comes out so ends it

    def run(context: Context) -> Value:
        for part in parts:
            if to_boolean(part(context)) is settles:
                return settles
        return not settles

    return run


def _compare(compiler: Compiler, expr: Compare) -> Run:
    sign, left = expr.operator, compiler.run(expr.left)
    if isinstance(expr.right, Literal) and sign in ("=", "!="):
        return _beside_text(sign, left, expr.right.text)
    right = compiler.run(expr.right)
    return lambda context: compare(sign, left(context), right(context))


def _beside_text(sign: str, left: Run, text: str) -> Run:
    """Nearly all comparisons: an answer beside a text."""
    same = sign == "="

    def run(context: Context) -> Value:
        found = left(context)
        if type(found) is list and len(found) == 1:
            return (found[0].string() == text) is same
        return compare(sign, found, text)

    return run


def _chain(compiler: Compiler, expr: Chain) -> Run:
    first = compiler.run(expr.first)
    rest = [(ARITHMETIC[sign], compiler.run(operand)) for sign, operand in expr.rest]

    def run(context: Context) -> Value:
        total = to_number(first(context))
        for apply, operand in rest:
            total = apply(total, to_number(operand(context)))
        return total

    return run


def _negate(compiler: Compiler, expr: Negate) -> Run:
    operand = compiler.run(expr.operand)
    return lambda context: -to_number(operand(context))


def _union(compiler: Compiler, expr: Union) -> Run:
    parts = compiler.runs(expr.parts)

    def run(context: Context) -> Value:
        found = []
        for part in parts:
            value = part(context)
            if not isinstance(value, list):
                raise Failed("xpath.needs_nodes", name="|")
            found += value
        return in_order(found)

    return run


def _filter(compiler: Compiler, expr: Filter) -> Run:
    base, predicates = compiler.run(expr.base), compiler.runs(expr.predicates)

    def run(context: Context) -> Value:
        value = base(context)
        if not isinstance(value, list):
            raise Failed("xpath.needs_nodes", name="[ ]")
        return chosen(value, predicates, context)

    return run


def _path(compiler: Compiler, expr: Path) -> Run:
    return path_run(compiler, expr)


_BUILD: dict[type, Callable[..., Run]] = {
    Number: _number,
    Literal: _literal,
    Call: _call,
    Logical: _logical,
    Compare: _compare,
    Chain: _chain,
    Negate: _negate,
    Union: _union,
    Filter: _filter,
    Path: _path,
}
