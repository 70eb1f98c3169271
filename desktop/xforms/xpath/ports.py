"""What the parts of the compiler need of each other."""

from collections.abc import Sequence
from typing import Protocol

from desktop.xforms.xpath.ast import Expr, Step
from desktop.xforms.xpath.context import Run


class Scope(Protocol):
    """The place in a form an expression stands at."""

    def narrow(self, steps: Sequence[Step]) -> tuple[int, int]:
        """(levels to climb from the current node, steps that this saves); or (0, 0)"""
        ...


class Compiles(Protocol):
    """What paths and look-ups need of the compiler."""

    scope: Scope | None

    def run(self, expr: Expr) -> Run:
        """The closure of ``expr``."""
        ...

    def runs(self, exprs: Sequence[Expr]) -> list[Run]:
        """The closures of several."""
        ...
