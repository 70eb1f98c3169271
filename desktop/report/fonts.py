"""Tinos: metric equal to Times New Roman, with every Vietnamese letter."""

from functools import cache
from pathlib import Path

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from desktop.errors import Environment

REGULAR, BOLD, ITALIC, BOLD_ITALIC = FACES = (
    "Tinos",
    "Tinos-Bold",
    "Tinos-Italic",
    "Tinos-BoldItalic",
)
_STEP = 0.97  # how finely lines of equal length are sought
_FILES = dict(zip(FACES, ("Regular", "Bold", "Italic", "BoldItalic"), strict=True))


@cache
def register(folder: Path) -> None:
    """Make the four faces known, once per folder."""
    for face, name in _FILES.items():
        file = folder / f"Tinos-{name}.ttf"
        try:
            pdfmetrics.registerFont(TTFont(face, str(file)))
        except (TTFError, OSError) as error:
            raise Environment("report.font", file=file.name) from error
    pdfmetrics.registerFontFamily(REGULAR, *FACES)


def width(text: str, face: str, size: float) -> float:
    """How wide ``text`` is, in points."""
    return float(pdfmetrics.stringWidth(text, face, size))


def balanced(text: str, face: str, size: float, room: float) -> list[str]:
    """``text`` in as few lines as ``room`` allows, all of about the same length."""
    words = [part for word in text.split(" ") for part in _cut(word, face, size, room)]
    lines: list[str] = simpleSplit(" ".join(words), face, size, room)
    least = max((width(word, face, size) for word in words), default=0)
    narrower = lines
    while len(narrower) == len(lines) > 1 and room >= least:
        lines = narrower
        room *= _STEP
        narrower = simpleSplit(" ".join(words), face, size, room)
    return lines


def _cut(word: str, face: str, size: float, room: float) -> list[str]:
    """``word``, in pieces where it alone is wider than ``room``."""
    parts = [""]
    for sign in word if width(word, face, size) > room else [word]:
        if parts[-1] and width(parts[-1] + sign, face, size) > room:
            parts.append("")
        parts[-1] += sign
    return parts
