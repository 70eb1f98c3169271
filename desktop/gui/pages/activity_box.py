"""Who looked, printed, exported or opened what, newest first."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.gui.models.table import Cell, TextTable
from desktop.gui.parts.box import Box
from desktop.gui.parts.table import Table
from desktop.gui.shell import day_and_time
from desktop.gui.words import say
from desktop.store.activity import Activity

_COLUMNS = (
    "gui.activity.at",
    "gui.activity.by",
    "gui.activity.act",
    "gui.activity.what",
)
_ROWS = 8


class ActivityBox(Box):
    """The last of them."""

    def __init__(self, names: dict[str, str], parent: QWidget) -> None:
        super().__init__(say("gui.activity.title"), parent)
        self.say(say("gui.activity.how"))
        self._names = names
        self._model = TextTable(_COLUMNS, frozenset(), self)
        self.table = Table(self)
        self.table.setModel(self._model)
        self.table.columns(22, 26, 40, 0)
        self.table.setAccessibleName(say("gui.activity.title"))
        self.add(self.table)

    def show_acts(self, acts: Sequence[Activity]) -> None:
        """Other rows."""
        self._model.show([self._cells(one) for one in acts])
        self.table.show_rows(_ROWS)
        self.table.setVisible(bool(acts))

    def _cells(self, one: Activity) -> tuple[Cell, ...]:
        said = say(f"activity.{one.act.replace(' ', '_')}")
        who = self._names.get(one.by, one.by)
        return Cell(day_and_time(one.at)), Cell(who), Cell(said), Cell(one.what)
