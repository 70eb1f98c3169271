"""Paragraph styles of Decree 30's nine cells."""

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from desktop.report.document import Align, Level
from desktop.report.fonts import BOLD, BOLD_ITALIC, ITALIC, REGULAR

_TEXT = ParagraphStyle(
    "text",
    fontName=REGULAR,
    fontSize=14,
    leading=18,
    alignment=TA_JUSTIFY,
    firstLineIndent=10 * mm,
    spaceBefore=6,
    allowWidows=0,
    allowOrphans=0,
)
TEXT = _TEXT
CLOSING_TEXT = ParagraphStyle("closing text", _TEXT, keepWithNext=1)
_HEADING = ParagraphStyle("heading", _TEXT, fontName=BOLD, alignment=TA_LEFT)
HEADINGS = {
    Level.PART: ParagraphStyle("part", _HEADING, spaceBefore=10),
    Level.ITEM: ParagraphStyle("item", _HEADING, spaceBefore=8),
    Level.POINT: ParagraphStyle("point", _HEADING, fontName=BOLD_ITALIC),
}

_CENTRED = ParagraphStyle(
    "centred", fontName=BOLD, fontSize=14, leading=17, alignment=TA_CENTER
)
TITLE = ParagraphStyle("title", _CENTRED, spaceBefore=6)
SUMMARY = ParagraphStyle("summary", _CENTRED)
REFERENCE = ParagraphStyle("reference", _CENTRED, fontName=ITALIC)
ADDRESSEE = ParagraphStyle("addressee", _CENTRED, fontName=REGULAR, leading=20)
ADDRESSEES = ParagraphStyle(
    "addressees",
    ADDRESSEE,
    alignment=TA_LEFT,
    leftIndent=57 * mm,
    firstLineIndent=-22 * mm,  # "Kính gửi:" hangs out to the left of its list
)
SIGNED = ParagraphStyle("signed", _CENTRED)
CAPTION = ParagraphStyle("caption", _CENTRED, fontSize=13, spaceBefore=8, spaceAfter=4)

RECIPIENTS_HEAD = ParagraphStyle(
    "recipients head", fontName=BOLD_ITALIC, fontSize=12, leading=15
)
RECIPIENTS = ParagraphStyle(
    "recipients", fontName=REGULAR, fontSize=11, leading=13.5, alignment=TA_LEFT
)

CELL_SIZE = 12
_CELL = ParagraphStyle("cell", fontName=REGULAR, fontSize=CELL_SIZE, leading=14.5)
_SIDES = {Align.LEFT: TA_LEFT, Align.CENTER: TA_CENTER, Align.RIGHT: TA_RIGHT}
CELLS = {
    align: ParagraphStyle(f"cell {align.value}", _CELL, alignment=side)
    for align, side in _SIDES.items()
}
TOTALS = {
    align: ParagraphStyle(f"total {align.value}", style, fontName=BOLD)
    for align, style in CELLS.items()
}
CELL_HEAD = ParagraphStyle("cell head", _CELL, fontName=BOLD, alignment=TA_CENTER)
