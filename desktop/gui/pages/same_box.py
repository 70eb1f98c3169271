"""Two records side by side, and what their owner says of them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.desk.pair_views import Pair, Verdict
from desktop.desk.views import RecordView
from desktop.gui import theme
from desktop.gui.parts.box import Box, clear, row
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.choice_row import ChoiceRow
from desktop.gui.parts.label import Label
from desktop.gui.parts.line import Line
from desktop.gui.words import say

FIRST, SECOND = "1", "2"


class CompareBox(Box):
    """Every answer of both; what differs stands out."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(say("gui.same.compare"), parent)
        self.why = Label("", "muted", wrap=True, parent=self)
        self.add(self.why)
        inner = QWidget(self)
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4 * theme.unit())
        self._grid.setVerticalSpacing(theme.unit())
        for column in (1, 2):
            self._grid.setColumnStretch(column, 1)
        self.add(inner)

    def show_pair(self, pair: Pair, one: RecordView, other: RecordView) -> None:
        """The question at the left, the two answers beside it."""
        self.why.setText(_why(pair))
        clear(self._grid)
        self._line(0, "", say("gui.same.first"), say("gui.same.second"), "text")
        first, second = dict(one.lines), dict(other.lines)
        for at, label in enumerate(dict.fromkeys((*first, *second)), start=1):
            both = first.get(label, ""), second.get(label, "")
            self._line(at, label, *both, "muted" if both[0] == both[1] else "text")

    def _line(self, at: int, label: str, one: str, other: str, ink: str) -> None:
        top = Qt.AlignmentFlag.AlignTop
        name = Label(label, "muted", wrap=True)
        name.setFixedWidth(theme.letters(26))
        self._grid.addWidget(name, at, 0, top)
        for column, words in enumerate((one, other), start=1):
            answer = Label(words or "—", ink, bold=at == 0, wrap=True)
            self._grid.addWidget(answer, at, column, top)


def _why(pair: Pair) -> str:
    if pair.verdict in (Verdict.JOINED, Verdict.NEITHER):
        return say(f"gui.same.{pair.verdict}")
    if pair.verdict is Verdict.APART:
        return say("gui.same.reason", reason=pair.reason)
    signs = "; ".join(say(sign.code, **sign.facts) for sign in pair.signs)
    return say("gui.same.signs", signs=signs)


class DecideBox(Box):
    """One event: which record stays; two events: why."""

    united = Signal(str)  # FIRST or SECOND stays
    apart = Signal(str)  # the reason
    changed = Signal()  # what was asked for is no longer meant

    def __init__(self, parent: QWidget) -> None:
        super().__init__(say("gui.same.decide"), parent)
        self.say(say("gui.same.unite_how"))
        self.keep = ChoiceRow(say("gui.same.keep"), self)
        choices = [(code, say(f"gui.same.keep.{code}")) for code in (FIRST, SECOND)]
        self.keep.show_choices(choices, FIRST)
        self.keep.chosen.connect(lambda _: self.changed.emit())
        self.unite = Button(say("gui.same.unite"), Weight.MAIN, "same", self)
        self.unite.clicked.connect(lambda: self.united.emit(self.keep.code()))
        self.add(row(self.keep, None, self.unite))
        self.why = Line(self)
        self.why.setAccessibleName(say("gui.same.why"))
        self.why.setPlaceholderText(say("gui.same.why"))
        self.leave = Button(say("gui.same.apart"), Weight.PLAIN, "good", self)
        self.leave.setEnabled(False)
        self.leave.clicked.connect(lambda: self.apart.emit(self.why.text().strip()))
        self.why.textChanged.connect(self._typed)
        self.why.returnPressed.connect(self.leave.click)
        self.add(row(self.why, self.leave))

    def begin(self, pair: Pair | None, *, own: bool) -> None:
        """Another pair; nothing to decide where it is decided or another unit's."""
        self.keep.choose(FIRST)
        self.why.clear()
        self.setVisible(own and pair is not None and pair.verdict is Verdict.OPEN)

    def _typed(self, text: str) -> None:
        self.leave.setEnabled(bool(text.strip()))
        self.changed.emit()
