"""Folding: what two spellings of one word have in common, for search."""

import unicodedata
from functools import lru_cache
from itertools import chain

_KEPT = 16_384  # Vietnamese writes some 7,000 syllables; each is folded once
_SHORT = 40  # longer texts are taken apart, longer words are not kept
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
    if len(text) <= _SHORT:
        return _once(text)
    words = text.split(" ")
    return " ".join([_once(w) if len(w) <= _SHORT else _fold(w) for w in words])


@lru_cache(_KEPT)
def _once(text: str) -> str:
    return " ".join(map(_fold, text.split(" ")))


def _fold(word: str) -> str:
    plain = word.translate(_LATIN)
    return plain.lower() if plain.isascii() else _slowly(word)


def words(text: str) -> list[str]:
    """The folded words of ``text``: runs of letters and digits."""
    spaced = "".join(char if char.isalnum() else " " for char in fold(text))
    return spaced.split()
