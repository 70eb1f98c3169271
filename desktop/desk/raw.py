"""A record's answers as they are kept, by name: readable without its form."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.ledger.canonical import Data, Json
from desktop.ledger.ids import FormRef
from desktop.store import homes


@dataclass(frozen=True, slots=True)
class RawView:
    """Names and texts, in the order in which they are kept."""

    title: str
    form: FormRef
    draft: bool
    gone: bool  # the pack has no form of that name any more
    lines: tuple[tuple[str, str], ...]


def lines(data: Data) -> tuple[tuple[str, str], ...]:
    """``("parties[1]/org", "Công an")`` for each answer that says something."""
    return tuple(_lines(data, ""))


def _lines(node: Json, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for inner, value in node.items():
            yield from _lines(value, f"{name}/{inner}" if name else inner)
    elif isinstance(node, list):
        for number, row in enumerate(node, 1):
            yield from _lines(row, f"{name}[{number}]")
    elif node not in (None, ""):
        yield name, homes.shown(str(node))
