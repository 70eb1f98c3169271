"""The last page: the book is closed, another program takes the place of this one."""

from PySide6.QtCore import Signal

from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.label import Label
from desktop.gui.sign_in import Front
from desktop.gui.words import say


class ClosingPage(Front):
    """Nothing to press: the data is being set aside, then the window goes."""

    def __init__(self, version: str) -> None:
        super().__init__(training=False)
        words = say("gui.update.closing", version=version)
        self.column.addWidget(Label(words, wrap=True, parent=self))


class EndPage(Front):
    """One thing to press: the former program waits until this one has gone."""

    closed = Signal()

    def __init__(self, words: str) -> None:
        super().__init__(training=False)
        self.words = Label(words, wrap=True, parent=self)
        self.button = Button(say("gui.update.end"), Weight.MAIN, "close", self)
        self.button.clicked.connect(self.closed)
        self.column.addWidget(self.words)
        self.column.addWidget(self.button)
        self.setFocusProxy(self.button)
