"""A record's files and papers; hanging another on it after the one question."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from desktop.desk.keeping import Term
from desktop.desk.period_views import SUBMISSION
from desktop.desk.views import FileView, RecordView
from desktop.gui.parts.box import Box, clear, row
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.choice_row import ChoiceRow
from desktop.gui.parts.label import Icon, Label
from desktop.gui.parts.line import Line
from desktop.gui.words import say
from desktop.signing.disk import reachable
from desktop.text.dates import format_iso

if TYPE_CHECKING:
    from desktop.desk.attachments import Looked


class FilesBox(Box):
    """What hangs on a record."""

    asked = Signal(str)  # for the bytes of this file
    picked = Signal(object)  # a path, to be looked into
    attach = Signal(object, str, object)  # path, term, whether it shows people
    noted = Signal(str, str)  # a document's number, and where the paper lies

    def __init__(self, view: RecordView, terms: Sequence[Term], *, own: bool) -> None:
        super().__init__(say("gui.record.files"))
        self._is_report = view.row.form_id == SUBMISSION
        self._terms = terms
        if not view.files and not view.papers:
            self.add(Label(say("gui.record.no_files"), "muted", wrap=True))
        for file in view.files:
            self.add(self._file(file, own=own))
        for paper in view.papers:
            said = Label(say("gui.record.paper", what=paper), wrap=True)
            self.add(row(Icon("book", "muted", self), said, None))
        self.question = Box("", self)
        self.question.hide()
        self.pick = Button(say("gui.record.attach"), Weight.PLAIN, "file", self)
        self.pick.clicked.connect(self._pick)
        self.pick.setVisible(own)
        self.add(self.question)
        self.add(row(self.pick, None))

    def _file(self, file: FileView, *, own: bool) -> QHBoxLayout:
        line = row(Icon("file", "muted", self))
        size = say("gui.size", kb=-(-file.bytes // 1024))
        name = Label(f"{file.name} · {size}", wrap=True)
        line.addWidget(name, 1)
        if file.here and file.until:
            last = say("gui.record.until", day=format_iso(file.until))
            line.addWidget(Label(last, "muted"))
        if file.here:
            line.addWidget(Label(say("gui.record.here"), "good"))
        elif file.asked:
            line.addWidget(Label(say("gui.record.asked"), "accent"))
        elif not own and not file.gone:
            ask = Button(say("gui.record.ask"), Weight.QUIET, parent=self)
            ask.clicked.connect(lambda: self.asked.emit(file.sha256))
            line.addWidget(ask)
        return line

    def _pick(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, say("gui.record.attach"), "", say("gui.record.kinds")
        )
        if name:
            self.picked.emit(reachable(Path(name)))

    def put_question(self, path: Path, looked: "Looked") -> None:
        """The file was looked into: what it tells, how long it stays, the question."""
        asks = self.question
        clear(asks.column)
        asks.add(Label(looked.name, bold=True, wrap=True, parent=asks))
        for code in looked.told:
            asks.say(say(code))
        keep = ChoiceRow(say("gui.record.keep"), asks)
        choices = [(term.code, term.label) for term in self._terms]
        keep.show_choices(choices, choices[0][0])
        bare = self._is_report and path.suffix.lower() == ".pdf"
        if not bare:
            asks.add(Label(say("gui.record.keep"), "muted", parent=asks))
            asks.add(keep)
            asks.add(Label(say("gui.record.people"), bold=True, wrap=True, parent=asks))
        no = Button(
            say("gui.record.keep_it" if bare else "gui.record.people_no"),
            Weight.PLAIN, "file", asks,
        )  # fmt: skip
        answer = None if bare else False
        no.clicked.connect(lambda: self.attach.emit(path, keep.code(), answer))
        yes = Button(say("gui.record.people_yes"), Weight.PLAIN, "book", asks)
        yes.clicked.connect(self._ask_for_paper)
        yes.setVisible(not bare)
        asks.add(row(no, yes, None))
        asks.show()
        (no.setFocus if bare else keep.enter)()  # nobody answers by a second Enter

    def _ask_for_paper(self) -> None:
        """No file is kept: a document's number, and where the paper lies."""
        asks = self.question
        clear(asks.column)
        asks.say(say("gui.record.paper_how"))
        number, place = Line(asks), Line(asks)
        lines = {"gui.record.paper_number": number, "gui.record.paper_place": place}
        for code, line in lines.items():
            words = say(code)
            line.setAccessibleName(words)
            asks.add(Label(words, "muted", parent=asks))
            asks.add(line)
        note = Button(say("gui.record.paper_note"), Weight.PLAIN, "book", asks)
        note.clicked.connect(lambda: self.noted.emit(number.text(), place.text()))
        asks.add(row(note, None))
        number.setFocus()
