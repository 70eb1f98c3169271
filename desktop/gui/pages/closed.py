"""A closed period: what was signed beside what it is now, its number, its paper."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop.desk.as_then import AsSigned
from desktop.desk.disks import leaves_the_computer
from desktop.desk.period_views import Registered
from desktop.desk.saving import save
from desktop.desk.views import Changed, WorkState
from desktop.errors import Error
from desktop.gui import theme
from desktop.gui.actions import Id
from desktop.gui.pages.page import Deeds, Page
from desktop.gui.pages.register_box import RegisterBox
from desktop.gui.pages.reports import open_file
from desktop.gui.pages.signed_box import SignedBox
from desktop.gui.parts.box import row
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.card import Scroll, Strip
from desktop.gui.places import Back, ClosedReport, ClosePeriod, Place, ShowRecord
from desktop.gui.shell import Shell
from desktop.gui.words import say, say_error
from desktop.gui.worker import Job
from desktop.ledger.ids import RecordId
from desktop.text.dates import format_date

if TYPE_CHECKING:
    from desktop.desk.act import Act


class ClosedPage(Page):
    """Compare, register, print again; the record itself is a page of its own."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.record: RecordId | None = None
        self._void = False
        self.strip = Strip(self)
        self.body.addWidget(self.strip)
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 2 * theme.unit(), 0)
        column.setSpacing(3 * theme.unit())
        self.signed = SignedBox(shell, inner)
        self.signed.go.connect(self.go)
        self.register = RegisterBox(shell, inner)
        self.register.given.connect(self._register)
        column.addWidget(self.signed)
        column.addWidget(self.register)
        column.addStretch(1)
        self.body.addWidget(Scroll(inner, self), 1)
        self.look = self._button("gui.closed.record", Weight.QUIET, "book", self._look)
        back = self._button("gui.entry.back", Weight.PLAIN, "back", self._back)
        self.paper = self._button("gui.closed.save", Weight.PLAIN, "save", self._paper)
        self.numbered = self._button(
            "gui.closed.again", Weight.MAIN, "save", self._numbered
        )
        self.body.addLayout(row(self.look, None, back, self.paper, self.numbered))

    def home(self) -> Place | None:
        """Under the periods."""
        return ClosePeriod()

    def deeds(self) -> Deeds:
        """Back."""
        return {Id.BACK: self._back}

    def arrive(self, place: Place) -> None:
        """Count again, aside; what was given to it stands at once."""
        if not isinstance(place, ClosedReport):
            return
        same, record = place.record == self.record, place.record
        self.record = record
        found = self.shell.ask.records.view(record).row
        self._void = found.work is WorkState.VOID
        own = found.unit == self.shell.desk.unit and not self._void
        self.title.setText(found.title)
        self.strip.tell(say("gui.signed.counting"))
        self.signed.hide()
        for part in (self.register, self.numbered):
            part.setVisible(own)
        if not (same and self.register.is_typed()):
            self._show_given()
        self._submit(lambda act: act.period().closed.as_signed(record), self._counted)
        self.paper.setFocus()

    def changed(self, what: Changed) -> None:
        """It got its number."""
        if self.record in what.records and self.isVisible():
            self._show_given()

    # inside

    def _button(
        self, code: str, weight: Weight, icon: str, do: Callable[[], None]
    ) -> Button:
        button = Button(say(code), weight, icon, self)
        button.clicked.connect(do)
        return button

    def _back(self) -> None:
        self.go.emit(Back())

    def _look(self) -> None:
        if self.record is not None:
            self.go.emit(ShowRecord(self.record))

    def _show_given(self) -> None:
        if self.record is None:
            return
        given = self.shell.ask.period.closed.registered(self.record)
        self.register.show_given(given)
        self.numbered.setEnabled(bool(given.number and given.day))

    def _counted(self, found: AsSigned) -> None:
        signed = found.submission
        if signed.record != self.record or not self.isVisible():
            return
        self.title.setText(
            say(
                "gui.closed.title",
                kind=say(f"gui.period.kind.{signed.kind}").lower(),
                start=format_date(signed.start),
                end=format_date(signed.end),
            )
        )
        self.signed.show()
        self.signed.show_signed(found)
        self._tell(found)
        if self.paper.hasFocus():  # nobody has begun to type meanwhile
            self.signed.table.setFocus()

    def _tell(self, found: AsSigned) -> None:
        if found.lacking:
            words = say("cli.period_lacking", count=found.lacking)
            self.strip.tell(words, "warning", "warning")
        elif found.wrong:
            words = say("gui.signed.wrong", count=len(found.wrong))
            self.strip.tell(words, "danger", "danger")
        elif self._void:
            self.strip.tell(say("gui.closed.void"), "warning", "warning")
        else:
            self.strip.tell("")

    def _register(self, said: Registered) -> None:
        record = self.record
        if record is not None:
            self._submit(lambda act: act.register(record, said), self._registered)

    def _registered(self, what: Changed) -> None:
        if self.record in what.records:
            self._show_given()
            self.strip.tell(say("cli.registered"), "good", "good")
            self.numbered.setFocus()

    def _paper(self) -> None:
        record = self.record
        if record is not None:
            self._submit(lambda act: act.period().closed.pdf_of(record), self._save)

    def _numbered(self) -> None:
        record = self.record
        if record is not None:
            self._submit(lambda act: act.period().closed.reprint(record), self._save)

    def _save(self, pdf: bytes) -> None:
        start = str(Path.home() / f"{say('gui.closed.file')}.pdf")
        name, _ = QFileDialog.getSaveFileName(self, say("gui.reports.save"), start)
        if not name:
            return
        try:
            save(Path(name), pdf)
        except Error as error:
            self._failed(error)
            return
        record = str(self.record)
        self._submit(lambda act: act.note("print", record), _noted)
        if not leaves_the_computer(Path(name).parent):
            open_file(Path(name))

    def _submit(
        self, work: "Callable[[Act], object]", done: Callable[..., None]
    ) -> None:
        self.shell.worker.submit(Job(work, done, self._failed))

    def _failed(self, error: Error) -> None:
        self.strip.tell(say_error(error), "danger", "danger")


def _noted(_: object) -> None:
    """That it was printed is written; nobody waits for it."""
