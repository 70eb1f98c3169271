"""What came: found on a stick, checked, looked at, taken in."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.desk.handover_views import (
    STORED,
    FoundBundle,
    Intake,
    Met,
    Receipt,
    Step,
    TakenIn,
)
from desktop.desk.views import Progress
from desktop.errors import Error
from desktop.gui import theme
from desktop.gui.models.table import Cell, TextTable
from desktop.gui.pages.journal import JournalBox
from desktop.gui.pages.page import Page
from desktop.gui.pages.take_in_all import AllBox, files_words
from desktop.gui.pages.take_in_late import LATE, LateBox
from desktop.gui.pages.take_in_preview import PreviewBox
from desktop.gui.pages.take_in_words import BAD, UNCHECKED, met_words, verdict, waits
from desktop.gui.parts.box import Box, row
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.card import Scroll, Strip
from desktop.gui.parts.folder import FolderChoice
from desktop.gui.parts.running import Running
from desktop.gui.parts.table import Table
from desktop.gui.places import Place, TakeIn
from desktop.gui.shell import Shell
from desktop.gui.words import say, say_error
from desktop.gui.worker import Job
from desktop.ledger.ids import UnitCode

T = TypeVar("T")
_COLUMNS = ("gui.found.name", "gui.found.size", "gui.found.state")
_ROWS = 6


class TakeInPage(Page):
    """Folder, list, check, preview, apply."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.title.setText(say("gui.side.take_in"))
        self._found: tuple[FoundBundle, ...] = ()
        self._own: frozenset[str] = frozenset()  # names of bundles written here
        self._told: dict[Path, tuple[str, tuple[str, str]]] = {}
        self._file: Path | None = None
        self._stop: Callable[[], None] | None = None  # while something runs
        self._receipts: tuple[Receipt, ...] = ()
        self._met: dict[Path, Met] = {}  # of the folder that is being taken in
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 2 * theme.unit(), 0)
        column.setSpacing(3 * theme.unit())
        self.strip = Strip(self)
        self.body.addWidget(self.strip)
        self._scroll = Scroll(inner, self)
        self.body.addWidget(self._scroll, 1)
        self.all_box = AllBox(inner)
        self.all_box.elsewhere.connect(self.answer)
        column.addWidget(self.all_box)
        column.addWidget(self._where_box(inner))
        column.addWidget(self._found_box(inner))
        self.preview = PreviewBox(inner)
        self.preview.granted.connect(self.grant)
        column.addWidget(self.preview)
        self.late = LateBox(inner)
        self.late.confirmed.connect(self.take_late)
        column.addWidget(self.late)
        self.journal = JournalBox(shell, "in", inner)
        column.addWidget(self.journal)
        column.addStretch(1)
        self.running = Running(self)
        self.running.cancelled.connect(self._cancel)
        self.body.addWidget(self.running)
        self.check = Button(say("gui.take_in.check"), Weight.PLAIN, "search", self)
        self.check.clicked.connect(self.verify)
        self.take = Button(say("gui.take_in.take"), Weight.MAIN, "intake", self)
        self.take.clicked.connect(self.take_in)
        self.all = Button(say("gui.take_in.all"), Weight.PLAIN, "intake", self)
        self.all.clicked.connect(self.take_all_in)
        self.body.addLayout(row(None, self.all, self.check, self.take))

    def arrive(self, place: Place) -> None:
        """What came before; a file that was opened outside is checked at once."""
        self.strip.tell("")
        self.folder.look()
        self.journal.fetch()
        self.all_box.hide()
        self._show_preview(None)
        self.folder.path_line.setFocus()
        if isinstance(place, TakeIn) and place.file is not None:
            self._open(place.file, left=place.left)
        elif self.folder.folder() is not None:
            self.scan()

    def home(self) -> Place:
        """Its line, whichever file was opened."""
        return TakeIn()

    def scan(self) -> None:
        """Look for bundles in the folder."""
        folder = self.folder.folder()
        self._told = {}
        self._found = ()
        sent = self.shell.ask.handover.journal()
        self._own = frozenset(row.name for row in sent if row.direction == "out")
        if folder is None and self.folder.typed():
            words = say("stick.missing", folder=self.folder.typed())
            self.strip.tell(words, "warning", "warning")
        elif folder is not None:
            self.strip.tell("")
            try:
                self._found = self.shell.ask.handover.scan(folder)
            except Error as error:
                self._failed(error)
        self._show_found()
        self._show_preview(None)
        self.found_box.setVisible(folder is not None)
        if self._found:
            self.table.selectRow(0)
            self.table.setFocus()

    def verify(self) -> None:
        """Check the file under the cursor; nothing changes."""
        at = self.table.currentIndex().row()
        if 0 <= at < len(self._found):
            self._check(self._found[at].path)

    def take_in(self) -> None:
        """Write what was checked into the book."""
        file = self._file
        if file is not None:
            self._start(
                Job[TakenIn](
                    lambda act: act.take_in(file),
                    lambda told: self._taken(file, told),
                    lambda error: self._refused(file, error),
                    self.running.show_progress,
                ),
            )

    def take_late(self, file: Path) -> None:
        """Somebody has called the unit: the bundle is theirs."""
        self._start(
            Job[TakenIn](
                lambda act: act.take_in(file, late=True),
                lambda told: self._taken(file, told),
                self._failed,
                self.running.show_progress,
            ),
        )

    def grant(self, code: str) -> None:
        """Certify the new desk and take its bundle in, in one act."""
        file = self._file
        if file is not None:
            self._start(
                Job[TakenIn](
                    lambda act: act.grant(file, code),
                    lambda told: self._taken(file, told),
                    self._failed,
                    self.running.show_progress,
                ),
            )

    def take_all_in(self) -> None:
        """Every file of the folder, each by itself; what is done stays done."""
        folder = self.folder.folder()
        if folder is not None and self._stop is None:
            self._met = {}
            self._show_preview(None)
            self.all_box.hide()
            self._start(
                Job[Intake](
                    lambda act: act.many.take_in(folder),
                    self._all_taken,
                    self._stopped,
                    self._one_further,
                ),
            )

    def answer(self, folder: Path) -> None:
        """The receipts once more, all into one folder."""
        units = {one.unit: folder for one in self._receipts}
        self._start(
            Job[tuple[Receipt, ...]](
                lambda act: act.many.answer(units),
                self._answered,
                self._failed,
                self.running.show_progress,
            ),
        )

    # inside

    def _open(self, file: Path, *, left: bool) -> None:
        if self._stop is not None:
            words = say("gui.take_in.busy", file=file.name)
            self.strip.tell(words, "warning", "warning")
            return
        self.folder.choose(file.parent)
        paths = [found.path for found in self._found]
        if file in paths:
            self.table.selectRow(paths.index(file))
        self._check(file)
        if left:
            self.strip.tell(say("gui.take_in.left"), "accent", "info")

    def _check(self, file: Path) -> None:
        self._start(
            Job[TakenIn](
                lambda _: self.shell.ask.handover.verify(file),
                lambda told: self._checked(file, told),
                lambda error: self._refused(file, error),
                self.running.show_progress,
            ),
        )

    def _one_further(self, progress: Progress) -> None:
        self.running.show_progress(progress)
        if isinstance(progress, Step):
            at = say("gui.all.at", done=progress.done, total=progress.total)
            self.running.words.setText(at)
            if progress.met is not None:
                self._met[progress.met.file] = progress.met
                self._told[progress.met.file] = met_words(progress.met)
                self._show_found()

    def _all_taken(self, done: Intake) -> None:
        self._idle()
        self._answered(done.receipts)
        counts = done.counts
        mood = "warning" if counts["refused"] or counts["pending"] else "good"
        self.strip.tell(files_words(done.met), mood, mood)

    def _answered(self, receipts: tuple[Receipt, ...]) -> None:
        self._idle()
        self._receipts = receipts
        self._scroll.verticalScrollBar().setValue(0)
        self.all_box.show_met(tuple(self._met.values()), receipts)
        self.journal.fetch()

    def _stopped(self, error: Error) -> None:
        """Cancelled, or the folder is gone: what was met so far is told."""
        self._failed(error)
        if self._met:
            self._answered(())
            words = say("gui.all.stopped", n=len(self._met))
            self.strip.tell(words, "warning", "warning")

    def _where_box(self, parent: QWidget) -> Box:
        box = Box(say("gui.take_in.where"), parent)
        box.say(say("gui.take_in.where_how"))
        self.folder = FolderChoice(say("gui.take_in.where"), box)
        self.folder.chosen.connect(lambda _: self.scan())
        box.add(self.folder)
        return box

    def _found_box(self, parent: QWidget) -> Box:
        self.found_box = Box(say("gui.take_in.found"), parent)
        self._files = TextTable(_COLUMNS, frozenset((1,)), self)
        self.table = Table(self.found_box)
        self.table.setModel(self._files)
        self.table.columns(0, 14, 44)
        self.table.setAccessibleName(say("gui.take_in.found"))
        self.table.opened.connect(lambda _: self.verify())
        self.table.selectionModel().currentRowChanged.connect(
            lambda *_: self._show_preview(None)
        )
        self.found_box.add(self.table)
        self.found_box.hide()
        return self.found_box

    def _start(self, job: Job[T]) -> None:
        if self._stop is not None:
            return
        self._stop = job.cancel
        self.strip.tell("")
        self.running.start()
        self._enable()
        self.shell.worker.submit(job)

    def _checked(self, file: Path, told: TakenIn) -> None:
        self._idle()
        self._told[file] = verdict(told)
        self._show_found()
        self._show_preview(told, file)
        if self.take.isEnabled():
            self.take.setFocus()

    def _taken(self, file: Path, told: TakenIn) -> None:
        self._idle()
        self.journal.fetch()
        self._look_again(file, told)
        if told.result == "pending":
            self._show_preview(told, file)
            return
        self._show_preview(None)
        words = say(
            "gui.take_in.taken",
            unit=told.unit_name,
            n=told.n,
            new=told.new,
            same=told.same,
            newer=told.newer,
            refused=told.refused,
        )
        if told.unread:
            words = f"{words} {say('gui.take_in.unread', n=told.unread)}"
        if told.clock:
            words = f"{words} {say('gui.take_in.set_back')}"
        if told.pack:
            words = f"{words} {say('gui.take_in.pack', n=told.pack)}"
        self.strip.tell(words, "good", "good")

    def _look_again(self, file: Path, told: TakenIn) -> None:
        """What was waiting for this bundle may read otherwise now."""
        words = verdict(told)
        if told.result in STORED:
            words = (say("gui.found.took", new=told.new), ("received", "good"))
        self._told = {file: words}
        folder = self.folder.folder()
        if folder is not None:
            self._found = self.shell.ask.handover.scan(folder)
        self._show_found()

    def _refused(self, file: Path, error: Error) -> None:
        if error.code == "intake.own":
            self._idle()
            self.strip.tell(say_error(error), "accent")
            return
        late = error.code == LATE
        self._told[file] = waits() if late else (say("gui.found.refused"), BAD)
        self._show_found()
        self._failed(error)
        if late:
            names = dict(self.shell.ask.handover.children())
            code = UnitCode(str(error.facts["unit"]))
            self.late.ask(file, error, f"{names.get(code, code)} ({code})")

    def _failed(self, error: Error) -> None:
        self._idle()
        self.strip.tell(say_error(error), "danger", "danger")

    def _show_found(self) -> None:
        at = self.table.currentIndex().row()
        self._files.show([self._cells(found) for found in self._found])
        self.table.show_rows(_ROWS)
        if at >= 0:
            self.table.selectRow(at)
        if not self._found and self.folder.folder() is not None:
            self.strip.tell(say("gui.take_in.nothing"), "warning", "warning")

    def _cells(self, found: FoundBundle) -> tuple[Cell, ...]:
        own = found.path.name in self._own
        unchecked = ("gui.found.own", ("sent", "muted")) if own else UNCHECKED
        code, plain = unchecked
        words, mark = self._told.get(found.path, (say(code), plain))
        size = say("gui.size", kb=-(-found.bytes // 1024))
        return Cell(found.path.name), Cell(size), Cell(words, mark)

    def _show_preview(self, told: TakenIn | None, file: Path | None = None) -> None:
        self.preview.show_told(told)
        self.late.hide()
        self._file = file
        self._enable()

    def _enable(self) -> None:
        idle = self._stop is None
        self.check.setEnabled(idle and bool(self._found))
        self.all.setEnabled(idle and bool(self._found))
        self.take.setEnabled(idle and self._file is not None and self.preview.may_take)

    def _cancel(self) -> None:
        if self._stop is not None:
            self._stop()

    def _idle(self) -> None:
        self._stop = None
        self.running.hide()
        self._enable()
