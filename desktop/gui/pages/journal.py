"""What left and what came, newest first."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from desktop.desk.handover_views import JournalRow
from desktop.gui.models.table import Cell, TextTable
from desktop.gui.parts.box import Box
from desktop.gui.parts.table import Table
from desktop.gui.shell import Shell, day_and_time
from desktop.gui.words import say

_COLUMNS = (
    "gui.journal.at",
    "gui.journal.unit",
    "gui.journal.n",
    "gui.journal.state",
    "gui.journal.name",
)
_MARKS = {
    "exported": ("sent", "accent"),
    "received": ("received", "good"),
    "written": ("warning", "warning"),
    "accepted": ("received", "good"),
    "partial": ("warning", "warning"),
    "refused": ("danger", "danger"),
}
_ROWS = 7


class JournalBox(Box):
    """One direction of the journal."""

    def __init__(self, shell: Shell, direction: str, parent: QWidget) -> None:
        super().__init__(say(f"gui.journal.{direction}"), parent)
        self._shell = shell
        self._direction = direction
        self._model = TextTable(_COLUMNS, frozenset((2,)), self)
        self.table = Table(self)
        self.table.setModel(self._model)
        self.table.columns(23, 30, 10, 28, 0)
        self.table.setAccessibleName(say(f"gui.journal.{direction}"))
        self.add(self.table)

    def fetch(self) -> None:
        """Ask again."""
        journal = self._shell.ask.handover.journal()
        rows = [one for one in journal if one.direction == self._direction]
        names = self._names()
        self._model.show([_cells(one, names) for one in rows])
        self.table.show_rows(_ROWS)
        self.setVisible(bool(rows))

    def _names(self) -> dict[str, str]:
        desk = self._shell.desk
        children = self._shell.ask.handover.children() if desk.has_children else ()
        names: dict[str, str] = {str(code): name for code, name in children}
        if desk.parent is not None:
            names[str(desk.parent)] = desk.province_name
        return names


def _cells(one: JournalRow, names: Mapping[str, str]) -> tuple[Cell, ...]:
    return (
        Cell(day_and_time(one.at)),
        Cell(names.get(one.unit, one.unit)),
        Cell(str(one.n)),
        Cell(say(f"gui.journal.state.{one.state}"), _MARKS.get(one.state)),
        Cell(one.name),
    )
