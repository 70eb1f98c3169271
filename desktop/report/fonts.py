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
    lines: list[str] = simpleSplit(text, face, size, room)
    narrower = lines
    while len(lines) > 1 and len(narrower) == len(lines):
        lines = narrower
        room *= 0.97
        narrower = simpleSplit(text, face, size, room)
    return lines
