"""Finding a choice by what an officer types: no marks, parts of words, initials."""

from collections.abc import Sequence
from functools import cached_property

from desktop.text.fold import fold, words
from desktop.xforms.choices import Choice


class Finder:
    """Choices with their folded labels, made when first needed."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.choices = choices

    @cached_property
    def _folded(self) -> list[tuple[str, str]]:
        """Per choice: its words with a space before each, and their initials."""
        found = []
        for choice in self.choices:
            parts = words(choice.label)
            initials = "".join(part[0] for part in parts)
            found.append((" " + " ".join(parts), initials))
        return found

    def find(self, typed: str) -> Sequence[int]:
        """Places of the choices that fit, best first; all when nothing is typed."""
        wanted = " ".join(words(typed))
        if not wanted:
            return range(len(self.choices))
        ranks: tuple[list[int], ...] = ([], [], [], [])
        for place, (label, initials) in enumerate(self._folded):
            rank = _rank(wanted, label, initials)
            if rank is not None:
                ranks[rank].append(place)
        return [place for rank in ranks for place in rank]

    def exact(self, typed: str) -> int | None:
        """The one choice whose label is what was typed, marks or not."""
        bare = fold(typed.strip())
        hits = [
            place
            for place in self.find(typed)[:50]
            if fold(self.choices[place].label) == bare
        ]
        return hits[0] if len(hits) == 1 else None

    def of_value(self, value: str) -> Choice | None:
        """The choice that stands for ``value``."""
        return next((one for one in self.choices if one.value == value), None)


def _rank(wanted: str, label: str, initials: str) -> int | None:
    at = label.find(wanted)
    if at == 1:
        return 0
    if " " not in wanted and wanted in initials:
        return 1
    if at > 0 and label[at - 1] == " ":
        return 2
    return 3 if at > 0 else None
