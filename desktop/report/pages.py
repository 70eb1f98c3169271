"""Page kinds: margins, page numbers, the marks that stand on every page."""

from dataclasses import dataclass, field

from reportlab.lib.colors import Color, black
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from desktop.report.fonts import BOLD, ITALIC, REGULAR, balanced
from desktop.report.letterhead import Letterhead
from desktop.report.words import TRAINING, plain

TOP, BOTTOM, LEFT, RIGHT = 20 * mm, 20 * mm, 30 * mm, 15 * mm
SPAN = A4[0] - LEFT - RIGHT
WIDE_SPAN = A4[1] - LEFT - RIGHT
_NUMBER_BASE = 11 * mm  # below the paper's edge, centred in the top margin
_NOTE_BASE = 13 * mm  # above the lower edge
_LEAST_ROOM = 60 * mm  # what a head of any length leaves to the text
_PALE = Color(0.93, 0.93, 0.93)
_RED = Color(0.75, 0.1, 0.1)


@dataclass(slots=True)
class Pages:
    """The page kinds of one paper; ``start`` is where the running part began."""

    head: Letterhead
    training: bool
    note: str
    start: int = field(default=1, init=False)

    def templates(self) -> list[PageTemplate]:
        """Kinds by id: first, later, appendix and wide, each with its next."""
        return [
            self._template("first", "later", wide=False, head=self.head.height),
            self._template("later", "later", wide=False),
            self._template("appendix", "later", wide=False),
            self._template("wide", "wide later", wide=True),
            self._template("wide later", "wide later", wide=True),
        ]

    def _template(
        self, name: str, then: str, *, wide: bool, head: float = 0
    ) -> PageTemplate:
        width, height = size = landscape(A4) if wide else A4
        room = max(height - TOP - BOTTOM - head, _LEAST_ROOM)
        inside = (LEFT, BOTTOM, width - LEFT - RIGHT, room)
        return PageTemplate(
            id=name,
            frames=[Frame(*inside, 0, 0, 0, 0)],
            pagesize=size,
            autoNextPageTemplate=then,
            onPage=self._first if then != name else self._later,
        )

    def _first(self, canvas: Canvas, doc: BaseDocTemplate) -> None:
        self.start = canvas.getPageNumber()
        width, height = doc.pageTemplate.pagesize
        self._marks(canvas, width, height)
        if doc.pageTemplate.id == "first":
            self.head.draw(canvas, LEFT, height - TOP)

    def _later(self, canvas: Canvas, doc: BaseDocTemplate) -> None:
        width, height = doc.pageTemplate.pagesize
        self._marks(canvas, width, height)
        number = canvas.getPageNumber() - self.start + 1
        canvas.setFont(REGULAR, 13)
        middle = LEFT + (width - LEFT - RIGHT) / 2
        canvas.drawCentredString(middle, height - _NUMBER_BASE, str(number))

    def _marks(self, canvas: Canvas, width: float, height: float) -> None:
        if self.training:
            _watermark(canvas, width, height)
            canvas.setFillColor(_RED)
            canvas.setFont(BOLD, 12)
            canvas.drawRightString(width - RIGHT, height - _NUMBER_BASE, TRAINING)
        canvas.setFillColor(black)
        canvas.setFont(ITALIC, 9)
        lines = balanced(plain(self.note), ITALIC, 9, width - LEFT - RIGHT)[:2]
        for at, line in enumerate(lines):
            canvas.drawString(LEFT, _NOTE_BASE - at * 11, line)


def _watermark(canvas: Canvas, width: float, height: float) -> None:
    canvas.saveState()
    canvas.setFillColor(_PALE)
    canvas.setFont(BOLD, 54)
    canvas.translate(width / 2, height / 2)
    canvas.rotate(52 if height > width else 32)
    canvas.drawCentredString(0, -18, TRAINING)
    canvas.restoreState()
