"""F1: every key that does something at this desk, on a sheet over the page."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.desk.views import DeskView
from desktop.gui import theme
from desktop.gui.actions import ACTIONS, FIELD_KEYS
from desktop.gui.parts import draw
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.card import Card, Scroll
from desktop.gui.parts.label import Label
from desktop.gui.words import say


class KeysSheet(Card):
    """Shown and hidden by the same key."""

    def __init__(self, window: QWidget, desk: DeskView) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._before: QWidget | None = None
        self._filled = False
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A sheet that stands out from the page under it."""
        painter = QPainter(self)
        fill = theme.color("card")
        draw.frame(painter, self, theme.color("accent"), width=2, fill=fill)
        painter.end()

    def turn(self) -> None:
        """Show it over the window, or put it away."""
        if self.isVisible():
            self.hide()
            if self._before is not None:
                self._before.setFocus()
            return
        if not self._filled:
            self._fill()
        gap = theme.unit()
        self._before = self._window.focusWidget()
        wide = min(self._window.width() - 8 * gap, theme.letters(118))
        hidden = self._rows.sizeHint().height() - self._scroll.sizeHint().height()
        wanted = self.sizeHint().height() + max(0, hidden)
        high = min(self._window.height() - 8 * gap, wanted)
        self.resize(wide, high)
        self.move(
            (self._window.width() - wide) // 2, (self._window.height() - high) // 2
        )
        self.raise_()
        self.show()
        self._close.setFocus()

    def _fill(self) -> None:
        self._filled = True
        gap = theme.unit()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(5 * gap, 4 * gap, 5 * gap, 4 * gap)
        inside.addWidget(Label(say("gui.keys"), scale=1.3, bold=True, parent=self))
        rows = QWidget(self)
        grid = QGridLayout(rows)
        grid.setHorizontalSpacing(6 * gap)
        grid.setColumnStretch(3, 1)
        own = [(a.title, a.key) for a in ACTIONS if a.when(self._desk)]
        pairs = [*own, *FIELD_KEYS]
        half = -(-len(pairs) // 2)
        for place, (title, key) in enumerate(pairs):
            column, row = divmod(place, half)
            native = QKeySequence.SequenceFormat.NativeText
            shown = QKeySequence(key).toString(native) if "…" not in key else key
            grid.addWidget(Label(shown, "accent", bold=True), row, 2 * column)
            grid.addWidget(Label(say(title)), row, 2 * column + 1)
        self._rows, self._scroll = rows, Scroll(rows, self)
        inside.addWidget(self._scroll, 1)
        self._close = Button(say("gui.close"), Weight.PLAIN, parent=self)
        self._close.clicked.connect(self.turn)
        inside.addWidget(self._close, 0, Qt.AlignmentFlag.AlignRight)
