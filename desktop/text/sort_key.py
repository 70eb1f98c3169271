"""The one Vietnamese order: letters of the whole string, then tones, then case."""

import unicodedata
from functools import lru_cache

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: place for place, letter in enumerate(_LETTERS, start=100)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}

SortKey = tuple[tuple[int, ...], tuple[int, ...], tuple[bool, ...]]


def sort_key(text: str) -> SortKey:
    """A key by which ``sorted`` puts Vietnamese strings in order (as ICU's vi)."""
    parts = [_char(char) for char in unicodedata.normalize("NFC", text)]
    return (
        tuple(letter for letter, _, _ in parts),
        tuple(tone for _, tone, _ in parts),
        tuple(upper for _, _, upper in parts),
    )


@lru_cache(maxsize=4096)
def _char(char: str) -> tuple[int, int, bool]:
    marks = unicodedata.normalize("NFD", char)
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), 0)
    bare = "".join(mark for mark in marks if mark not in _TONES)
    letter = unicodedata.normalize("NFC", bare)
    lower = letter.lower()
    place = _RANK.get(lower, 20 + int(lower) if lower.isdecimal() else 0)
    if not place:
        place = (
            1 if lower.isspace() else 2 if not lower.isalnum() else 200 + ord(lower[0])
        )
    return place, tone, letter != lower
