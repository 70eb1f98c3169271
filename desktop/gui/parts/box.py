"""A titled card with a column inside; facts in two columns."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.parts.card import Card
from desktop.gui.parts.label import Label


class Box(Card):
    """A card with its title."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        gap = theme.unit()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(4 * gap, 3 * gap, 4 * gap, 3 * gap)
        self.column.setSpacing(2 * gap)
        if title:
            self.column.addWidget(Label(title, bold=True, parent=self))

    def add(self, part: QWidget | QLayout, stretch: int = 0) -> None:
        """One more below."""
        if isinstance(part, QWidget):
            self.column.addWidget(part, stretch)
        else:
            self.column.addLayout(part, stretch)

    def say(self, words: str) -> None:
        """An explaining sentence."""
        self.add(Label(words, "muted", wrap=True, parent=self))


class Facts(QWidget):
    """Label left, value right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        gap = theme.unit()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4 * gap)
        self._grid.setVerticalSpacing(gap)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Other facts."""
        clear(self._grid)
        top = Qt.AlignmentFlag.AlignTop
        for row, (label, value) in enumerate(facts):
            left = Label(label, "muted", wrap=True)
            left.setMinimumWidth(theme.letters(26))
            right = Label(value, wrap=True)
            right.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(left, row, 0, top)
            self._grid.addWidget(right, row, 1, top)


def row(*parts: QWidget | None, parent: QHBoxLayout | None = None) -> QHBoxLayout:
    """Widgets side by side; None is the stretch."""
    made = parent or QHBoxLayout()
    made.setSpacing(2 * theme.unit())
    for part in parts:
        if part is None:
            made.addStretch(1)
        else:
            made.addWidget(part)
    return made


def clear(layout: QLayout) -> None:
    """Take everything out, layouts inside too."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
