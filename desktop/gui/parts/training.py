"""The mark of a training profile: on every page, never to be missed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.parts.label import Icon, Label
from desktop.gui.words import say


class TrainingMark(QWidget):
    """A yellow strip over the whole width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        gap = theme.unit()
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * gap, gap, 4 * gap, gap)
        row.setSpacing(2 * gap)
        row.addStretch(1)
        row.addWidget(Icon("warning", "training_text", self))
        words = Label(say("gui.training"), "training_text", bold=True, parent=self)
        row.addWidget(words, 0, Qt.AlignmentFlag.AlignCenter)
        row.addStretch(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The strip."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("training"))
        painter.end()
