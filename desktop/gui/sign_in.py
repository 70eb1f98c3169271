"""The first page: a password, and nothing heavy behind it yet."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.card import Card
from desktop.gui.parts.label import Label
from desktop.gui.parts.line import Line
from desktop.gui.parts.training import TrainingMark
from desktop.gui.words import say

_WIDTH = 56  # letters


class Front(QWidget):
    """A card in the middle; under it a line that tells what is wrong."""

    def __init__(self, *, training: bool) -> None:
        super().__init__()
        gap = theme.unit()
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        if training:
            outside.addWidget(TrainingMark(self))
        outside.addStretch(1)
        self.card = Card(self)
        self.card.setFixedWidth(theme.letters(_WIDTH))
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.card)
        middle.addStretch(1)
        outside.addLayout(middle)
        outside.addStretch(2)
        self.column = QVBoxLayout(self.card)
        self.column.setContentsMargins(6 * gap, 6 * gap, 6 * gap, 6 * gap)
        self.column.setSpacing(2 * gap)
        self.column.addWidget(Label(say("gui.name"), scale=1.7, bold=True))
        self.fault = Label("", "danger", wrap=True, parent=self)

    def ask(self, code: str, *, secret: bool = False) -> Line:
        """One line with its words above."""
        label = Label(say(code), parent=self)
        line = Line(self)
        if secret:
            line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setAccessibleName(say(code))
        label.setBuddy(line)
        self.column.addWidget(label)
        self.column.addWidget(line)
        return line


class SignInPage(Front):
    """Asks for the password; ``given`` hands it on."""

    given = Signal(str)

    def __init__(self, *, training: bool) -> None:
        super().__init__(training=training)
        self.column.addWidget(Label(say("gui.sign_in.purpose"), "muted", wrap=True))
        self.password = self.ask("gui.sign_in.password", secret=True)
        self.button = Button(say("gui.sign_in.open"), Weight.MAIN, parent=self)
        self.column.addWidget(self.fault)
        self.column.addWidget(self.button)
        self.button.clicked.connect(self._give)
        self.password.returnPressed.connect(self._give)
        self.setFocusProxy(self.password)

    def wait(self) -> None:
        """The password is being tried."""
        self.fault.set_ink("muted")
        self.fault.setText(say("gui.sign_in.opening"))
        self.button.setEnabled(False)
        self.password.setEnabled(False)

    def refuse(self, sentence: str) -> None:
        """It did not open."""
        self.fault.set_ink("danger")
        self.fault.setText(sentence)
        self.button.setEnabled(True)
        self.password.setEnabled(True)
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        if self.password.text() and self.button.isEnabled():
            self.wait()
            self.given.emit(self.password.text())


class FirstRunPage(Front):
    """Makes the desk: unit, name, a password twice."""

    given = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__(training=False)
        self.column.addWidget(Label(say("gui.first.how"), "muted", wrap=True))
        self.unit = self.ask("gui.first.unit")
        self.shown = self.ask("gui.first.name")
        self.password = self.ask("gui.first.password", secret=True)
        self.again = self.ask("gui.first.again", secret=True)
        self.column.addWidget(self.fault)
        self.button = Button(say("gui.first.make"), Weight.MAIN, parent=self)
        self.column.addWidget(self.button)
        self.button.clicked.connect(self._give)
        self.lines = (self.unit, self.shown, self.password, self.again)
        for line, after in pairwise(self.lines):
            line.returnPressed.connect(after.setFocus)
        self.again.returnPressed.connect(self._give)
        self.setFocusProxy(self.unit)

    def refuse(self, sentence: str) -> None:
        """It could not be made."""
        self.fault.set_ink("danger")
        self.fault.setText(sentence)
        self.button.setEnabled(True)

    def _give(self) -> None:
        if self.password.text() != self.again.text():
            self.refuse(say("gui.first.differ"))
            return
        self.fault.set_ink("muted")
        self.fault.setText(say("gui.first.making"))
        self.button.setEnabled(False)
        name = self.shown.text().strip()
        self.given.emit(self.unit.text().strip(), name, self.password.text())
