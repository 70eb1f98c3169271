"""Residents' data: requests, what was lost, files past their day, who looked."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.desk.incidents import Lost
from desktop.desk.people import Told
from desktop.desk.saving import save
from desktop.desk.views import Changed
from desktop.errors import Error
from desktop.gui import theme
from desktop.gui.pages.activity_box import ActivityBox
from desktop.gui.pages.incident_box import IncidentBox
from desktop.gui.pages.kept_box import KeptBox
from desktop.gui.pages.page import Page
from desktop.gui.pages.person_box import PersonBox
from desktop.gui.pages.reports import open_file
from desktop.gui.pages.staying_box import StayingBox
from desktop.gui.parts.card import Scroll, Strip
from desktop.gui.parts.twice import Twice
from desktop.gui.places import Place
from desktop.gui.shell import Shell
from desktop.gui.words import say, say_error
from desktop.gui.worker import Job
from desktop.text.dates import parse_date

_DAYS = 365  # of the log


class PrivacyPage(Page):
    """Five boxes."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.title.setText(say("gui.side.privacy"))
        self.strip = Strip(self)
        self._twice = Twice(self.strip)  # of the files that would go
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 2 * theme.unit(), 0)
        column.setSpacing(3 * theme.unit())
        self.person = PersonBox(inner)
        self.kept = KeptBox(inner)
        self.staying = StayingBox(inner)
        names = {str(shell.desk.account): shell.desk.shown_name}
        self.acts = ActivityBox(names, inner)
        self.incident = IncidentBox(inner)
        self._lost: Lost | None = None
        boxes = (self.person, self.kept, self.staying, self.incident, self.acts)
        for box in boxes:
            column.addWidget(box)
        column.addStretch(1)
        self.body.addWidget(self.strip)
        self.body.addWidget(Scroll(inner, self), 1)
        self.person.look.connect(self.look_for)
        self.person.wanted.connect(self.print_answer)
        self.person.opened.connect(self.go)
        self.incident.asked.connect(self.look_at_lost)
        self.incident.wanted.connect(self.print_notice)
        self.kept.discard.connect(self.discard)
        self.kept.opened.connect(self.go)
        self.staying.opened.connect(self.go)

    def arrive(self, place: Place) -> None:  # noqa: ARG002 - there is one such place
        """As things stand; a name that was looked for before is gone."""
        self._twice.forget()
        self.strip.tell("")
        self.person.forget(self.shell.today())
        self.fetch()
        self.incident.show_bundles(self.shell.ask.handover.journal())
        self.person.name.setFocus()

    def fetch(self) -> None:
        """Ask again."""
        today = self.shell.today()
        self.kept.show_files(self.shell.ask.files.kept())
        self.staying.show_names(self.shell.ask.privacy.staying())
        self.acts.show_acts(
            self.shell.ask.privacy.activity(today - timedelta(days=_DAYS), today)
        )

    def changed(self, what: Changed) -> None:  # noqa: ARG002 - all of it shows here
        """Something was written or erased."""
        if self.isVisible():
            self.fetch()

    def look_for(self, names: str, day: str) -> None:
        """Everything that is kept, in the worker: files are read, too."""
        try:
            asked = parse_date(day, self.shell.today())
        except Error as error:
            self._failed(error)
            return
        self.strip.tell(say("gui.person.looking"))
        self.shell.worker.submit(
            Job(lambda act: act.look_for(names, asked), self._found, self._failed)
        )

    def _found(self, told: Told) -> None:
        self.strip.tell("")
        self.person.show_told(told)
        self.fetch()

    def print_answer(self, file: Path) -> None:
        """The answer as PDF; that it was printed is noted."""
        if self.person.told is not None:
            self._write(
                file, self.shell.ask.privacy.print_person(self.person.told), "person"
            )

    def look_at_lost(self, bundles: tuple[str, ...]) -> None:
        """What was on a stick with these bundles, or on this computer."""
        try:
            self._lost = self.shell.ask.privacy.lost(self.shell.today(), bundles)
        except Error as error:
            self._failed(error)
            return
        self.incident.show_lost(self._lost)

    def print_notice(self, file: Path) -> None:
        """The draft of a notice as PDF."""
        if self._lost is not None:
            self._write(
                file, self.shell.ask.privacy.print_notice(self._lost), "incident"
            )

    def _write(self, file: Path, content: bytes, what: str) -> None:
        try:
            save(file, content)
        except Error as error:
            self._failed(error)
            return
        self.shell.worker.submit(
            Job(
                lambda act: act.note("print", what),
                lambda _: self._printed(file),
                self._failed,
            )
        )

    def _printed(self, file: Path) -> None:
        self.strip.tell(say("gui.received.saved", file=file.name), "good", "good")
        self.fetch()
        open_file(file)

    def discard(self, sha256s: tuple[str, ...]) -> None:
        """Said twice: the bytes are gone for good."""
        count = len(sha256s)
        if not self._twice.said(" ".join(sha256s), say("gui.kept.sure", count=count)):
            return
        told = say("gui.kept.done", count=count)
        self.shell.worker.submit(
            Job(
                lambda act: act.erase.past(sha256s),
                lambda _: self._discarded(told),
                self._failed,
            )
        )

    def _discarded(self, told: str) -> None:
        self.strip.tell(told, "good", "good")
        self.fetch()

    def _failed(self, error: Error) -> None:
        self.strip.tell(say_error(error), "danger", "danger")
