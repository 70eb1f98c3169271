"""The two columns above the title, measured first and then drawn: nothing can wrap."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from desktop.report.document import Body, Head
from desktop.report.fonts import BOLD, ITALIC, REGULAR, balanced, width
from desktop.report.words import MOTTO, NATION, keep_gaps, number_line

_LEADING = 1.2
_RULE_DROP = 5.5  # points below the last baseline: clear of "ạ" and "p"
_RULE_SHARE = 0.4  # Decree 30 asks for a third to a half of the text
_NUMBER_DROP = 26
_NUMBER_SIZE = 13
_AFTER = 20  # between the number line and what follows


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a column."""

    text: str
    face: str
    size: float

    @property
    def width(self) -> float:
        """Points."""
        return width(self.text, self.face, self.size)


@dataclass(frozen=True, slots=True)
class Columns:
    """Sizes and widths: measured with Tinos, so that NATION stands on one line."""

    nation: float
    motto: float
    left: float
    right: float


_LARGE = Columns(nation=13, motto=14, left=66 * mm, right=96 * mm)
_SMALL = Columns(nation=12, motto=13, left=72 * mm, right=90 * mm)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of one paper, ready to be drawn."""

    columns: Columns
    left: tuple[Line, ...]
    number: Line
    place: Line
    place_below: bool  # too long to share the number's line
    span: float

    @property
    def height(self) -> float:
        """Points from the top margin down to the title's room."""
        below = self.place.size * 1.5 if self.place_below else 0
        return self._number_drop() + below + _AFTER

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw it with its upper left corner at ``left``, ``top``."""
        middle = left + self.columns.left / 2
        _column(canvas, self.left, middle, top, _RULE_SHARE)
        end = left + self.span
        _column(canvas, self._right(), end - self.columns.right / 2, top, 1)
        base = top - self._number_drop()
        _centred(canvas, self.number, middle, base)
        if self.place_below:
            base -= self.place.size * 1.5
        _centred(canvas, self.place, self._place_middle(end), base)

    def _right(self) -> tuple[Line, ...]:
        nation = Line(NATION, BOLD, self.columns.nation)
        return (nation, Line(MOTTO, BOLD, self.columns.motto))

    def _number_drop(self) -> float:
        return max(_depth(self.left), _depth(self._right())) + _NUMBER_DROP

    def _place_middle(self, end: float) -> float:
        return end - max(self.columns.right, self.place.width) / 2


def letterhead(head: Head, span: float) -> Letterhead:
    """Choose sizes for ``head`` in a line of ``span`` points."""
    number = Line(
        keep_gaps(number_line(head.number, head.symbol)), REGULAR, _NUMBER_SIZE
    )
    large = _left(head.bodies, 13)
    fits = all(line.width <= _LARGE.left for line in (*large, number))
    columns = _LARGE if fits else _SMALL
    place = _place(head, columns.right)
    room = span - (columns.left + number.width) / 2 - 3 * mm
    return Letterhead(
        columns=columns,
        left=tuple(_narrowed(large, columns.left)),
        number=number,
        place=place,
        place_below=place.width > room,
        span=span,
    )


def _left(bodies: Sequence[Body], size: float) -> list[Line]:
    lines: list[Line] = []
    for at, body in enumerate(bodies):
        lines += [Line(keep_gaps(text), REGULAR, size) for text in body.superior]
        names = [keep_gaps(text) for text in body.name]
        if at < len(bodies) - 1:
            names[-1] += " -"
        lines += [Line(text, BOLD, size) for text in names]
    return lines


def _narrowed(lines: Sequence[Line], room: float) -> list[Line]:
    """At 13 points where all fit, else at 12; what is still too long is broken."""
    if all(line.width <= room for line in lines):
        return list(lines)
    return [
        Line(part, line.face, 12)
        for line in lines
        for part in balanced(line.text, line.face, 12, room)
    ]


def _place(head: Head, room: float) -> Line:
    text = keep_gaps(f"{head.place}, {head.date}")
    large = Line(text, ITALIC, 14)
    return large if large.width <= room else Line(text, ITALIC, 13)


def _depth(lines: Sequence[Line]) -> float:
    return sum(line.size for line in lines) * _LEADING


def _column(
    canvas: Canvas, lines: Sequence[Line], middle: float, top: float, share: float
) -> None:
    for at, line in enumerate(lines):
        _centred(canvas, line, middle, top - _depth(lines[: at + 1]))
    half = lines[-1].width * share / 2
    rule = top - _depth(lines) - _RULE_DROP
    canvas.setLineWidth(0.7)
    canvas.line(middle - half, rule, middle + half, rule)


def _centred(canvas: Canvas, line: Line, middle: float, base: float) -> None:
    canvas.setFont(line.face, line.size)
    canvas.drawCentredString(middle, base, line.text)
