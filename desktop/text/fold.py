"""Folding: what two spellings of one word have in common, for search."""

import unicodedata
from functools import lru_cache
from itertools import chain

_SYLLABLES = 16_384  # Vietnamese writes some 7,000; each is folded once
_D = str.maketrans({"đ": "d", "Đ": "d"})


def _slowly(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.translate(_D))
    kept = (char for char in plain if not unicodedata.combining(char))
    return "".join(kept).lower()


# Latin letters and the marks typed apart: all that Vietnamese text is made of.
_LATIN = {
    place: _slowly(chr(place))
    for place in chain(range(0xC0, 0x250), range(0x300, 0x370), range(0x1E00, 0x1F00))
}


def fold(text: str) -> str:
    """Lower case, no tone or vowel marks, đ as d."""
    return " ".join([_fold(word) for word in text.split(" ")])


@lru_cache(_SYLLABLES)
def _fold(text: str) -> str:
    plain = text.translate(_LATIN)
    return plain.lower() if plain.isascii() else _slowly(text)


def words(text: str) -> list[str]:
    """The folded words of ``text``: runs of letters and digits."""
    spaced = "".join(char if char.isalnum() else " " for char in fold(text))
    return spaced.split()
