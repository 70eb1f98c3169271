"""A record that stands in several states: side by side, and the one that is to stay."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.desk.views import Side
from desktop.gui import theme
from desktop.gui.parts.box import Box, row
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.choice_row import ChoiceRow
from desktop.gui.parts.label import Label
from desktop.gui.shell import day_and_time
from desktop.gui.words import say
from desktop.ledger.revision import Op


class ForkBox(Box):
    """What differs between the states; the owner says which of them stays."""

    chosen = Signal(str)  # the letter of the state that is to stay
    changed = Signal()  # what was asked for is no longer meant

    def __init__(self, sides: Sequence[Side], names: Mapping[str, str]) -> None:
        super().__init__(say("gui.fork.title", n=len(sides)))
        self.say(say("gui.fork.how"))
        inner = QWidget(self)
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(3 * theme.unit())
        self._grid.setVerticalSpacing(theme.unit())
        self._show(sides, names)
        self.add(inner)
        self.keep = ChoiceRow(say("gui.fork.keep"), self)
        letters = [side.letter for side in sides]
        words = [(letter, say("gui.fork.side", letter=letter)) for letter in letters]
        self.keep.show_choices(words, "")
        self.keep.chosen.connect(lambda _: self._choose())
        self.join = Button(say("gui.fork.join"), Weight.MAIN, "same", self)
        self.join.setEnabled(False)
        self.join.clicked.connect(lambda: self.chosen.emit(self.keep.code()))
        self.add(row(self.keep, None, self.join))

    def _choose(self) -> None:
        self.join.setEnabled(True)
        self.changed.emit()

    def _show(self, sides: Sequence[Side], names: Mapping[str, str]) -> None:
        self._line(0, "", [_head(side, names) for side in sides], bold=True)
        answers = [dict(side.lines) for side in sides]
        labels = dict.fromkeys(label for one in answers for label in one)
        at = 1
        for label in labels:
            said = [one.get(label, "") for one in answers]
            if len(set(said)) > 1:
                self._line(at, label, said)
                at += 1
        if at == 1:
            self._grid.addWidget(Label(say("gui.fork.alike"), "muted"), at, 0, 1, -1)

    def _line(
        self, at: int, label: str, said: Sequence[str], *, bold: bool = False
    ) -> None:
        top = Qt.AlignmentFlag.AlignTop
        name = Label(label, "muted", wrap=True)
        name.setFixedWidth(theme.letters(18))
        self._grid.addWidget(name, at, 0, top)
        for column, words in enumerate(said, start=1):
            self._grid.setColumnStretch(column, 1)
            answer = Label(words or "—", bold=bold, wrap=True)
            self._grid.addWidget(answer, at, column, top)


def _head(side: Side, names: Mapping[str, str]) -> str:
    who = names.get(side.by, side.by)
    told = say("gui.fork.side", letter=side.letter)
    gone = say("gui.fork.void") if side.op == Op.VOID.value else ""
    words = (told, who, side.device, day_and_time(side.at), gone)
    return "\n".join(filter(None, words))
