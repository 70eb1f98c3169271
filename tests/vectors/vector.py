"""A vector: one bundle with one fault, the threats it stands for, and the answer."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack, contextmanager
from types import MappingProxyType
from typing import NamedTuple
from unittest.mock import patch

from tests.vectors.parts import Plan, sealed

QUIET = ("known", "pending")  # answers that are no refusal and change nothing
TAKEN = ("taken", "gap", "fork", "restored")


class Vector(NamedTuple):
    """``plan`` is what was declared; a bundle that is none is given as its bytes."""

    name: str
    threats: tuple[int, ...]  # rows of the table of threats
    answer: str  # the reason code, or the result of an intake
    plan: Plan | Callable[[], bytes]
    unit: str = "48"  # the desk it is given to
    earlier: tuple[Plan, ...] = ()  # bundles that were taken in before
    bounds: Mapping[str, int] = MappingProxyType(
        {}
    )  # limits set lower, where the real one takes minutes

    def raw(self):
        """The bytes as they travel."""
        return sealed(self.plan) if isinstance(self.plan, Plan) else self.plan()

    @property
    def is_refused(self):
        return self.answer not in (*QUIET, *TAKEN)

    @property
    def changes_nothing(self):
        return self.answer not in TAKEN

    @contextmanager
    def limits(self):
        """The limits as this vector sets them."""
        with ExitStack() as stack:
            for where, value in self.bounds.items():
                stack.enter_context(patch(where, value))
            yield


def table(threats, rows):
    """Vectors of one layer: (name, answer, plan, its own threats or None, more)."""
    return [
        Vector(name, own.pop("threats", threats), answer, plan, **own)
        for name, answer, plan, own in (_row(row) for row in rows)
    ]


def _row(row):
    name, answer, plan, *more = row
    return name, answer, plan, dict(more[0]) if more else {}
