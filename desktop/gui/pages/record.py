"""A finished record as it stands: answers, files, history."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from desktop.desk.views import VILLAGE, Changed, RecordView, WorkState
from desktop.errors import Error
from desktop.gui import theme
from desktop.gui.actions import Id
from desktop.gui.form.kept import in_row
from desktop.gui.models.records import (
    DELIVERY_MARKS,
    WORK_MARKS,
    delivery_words,
    work_words,
)
from desktop.gui.pages.erase_box import EraseBox, anything
from desktop.gui.pages.files_box import FilesBox
from desktop.gui.pages.fork_box import ForkBox
from desktop.gui.pages.page import Deeds, Page
from desktop.gui.pages.told import tell_done
from desktop.gui.pages.village_box import VillageBox
from desktop.gui.parts.box import Box, Facts, clear
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.card import Card, Scroll, Strip
from desktop.gui.parts.label import Icon, Label
from desktop.gui.parts.line import Line
from desktop.gui.parts.twice import Twice
from desktop.gui.places import (
    Back,
    EditRecord,
    NewRecord,
    Place,
    RawRecord,
    Records,
    ShowRecord,
)
from desktop.gui.shell import Shell, day_and_time
from desktop.gui.words import say, say_error
from desktop.gui.worker import Job
from desktop.ledger.ids import RecordId
from desktop.ledger.revision import Finished

if TYPE_CHECKING:
    from desktop.desk.act import Act


class RecordPage(Page):
    """Read; then edit, attach, ask for a file, or withdraw."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._record: RecordId | None = None
        self._named: tuple[RecordId, str] | None = None  # what was to be withdrawn
        self._form_id = ""
        self.strip = Strip(self)
        self._twice = Twice(self.strip)  # of the state that would stay
        self._states = QHBoxLayout()
        self._states.setSpacing(2 * theme.unit())
        self._inner = QWidget(self)
        self._cards = QVBoxLayout(self._inner)
        self._cards.setContentsMargins(0, 0, 2 * theme.unit(), 0)
        self._cards.setSpacing(3 * theme.unit())
        self.body.addLayout(self._states)
        self.body.addWidget(self.strip)
        self.body.addWidget(Scroll(self._inner, self), 1)
        self.edit = Button(say("gui.record.edit"), Weight.MAIN, "draft", self)
        self.edit.clicked.connect(self._edit)
        back = Button(say("gui.entry.back"), Weight.PLAIN, "back", self)
        back.clicked.connect(lambda: self.go.emit(Back()))
        raw = Button(say("gui.raw.look"), Weight.QUIET, "file", self)
        raw.clicked.connect(self._raw)
        bottom = QHBoxLayout()
        bottom.addWidget(raw)
        bottom.addStretch(1)
        bottom.addWidget(back)
        bottom.addWidget(self.edit)
        self.body.addLayout(bottom)

    def home(self) -> Place | None:
        """Under the form's records."""
        return Records(self._form_id)

    def arrive(self, place: Place) -> None:
        """Show one record."""
        if isinstance(place, ShowRecord):
            self._record = record = place.record
            self.strip.tell("")
            viewed = Job(lambda act: act.note("view", record), _noted, self._failed)
            self.shell.worker.submit(viewed)
            self.fetch()
            self.edit.setFocus()

    def came_back(self, record: RecordId) -> None:
        """A revision of it was finished."""
        tell_done(self.strip, self.shell.ask, record)

    def fetch(self) -> None:
        """Ask for it again."""
        if self._record is not None:
            self._show(self.shell.ask.records.view(self._record))

    def deeds(self) -> Deeds:
        """Back, the answers as they are kept, and a new record of the same form."""
        return {
            Id.RAW: self._raw,
            Id.BACK: lambda: self.go.emit(Back()),
            Id.NEW: lambda: self.go.emit(NewRecord(self._form_id)),
        }

    def changed(self, what: Changed) -> None:
        """This record was written."""
        if self._record in what.records and self.isVisible():
            self.fetch()
            self.edit.setFocus()  # what had the cursor is gone

    def _show(self, view: RecordView) -> None:
        shown = view.row
        self._form_id = shown.form_id
        self.title.setText(shown.title)
        clear(self._states)
        for words, mark in (
            (work_words(shown), WORK_MARKS[shown.work]),
            (
                delivery_words(shown, self.shell.desk.unit),
                DELIVERY_MARKS[shown.delivery],
            ),
        ):
            self._states.addWidget(Icon(*mark, self))
            self._states.addWidget(Label(words, parent=self))
        if view.unit_name not in ("", self.shell.desk.unit_name):
            self._states.addWidget(Label(view.unit_name, "muted", parent=self))
        self._states.addStretch(1)
        own = shown.unit == self.shell.desk.unit and shown.work is not WorkState.VOID
        self.edit.setVisible(own and not view.gone and not view.sides)
        clear(self._cards)
        desk = self.shell.desk
        names = {desk.account: desk.shown_name}
        if view.sides and shown.unit == desk.unit:
            self._cards.addWidget(self._fork(view, names))
        if view.gone:
            self.strip.tell(say("gui.record.gone"), "warning", "warning")
        else:
            self._cards.addWidget(_answers(view))
        if view.kept:
            self._cards.addWidget(_kept(view))
        self.files = self._files(view, own=own)
        self._cards.addWidget(self.files)
        if own and shown.record in self._villages_there(shown.form_id):
            self._cards.addWidget(self._village(shown.record))
        if own:
            self._cards.addWidget(self._withdrawal())
        if shown.unit == desk.unit and not view.sides and anything(view):
            self._cards.addWidget(self._erasing(view))
        self._cards.addWidget(_history(view, names))
        self._cards.addStretch(1)

    def _villages_there(self, form_id: str) -> set[RecordId]:
        if form_id != VILLAGE:
            return set()
        found = self.shell.ask.villages.there(self.shell.today())
        return {one.record for one in found if not one.valid_to}

    def _village(self, record: RecordId) -> VillageBox:
        self._twice.forget()
        box = VillageBox(record, self.shell.ask.villages, self.shell.today)
        box.ready.connect(self.reorganise)
        box.failed.connect(self._failed)
        box.changed.connect(self._twice.forget)
        return box

    def reorganise(self, done: Finished, words: str) -> None:
        """Said twice: villages end and others begin, all at once."""
        if not self._twice.said(words, words):
            return
        told = say("gui.village.done")
        self._submit(
            Job(
                lambda act: act.finish(done),
                lambda _: self.strip.tell(told, "good", "good"),
                self._failed,
            )
        )

    def _fork(self, view: RecordView, names: Mapping[str, str]) -> ForkBox:
        self._twice.forget()
        box = ForkBox(view.sides, names)
        box.chosen.connect(self.join)
        box.changed.connect(self._twice.forget)
        return box

    def join(self, letter: str) -> None:
        """Said twice: of several states this one stays."""
        record = self._record
        if record is None:
            return
        if not self._twice.said(letter, say("gui.fork.sure", letter=letter)):
            return
        try:
            done = self.shell.ask.records.joined(record, letter)
        except Error as error:
            self._failed(error)
            return
        told = say("gui.fork.joined", letter=letter)
        self._submit(
            Job(
                lambda act: act.finish(done),
                lambda _: self.strip.tell(told, "good", "good"),
                self._failed,
            )
        )

    def _files(self, view: RecordView, *, own: bool) -> FilesBox:
        box = FilesBox(view, self.shell.ask.files.terms(), own=own)
        box.asked.connect(self._ask)
        box.picked.connect(self.look_into)
        box.attach.connect(self._attach)
        box.noted.connect(self._note)
        return box

    def _erasing(self, view: RecordView) -> EraseBox:
        self._twice.forget()
        box = EraseBox(view, self.shell.ask.files.reasons())
        box.erase.connect(self.erase)
        box.changed.connect(self._twice.forget)
        return box

    def erase(self, what: str, why: str) -> None:
        """Said twice: it is gone for good, here and at the province."""
        record = self._record
        if record is None or not self._twice.said(what + why, say("gui.erase.sure")):
            return
        kind, _, name = what.partition(":")
        deeds: dict[str, Callable[[Act], Changed]] = {
            "all": lambda act: act.erase.record(record, why),
            "file": lambda act: act.erase.file(name, why),
            "question": lambda act: act.erase.question(record, name, why),
        }
        self._do(deeds[kind], "gui.erase.done")

    def _withdrawal(self) -> Box:
        box = Box(say("gui.record.void"))
        box.add(Label(say("gui.record.void_how"), "muted", wrap=True))
        line = QHBoxLayout()
        why = Line(box)
        why.setAccessibleName(say("gui.record.why"))
        why.setPlaceholderText(say("gui.record.why"))
        button = Button(say("gui.record.void"), Weight.PLAIN, "void", box)
        button.setEnabled(False)
        why.textChanged.connect(lambda text: button.setEnabled(bool(text.strip())))
        button.clicked.connect(lambda: self._void(why.text().strip()))
        line.addWidget(why, 1)
        line.addWidget(button)
        box.add(line)
        return box

    def _raw(self) -> None:
        if self._record is not None:
            self.go.emit(RawRecord(self._record))

    def _edit(self) -> None:
        if self._record is not None:
            self.go.emit(EditRecord(self._record))

    def look_into(self, path: Path) -> None:
        """What a file tells, before anybody answers for it."""
        self.strip.tell("")
        self.shell.worker.submit(
            Job(
                lambda act: act.files.look(path, path.name),
                lambda looked: self.files.put_question(path, looked),
                self._failed,
            )
        )

    def _attach(self, path: Path, keep: str, shows_people: bool | None) -> None:
        record = self._record
        if record is not None:
            self._do(
                lambda act: act.files.attach(
                    record, path, path.name, shows_people=shows_people, keep=keep
                ),
                "gui.record.attached",
            )

    def _note(self, number: str, place: str) -> None:
        record = self._record
        if record is not None:
            self._do(
                lambda act: act.files.note_paper(record, number, place),
                "gui.record.paper_noted",
            )

    def _ask(self, sha256: str) -> None:
        self._do(lambda act: act.ask_for(sha256), "gui.record.will_ask")

    def _void(self, why: str) -> None:
        record = self._record
        if record is not None:
            still, self._named = self._named == (record, why), (record, why)
            self._do(
                lambda act: act.void(record, why, named=still), "gui.record.voided"
            )

    def _do(self, work: "Callable[[Act], Changed]", told: str) -> None:
        """Write; then say what was done."""
        done = say(told)
        self._submit(
            Job(work, lambda _: self.strip.tell(done, "good", "good"), self._failed)
        )

    def _submit(self, job: Job[Changed]) -> None:
        self.shell.worker.submit(job)

    def _failed(self, error: Error) -> None:
        self.strip.tell(say_error(error), "danger", "danger")


def _noted(_: None) -> None:
    """That somebody looked is written; nobody waits for it."""


def _answers(view: RecordView) -> Card:
    card = Card()
    gap = theme.unit()
    grid = QGridLayout(card)
    grid.setContentsMargins(4 * gap, 3 * gap, 4 * gap, 3 * gap)
    grid.setHorizontalSpacing(4 * gap)
    grid.setVerticalSpacing(2 * gap)
    grid.setColumnStretch(1, 1)
    top = Qt.AlignmentFlag.AlignTop
    for place, (label, value) in enumerate(view.lines):
        words = Label(label, "muted", wrap=True)
        words.setFixedWidth(theme.letters(30))
        answer = Label(value, wrap=True)
        answer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(words, place, 0, top)
        grid.addWidget(answer, place, 1, top)
    return card


def _kept(view: RecordView) -> Box:
    box = Box(say("gui.form.kept"))
    box.say(say("gui.form.kept_how"))
    facts = Facts(box)
    facts.show_facts((in_row(one.label, one.row), one.value) for one in view.kept)
    box.add(facts)
    return box


def _history(view: RecordView, names: Mapping[str, str]) -> Box:
    box = Box(say("gui.record.history"))
    for line in view.history:
        box.add(Label(_told(line, names), "muted", wrap=True))
    return box


def _told(line: str, names: Mapping[str, str]) -> str:
    """``at · by · op``, and a mark, in the officer's words."""
    at, by, op, *mark = line.split(" · ")
    who = names.get(by, by)
    done = [say(f"gui.op.{code}") for code in (op, *mark)]
    return " · ".join((day_and_time(at), who, *done))
