"""Long work in sight: what happens now, how far, and a way to stop."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.desk.views import Progress
from desktop.gui import theme
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.label import Label
from desktop.gui.words import say


class _Bar(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.share = 0.0

    def sizeHint(self) -> QSize:
        return QSize(theme.letters(40), 2 * theme.unit())

    def minimumSizeHint(self) -> QSize:
        return QSize(40, 2 * theme.unit())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color("card_border"))
        painter.setBrush(theme.color("disabled"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)
        painter.setBrush(theme.color("accent"))
        wide = round((self.width() - 2) * self.share)
        painter.drawRoundedRect(1, 1, wide, self.height() - 3, 4, 4)
        painter.end()


class Running(QWidget):
    """Hidden while nothing runs."""

    cancelled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.unit())
        self.words = Label("", parent=self)
        self._bar = _Bar(self)
        self.cancel = Button(say("gui.cancel"), Weight.PLAIN, "close", self)
        self.cancel.clicked.connect(self.cancelled)
        line = QHBoxLayout()
        line.setSpacing(3 * theme.unit())
        line.addWidget(self._bar, 1)
        line.addWidget(self.cancel)
        box.addWidget(self.words)
        box.addLayout(line)
        self.hide()

    def start(self) -> None:
        """Something began."""
        self.show_progress(Progress(0, 1, "gui.starting"))
        self.show()

    def show_progress(self, progress: Progress) -> None:
        """One step further."""
        self._bar.share = progress.done / progress.total if progress.total else 0.0
        self.words.setText(say(progress.what))
        self._bar.update()
