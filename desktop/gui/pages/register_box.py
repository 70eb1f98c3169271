"""Number, day and signer, as the clerk gives them to a closed report."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.desk.period_views import Registered
from desktop.gui import theme
from desktop.gui.form.day import DayControl
from desktop.gui.parts.box import Box, row
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.label import Label
from desktop.gui.parts.line import Line
from desktop.gui.shell import Shell
from desktop.gui.words import say
from desktop.text.clean import clean


class RegisterBox(Box):
    """Four answers and a button; ``given`` once number and day stand."""

    given = Signal(object)

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(say("gui.register"), parent)
        self.say(say("gui.register.how"))
        self.number = self._line("gui.register.number")
        self.day = DayControl(shell.today, self)
        self.day.line.setAccessibleName(say("gui.register.day"))
        self.signer = self._line("gui.register.signer")
        self.post = self._line("gui.register.post")
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * theme.unit())
        for at, (code, part) in enumerate(
            (
                ("gui.register.number", self.number),
                ("gui.register.day", self.day.widget),
                ("gui.register.signer", self.signer),
                ("gui.register.post", self.post),
            )
        ):
            grid.addWidget(Label(say(code), parent=self), at // 2, 2 * (at % 2))
            grid.addWidget(part, at // 2, 2 * (at % 2) + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self.add(grid)
        self.button = Button(say("gui.register.do"), Weight.PLAIN, "draft", self)
        self.button.clicked.connect(self._give)
        self.add(row(self.button, None))
        self.day.left.connect(self.day.tidy)
        self._given = Registered("", "")
        for line in (self.number, self.signer, self.post):
            line.textChanged.connect(self._typed)
        for here, there in (
            (self.number, self.day.line),
            (self.day.line, self.signer),
            (self.signer, self.post),
            (self.post, self.button),
        ):
            here.returnPressed.connect(there.setFocus)
        for signal in (self.day.typed, self.day.chosen):
            signal.connect(self._typed)
        self._typed()

    def show_given(self, found: Registered) -> None:
        """What it has so far."""
        self._given = found
        self.number.setText(found.number)
        self.day.line.clear()
        if found.day:
            self.day.write(date.fromisoformat(found.day))
        self.signer.setText(found.signer)
        self.post.setText(found.post)
        self._typed()

    def is_typed(self) -> bool:
        """Whether something stands here that the report does not have yet."""
        return self._said() != self._given

    def _line(self, code: str) -> Line:
        line = Line(self)
        line.setAccessibleName(say(code))
        return line

    def _typed(self) -> None:
        whole = bool(self.number.text().strip()) and self.day.day() is not None
        self.button.setEnabled(whole)

    def _said(self) -> Registered:
        lines = (self.number, self.signer, self.post)
        number, signer, post = (clean(line.text()) for line in lines)
        return Registered(number, self.day.reading(), signer, post)

    def _give(self) -> None:
        self.given.emit(self._said())
