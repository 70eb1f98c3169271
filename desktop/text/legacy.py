"""Text of the fonts before Unicode: TCVN3 (.VnTime …) and VNI-Windows (VNI-Times …).

Both wrote Vietnamese with the codes of Western letters, and read as such when pasted.
Convert before anything is cleaned: TCVN3 writes "ư" as a soft hyphen (U+00AD).
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from desktop.text.syllables import is_syllable


class Coding(StrEnum):
    """How text may have been written."""

    TCVN3 = "tcvn3"
    VNI = "vni"


# TCVN 5712:1993, as the ABC fonts use it: byte A1 and further, read as Latin-1.
_TCVN3_CODES = (
    "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ"
)
_TCVN3_LETTERS = (
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
)
TCVN3: Mapping[str, str] = dict(zip(_TCVN3_CODES, _TCVN3_LETTERS, strict=True))

# VNI-Windows writes a marked vowel as the bare vowel and a code for all its marks.
_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
_TONES = {"ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_HATS = {
    "â": _CIRCUMFLEX,
    "à": _CIRCUMFLEX + _GRAVE,
    "á": _CIRCUMFLEX + _ACUTE,
    "å": _CIRCUMFLEX + _HOOK,
    "ã": _CIRCUMFLEX + _TILDE,
    "ä": _CIRCUMFLEX + _DOT,
}
_BOWLS = {
    "ê": _BREVE,
    "è": _BREVE + _GRAVE,
    "é": _BREVE + _ACUTE,
    "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}
_SINGLE = {
    "ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ",
    "ö": "ư",
}  # fmt: skip
_VOWELS = {
    "a": ("a", _TONES | _HATS | _BOWLS),
    "e": ("e", _TONES | _HATS),
    "o": ("o", _TONES | _HATS),
    "u": ("u", _TONES),
    "y": ("y", _TONES),
    "ô": ("ơ", _TONES),
    "ö": ("ư", _TONES),
}
VNI: Mapping[str, str] = _SINGLE | {
    code + mark: unicodedata.normalize("NFC", letter + marks)
    for code, (letter, known) in _VOWELS.items()
    for mark, marks in known.items()
}
_VNI_CODE = re.compile("|".join(sorted(VNI, key=len, reverse=True)), re.IGNORECASE)

# Of a word: not ASCII's marks and digits, and not the marks that Word puts.
_BETWEEN = re.compile(r"[\x00-@\[-`{-\x7f\u2010-\u2026]+")
_UNICODE_ONLY = re.compile("[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9\u0300-\u0323]")
_SURE = 2  # words: a single short one may be anything
_FONTS = ((re.compile(r"\.vn", re.IGNORECASE), Coding.TCVN3),
          (re.compile(r"vni-", re.IGNORECASE), Coding.VNI))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text would say if it was written in ``coding``."""

    coding: Coding
    text: str
    sure: bool  # else it is offered only


def of_font(name: str) -> Coding | None:
    """The coding that a font's name tells of: .VnTime, VNI-Times."""
    return next((coding for begins, coding in _FONTS if begins.match(name)), None)


def convert(text: str, coding: Coding) -> str:
    """The text in Unicode (NFC), whatever it was."""
    return unicodedata.normalize("NFC", _CONVERT[coding](text))


def reading(text: str, hint: Coding | None = None) -> Reading | None:
    """How ``text`` reads in a former coding; None where it reads well as it is."""
    if text.isascii() or _UNICODE_ONLY.search(text):
        return None
    return _reading(text, hint)


@lru_cache(4096)
def _reading(text: str, hint: Coding | None) -> Reading | None:
    marked = [word for word in _BETWEEN.split(text) if not word.isascii()]
    if not marked:
        return None
    fits = [coding for coding in Coding if _all_words(text, coding)]
    well = all(map(is_syllable, marked))
    if not fits or (well and hint not in fits):
        return None
    coding = hint if hint in fits else fits[0]
    alone = hint is coding or len(fits) == 1
    sure = alone and not well and (hint is coding or len(marked) >= _SURE)
    return Reading(coding, convert(text, coding), sure)


def share_of_syllables(words: Iterable[str]) -> float:
    """How much of the words that carry marks is Vietnamese: 0 to 1; of none, 1."""
    marked = [word for word in words if not word.isascii()]
    good = sum(map(is_syllable, marked))
    return good / len(marked) if marked else 1.0


def words_of(text: str) -> list[str]:
    """The words, as they are told apart here."""
    return [word for word in _BETWEEN.split(text) if word]


def _all_words(text: str, coding: Coding) -> bool:
    """Every word that carries marks becomes a syllable, and no code is left."""
    converted = convert(text, coding)
    marked = [word for word in _BETWEEN.split(converted) if not word.isascii()]
    return bool(marked) and all(map(is_syllable, marked))


def _from_tcvn3(text: str) -> str:
    """Most fonts have no marked capitals: among capitals these were meant."""
    plain = text.translate(_TCVN3_TABLE)
    letters = [char for char in text if char.isascii() and char.isalpha()]
    capital = len(letters) > _SURE and all(char.isupper() for char in letters)
    return plain.upper() if capital else plain


def _from_vni(text: str) -> str:
    return _VNI_CODE.sub(lambda found: _vni_letter(found[0]), text)


def _vni_letter(code: str) -> str:
    letter = VNI[code.lower()]
    return letter.upper() if code[0].isupper() else letter


_TCVN3_TABLE = str.maketrans(dict(TCVN3))
_CONVERT: Mapping[Coding, Callable[[str], str]] = {
    Coding.TCVN3: _from_tcvn3,
    Coding.VNI: _from_vni,
}
