"""Answers that may tell of people: a line holds commitments in their place."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from desktop.ledger.canonical import Data, Json
from desktop.ledger.commitment import PrivateValue, commit, stand_in, stands_for
from desktop.ledger.world import Random

if TYPE_CHECKING:  # a desk opens without the form engine
    from desktop.xforms.definition import Definition

HOME = "home"  # stays at the desk it is typed at
PRIVATE = ("person", "text", HOME)

Path: TypeAlias = tuple[str, ...]  # of an answer in data, positions left out


@lru_cache(64)
def private_paths(definition: "Definition") -> Mapping[Path, str]:
    """Where private leaves stand in data, and how private each is."""
    found = ((q.ref, q.columns.get("privacy", "")) for q in definition.questions)
    return {tuple(ref.split("/")[2:]): how for ref, how in found if how in PRIVATE}


@dataclass(slots=True)
class Hiding:
    """Puts commitments in the place of answers, and holds what they hide."""

    random: Random
    values: list[PrivateValue] = field(default_factory=list)
    home: list[PrivateValue] = field(default_factory=list)

    def hide(
        self, data: Mapping[str, Json], privacy: Callable[[Path], str], above: Path = ()
    ) -> Data:
        """The same with each leaf committed whose path has a ``privacy``."""
        hidden: Data = {}
        for name, node in data.items():
            path = (*above, name)
            if isinstance(node, str) and (how := privacy(path)):
                hidden[name] = self._leaf(node, how)
            elif isinstance(node, dict):
                hidden[name] = self.hide(node, privacy, path)
            elif isinstance(node, list):
                rows = [row for row in node if isinstance(row, dict)]
                hidden[name] = [self.hide(row, privacy, path) for row in rows]
            else:
                hidden[name] = node
        return hidden

    def _leaf(self, text: str, how: str) -> Json:
        if how == HOME and not stands_for(text):
            stays = commit(text, self.random)
            self.home.append(stays)
            text = stand_in(stays)
        value = commit(text, self.random)
        self.values.append(value)
        return {"#": value.commitment}


def blanked(data: Mapping[str, Json], paths: Container[Path], above: Path = ()) -> Data:
    """The same without the answers at ``paths``."""
    found: Data = {}
    for name, node in data.items():
        path = (*above, name)
        if path in paths:
            found[name] = None
        elif isinstance(node, dict):
            found[name] = blanked(node, paths, path)
        elif isinstance(node, list):
            rows = [row for row in node if isinstance(row, dict)]
            found[name] = [blanked(row, paths, path) for row in rows]
        else:
            found[name] = node
    return found
