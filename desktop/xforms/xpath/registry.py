"""The table of functions: name, arity, and how a call becomes a closure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from desktop.xforms.tree import Node
from desktop.xforms.xpath.context import Context, Run
from desktop.xforms.xpath.faults import Failed
from desktop.xforms.xpath.values import Value

Make: TypeAlias = Callable[[Sequence[Run]], Run]


@dataclass(frozen=True, slots=True)
class Function:
    """How to call one function; ``most`` None means any number."""

    name: str
    least: int
    most: int | None
    make: Make

    def takes(self, count: int) -> bool:
        """Whether ``count`` arguments are right."""
        return self.least <= count and (self.most is None or count <= self.most)


FUNCTIONS: dict[str, Function] = {}

Plain = Callable[..., Value]


def _register(name: str, least: int, most: int | None, make: Make) -> None:
    FUNCTIONS[name] = Function(name, least, most, make)


def function(name: str, least: int, most: int | None = -1) -> Callable[[Plain], Plain]:
    """Register ``f(*values)``."""

    def register(plain: Plain) -> Plain:
        def make(arguments: Sequence[Run]) -> Run:
            return _call(plain, arguments)

        _register(name, least, least if most == -1 else most, make)
        return plain

    return register


def _call(plain: Plain, arguments: Sequence[Run]) -> Run:
    if len(arguments) == 1:
        only = arguments[0]
        return lambda context: plain(only(context))
    if len(arguments) == 2:
        first, second = arguments
        return lambda context: plain(first(context), second(context))
    return lambda context: plain(*(argument(context) for argument in arguments))


def contextual(
    name: str, least: int, most: int | None = -1
) -> Callable[[Plain], Plain]:
    """Register ``f(context, *values)``."""

    def register(plain: Plain) -> Plain:
        def make(arguments: Sequence[Run]) -> Run:
            return lambda context: plain(context, *(run(context) for run in arguments))

        _register(name, least, least if most == -1 else most, make)
        return plain

    return register


def lengthy(name: str, least: int, most: int | None = -1) -> Callable[[Plain], Plain]:
    """Register ``f(*values)`` whose work grows with the length of its texts."""

    def register(plain: Plain) -> Plain:
        def counted(context: Context, *values: Value) -> Value:
            context.world.read(sum(map(_letters, values)))
            return plain(*values)

        contextual(name, least, most)(counted)
        return plain

    return register


def _letters(value: Value) -> int:
    if isinstance(value, list):
        return sum(len(node.text) for node in value)
    return len(value) if isinstance(value, str) else 0


def lazy(name: str, least: int, most: int | None = -1) -> Callable[[Plain], Plain]:
    """Register ``f(context, *closures)``: it runs what it needs."""

    def register(plain: Plain) -> Plain:
        def make(arguments: Sequence[Run]) -> Run:
            return lambda context: plain(context, *arguments)

        _register(name, least, least if most == -1 else most, make)
        return plain

    return register


def nodes(value: Value, name: str) -> list[Node]:
    """``value`` as the node-set that function ``name`` needs."""
    if not isinstance(value, list):
        raise Failed("xpath.needs_nodes", name=name)
    return value


def own(context: Context, given: Sequence[Value]) -> Value:
    """The one argument, or the context node."""
    return given[0] if given else [context.node]
