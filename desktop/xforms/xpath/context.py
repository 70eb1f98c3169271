"""Where an expression is evaluated, and what it may ask of the world around it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeAlias

from desktop.ledger.world import Random
from desktop.xforms.tree import Node
from desktop.xforms.xpath.budget import Budget
from desktop.xforms.xpath.faults import Failed
from desktop.xforms.xpath.values import Value


def _no_instance(name: str) -> Node:
    raise Failed("xpath.no_instance", name=name)


def _no_time() -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC)


def _no_text(key: str) -> str:
    return f"[{key}]"


def _no_choice(_value: str, question: str, node: Node) -> str:
    raise Failed("xpath.no_choices", question=question, at=node.name)


def _no_property(_name: str) -> str:
    return ""


class _NoRandom:
    def bytes(self, count: int, /) -> bytes:
        return bytes(count)


@dataclass(slots=True)
class World(Budget):
    """What functions reach beyond their arguments."""

    now: Callable[[], datetime] = _no_time
    random: Random = field(default_factory=_NoRandom)
    instance: Callable[[str], Node] = _no_instance
    itext: Callable[[str], Value] = _no_text
    choice_name: Callable[[str, str, Node], str] = _no_choice
    property: Callable[[str], str] = _no_property
    version: str = ""
    language: str = ""
    main: Node | None = None  # root of the primary instance
    seed: int = 1  # of lists put in random order
    running: int = 0  # expressions inside expressions, as a choice's name


class Context:
    """One evaluation: node, position and size, and the outermost node (current())."""

    __slots__ = ("current", "node", "position", "size", "world")

    def __init__(
        self,
        world: World,
        node: Node,
        current: Node | None = None,
        position: int = 1,
        size: int = 1,
    ) -> None:
        self.world = world
        self.node = node
        self.current = node if current is None else current
        self.position = position
        self.size = size


Run: TypeAlias = Callable[[Context], Value]
