"""Attached files whose time is over: looked at, then destroyed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.desk.keeping import KeptFile
from desktop.gui.models.table import Cell, TextTable
from desktop.gui.parts.box import Box, row
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.label import Label
from desktop.gui.parts.table import Table
from desktop.gui.places import ShowRecord
from desktop.gui.words import say
from desktop.text.dates import format_date

_COLUMNS = ("gui.kept.file", "gui.kept.record", "gui.kept.until", "gui.kept.size")
_ROWS = 6


class KeptBox(Box):
    """All that are past their day go in one press, said twice."""

    discard = Signal(object)  # their SHA-256
    opened = Signal(object)  # a place

    def __init__(self, parent: QWidget) -> None:
        super().__init__(say("gui.kept.title"), parent)
        self.sums = Label("", "muted", wrap=True, parent=self)
        self.add(self.sums)
        self._model = TextTable(_COLUMNS, frozenset((3,)), self)
        self.table = Table(self)
        self.table.setModel(self._model)
        self.table.columns(0, 36, 18, 16)
        self.table.setAccessibleName(say("gui.kept.title"))
        self.table.opened.connect(self._open)
        self.add(self.table)
        self.button = Button(say("gui.kept.destroy"), Weight.PLAIN, "trash", self)
        self.button.clicked.connect(self._discard)
        self.add(row(self.button, None))
        self._past: Sequence[KeptFile] = ()

    def show_files(self, files: Sequence[KeptFile]) -> None:
        """Those past their day; of the others how many, and the next day."""
        self._past = [file for file in files if file.past]
        coming = [file.until for file in files if not file.past]
        count = len(self._past)
        said = [say("gui.kept.past", count=count) if count else say("gui.kept.none")]
        if coming:
            last = format_date(min(coming))
            said.append(say("gui.kept.coming", count=len(coming), day=last))
        self.sums.setText(" ".join(said))
        self._model.show([_cells(file) for file in self._past])
        self.table.show_rows(_ROWS)
        self.table.setVisible(bool(self._past))
        self.button.setVisible(bool(self._past))

    def _open(self, at: int) -> None:
        self.opened.emit(ShowRecord(self._past[at].record))

    def _discard(self) -> None:
        self.discard.emit(tuple(dict.fromkeys(file.sha256 for file in self._past)))


def _cells(file: KeptFile) -> tuple[Cell, ...]:
    size = say("gui.size", kb=-(-file.bytes // 1024))
    return (
        Cell(file.name),
        Cell(file.title),
        Cell(format_date(file.until)),
        Cell(size),
    )
