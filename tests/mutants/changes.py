"""The small changes that can be made to a module."""

import ast
from collections.abc import Callable
from typing import NamedTuple


class Change(NamedTuple):
    line: int
    words: str
    make: Callable[[], object]  # changes the tree that it was found in


def changes(source):
    """(the parsed module, every change that can be made to it), in a fixed order."""
    tree = ast.parse(source)
    pragmas = {
        number
        for number, line in enumerate(source.splitlines(), 1)
        if "# pragma" in line
    }
    found = [
        change
        for node in open_to_change(tree)
        for kind, rule in RULES
        if isinstance(node, kind)
        for change in rule(node)
    ]
    return tree, [change for change in found if change.line not in pragmas]


def changed(source, number):
    """The module with one change made."""
    tree, found = changes(source)
    found[number].make()
    return ast.fix_missing_locations(tree)


# what is passed over

CLOSED_FIELDS = {"annotation", "returns", "decorator_list"}
CLOSED_NAMES = {"__slots__", "__all__"}
NAMING = {"NewType", "TypeVar"}
SMALL_BOUND = 1000
UNITS = {"MIB": 1 << 20}  # that bounds are told in


def open_to_change(node):
    yield node
    for field, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not closed(node, field, child):
                yield from open_to_change(child)


def closed(parent, field, child):
    return (
        field in CLOSED_FIELDS
        or isinstance(child, (ast.Import, ast.ImportFrom, ast.Assert))
        or (isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant))
        or (isinstance(child, ast.If) and named(child.test) == "TYPE_CHECKING")
        or (isinstance(child, ast.FunctionDef) and is_said_only(child))
        or (isinstance(child, (ast.Assign, ast.AnnAssign)) and is_closed_name(child))
        or (isinstance(child, ast.Call) and named(child.func) in NAMING)
        or (isinstance(child, ast.keyword) and of_call(parent, "zip"))
        or (isinstance(child, ast.Constant) and of_call(parent, "cast_type"))
    )


def of_call(node, name):
    return isinstance(node, ast.Call) and named(node.func) == name


def named(node):
    return node.id if isinstance(node, ast.Name) else ""


def is_said_only(function):
    overloads = [d for d in function.decorator_list if named(d) == "overload"]
    return function.name == "__repr__" or bool(overloads)


def is_closed_name(node):
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    alias = isinstance(node, ast.AnnAssign) and named(node.annotation) == "TypeAlias"
    alias |= isinstance(node.value, ast.Subscript) and named(targets[0]).istitle()
    if alias or any(named(target) in CLOSED_NAMES for target in targets):
        return True
    return named(targets[0]).lstrip("_").startswith("MAX_") and is_large(node.value)


def is_large(value):
    size = eval(compile(ast.Expression(value), "", "eval"), dict(UNITS))
    return isinstance(size, (int, float)) and size >= SMALL_BOUND


# what is changed

COMPARISONS = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
OPERATORS = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Div,
    ast.Pow: ast.Mult,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.BitXor: ast.BitAnd,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.UAdd: ast.USub,
    ast.USub: ast.UAdd,
}


def setting(node, field, value, words):
    return Change(node.lineno, words, lambda: setattr(node, field, value))


def shown(node):
    return ast.unparse(node).partition("\n")[0][:60]


def compared(node):
    for place, operator in enumerate(node.ops):
        for other in COMPARISONS[type(operator)]:
            ops = [*node.ops[:place], other(), *node.ops[place + 1 :]]
            words = f"{shown(node)}: {type(operator).__name__} to {other.__name__}"
            yield setting(node, "ops", ops, words)


def operated(node):
    other = OPERATORS.get(type(node.op))
    if other:
        words = f"{shown(node)}: {type(node.op).__name__} to {other.__name__}"
        yield setting(node, "op", other(), words)


def without_not(node):
    if isinstance(node.op, ast.Not):
        words = f"{shown(node)}: not left out"
        yield setting(node, "operand", ast.UnaryOp(ast.Not(), node.operand), words)


def negated(node):
    test = node.test
    told = isinstance(test, ast.Compare) and len(test.ops) == 1
    if not told and not isinstance(test, ast.UnaryOp):  # these have rules of their own
        words = f"{shown(test)}: negated"
        yield setting(node, "test", ast.UnaryOp(ast.Not(), test), words)


def constant(node):
    for other in others(node.value):
        words = f"{node.value!r:.60} to {other!r:.60}"
        yield setting(node, "value", other, words)


def others(value):
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, (int, float)):
        return [value + 1, value - 1]
    if isinstance(value, str):
        return [f"XX{value}XX" if value else "XX"]
    return [b"XX" + value] if isinstance(value, bytes) else []


def to_none(node):
    if not isinstance(node.value, (ast.Constant, type(None))):
        yield setting(node, "value", ast.Constant(None), f"{shown(node)}: None")


def call_left_out(node):
    words = f"{shown(node)}: left out"
    yield setting(node, "value", ast.Constant(None), words)


def turned(other):
    def rule(node):
        words = f"{shown(node)} to {other.__name__.lower()}"
        yield setting(node, "__class__", other, words)

    return rule


RULES = [
    (ast.Compare, compared),
    ((ast.BinOp, ast.BoolOp, ast.AugAssign, ast.UnaryOp), operated),
    (ast.UnaryOp, without_not),
    ((ast.If, ast.While, ast.IfExp), negated),
    (ast.Constant, constant),
    ((ast.Return, ast.Assign), to_none),
    (ast.Expr, call_left_out),
    (ast.Raise, turned(ast.Pass)),
    (ast.Break, turned(ast.Continue)),
    (ast.Continue, turned(ast.Break)),
]
