"""Which commune's report came: units down, periods across, the newest at the right."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from desktop.desk.calendars import MONTHS, Calendar
from desktop.desk.period_views import Period
from desktop.desk.received import Received, UnitRow
from desktop.desk.received_sheet import span_words, total_words, words
from desktop.desk.saving import save
from desktop.errors import Error
from desktop.gui.models.table import Cell, TextTable
from desktop.gui.pages.page import Page
from desktop.gui.pages.reports import open_file
from desktop.gui.parts.box import Box, row
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.card import Strip
from desktop.gui.parts.choice_row import ChoiceRow
from desktop.gui.parts.table import Table
from desktop.gui.places import Place
from desktop.gui.shell import Shell
from desktop.gui.words import say, say_error
from desktop.gui.worker import Job
from desktop.text.dates import format_date

_PERIODS = 4  # beside the units' names at 1366 pixels
_MARKS = {
    "received": ("received", "good"),
    "late": ("warning", "warning"),
    "twice": ("info", "accent"),
    "refused": ("danger", "danger"),
    "missing": ("close", "warning"),
    "open": ("dot", "muted"),
}


class ReceivedPage(Page):
    """Calendar and kind above, the table below, on paper and as a spreadsheet."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.title.setText(say("gui.side.received"))
        self._calendars: tuple[Calendar, ...] = ()
        self.found: Received | None = None
        self.strip = Strip(self)
        self.body.addWidget(self.strip)
        self.body.addWidget(self._choice_box())
        self.table = Table(self)
        self.table.setAccessibleName(say("gui.side.received"))
        self.table.opened.connect(self._tell)
        self.body.addWidget(self.table, 1)
        self.log = Button(say("gui.received.log"), Weight.PLAIN, "save", self)
        self.log.clicked.connect(self.print_log)
        self.save = Button(say("gui.received.save"), Weight.MAIN, "save", self)
        self.save.clicked.connect(self.save_sheet)
        self.body.addLayout(row(None, self.log, self.save))

    def arrive(self, place: Place) -> None:  # noqa: ARG002 - one place only
        """The last periods that are over."""
        if not self._calendars:
            found = self.shell.ask.period.calendars()
            self._calendars = tuple(c for c in found if c.kinds[0] in MONTHS)
            labels = [(c.code, c.label) for c in self._calendars]
            self.calendar.show_choices(labels, labels[0][0])
            self._show_kinds()
        self.fetch()
        self.table.setFocus()

    def fetch(self) -> None:
        """Ask again; the worker counts."""
        self.strip.tell("")
        asked = self._asked()
        self.shell.worker.submit(
            Job(lambda act: act.many.ask.received(asked), self._show, self._failed)
        )

    def save_sheet(self) -> None:
        """The table as XLSX, where the officer says."""
        found = self.found
        if found is not None:
            self._write(
                say("gui.received.save"),
                f"nhan-bao-cao-{self.shell.today().isoformat()}.xlsx",
                Job(
                    lambda act: act.many.ask.received_sheet(found, say),
                    lambda _: None,
                    self._failed,
                ),
            )

    def print_log(self) -> None:
        """What came and left since the first period shown, with its codes."""
        found, today = self.found, self.shell.today()
        if found is not None and found.spans:
            start = found.spans[0][0]
            self._write(
                say("gui.received.log"),
                f"danh-sach-goi-{today.isoformat()}.pdf",
                Job(
                    lambda act: act.many.ask.print_journal(start, today),
                    lambda _: None,
                    self._failed,
                ),
            )

    # inside

    def _choice_box(self) -> Box:
        box = Box("", self)
        self.calendar = ChoiceRow(say("gui.period.calendar"), box)
        self.calendar.chosen.connect(lambda _: self._calendar_chosen())
        self.kind = ChoiceRow(say("gui.period.kind"), box)
        self.kind.chosen.connect(lambda _: self.fetch())
        self.which = ChoiceRow(say("gui.received.which"), box)
        self.which.show_choices(
            [(code, say(f"gui.received.which.{code}")) for code in ("all", "left")],
            "all",
        )
        self.which.chosen.connect(lambda _: self._show_rows())
        for part in (self.calendar, self.kind, self.which):
            box.add(part)
        return box

    def _calendar_chosen(self) -> None:
        self._show_kinds()
        self.fetch()

    def _show_kinds(self) -> None:
        code = self.calendar.code()
        kinds = next(c.kinds for c in self._calendars if c.code == code)
        labels = [(kind, say(f"gui.period.kind.{kind}")) for kind in kinds]
        self.kind.show_choices(labels, kinds[0])

    def _asked(self) -> Period:
        """As many periods as there is room for, up to the last that is over."""
        kind, calendar = self.kind.code(), self.calendar.code()
        last = self.shell.ask.period.guess(kind, calendar)
        back = timedelta(days=31 * MONTHS[kind] * (_PERIODS - 1))
        return Period(kind, calendar, max(date.min + back, last.end) - back, last.end)

    def _show(self, found: Received) -> None:
        self.found = found
        columns = ("gui.received.unit", *(span_words(span) for span in found.spans))
        self._model = TextTable(columns, frozenset(), self)
        self.table.setModel(self._model)
        self.table.columns(0, *(29 for _ in found.spans))
        self._show_rows()
        if found.spans:
            sums = total_words(found, -1, say)
            told = say(
                "gui.received.newest", sums=sums, due=format_date(found.dues[-1])
            )
            self.strip.tell(told, "accent", "info")

    def _show_rows(self) -> None:
        if self.found is not None:
            left = self.which.code() == "left"
            rows = [r for r in self.found.rows if not left or _is_left(r)]
            self._model.show([_cells(one) for one in rows])
            self.table.fit()
            if rows:
                self.table.selectRow(0)

    def _tell(self, at: int) -> None:
        """The row's newest period in full: a reason may be longer than its cell."""
        if self.found is not None and self.found.spans:
            newest = self.found.spans[-1]
            last = self._model.columnCount() - 1
            name, said = (self._model.index(at, c).data() for c in (0, last))
            self.strip.tell(f"{name}, {span_words(newest)}: {said}")

    def _write(self, title: str, name: str, job: Job[bytes]) -> None:
        start = str(Path.home() / name)
        chosen, _ = QFileDialog.getSaveFileName(self, title, start)
        if chosen:
            job.done = lambda content: self._written(Path(chosen), content)
            self.shell.worker.submit(job)

    def _written(self, file: Path, content: bytes) -> None:
        try:
            save(file, content)
        except Error as error:
            self._failed(error)
            return
        act = "print" if file.suffix.lower() == ".pdf" else "export"
        self.shell.worker.submit(
            Job(lambda desk: desk.note(act, "received"), lambda _: None, self._failed)
        )
        self.strip.tell(say("gui.received.saved", file=file.name), "good", "good")
        open_file(file)

    def _failed(self, error: Error) -> None:
        self.strip.tell(say_error(error), "danger", "danger")


def _is_left(one: UnitRow) -> bool:
    """Somebody should call this unit about its newest period."""
    return bool(one.cells) and one.cells[-1].state not in ("received", "late")


def _cells(one: UnitRow) -> tuple[Cell, ...]:
    told = (Cell(words(cell, say), _MARKS[cell.state]) for cell in one.cells)
    return Cell(one.name), *told
