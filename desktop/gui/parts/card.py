"""Surfaces: a card, a strip that tells something, a thin scroll bar."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QScrollBar, QWidget

from desktop.gui import theme
from desktop.gui.parts import draw
from desktop.gui.parts.label import Icon, Label


class Card(QFrame):
    """A white sheet on the desk."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A rounded sheet with a hairline."""
        painter = QPainter(self)
        fill = theme.color("card")
        draw.frame(painter, self, theme.color("card_border"), fill=fill)
        painter.end()


class Strip(QFrame):
    """One sentence with its icon, in a mood: good, warning, danger or accent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        gap = theme.unit()
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * gap, 2 * gap, 3 * gap, 2 * gap)
        row.setSpacing(2 * gap)
        self._icon = Icon("info", "accent", self)
        self._words = Label("", parent=self, wrap=True)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self._mood = "accent"
        self.hide()

    def tell(self, words: str, mood: str = "accent", icon: str = "info") -> None:
        """Show a sentence; an empty one hides the strip."""
        self._mood = mood
        self._icon.show_as(icon, mood)
        self._words.setText(words)
        self.setVisible(bool(words))
        self.update()

    def words(self) -> str:
        """What it says now."""
        return self._words.text() if not self.isHidden() else ""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A soft sheet with an edge of its mood."""
        painter = QPainter(self)
        edge, fill = theme.color(self._mood), theme.color(f"{self._mood}_soft")
        draw.frame(painter, self, edge, fill=fill)
        painter.end()


class ThinBar(QScrollBar):
    """A scroll bar that is only its handle."""

    def sizeHint(self) -> QSize:
        """Thin."""
        across = 2 * theme.unit() + 2
        if self.orientation() == Qt.Orientation.Vertical:
            return QSize(across, 10 * across)
        return QSize(10 * across, across)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The handle, by share of the whole."""
        span = self.maximum() - self.minimum()
        if span <= 0:
            return
        upright = self.orientation() == Qt.Orientation.Vertical
        length = self.height() if upright else self.width()
        handle = max(24.0, length * self.pageStep() / (span + self.pageStep()))
        at = (length - handle) * (self.value() - self.minimum()) / span
        across = (self.width() if upright else self.height()) - 4.0
        box = (
            QRectF(2, at, across, handle) if upright else QRectF(at, 2, handle, across)
        )
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        shade = "input_border" if self.underMouse() or self.isSliderDown() else "faint"
        painter.setBrush(theme.color(shade))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        painter.end()


class Scroll(QScrollArea):
    """A page that scrolls down, never sideways unless it must."""

    def __init__(self, inner: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setVerticalScrollBar(ThinBar(Qt.Orientation.Vertical))
        self.setHorizontalScrollBar(ThinBar(Qt.Orientation.Horizontal))
        self.setWidget(inner)
        inner.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
