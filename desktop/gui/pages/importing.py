"""A table on its way into a form's list: chosen, mapped, looked at, taken in."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop.desk.bulk import ask, sheet
from desktop.desk.bulk.views import Look, Plan, TakenRows
from desktop.desk.saving import save
from desktop.errors import Error
from desktop.gui import theme
from desktop.gui.actions import Id
from desktop.gui.pages.import_columns import ColumnsBox
from desktop.gui.pages.import_told import ToldBox
from desktop.gui.pages.page import Deeds, Page
from desktop.gui.parts.box import Box, row
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.card import Scroll, Strip
from desktop.gui.parts.choice_row import ChoiceRow
from desktop.gui.parts.label import Label
from desktop.gui.parts.running import Running
from desktop.gui.places import ImportTable, Place, Records
from desktop.gui.shell import Shell
from desktop.gui.words import say, say_error
from desktop.gui.worker import Job
from desktop.signing.disk import reachable
from desktop.tables.table import Sheet, Table

T = TypeVar("T")


class ImportPage(Page):
    """File or clipboard, columns, what would come of it, and then all or nothing."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._form_id = ""
        self._content = b""
        self._name = ""
        self._table: Table | None = None
        self._plan: Plan | None = None
        self.look: Look | None = None
        self._stop: Callable[[], None] | None = None  # while something runs
        self.strip = Strip(self)
        self.body.addWidget(self.strip)
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 2 * theme.unit(), 0)
        column.setSpacing(3 * theme.unit())
        self._scroll = Scroll(inner, self)
        self.body.addWidget(self._scroll, 1)
        self.columns = ColumnsBox(inner)
        self.columns.mapped.connect(self._mapped)
        self.told = ToldBox(inner)
        self.told.wished.connect(self.look_again)
        troubles = self.told.troubles
        troubles.said.connect(self.strip.tell)
        for part in (self._source_box(inner), troubles, self.columns, self.told):
            column.addWidget(part)
        column.addStretch(1)
        self.running = Running(self)
        self.running.cancelled.connect(self._cancel)
        self.body.addWidget(self.running)
        self.save = Button(say("gui.import.save"), Weight.PLAIN, "save", self)
        self.save.clicked.connect(self.save_list)
        self.take = Button(say("gui.import.take"), Weight.MAIN, "intake", self)
        self.take.clicked.connect(self.take_in)
        self.body.addLayout(row(None, self.save, self.take))

    def arrive(self, place: Place) -> None:
        """Nothing chosen yet."""
        if not isinstance(place, ImportTable):
            return
        menu = {form.form_id: form.title for form in self.shell.ask.records.menu()}
        title = menu.get(place.form_id, place.form_id)
        self.title.setText(say("gui.import.title", form=title))
        self._form_id = place.form_id
        self._forget()
        self.strip.tell("")
        self.choose.setFocus()

    def home(self) -> Place:
        """The list it goes into."""
        return Records(self._form_id)

    def deeds(self) -> Deeds:
        """Choose a file, or paste."""
        return {Id.IMPORT: self.browse, Id.PASTE: self.paste, Id.FINISH: self.take_in}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V outside of a text pastes the block."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def browse(self) -> None:
        """Choose a file."""
        title, kinds = say("gui.import.choose"), say("gui.import.kinds")
        name, _ = QFileDialog.getOpenFileName(self, title, str(Path.home()), kinds)
        if name:
            self.open(reachable(Path(name)))

    def open(self, file: Path) -> None:
        """Read a file's sheets, and the first of them."""
        self._forget()
        self._name = file.name
        self._start(
            Job[tuple[bytes, Sequence[Sheet]]](
                lambda _: ask.opened(file), self._opened, self._failed
            )
        )

    def paste(self) -> None:
        """The block of cells that was copied."""
        text = QGuiApplication.clipboard().text()
        self._forget()
        if not text.strip():
            self.strip.tell(say("gui.import.nothing_copied"), "warning", "warning")
            return
        self._name = say("gui.import.block")
        self._start(Job[Table](lambda _: ask.pasted(text), self._show, self._failed))

    def look_again(self) -> None:
        """What would come of it, as it stands."""
        table, plan = self._table, self._plan
        if table is None or plan is None:
            return
        form, wish = self._form_id, self.told.wish
        self._start(
            Job[Look](
                lambda act: act.bulk.look(form, table, plan, wish),
                self._looked,
                self._failed,
                self.running.show_progress,
            )
        )

    def take_in(self) -> None:
        """All of it into the register."""
        table, plan = self._table, self._plan
        if table is None or plan is None or not self.take.isEnabled():
            return
        form, wish = self._form_id, self.told.wish
        self._start(
            Job[TakenRows](
                lambda act: act.bulk.take_in(form, table, plan, wish),
                self._taken,
                self._failed,
                self.running.show_progress,
            )
        )

    def save_list(self) -> None:
        """What is to be mended, as a workbook or as text in columns."""
        if self.look is None:
            return
        start = str(Path.home() / say("gui.import.list_name"))
        title, kinds = say("gui.import.save"), say("gui.import.list_kinds")
        chosen, _ = QFileDialog.getSaveFileName(self, title, start, kinds)
        if chosen:
            self._write(Path(chosen), self.look)

    # inside

    def _source_box(self, parent: QWidget) -> Box:
        box = Box(say("gui.import.source"), parent)
        box.say(say("gui.import.source_how"))
        self.choose = Button(say("gui.import.choose"), Weight.PLAIN, "folder", box)
        self.choose.clicked.connect(self.browse)
        block = Button(say("gui.import.paste"), Weight.PLAIN, "file", box)
        block.clicked.connect(self.paste)
        self.source = Label("", bold=True, parent=box)
        box.add(row(self.choose, block, self.source, None))
        self.sheet = ChoiceRow(say("gui.import.sheet"), box)
        self.sheet.chosen.connect(self._read)
        self.sheet.hide()
        box.add(self.sheet)
        return box

    def _opened(self, found: tuple[bytes, Sequence[Sheet]]) -> None:
        self._idle()
        self._content, sheets = found
        seen = [one.name for one in sheets if not one.hidden]
        seen = seen or [one.name for one in sheets]
        if len(seen) > 1:
            self.sheet.show_choices([(name, name) for name in seen], seen[0])
        self.sheet.setVisible(len(seen) > 1)
        self._read(seen[0] if seen else None)

    def _read(self, sheet_name: str | None) -> None:
        content = self._content
        self._start(
            Job[Table](
                lambda _: ask.table_of(content, sheet_name), self._show, self._failed
            )
        )

    def _show(self, table: Table) -> None:
        self._idle()
        self.told.begin()
        try:
            self._plan = self.shell.ask.bulk.plan(self._form_id, table)
        except Error as error:
            self._failed(error)
            return
        self._table = table
        self.source.setText(self._name)
        offers = self.shell.ask.bulk.offers(self._form_id)
        self.columns.show_plan(self._plan, table, offers)
        self.columns.show()
        self.look_again()

    def _mapped(self) -> None:
        """Another question for a column."""
        if self._plan is None:
            return
        try:
            given = self.columns.given()
            self._plan = self.shell.ask.bulk.mapped(self._form_id, self._plan, given)
        except Error as error:
            self._failed(error)
            return
        self.look_again()

    def _forget(self) -> None:
        self._table = self._plan = self.look = None
        self.source.setText("")
        self.sheet.hide()
        self.columns.hide()
        self.told.begin()
        self._enable()

    def _start(self, job: Job[T]) -> None:
        if self._stop is not None:
            self._stop()  # an older look: its answer would be of another mapping
        self._stop = job.cancel
        self.strip.tell("")
        self.running.start()
        self._enable()
        self.shell.worker.submit(job)

    def _looked(self, look: Look) -> None:
        self._idle()
        self.look = look
        if self._table is None or self._plan is None:
            return
        if self.told.show_look(self._table, self._plan, look):
            self.look_again()
            return
        self._enable()
        if look.grave:
            words = say("gui.import.grave", n=len(look.grave), rows=look.rows)
            self.strip.tell(words, "danger", "danger")
        else:
            told = {"new": look.new, "same": look.same, "changed": look.changed}
            self.strip.tell(say("gui.import.good", rows=look.rows, **told), "accent")
        here = QGuiApplication.focusObject()
        if self.take.isEnabled() and here in (self.choose, self.running.cancel):
            self.take.setFocus()

    def _taken(self, done: TakenRows) -> None:
        if done.changed is not None:
            self.shell.worker.changed.emit(done.changed)
        if done.look.grave:
            self._looked(done.look)
            return
        self._idle()
        self._forget()
        told = say("gui.import.done", n=done.written, same=done.look.same)
        self.strip.tell(told, "good", "good")
        self.choose.setFocus()

    def _write(self, file: Path, look: Look) -> None:
        made = sheet.as_csv if file.suffix.lower() == ".csv" else sheet.as_xlsx
        try:
            save(file, made(look, say))
        except Error as error:
            self._failed(error)
            return
        self.strip.tell(say("gui.import.saved", file=file.name), "good", "good")

    def _failed(self, error: Error) -> None:
        if error.code == "gui.cancelled" and self._stop is not None:
            return  # stopped for a newer look, which runs
        self._idle()
        self.strip.tell(say_error(error), "danger", "danger")

    def _enable(self) -> None:
        idle, look = self._stop is None, self.look
        bring = (
            look is not None and not look.grave and bool(look.new or self._updates())
        )
        self.take.setEnabled(idle and bring)
        self.save.setEnabled(idle and look is not None and bool(look.troubles))

    def _updates(self) -> bool:
        changed = self.look is not None and self.look.changed > 0
        return changed and self.told.wish.update

    def _cancel(self) -> None:
        if self._stop is not None:
            stop, self._stop = self._stop, None
            stop()

    def _idle(self) -> None:
        self._stop = None
        self.running.hide()
        self._enable()
