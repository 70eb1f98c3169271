"""What is missing, or worth a second look, each with the records that it speaks of."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.desk.period_views import Notice
from desktop.desk.views import RecordRow
from desktop.gui import theme
from desktop.gui.models.table import Cell, TextTable
from desktop.gui.parts.box import Box
from desktop.gui.parts.table import Table
from desktop.gui.places import ShowRecord
from desktop.gui.shell import Shell
from desktop.gui.words import say
from desktop.text.dates import format_iso

_ROWS = 4
_MOST = 300  # records of one question that are listed
_ASKS = ("gui.asks.what",)
_RECORDS = ("gui.drill.date", "gui.drill.title")


class AsksBox(Box):
    """Left what is asked; right the records of the line under the cursor."""

    go = Signal(object)

    def __init__(self, shell: Shell, title: str, how: str, parent: QWidget) -> None:
        super().__init__(say(title), parent)
        self._shell = shell
        self._asks: Sequence[Notice] = ()
        self._records: Sequence[RecordRow] = ()
        self.say(say(how))
        self._told = TextTable(_ASKS, frozenset(), self)
        self._named = TextTable(_RECORDS, frozenset(), self)
        self.table = self._table(self._told, say(title))
        self.table.columns(0)
        self.records = self._table(self._named, say("gui.drill.name"))
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

    def show_asks(self, asks: Sequence[Notice]) -> None:
        """Other lines; without any there is no box."""
        self._asks = asks
        self.setVisible(bool(asks))
        self._told.show([(Cell(say(ask.code, **ask.facts)),) for ask in asks])
        self.table.show_rows(min(_ROWS, len(asks)))
        self.records.setFixedHeight(self.table.height())
        self.table.selectRow(0)
        self._chosen(0)

    def _table(self, model: TextTable, name: str) -> Table:
        table = Table(self)
        table.setModel(model)
        table.setAccessibleName(name)
        return table

    def _chosen(self, row: int) -> None:
        if not 0 <= row < len(self._asks):
            return
        named = self._asks[row].records[:_MOST]
        self._records = self._shell.ask.records.rows(named)
        self._named.show(
            [(Cell(format_iso(r.date)), Cell(r.title)) for r in self._records]
        )
        self.records.fit()

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._records):
            self.go.emit(ShowRecord(self._records[row].record))
