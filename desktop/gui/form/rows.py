"""Rows of a repeat: a head with its number, crossing out and taking back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.label import Label
from desktop.gui.words import say
from desktop.xforms.definition import Ref
from desktop.xforms.instance import NodeState


def row_of(ref: str) -> tuple[Ref, int]:
    """The repeat and number of the innermost row of a path; 0 where it is in none."""
    repeat, _, rest = ref.rpartition("[")
    number = rest.partition("]")[0]
    return Ref(repeat), int(number) if number.isdecimal() else 0


class RowHead(QWidget):
    """The line above a row; a crossed-out row waits, grey, until the page is left."""

    crossed = Signal(object, bool)
    wanted = Signal(object, object)

    def __init__(
        self, node: NodeState, title: str, parent: QWidget, *, removable: bool
    ) -> None:
        super().__init__(parent)
        self.title = title
        self.ref = node.ref
        self.row = node.row
        self.is_crossed = False
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 2 * theme.unit(), 0, 0)
        self._title = Label("", bold=True, parent=self)
        self._turn = Button("", Weight.QUIET, "trash", self)
        self._turn.clicked.connect(self.turn)
        self._turn.setVisible(removable)
        self._insert = Button(say("gui.form.row_insert"), Weight.QUIET, "plus", self)
        self._insert.clicked.connect(lambda: self.wanted.emit(*row_of(self.ref)))
        self._insert.setVisible(removable)
        line.addWidget(self._title)
        line.addWidget(self._insert)
        line.addWidget(self._turn)
        line.addStretch(1)
        self._say()

    def turn(self) -> None:
        """Cross out, or take back."""
        self.is_crossed = not self.is_crossed
        self._say()
        self.crossed.emit(self.ref, self.is_crossed)

    def _say(self) -> None:
        crossed = say("gui.form.row_crossed", row=self.title)
        self._title.setText(crossed if self.is_crossed else self.title)
        self._title.set_ink("muted" if self.is_crossed else "text")
        do = say("gui.form.row_back" if self.is_crossed else "gui.form.row_remove")
        self._turn.setText(do)
        self._turn.setAccessibleName(f"{do}: {self.title}")
        self._insert.setAccessibleName(f"{say('gui.form.row_insert')}: {self.title}")
        self._turn.set_icon("undo" if self.is_crossed else "trash")


class AddRow(Button):
    """The button under the last row."""

    wanted = Signal(object, object)

    def __init__(self, ref: Ref, label: str, parent: QWidget) -> None:
        super().__init__(
            say("gui.form.row_add", what=label), Weight.PLAIN, "plus", parent
        )
        self.ref = ref
        self.clicked.connect(lambda: self.wanted.emit(self.ref, None))
