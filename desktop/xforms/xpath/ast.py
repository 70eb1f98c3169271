"""The parsed expression."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Number:
    """A numeric literal."""

    value: float


@dataclass(frozen=True, slots=True)
class Literal:
    """A quoted string."""

    text: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function call."""

    name: str
    arguments: "tuple[Expr, ...]"


@dataclass(frozen=True, slots=True)
class Logical:
    """``and`` or ``or`` over its parts, left to right."""

    operator: str
    parts: "tuple[Expr, ...]"


@dataclass(frozen=True, slots=True)
class Compare:
    """= != < <= > >="""

    operator: str
    left: "Expr"
    right: "Expr"


@dataclass(frozen=True, slots=True)
class Chain:
    """Arithmetic of one precedence, left to right."""

    first: "Expr"
    rest: "tuple[tuple[str, Expr], ...]"


@dataclass(frozen=True, slots=True)
class Negate:
    """Unary minus."""

    operand: "Expr"


@dataclass(frozen=True, slots=True)
class Union:
    """``a | b``."""

    parts: "tuple[Expr, ...]"


@dataclass(frozen=True, slots=True)
class NameTest:
    """``*``, ``p:*``, ``name`` or ``p:name``."""

    prefix: str
    name: str


@dataclass(frozen=True, slots=True)
class TypeTest:
    """``node()``, ``text()``, ``comment()``, ``processing-instruction('x')``."""

    kind: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """axis::test[predicate]…"""

    axis: str
    test: NameTest | TypeTest
    predicates: "tuple[Expr, ...]" = ()
    plain_child: str = field(init=False, compare=False, repr=False)
    """The name, where this is ``name`` and nothing more; else ''."""

    def __post_init__(self) -> None:
        plain = self.axis == "child" and not self.predicates
        name = self.test.name if plain and isinstance(self.test, NameTest) else "*"
        object.__setattr__(self, "plain_child", "" if name == "*" else name)


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from the root (absolute), from ``base``, or from the context node."""

    absolute: bool
    base: "Expr | None"
    steps: tuple[Step, ...]
    up: int = field(init=False, compare=False, repr=False)
    """How many ``..`` it begins with."""
    names: tuple[str, ...] = field(init=False, compare=False, repr=False)
    """Of the steps after these, where each is a plain child; else ()."""

    def __post_init__(self) -> None:
        plain = (not _is_parent(step) for step in self.steps)
        up = next((at for at, is_it in enumerate(plain) if is_it), len(self.steps))
        names = tuple(_plain_name(step) for step in self.steps[up:])
        object.__setattr__(self, "up", up)
        object.__setattr__(self, "names", names if all(names) else ())


def _is_parent(step: Step) -> bool:
    plain = step.test == TypeTest("node") and not step.predicates
    return step.axis == "parent" and plain


def _plain_name(step: Step) -> str:
    prefixed = isinstance(step.test, NameTest) and step.test.prefix
    return "" if prefixed else step.plain_child


@dataclass(frozen=True, slots=True)
class Filter:
    """``(base)[predicate]…``"""

    base: "Expr"
    predicates: "tuple[Expr, ...]"


Expr: TypeAlias = (
    Number | Literal | Call | Logical | Compare | Chain | Negate | Union | Path | Filter
)


_INNER: Mapping[type, Callable[[Any], "tuple[Expr, ...]"]] = {
    Call: lambda expr: expr.arguments,
    Logical: lambda expr: expr.parts,
    Union: lambda expr: expr.parts,
    Compare: lambda expr: (expr.left, expr.right),
    Chain: lambda expr: (expr.first, *(operand for _, operand in expr.rest)),
    Negate: lambda expr: (expr.operand,),
    Filter: lambda expr: (expr.base, *expr.predicates),
    Path: lambda expr: (
        *((expr.base,) if expr.base else ()),
        *(one for step in expr.steps for one in step.predicates),
    ),
}


def inner(expr: Expr) -> "tuple[Expr, ...]":
    """The expressions directly inside, predicates of steps included."""
    found = _INNER.get(type(expr))
    return found(expr) if found is not None else ()
