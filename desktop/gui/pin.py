"""The PIN of a token: asked of the officer once, when a key on one is opened."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue

from PySide6.QtCore import QObject, Qt, QThread, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from desktop.errors import Environment
from desktop.gui import theme
from desktop.gui.parts.box import row
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.label import Label
from desktop.gui.parts.line import Line
from desktop.gui.words import say

_WIDTH = 60  # letters


class PinAsker(QObject):
    """Called in the worker's thread, which waits while the window asks.

    Nothing keeps the answer: a wrong one is never tried again by the program.
    """

    _wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._answers: SimpleQueue[str] = SimpleQueue()
        self._ended = False
        self._waits = False  # somebody, in the worker's thread
        self.sheet: PinSheet | None = None
        self._wanted.connect(self._ask)

    def __call__(self) -> str:
        """What was typed; Environment where nobody did."""
        self._forget()
        if self._ended or QThread.currentThread() == self.thread():
            raise Environment("token.no_pin")
        self._waits = True
        self._wanted.emit()
        said = self._answers.get()
        self._waits = False
        if not said:
            raise Environment("token.no_pin")
        return said

    def end(self) -> None:
        """The program ends: whoever waits goes on without."""
        self._ended = True
        self._answers.put("")

    @contextmanager
    def given_up(self) -> Iterator[None]:
        """Whoever waits goes on without, and so does whoever asks meanwhile."""
        before, self._ended = self._ended, True
        if self.sheet is not None:
            self.sheet.reject()
        self._answers.put("")
        try:
            yield
        finally:
            self._ended = before

    def _forget(self) -> None:
        """An answer that came when nobody waited any more is for no other question."""
        with suppress(Empty):
            while True:
                self._answers.get_nowait()

    def _ask(self) -> None:
        if not self._waits:
            return
        self.sheet = PinSheet(self._window, self._answered)
        self.sheet.open()
        self.sheet.line.setFocus()

    def _answered(self, said: str) -> None:
        self.sheet = None
        self._answers.put(said)


class PinSheet(QDialog):
    """One line; Enter signs, Esc signs nothing."""

    def __init__(self, window: QWidget, answer: Callable[[str], None]) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say("gui.pin.title"))
        self._answer = answer
        gap = theme.unit()
        column = QVBoxLayout(self)
        column.setContentsMargins(6 * gap, 5 * gap, 6 * gap, 5 * gap)
        column.setSpacing(2 * gap)
        column.addWidget(Label(say("gui.pin.title"), scale=1.3, bold=True))
        column.addWidget(Label(say("gui.pin.how"), "muted", wrap=True))
        self.line = Line(self)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setAccessibleName(say("gui.pin.title"))
        column.addWidget(self.line)
        self.sign = Button(say("gui.pin.sign"), Weight.MAIN, "lock", self)
        self.sign.setEnabled(False)
        cancel = Button(say("gui.pin.cancel"), Weight.PLAIN, parent=self)
        column.addLayout(row(None, cancel, self.sign))
        self.line.textChanged.connect(lambda text: self.sign.setEnabled(bool(text)))
        self.line.returnPressed.connect(self.sign.click)
        self.sign.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self.finished.connect(self._finished)
        self.setFixedWidth(theme.letters(_WIDTH))

    def _finished(self, result: int) -> None:
        signed = result == QDialog.DialogCode.Accepted
        said = self.line.text() if signed else ""
        self.line.clear()
        self._answer(said)
