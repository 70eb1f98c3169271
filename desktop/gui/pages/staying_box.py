"""Names that stay on this computer, and the day after which it erases each."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.desk.staying import Staying
from desktop.gui.models.table import Cell, TextTable
from desktop.gui.parts.box import Box
from desktop.gui.parts.label import Label
from desktop.gui.parts.table import Table
from desktop.gui.places import ShowRecord
from desktop.gui.words import say
from desktop.text.dates import format_date

_COLUMNS = ("gui.kept.record", "gui.kept.until", "gui.staying.then")
_ROWS = 6


class StayingBox(Box):
    """The first to go first; nothing is pressed here."""

    opened = Signal(object)  # a place

    def __init__(self, parent: QWidget) -> None:
        super().__init__(say("gui.staying.title"), parent)
        self.say(say("gui.staying.why"))
        self.sums = Label("", "muted", wrap=True, parent=self)
        self.add(self.sums)
        self._model = TextTable(_COLUMNS, frozenset(), self)
        self.table = Table(self)
        self.table.setModel(self._model)
        self.table.columns(0, 18, 40)
        self.table.setAccessibleName(say("gui.staying.title"))
        self.table.opened.connect(self._open)
        self.add(self.table)
        self._shown: Sequence[Staying] = ()

    def show_names(self, found: Sequence[Staying]) -> None:
        """All of them, and how many."""
        self._shown = found
        count = say("gui.staying.count", count=len(found))
        self.sums.setText(count if found else say("gui.staying.none"))
        self._model.show([_cells(one) for one in found])
        self.table.show_rows(_ROWS)
        self.table.setVisible(bool(found))

    def _open(self, at: int) -> None:
        self.opened.emit(ShowRecord(self._shown[at].record))


def _cells(one: Staying) -> tuple[Cell, ...]:
    then = "gui.staying.past" if one.past else "gui.staying.by_itself"
    return (Cell(one.title), Cell(format_date(one.until)), Cell(say(then)))
