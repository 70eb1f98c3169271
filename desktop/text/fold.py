"""Folding: what two spellings of one word have in common, for search."""

import unicodedata

_D = str.maketrans({"đ": "d", "Đ": "d"})


def fold(text: str) -> str:
    """Lower case, no tone or vowel marks, đ as d."""
    plain = unicodedata.normalize("NFD", text.translate(_D))
    kept = (char for char in plain if not unicodedata.combining(char))
    return "".join(kept).lower()


def words(text: str) -> list[str]:
    """The folded words of ``text``: runs of letters and digits."""
    spaced = "".join(char if char.isalnum() else " " for char in fold(text))
    return spaced.split()
