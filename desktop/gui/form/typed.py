"""Answers typed on a line: text, numbers, dates, times."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from desktop.errors import Refused
from desktop.gui import theme
from desktop.gui.form.control import Choices, Control
from desktop.gui.parts.line import Line, Paragraph
from desktop.gui.words import say_error
from desktop.text.clean import clean
from desktop.text.dates import format_iso, parse_date
from desktop.text.numbers import format_lexical, parse_decimal, parse_integer
from desktop.xforms.instance import NodeState

_WHOLE = {
    "number.not_a_number": "gui.form.not_a_count",
    "number.doubtful": "gui.form.not_a_count",
}
_TIME = re.compile(r"(\d{1,2})[:hg. ]?(\d{2})?")


@dataclass(frozen=True, slots=True)
class Spelling:
    """How an answer is read from what is typed, and written."""

    read: Callable[[str], str]  # raises Refused
    write: Callable[[str], str]
    letters: int  # width; 0 fills the row


def _integer(text: str) -> str:
    try:
        return str(parse_integer(text))
    except Refused as error:  # the numbers' own examples have decimals
        code = _WHOLE.get(error.code)
        raise (Refused(code) if code else error) from None


def _decimal(text: str) -> str:
    value: Decimal = parse_decimal(text)
    return f"{value.normalize() + 0:f}"  # as the engine writes it: 8.5, never 8.50


def _time(text: str) -> str:
    found = _TIME.fullmatch(text.strip())
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise Refused("gui.form.not_a_time")
    return f"{int(found[1]):02}:{found[2] or '00'}:00.000+07:00"


def _same(text: str) -> str:
    return text


TEXT = Spelling(clean, _same, 0)
INTEGER = Spelling(_integer, format_lexical, 14)
YEAR = Spelling(_integer, _same, 14)  # nobody writes 2.026
DECIMAL = Spelling(_decimal, format_lexical, 14)
TIME = Spelling(_time, lambda text: text[:5], 10)


def dates(today: Callable[[], date]) -> Spelling:
    """Days as written here; ``.`` is the clock's today."""

    def read(text: str) -> str:
        return parse_date(text, today()).isoformat()

    return Spelling(read, format_iso, 16)


class LineControl(Control):
    """One line with a spelling."""

    def __init__(self, spelling: Spelling, parent: QWidget) -> None:
        self.line = Line(parent)
        super().__init__(self.line)
        self._spelling = spelling
        self.wide = not spelling.letters
        if spelling.letters:
            self.line.setFixedWidth(theme.letters(spelling.letters + 4))
        self.line.textChanged.connect(self._changed)
        self.line.left.connect(self.left)
        self._showing = False

    def entrance(self) -> QWidget:
        """The line."""
        return self.line

    def show_node(self, node: NodeState, _choices: Choices) -> None:
        """Write the answer unless the officer has just typed it."""
        self.line.setReadOnly(node.readonly)
        if self.reading() == (node.value or node.invalid):
            return
        self.write(node.value or node.invalid)

    def write(self, lexical: str) -> None:
        """Put an answer on the line, without echo."""
        self._showing = True
        self.line.setText(self._spelling.write(lexical))
        self._showing = False

    def reading(self) -> str:
        """Canonical text, or what was typed where it makes no sense (yet)."""
        typed = self.line.text().strip()
        if not typed:
            return ""
        try:
            return self._spelling.read(typed)
        except Refused:
            return unicodedata.normalize("NFC", typed)

    def fault(self) -> str:
        """The reader's own sentence."""
        typed = self.line.text().strip()
        try:
            if typed:
                self._spelling.read(typed)
        except Refused as error:
            return say_error(error)
        return ""

    def tidy(self) -> None:
        """NFC, and the usual writing of numbers and days."""
        read = self.reading()
        if self.fault():
            return
        wanted = self._spelling.write(read)
        if wanted != self.line.text():
            self.write(read)

    def set_mark(self, mark: str) -> None:
        """The line's border."""
        self.line.set_mark(mark)

    def _changed(self) -> None:
        if not self._showing:
            self.typed.emit()


class ParagraphControl(Control):
    """Several lines of text."""

    ROWS = 4

    def __init__(self, parent: QWidget) -> None:
        self.edit = Paragraph(parent, enter_leaves=True)
        super().__init__(self.edit)
        metrics = self.edit.fontMetrics()
        self.edit.setFixedHeight(metrics.lineSpacing() * self.ROWS + 4 * theme.unit())
        self.edit.textChanged.connect(self._changed)
        self.edit.left.connect(self.left)
        self._showing = False

    def show_node(self, node: NodeState, _choices: Choices) -> None:
        """Write the answer unless it was just typed."""
        self.edit.setReadOnly(node.readonly)
        if self.reading() != node.value:
            self._write(node.value)

    def reading(self) -> str:
        """The text, clean."""
        return clean(self.edit.toPlainText())

    def tidy(self) -> None:
        """NFC; what was typed otherwise stays."""
        typed = self.edit.toPlainText()
        wanted = unicodedata.normalize("NFC", typed)
        if wanted != typed:
            self._write(wanted)

    def set_mark(self, mark: str) -> None:
        """The box's border."""
        self.edit.set_mark(mark)

    def _write(self, text: str) -> None:
        self._showing = True
        self.edit.setPlainText(text)
        self._showing = False

    def _changed(self) -> None:
        if not self._showing:
            self.typed.emit()
