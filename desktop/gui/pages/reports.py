"""Reports that were closed before, the newest first; Enter opens one."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop.desk.views import RecordRow
from desktop.gui.models.table import Cell, TextTable
from desktop.gui.parts.box import Box
from desktop.gui.parts.label import Label
from desktop.gui.parts.table import Table
from desktop.gui.places import ClosedReport
from desktop.gui.shell import Shell
from desktop.gui.words import say
from desktop.signing.disk import shown
from desktop.text.dates import format_iso

_ROWS = 5
_COLUMNS = ("gui.reports.end", "gui.reports.what", "gui.reports.number")


def open_file(file: Path) -> None:
    """With the program this computer uses for such files; local files only."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(shown(file.absolute()))))


class ReportsBox(Box):
    """A line for each."""

    go = Signal(object)

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(say("gui.reports"), parent)
        self._shell = shell
        self.found: Sequence[RecordRow] = ()
        self._how = Label("", "muted", wrap=True, parent=self)
        self.add(self._how)
        self.model = TextTable(_COLUMNS, frozenset(), self)
        self.table = Table(self)
        self.table.setModel(self.model)
        self.table.setAccessibleName(say("gui.reports"))
        self.table.columns(15, 0, 30)
        self.table.opened.connect(self._open)
        self.add(self.table)

    def fetch(self) -> None:
        """Ask again."""
        self.found = self._shell.ask.period.reports()
        self._how.setText(say("gui.reports.how" if self.found else "gui.reports.none"))
        self.table.setVisible(bool(self.found))
        self.model.show(
            [
                (Cell(format_iso(r.date)), Cell(r.title), Cell(r.detail))
                for r in self.found
            ]
        )
        self.table.show_rows(_ROWS)
        self.table.fit()

    def _open(self, row: int) -> None:
        if 0 <= row < len(self.found):
            self.go.emit(ClosedReport(self.found[row].record))
