"""Strokes shared by the painted parts."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop.gui import theme

RADIUS = 5.0


def frame(
    painter: QPainter,
    widget: QWidget,
    border: QColor,
    *,
    width: float = 1.0,
    fill: QColor | None = None,
) -> None:
    """A rounded box around ``widget``, drawn inside its edge."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    half = width / 2
    box = QRectF(widget.rect()).adjusted(half, half, -half, -half)
    painter.setPen(QPen(border, width))
    painter.setBrush(fill if fill is not None else QColor(0, 0, 0, 0))
    painter.drawRoundedRect(box, RADIUS, RADIUS)


def input_border(widget: QWidget, mark: str) -> tuple[QColor, float]:
    """The border of an input: focus first, then what is wrong with it."""
    if widget.hasFocus():
        return theme.color("focus"), 2.0
    if mark:
        return theme.color(mark), 1.5
    if not widget.isEnabled():
        return theme.color("card_border"), 1.0
    return theme.color("input_border"), 1.0
