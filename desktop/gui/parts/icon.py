"""Icons: one small SVG each, painted in the colour of the words beside it."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from desktop import assets

_kept: dict[tuple[str, str, int, float], QPixmap] = {}


@cache
def _source(name: str) -> str:
    return (assets.resources() / "icons" / f"{name}.svg").read_text("utf-8")


def pixmap(name: str, color: QColor, side: int, beside: QWidget) -> QPixmap:
    """The icon ``name``, ``side`` pixels square, sharp on the widget's screen."""
    scale = beside.devicePixelRatioF()
    key = (name, color.name(), side, scale)
    found = _kept.get(key)
    if found is None:
        found = _kept[key] = _painted(name, color, side, scale)
    return found


def _painted(name: str, color: QColor, side: int, scale: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # after the first paint

    text = _source(name).replace("currentColor", color.name())
    made = QPixmap(round(side * scale), round(side * scale))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    renderer = QSvgRenderer(QByteArray(text.encode()))
    renderer.render(painter, QRectF(0, 0, made.width(), made.height()))
    painter.end()
    made.setDevicePixelRatio(scale)
    return made
