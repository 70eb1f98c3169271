"""Folding: what two spellings of one word have in common, for search."""

import re
import unicodedata
from functools import lru_cache
from itertools import chain

_KEPT = 16_384  # Vietnamese writes some 7,000 syllables; each is folded once
_SHORT = 40  # letters of a word that is kept
_RUN = re.compile(r"[^\W_]+")
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
    if text.isascii():
        return text.lower()
    return " ".join([_word(word) for word in text.split(" ")])


def _word(word: str) -> str:
    """Numbers and codes are folded in no time, and too many to be kept."""
    if word.isascii():
        return word.lower()
    return _once(word) if len(word) <= _SHORT else _fold(word)


def _fold(word: str) -> str:
    plain = word.translate(_LATIN)
    return plain.lower() if plain.isascii() else _slowly(word)


_once = lru_cache(_KEPT)(_fold)


def words(text: str) -> list[str]:
    """The folded words of ``text``: runs of letters and digits."""
    return _RUN.findall(fold(text))
