"""A name that is looked for, in whatever letters it was written."""

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import normalize

from desktop.errors import Usage
from desktop.text.fold import words

MOST_NAMES = 10
_FEWEST = 2  # letters


@dataclass(frozen=True, slots=True)
class Sought:
    """Names as they were given, and folded with a space on each side."""

    names: tuple[str, ...]
    folded: tuple[str, ...]
    marked: tuple[str, ...]

    def stands_in(self, text: str) -> bool:
        """Whether one of them stands in ``text``, whole words in their order."""
        said = _spaced(words(text))
        return any(name in said for name in self.folded)

    def stands_marked_in(self, text: str) -> bool:
        """Whether one stands in it with its marks."""
        said = _marked(text)
        return any(name in said for name in self.marked)


def sought(text: str) -> Sought:
    """A name a line; Usage where there is none."""
    lines = [line.strip() for line in text.splitlines()]
    names = tuple(line for line in lines if len("".join(words(line))) >= _FEWEST)
    if not names or len(names) > MOST_NAMES:
        raise Usage("person.name", most=MOST_NAMES)
    folded = tuple(_spaced(words(name)) for name in names)
    return Sought(names, folded, tuple(map(_marked, names)))


def _spaced(said: Sequence[str]) -> str:
    return f" {' '.join(said)} "


def _marked(text: str) -> str:
    plain = normalize("NFC", text).casefold()
    spaced = "".join(letter if letter.isalnum() else " " for letter in plain)
    return _spaced(spaced.split())
