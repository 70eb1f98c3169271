"""The report's drafted sentences, to be edited before closing."""

import unicodedata
from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.parts.box import Box, clear
from desktop.gui.parts.label import Label
from desktop.gui.parts.line import Paragraph
from desktop.gui.words import say

_LINES = 3


class TextBox(Box):
    """One box of text per section."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(say("gui.period.text"), parent)
        self.say(say("gui.period.text_how"))
        self._inside = QVBoxLayout()
        self._inside.setSpacing(theme.unit())
        self.add(self._inside)
        self._drafted: tuple[tuple[str, str], ...] = ()
        self._edits: list[tuple[str, Paragraph]] = []

    def show_sentences(self, sentences: Sequence[tuple[str, str]]) -> None:
        """Other drafts; while the draft is the same, the officer's words stay."""
        if tuple(sentences) == self._drafted:
            return
        self._drafted = tuple(sentences)
        clear(self._inside)
        self._edits = []
        for heading, text in sentences:
            self._inside.addWidget(Label(heading, parent=self))
            edit = Paragraph(self)
            edit.setPlainText(text)
            edit.setAccessibleName(heading)
            lines = edit.fontMetrics().lineSpacing() * _LINES
            edit.setFixedHeight(lines + 4 * theme.unit())
            self._inside.addWidget(edit)
            self._edits.append((heading, edit))

    def sentences(self) -> tuple[tuple[str, str], ...]:
        """As they stand now, NFC."""
        return tuple(
            (heading, unicodedata.normalize("NFC", edit.toPlainText().strip()))
            for heading, edit in self._edits
        )
