"""Reports that were closed before: open, or save a copy."""

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop.desk.disks import leaves_the_computer
from desktop.desk.views import RecordRow
from desktop.errors import Environment, Error
from desktop.gui.parts.box import Box, clear, row
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.label import Label
from desktop.gui.places import ShowRecord
from desktop.gui.shell import Shell
from desktop.gui.words import say
from desktop.text.dates import format_iso


def open_file(file: Path) -> None:
    """With the program this computer uses for such files; local files only."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.absolute())))


class ReportsBox(Box):
    """The newest first."""

    failed = Signal(object)
    go = Signal(object)

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(say("gui.reports"), parent)
        self._shell = shell
        self._inside = QVBoxLayout()
        self.add(self._inside)

    def fetch(self) -> None:
        """Ask again."""
        clear(self._inside)
        found = self._shell.ask.period.reports()
        if not found:
            self._inside.addWidget(Label(say("gui.reports.none"), "muted", wrap=True))
        for report in found:
            save = Button(say("gui.reports.save"), Weight.QUIET, "save", self)
            save.clicked.connect(lambda _=False, r=report: self._save(r))
            words = Label(f"{format_iso(report.date)}  {report.title}  {report.detail}")
            save.setAccessibleName(f"{say('gui.reports.save')}: {words.text()}")
            look = Button(say("gui.reports.open"), Weight.QUIET, "book", self)
            look.clicked.connect(
                lambda _=False, r=report: self.go.emit(ShowRecord(r.record))
            )
            look.setAccessibleName(f"{say('gui.reports.open')}: {words.text()}")
            self._inside.addLayout(row(words, save, look, None))

    def _save(self, report: RecordRow) -> None:
        try:
            pdf = self._shell.ask.period.pdf_of(report.record)
        except Error as error:
            self.failed.emit(error)
            return
        start = str(Path.home() / f"bao-cao-{report.date}.pdf")
        name, _ = QFileDialog.getSaveFileName(self, say("gui.reports.save"), start)
        if name:
            try:
                Path(name).write_bytes(pdf)
            except OSError:
                self.failed.emit(Environment("gui.cannot_save", file=name))
                return
            if not leaves_the_computer(Path(name).parent):
                open_file(Path(name))
