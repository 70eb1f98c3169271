"""Buttons, boxes and dots in our colours."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from desktop.gui import theme
from desktop.gui.parts import draw
from desktop.gui.parts.icon import pixmap

_STEPS: dict[int, int] = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}


class Weight(Enum):
    """How loudly a button speaks."""

    MAIN = "main"
    PLAIN = "plain"
    QUIET = "quiet"


class Button(QPushButton):
    """A push button; Enter presses it as Space does."""

    def __init__(
        self,
        text: str,
        weight: Weight = Weight.PLAIN,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._weight = weight
        self._icon = icon
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_icon(self, icon: str) -> None:
        """Another icon."""
        self._icon = icon
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Room for icon, text and air."""
        gap = theme.unit()
        metrics = self.fontMetrics()
        text = metrics.size(Qt.TextFlag.TextShowMnemonic, self.text())
        side = 3 * gap if self.text() else gap + 2
        icon = metrics.height() + (gap if self.text() else 0) if self._icon else 0
        return QSize(text.width() + icon + 2 * side, metrics.height() + 2 * gap + 2)

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def _colors(self) -> tuple[QColor, QColor, QColor]:
        """Fill, border, text."""
        clear = QColor(0, 0, 0, 0)
        if not self.isEnabled():
            fill = theme.color("disabled")
            return fill, theme.color("card_border"), theme.color("muted")
        over = self.underMouse() or self.isDown()
        if self._weight is Weight.MAIN:
            fill = theme.color("accent_pressed" if over else "accent")
            return fill, fill, theme.color("accent_text")
        if self._weight is Weight.QUIET:
            fill = theme.color("hover") if over else clear
            return fill, clear, theme.color("accent")
        fill = theme.color("hover" if over else "card")
        return fill, theme.color("input_border"), theme.color("text")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Box, icon, text, ring."""
        painter = QPainter(self)
        fill, border, ink = self._colors()
        draw.frame(painter, self, border, fill=fill)
        if self.hasFocus():
            _ring(painter, self, main=self._weight is Weight.MAIN)
        _words(painter, self, self._icon, ink)
        painter.end()


def _ring(painter: QPainter, widget: QWidget, *, main: bool) -> None:
    draw.frame(painter, widget, theme.color("focus"), width=2)
    if main:  # on the accent itself the ring is an inner line
        box = QRectF(widget.rect()).adjusted(3, 3, -3, -3)
        painter.setPen(QPen(theme.color("accent_text"), 1.5))
        painter.drawRoundedRect(box, 3, 3)


def _words(painter: QPainter, button: QAbstractButton, icon: str, ink: QColor) -> None:
    gap = theme.unit()
    metrics = button.fontMetrics()
    text = metrics.size(Qt.TextFlag.TextShowMnemonic, button.text()).width()
    side = metrics.height() if icon else 0
    between = gap if icon and button.text() else 0
    left = (button.width() - text - side - between) // 2
    if icon:
        top = (button.height() - side) // 2
        painter.drawPixmap(left, top, pixmap(icon, ink, side, button))
    painter.setPen(ink)
    painter.drawText(
        QRectF(left + side + between, 0, text + 2, button.height()),
        Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic,
        button.text(),
    )


class Check(QCheckBox):
    """Yes or no."""

    def sizeHint(self) -> QSize:
        """The box, a gap, the words."""
        return _mark_size(self)

    def hitButton(self, place: QPoint) -> bool:
        """Anywhere."""
        return self.rect().contains(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Box, words, ring."""
        painter = QPainter(self)
        tick_box(painter, _mark_box(self), checked=self.isChecked())
        _mark_words(painter, self)
        painter.end()


class Dot(QRadioButton):
    """One of several; arrows stay among these."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt would go on to whatever dot is nearest on the page."""
        group, step = self.group(), _STEPS.get(event.key(), 0)
        if group is None or not step:
            super().keyPressEvent(event)
            return
        buttons = group.buttons()
        at = buttons.index(self) + step
        if 0 <= at < len(buttons):
            buttons[at].setFocus(Qt.FocusReason.OtherFocusReason)
            buttons[at].click()

    def sizeHint(self) -> QSize:
        """The dot, a gap, the words."""
        return _mark_size(self)

    def hitButton(self, place: QPoint) -> bool:
        """Anywhere."""
        return self.rect().contains(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dot, words, ring."""
        painter = QPainter(self)
        dot(painter, _mark_box(self), checked=self.isChecked())
        _mark_words(painter, self)
        painter.end()


def one_stop(buttons: Sequence[QAbstractButton]) -> None:
    """Of a row of dots Tab stops at one: the chosen, else the first."""
    chosen = next((button for button in buttons if button.isChecked()), None)
    stop = chosen or (buttons[0] if buttons else None)
    for button in buttons:
        strong = Qt.FocusPolicy.StrongFocus
        button.setFocusPolicy(strong if button is stop else Qt.FocusPolicy.ClickFocus)


def _mark_size(mark: QAbstractButton) -> QSize:
    gap = theme.unit()
    metrics = mark.fontMetrics()
    width = metrics.horizontalAdvance(mark.text())
    return QSize(metrics.height() + 4 * gap + width, metrics.height() + 2 * gap)


def _mark_box(mark: QAbstractButton) -> QRectF:
    side = mark.fontMetrics().height() - 2
    return QRectF(theme.unit(), (mark.height() - side) / 2, side, side)


def _mark_words(painter: QPainter, mark: QAbstractButton) -> None:
    painter.setPen(theme.color("text" if mark.isEnabled() else "muted"))
    left = round(_mark_box(mark).right()) + theme.unit() + 2
    painter.drawText(
        mark.rect().adjusted(left, 0, 0, 0),
        Qt.AlignmentFlag.AlignVCenter,
        mark.text(),
    )
    if mark.hasFocus():
        draw.frame(painter, mark, theme.color("focus"), width=2)


def tick_box(painter: QPainter, box: QRectF, *, checked: bool) -> None:
    """A box, ticked or not."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = theme.color("accent" if checked else "input_border")
    painter.setPen(QPen(edge, 1.3))
    painter.setBrush(theme.color("accent" if checked else "input"))
    painter.drawRoundedRect(box, 3, 3)
    if checked:
        painter.setPen(QPen(theme.color("accent_text"), 2))
        side = box.width()
        points = ((0.24, 0.52), (0.43, 0.70), (0.78, 0.32))
        line = [QPointF(box.x() + x * side, box.y() + y * side) for x, y in points]
        painter.drawPolyline(line)


def dot(painter: QPainter, box: QRectF, *, checked: bool) -> None:
    """A dot, chosen or not."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("accent" if checked else "input_border"), 1.3))
    painter.setBrush(theme.color("input"))
    painter.drawEllipse(box)
    if checked:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        inset = box.width() * 0.24
        painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
