"""What is kept about a person who asks: found, opened, and answered on paper."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.desk.people import Found, Told
from desktop.gui.models.table import Cell, TextTable
from desktop.gui.parts.box import Box, row
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.label import Label
from desktop.gui.parts.line import Line
from desktop.gui.parts.table import Table
from desktop.gui.places import EditRecord, ShowRecord
from desktop.gui.shell import day_and_time
from desktop.gui.words import say
from desktop.text.dates import format_date, format_iso

_COLUMNS = (
    "gui.person.record",
    "gui.person.date",
    "gui.person.where",
    "gui.person.at",
    "gui.person.exact",
)
_ROWS = 8


class PersonBox(Box):
    """A name and the day it was asked; then what was found."""

    look = Signal(str, str)  # the names, and the day as typed
    opened = Signal(object)  # a place
    wanted = Signal(object)  # the answer, into this file

    def __init__(self, parent: QWidget) -> None:
        super().__init__(say("gui.person.title"), parent)
        self.say(say("gui.person.how"))
        self.name, self.asked = Line(self), Line(self)
        lines = {"gui.person.name": self.name, "gui.person.asked": self.asked}
        for code, line in lines.items():
            line.setAccessibleName(say(code))
            line.returnPressed.connect(self._look)
            self.add(Label(say(code), "muted", parent=self))
            self.add(line)
        self.button = Button(say("gui.person.look"), Weight.MAIN, "search", self)
        self.button.clicked.connect(self._look)
        self.print = Button(say("gui.person.print"), Weight.PLAIN, "file", self)
        self.print.clicked.connect(self._print)
        self.add(row(self.button, self.print, None))
        self.sums = Label("", wrap=True, parent=self)
        self.add(self.sums)
        self._model = TextTable(_COLUMNS, frozenset(), self)
        self.table = Table(self)
        self.table.setModel(self._model)
        self.table.columns(34, 16, 0, 22, 16)
        self.table.setAccessibleName(say("gui.person.table"))
        self.table.opened.connect(self._open)
        self.add(self.table)
        self.told: Told | None = None

    def forget(self, today: date) -> None:
        """Nobody is looked for any more: no name stays on the screen."""
        self.told = None
        self.name.clear()
        self.asked.setText(format_date(today))
        for part in (self.print, self.sums, self.table):
            part.hide()

    def show_told(self, told: Told) -> None:
        """What was found, and until when to answer."""
        self.told = told
        self._model.show([_cells(one) for one in told.found])
        self.table.setVisible(bool(told.found))
        self.table.show_rows(_ROWS)
        bundles = ", ".join(bundle.name for bundle in told.bundles)
        due = format_date(told.due)
        said = [say("gui.person.sums", count=len(told.found), due=due)]
        if bundles:
            said.append(say("gui.person.bundles", names=bundles))
        if told.unread:
            said.append(say("gui.person.unread", count=told.unread))
        if told.erased:
            said.append(say("gui.person.erased", count=len(told.erased)))
        self.sums.setText(" ".join(said))
        self.sums.show()
        self.print.show()

    def _look(self) -> None:
        self.look.emit(self.name.text(), self.asked.text())

    def _open(self, at: int) -> None:
        if self.told is not None:
            one = self.told.found[at]
            place = EditRecord if one.kind == "draft" else ShowRecord
            self.opened.emit(place(one.record))

    def _print(self) -> None:
        start = str(Path.home() / say("gui.person.file"))
        chosen, _ = QFileDialog.getSaveFileName(self, say("gui.person.print"), start)
        if chosen:
            self.wanted.emit(Path(chosen))


def _cells(one: Found) -> tuple[Cell, ...]:
    mark = ("good", "good") if one.exact else ("info", "muted")
    exact = say("gui.person.yes" if one.exact else "gui.person.no")
    return (
        Cell(one.title),
        Cell(format_iso(one.date) if one.date else ""),
        Cell(say(f"person.{one.kind}", label=one.label)),
        Cell(day_and_time(one.at) if one.at else ""),
        Cell(exact, mark),
    )
