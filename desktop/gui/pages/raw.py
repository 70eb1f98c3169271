"""A record's answers as they are kept, whatever became of its form."""

from PySide6.QtCore import Qt

from desktop.desk.views import Changed
from desktop.errors import Error
from desktop.gui.actions import Id
from desktop.gui.pages.page import Deeds, Page
from desktop.gui.parts.box import row
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.card import Strip
from desktop.gui.parts.label import Label
from desktop.gui.parts.line import Paragraph
from desktop.gui.parts.twice import Twice
from desktop.gui.places import Back, Place, RawRecord, Records
from desktop.gui.shell import Shell
from desktop.gui.words import say, say_error
from desktop.gui.worker import Job
from desktop.ledger.ids import RecordId


class RawPage(Page):
    """Names and texts, to be read and copied; a draft without a form can be dropped."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._record: RecordId | None = None
        self._form_id = ""
        self.strip = Strip(self)
        self._twice = Twice(self.strip)
        self.how = Label(say("gui.raw.how"), "muted", wrap=True, parent=self)
        self.text = Paragraph(self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(say("gui.raw"))
        self.drop = Button(say("gui.entry.drop"), Weight.QUIET, "trash", self)
        self.drop.clicked.connect(self._drop)
        back = Button(say("gui.entry.back"), Weight.PLAIN, "back", self)
        back.clicked.connect(self._back)
        self.body.addWidget(self.strip)
        self.body.addWidget(self.how)
        self.body.addWidget(self.text, 1)
        self.body.addLayout(row(None, self.drop, back))

    def home(self) -> Place | None:
        """Under the form's records."""
        return Records(self._form_id)

    def arrive(self, place: Place) -> None:
        """Show one record."""
        if isinstance(place, RawRecord):
            self._record = place.record
            self._twice.forget()
            self.fetch()
            self.text.setFocus(Qt.FocusReason.TabFocusReason)

    def fetch(self) -> None:
        """Ask for it again."""
        if self._record is None:
            return
        view = self.shell.ask.records.raw(self._record)
        self._form_id, _, version = view.form.partition("@")
        self.title.setText(f"{view.title} – {say('gui.raw')}")
        self.text.setPlainText(
            "\n".join(f"{name}: {text}" for name, text in view.lines)
        )
        self.strip.tell("")
        if view.gone:
            words = say("gui.raw.gone", form=self._form_id, version=version)
            self.strip.tell(words, "warning", "warning")
        self.drop.setVisible(view.gone and view.draft)

    def deeds(self) -> Deeds:
        """Only back: nothing is changed here."""
        return {Id.BACK: self._back}

    def changed(self, what: Changed) -> None:
        """This record was written."""
        if self._record in what.records and self.isVisible():
            self.fetch()

    def _drop(self) -> None:
        """Give the draft up, at the second press."""
        record = self._record
        if record is None:
            return
        if not self._twice.said("drop", say("gui.entry.drop_sure")):
            return
        self._record = None
        self.shell.worker.submit(
            Job(
                lambda act: act.drop_draft(record), lambda _: self._back(), self._failed
            )
        )

    def _failed(self, error: Error) -> None:
        self.strip.tell(say_error(error), "danger", "danger")

    def _back(self) -> None:
        self.go.emit(Back())
