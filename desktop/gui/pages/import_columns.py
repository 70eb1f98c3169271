"""Which column of a table answers which question."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.desk.bulk.views import Column, Offer, Plan
from desktop.gui import theme
from desktop.gui.form.pick_one import PickOneControl
from desktop.gui.parts.box import Box, clear
from desktop.gui.parts.label import Label
from desktop.gui.words import say
from desktop.tables.table import Table, Value
from desktop.text.dates import format_date
from desktop.xforms.choices import Choice

_SAMPLES = 3  # values that are shown of a column
_LETTERS = 34  # of them together


class ColumnsBox(Box):
    """A line for each column: its header, its first values, and the question."""

    mapped = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(say("gui.import.columns"), parent)
        self.told = Label("", "muted", wrap=True, parent=self)
        self.add(self.told)
        inner = QWidget(self)
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4 * theme.unit())
        self._grid.setVerticalSpacing(theme.unit())
        self._grid.setColumnStretch(1, 1)
        self.add(inner)
        self.picks: dict[str, PickOneControl] = {}  # by the column's letter

    def show_plan(self, plan: Plan, table: Table, offers: Sequence[Offer]) -> None:
        """Other columns."""
        clear(self._grid)
        self.picks = {}
        code = "gui.import.remembered" if plan.remembered else "gui.import.columns_how"
        self.told.setText(say(code, row=plan.header + 1))
        choices = [Choice(offer.name, offer.label) for offer in offers]
        for at, column in enumerate(_worth(plan, table)):
            self._line(at, column, table, plan.header, choices)

    def given(self) -> Mapping[str, str]:
        """What each column answers now, by its letter."""
        return {letter: pick.reading() for letter, pick in self.picks.items()}

    def _line(
        self,
        at: int,
        column: Column,
        table: Table,
        header: int,
        choices: Sequence[Choice],
    ) -> None:
        name = f"{column.letter}  {column.header or '—'}"
        samples = _samples(table, column.index, header)
        pick = PickOneControl(self)
        pick.offer(lambda: choices)
        pick.show_value(column.question)
        pick.line.setAccessibleName(say("gui.import.pick", column=name))
        pick.line.setPlaceholderText(say("gui.import.leave"))
        pick.line.setMinimumWidth(theme.letters(40))
        pick.chosen.connect(self.mapped)
        pick.left.connect(pick.tidy)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(Label(name, wrap=True), at, 0, middle)
        self._grid.addWidget(Label(samples, "muted", wrap=True), at, 1, middle)
        self._grid.addWidget(pick.line, at, 2, middle)
        self.picks[column.letter] = pick


def _worth(plan: Plan, table: Table) -> list[Column]:
    """Columns with a header or a value."""
    return [
        column
        for column in plan.columns
        if column.header or _samples(table, column.index, plan.header)
    ]


def _samples(table: Table, index: int, header: int) -> str:
    rows = table.rows[header + 1 :]
    values = (row[index] for row in rows if index < len(row) and row[index] != "")
    found: list[str] = []
    for value in values:
        shown = shown_value(value)
        if shown not in found:
            found.append(shown)
        if len(found) == _SAMPLES:
            break
    text = " · ".join(found)
    return text if len(text) <= _LETTERS else f"{text[:_LETTERS]}…"


def shown_value(value: Value) -> str:
    """A cell as a spreadsheet shows it."""
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    return " ".join(str(value).split())
