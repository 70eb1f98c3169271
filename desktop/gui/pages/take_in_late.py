"""A bundle whose certificate ended on its way: taken in after a call, and only then."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import Error
from desktop.gui.parts.box import Box, Facts, row
from desktop.gui.parts.button import Button, Check, Weight
from desktop.gui.words import say

LATE = "signature.late"


class LateBox(Box):
    """What to ask by phone; a tick that it was asked; then the button."""

    confirmed = Signal(object)  # the file

    def __init__(self, parent: QWidget) -> None:
        super().__init__(say("gui.late.title"), parent)
        self._file: Path | None = None
        self.say(say("gui.late.how"))
        self.facts = Facts(self)
        self.add(self.facts)
        self.called = Check(say("gui.late.called"), self)
        self.take = Button(say("gui.late.take"), Weight.MAIN, "intake", self)
        self.take.clicked.connect(lambda: self.confirmed.emit(self._file))
        self.called.toggled.connect(self.take.setEnabled)
        self.add(row(self.called, None, self.take))
        self.hide()

    def ask(self, file: Path, error: Error, unit: str) -> None:
        """About one file, as the check told of it."""
        self._file = file
        self.called.setChecked(False)
        self.take.setEnabled(False)
        self.facts.show_facts(
            (
                (say("gui.late.file"), file.name),
                (say("gui.late.unit"), unit),
                (say("gui.late.device"), str(error.facts["device"])),
                (say("gui.late.until"), str(error.facts["until"])),
            )
        )
        self.show()
        self.called.setFocus()
