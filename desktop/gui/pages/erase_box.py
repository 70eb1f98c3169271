"""Erasing what a person asks for: one answer, one file, or every text of a record."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from desktop.desk.views import RecordView
from desktop.gui.parts.box import Box, row
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.choice_row import ChoiceRow
from desktop.gui.parts.label import Label
from desktop.gui.parts.line import Line
from desktop.gui.words import say

ALL = "all"
FILE = "file:"
QUESTION = "question:"


class EraseBox(Box):
    """What goes, and why; the page asks a second time."""

    erase = Signal(str, str)  # what, and the reason
    changed = Signal()  # what was asked for is no longer meant

    def __init__(self, view: RecordView, reasons: Sequence[str]) -> None:
        super().__init__(say("gui.erase.title"))
        self.say(say("gui.erase.how"))
        self.what = ChoiceRow(say("gui.erase.what"), self)
        self.what.show_choices(_choices(view), "")
        self.usual = ChoiceRow(say("gui.erase.why"), self)
        usual = [(reason, reason) for reason in reasons]
        self.usual.show_choices([*usual, ("", say("gui.erase.other"))], reasons[0])
        self.why = Line(self)
        self.why.setAccessibleName(say("gui.erase.other_why"))
        self.why.setPlaceholderText(say("gui.erase.other_why"))
        self.why.hide()
        self.button = Button(say("gui.erase.do"), Weight.PLAIN, "void", self)
        self.button.setEnabled(False)
        for said, part in (
            ("gui.erase.what", self.what),
            ("gui.erase.why", self.usual),
        ):
            self.add(Label(say(said), "muted", parent=self))
            self.add(part)
            part.chosen.connect(lambda _: self._look())
        self.add(self.why)
        self.add(row(self.button, None))
        self.why.textChanged.connect(lambda _: self._look())
        self.button.clicked.connect(self._erase)

    def reason(self) -> str:
        """What was chosen or typed."""
        return self.usual.code() or self.why.text().strip()

    def _look(self) -> None:
        self.why.setVisible(not self.usual.code())
        self.button.setEnabled(bool(self.what.code() and self.reason()))
        self.changed.emit()

    def _erase(self) -> None:
        self.erase.emit(self.what.code(), self.reason())


def _choices(view: RecordView) -> list[tuple[str, str]]:
    texts = [(QUESTION + question, label) for label, question in view.erasable]
    kept = [file for file in view.files if not file.gone]
    files = [
        (FILE + file.sha256, say("gui.erase.file", name=file.name)) for file in kept
    ]
    whole = [(ALL, say("gui.erase.all"))] if texts or view.papers else []
    return [*texts, *files, *whole]


def anything(view: RecordView) -> bool:
    """Whether there is something to erase."""
    return bool(_choices(view))
