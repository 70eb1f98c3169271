"""What a closed period signed, beside what the same days come to now."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.desk.as_then import AsSigned, Difference, shown
from desktop.desk.views import RecordRow
from desktop.gui import theme
from desktop.gui.models.table import Cell, TextTable
from desktop.gui.parts.box import Box
from desktop.gui.parts.label import Label
from desktop.gui.parts.table import Table
from desktop.gui.places import ShowRecord
from desktop.gui.shell import Shell
from desktop.gui.words import say
from desktop.text.dates import format_iso

_ROWS = 9
_MOST = 300  # records of one figure that are listed
_FIGURES = ("gui.figure.label", "gui.signed.then", "gui.signed.now", "gui.signed.mark")
_RECORDS = ("gui.drill.date", "gui.drill.title")
_MARK = ("warning", "warning")


class SignedBox(Box):
    """Left the figures, those that differ first; right the records that moved one."""

    go = Signal(object)

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(say("gui.signed"), parent)
        self._shell = shell
        self._figures: Sequence[Difference] = ()
        self._lacking = False
        self._records: Sequence[RecordRow] = ()
        self._told = Label("", "muted", wrap=True, parent=self)
        self.add(self._told)
        self.model = TextTable(_FIGURES, frozenset((1, 2)), self)
        self.moved = TextTable(_RECORDS, frozenset(), self)
        self.table = self._table(self.model, say("gui.signed"))
        self.table.columns(0, 19, 19, 10)
        self.records = self._table(self.moved, say("gui.signed.records"))
        self.records.columns(15, 0)
        self.table.selectionModel().currentRowChanged.connect(
            lambda now, _: self._chosen(now.row())
        )
        self.table.opened.connect(lambda _: self.records.setFocus())
        self.records.opened.connect(self._open)
        side = QHBoxLayout()
        side.setSpacing(3 * theme.unit())
        side.addWidget(self.table, 3)
        side.addWidget(self.records, 2)
        self.add(side)
        self._behind = Label("", "muted", wrap=True, parent=self)
        self.add(self._behind)

    def show_signed(self, found: AsSigned) -> None:
        """Another report."""
        self._figures = sorted(found.figures, key=lambda one: not one.differs)
        self._lacking = found.lacking > 0
        code = "gui.signed.changed" if found.changed else "gui.signed.same"
        facts = {"count": len(found.changed), "all": len(found.figures)}
        self._told.setText(say(code, **facts))
        self.model.show([_row(one) for one in self._figures])
        self.table.show_rows(_ROWS)
        self.records.setFixedHeight(self.table.height())
        self.table.selectRow(0)
        self._chosen(0)

    def _table(self, model: TextTable, name: str) -> Table:
        table = Table(self)
        table.setModel(model)
        table.setAccessibleName(name)
        return table

    def _chosen(self, row: int) -> None:
        if not 0 <= row < len(self._figures):
            return
        one = self._figures[row]
        self._records = self._shell.ask.records.rows(one.records[:_MOST])
        self.moved.show(
            [(Cell(format_iso(r.date)), Cell(r.title)) for r in self._records]
        )
        self.records.fit()
        self._behind.setText(self._why(one))

    def _why(self, one: Difference) -> str:
        count = len(one.records)
        if not one.differs:
            code = "gui.signed.is_same"
        elif self._lacking:
            code = "gui.signed.unknown"
        else:
            code = "gui.signed.moved" if count else "gui.signed.not_by_records"
        return say(code, label=one.label, count=count)

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._records):
            self.go.emit(ShowRecord(self._records[row].record))


def _row(one: Difference) -> tuple[Cell, ...]:
    numbers = Cell(shown(one, one.then)), Cell(shown(one, one.now))
    if one.differs:
        return Cell(one.label, _MARK), *numbers, Cell(say("gui.signed.differs"))
    return Cell(one.label), *numbers, Cell("")
