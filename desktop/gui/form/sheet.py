"""A card of the form: title, fields in a grid, perhaps folded."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from desktop.gui import theme
from desktop.gui.form.field import Field
from desktop.gui.form.rows import AddRow, RowHead
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.card import Card
from desktop.gui.parts.label import Label
from desktop.gui.words import say
from desktop.xforms.definition import Ref

_LABEL_LETTERS = 30


class Sheet(QWidget):
    """Fields one under the other; the words left of the controls, or above."""

    row_wanted = Signal(object, object)  # of which repeat, as which number
    opened = Signal()  # by whoever fills in

    def __init__(self, title: str, parent: QWidget, *, fold: bool = False) -> None:
        super().__init__(parent)
        gap = theme.unit()
        self.asked = True  # False: a repeat that is not relevant now
        self.fields: list[Field] = []
        self._parts: list[QWidget | Field] = []
        self._stacked: bool | None = None
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(gap)
        self.title = Label(title, bold=True, parent=self)
        self.title.setVisible(bool(title))
        self.title.setContentsMargins(gap, 2, 0, 2)
        outside.addWidget(self.title)
        self.door: Button | None = None
        if fold:
            self.door = Button("", Weight.QUIET, "right", self)
            self.door.clicked.connect(self.toggle)
            outside.addWidget(self.door, 0, Qt.AlignmentFlag.AlignLeft)
        self.card = Card(self)
        self.card.setVisible(not fold)
        outside.addWidget(self.card)
        self._grid = QGridLayout(self.card)
        self._grid.setContentsMargins(4 * gap, 3 * gap, 4 * gap, 3 * gap)
        self._grid.setHorizontalSpacing(3 * gap)
        self._grid.setVerticalSpacing(gap + gap // 2)

    def add(self, part: "QWidget | Field") -> None:
        """A field, or a widget across the whole card."""
        self._parts.append(part)
        if isinstance(part, Field):
            self.fields.append(part)
        elif isinstance(part, RowHead):
            part.crossed.connect(self._cross)
            part.wanted.connect(self.row_wanted)
        elif isinstance(part, AddRow):
            part.wanted.connect(self.row_wanted)

    @property
    def heads(self) -> list[RowHead]:
        """The lines above its rows."""
        return [part for part in self._parts if isinstance(part, RowHead)]

    def crossed_out(self) -> list[Ref]:
        """Rows to be taken away, last first."""
        return [head.ref for head in self.heads if head.is_crossed][::-1]

    def _cross(self, ref: Ref, crossed: bool) -> None:
        for field in self.fields:
            if field.ref.startswith(f"{ref}/") and field.control is not None:
                field.control.widget.setEnabled(not crossed)
                field.label.set_ink("muted" if crossed else "text")

    def arrange(self, *, stacked: bool) -> None:
        """Put everything in its place; again when the width asks for it."""
        if stacked == self._stacked:
            return
        self._stacked = stacked
        width = 0 if stacked else theme.letters(_LABEL_LETTERS)
        self._grid.setColumnMinimumWidth(0, width)
        self._grid.setColumnStretch(1, 1)
        row = 0
        for part in self._parts:
            if isinstance(part, Field):
                part.label.setMaximumWidth(width or 16_777_215)
                row = part.put(self._grid, row, stacked=stacked)
            else:
                side = Qt.AlignmentFlag.AlignLeft
                wide = not isinstance(part, AddRow)
                place = (row, 0, 1, 2, Qt.AlignmentFlag(0) if wide else side)
                self._grid.addWidget(part, *place)
                row += 1
        air = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._grid.addItem(air, row, 1)  # short controls leave their column wide

    def toggle(self) -> None:
        """Open or fold."""
        opening = self.card.isHidden()
        self.unfold(opening)
        if opening:
            self.opened.emit()

    def unfold(self, opened: bool = True) -> None:
        """Show the card, or only its door."""
        self.card.setVisible(opened)
        self.show_count()

    def show_count(self) -> None:
        """The door tells how many answers wait behind it."""
        if self.door is None:
            return
        count = sum(field.node.relevant for field in self.fields)
        code = "gui.form.fold" if self.card.isVisibleTo(self) else "gui.form.unfold"
        self.door.setText(say(code, count=count))
        self.door.set_icon("right" if code == "gui.form.unfold" else "down")
        self.setVisible(count > 0)

    def settle(self) -> None:
        """Show the card while something on it is asked."""
        self.show_count()
        if self.door is None:
            rows = len(self._parts) > len(self.fields)
            asked = rows or any(field.node.relevant for field in self.fields)
            self.setVisible(self.asked and asked)
