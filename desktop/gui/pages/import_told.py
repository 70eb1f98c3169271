"""What a table would bring: what to mend, old text, what differs, a sample."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.desk.bulk.sheet import words
from desktop.desk.bulk.views import Difference, Former, Look, Plan, Trouble, Wish
from desktop.gui import theme
from desktop.gui.models.table import Cell, TextTable
from desktop.gui.pages.import_columns import shown_value
from desktop.gui.parts.box import Box
from desktop.gui.parts.button import Check
from desktop.gui.parts.table import Table
from desktop.gui.words import say
from desktop.tables.table import Place, letters
from desktop.tables.table import Table as Cells

_ROWS, _FIRST = 8, 5
_TICKED, _FREE = ("good", "good"), ("dot", "muted")
_BAD, _KNOW = ("danger", "danger"), ("info", "accent")


class _Listed(Box):
    """A titled table, hidden while it has no rows."""

    def __init__(
        self,
        title: str,
        columns: Sequence[str],
        letters: Sequence[int],
        parent: QWidget,
    ) -> None:
        super().__init__(title, parent)
        self.model = TextTable(columns, frozenset(), self)
        self.table = Table(self)
        self.table.setModel(self.model)
        self.table.columns(*letters)
        self.table.setAccessibleName(title)
        self.hide()

    def show_rows(self, rows: Sequence[Sequence[Cell]], most: int = _ROWS) -> None:
        """Other rows; the one under the cursor stays."""
        at = self.table.currentIndex().row()
        self.model.show(rows)
        self.table.show_rows(most)
        self.setVisible(bool(rows))
        if rows:
            self.table.selectRow(min(max(0, at), len(rows) - 1))


class TroubleBox(_Listed):
    """Row, column, and what to do about it; Enter says it in full."""

    said = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        names = ("gui.import.row", "gui.import.column", "gui.import.what")
        super().__init__(say("gui.import.troubles"), names, (9, 30, 0), parent)
        self.add(self.table)
        self.table.opened.connect(self._say_in_full)

    def show_troubles(self, found: Sequence[Trouble]) -> None:
        """What must be mended first, then what is only to be known."""
        ordered = sorted(found, key=lambda one: not one.grave)
        self.show_rows([_trouble(one) for one in ordered])

    def _say_in_full(self, at: int) -> None:
        place, what = (self.model.index(at, column).data() for column in (1, 2))
        self.said.emit(f"{place}: {what}")


class FormerBox(_Listed):
    """Cells in fonts of before Unicode, each to be converted or not."""

    ticked = Signal()

    def __init__(self, parent: QWidget) -> None:
        names = ("gui.import.place", "gui.import.before", "gui.import.after")
        super().__init__(say("gui.import.former"), names, (12, 40, 0), parent)
        self.say(say("gui.import.former_how"))
        self.add(self.table)
        self.table.opened.connect(self._turn)
        self._found: tuple[Former, ...] = ()
        self._seen: set[Place] = set()
        self.places: set[Place] = set()

    def begin(self) -> None:
        """Another table: nothing of it was seen."""
        self._seen, self.places = set(), set()

    def show_former(self, found: tuple[Former, ...]) -> bool:
        """What is surely of before is ticked when first seen; True if any was."""
        new = {one.place for one in found if one.sure} - self._seen
        self._found = found
        self._seen |= {one.place for one in found}
        self.places |= new
        self._paint()
        return bool(new)

    def _turn(self, at: int) -> None:
        self.places ^= {self._found[at].place}
        self._paint()
        self.ticked.emit()

    def _paint(self) -> None:
        self.show_rows([self._row(one) for one in self._found], _FIRST)

    def _row(self, one: Former) -> tuple[Cell, ...]:
        mark = _TICKED if one.place in self.places else _FREE
        place = f"{letters(one.place[1])}{one.place[0] + 1}"
        return Cell(place, mark), Cell(one.before), Cell(one.after)


class DifferBox(_Listed):
    """Rows that say otherwise than the register."""

    ticked = Signal()

    def __init__(self, parent: QWidget) -> None:
        names = (
            "gui.import.row", "gui.import.question", "gui.import.here",
            "gui.import.there",
        )  # fmt: skip
        super().__init__(say("gui.import.differ"), names, (9, 32, 34, 0), parent)
        self.update_them = Check(say("gui.import.update"), self)
        self.update_them.toggled.connect(lambda _: self.ticked.emit())
        self.add(self.table)
        self.add(self.update_them)

    def show_differences(self, found: Sequence[Difference]) -> None:
        """Side by side."""
        self.show_rows(
            [
                (
                    Cell(str(d.row)),
                    Cell(d.label),
                    Cell(d.here or "—"),
                    Cell(d.there or "—"),
                )
                for d in found
            ],
            _FIRST,
        )


class SampleBox(Box):
    """The first rows as they will be read; converted text carries a mark."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(say("gui.import.sample"), parent)
        self.table = Table(self)
        self.table.setAccessibleName(say("gui.import.sample"))
        self.add(self.table)
        self._model: TextTable | None = None
        self.hide()

    def show_sample(self, cells: Cells, plan: Plan, look: Look, wish: Wish) -> None:
        """The rows under the header, in the columns that are read."""
        columns = [column for column in plan.columns if column.question]
        old = {f.place: f.after for f in look.former if f.place in wish.converted}
        start = plan.header + 1
        self._model = TextTable([_braced(c.header) for c in columns], frozenset(), self)
        self.table.setModel(self._model)
        self.table.columns(*(24 for _ in columns[:-1]), 0)
        self._model.show(
            [
                [_cell(cells, (at, column.index), old) for column in columns]
                for at in range(start, min(start + _FIRST, len(cells.rows)))
            ]
        )
        self.table.show_rows(_FIRST + 1)  # and the bar below
        self.setVisible(bool(columns))


class ToldBox(QWidget):
    """All of it, one below the other; what is to be mended stands where a page says."""

    wished = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * theme.unit())
        self.troubles = TroubleBox(self)
        self.former = FormerBox(self)
        self.differ = DifferBox(self)
        self.sample = SampleBox(self)
        for part in (self.former, self.differ, self.sample):
            column.addWidget(part)
        self.former.ticked.connect(self.wished)
        self.differ.ticked.connect(self.wished)

    @property
    def wish(self) -> Wish:
        """What the officer ticked."""
        update = self.differ.update_them.isChecked()
        return Wish(frozenset(self.former.places), update=update)

    def begin(self) -> None:
        """Another table."""
        self.former.begin()
        self.differ.update_them.setChecked(False)
        self.clear()

    def clear(self) -> None:
        """Nothing to tell yet."""
        for part in (self.troubles, self.former, self.differ, self.sample):
            part.hide()

    def show_look(self, cells: Cells, plan: Plan, look: Look) -> bool:
        """True where cells were ticked by it: then it must be looked at once more."""
        again = self.former.show_former(look.former)
        self.troubles.show_troubles(look.troubles)
        self.differ.show_differences(look.differences)
        self.sample.show_sample(cells, plan, look, self.wish)
        return again


def _trouble(one: Trouble) -> tuple[Cell, ...]:
    mark = _BAD if one.grave else _KNOW
    place = f"{one.column}  {one.header}".strip()
    return Cell(str(one.row), mark), Cell(place), Cell(words(one, say))


def _difference(one: Difference) -> tuple[Cell, ...]:
    told = (str(one.row), one.label, one.here or "—", one.there or "—")
    return tuple(map(Cell, told))


def _braced(header: str) -> str:
    """What somebody wrote over a column is no sentence with facts in it."""
    return header.replace("{", "{{").replace("}", "}}")


def _cell(cells: Cells, place: Place, old: dict[Place, str]) -> Cell:
    row, column = place
    line = cells.rows[row]
    if place in old:
        return Cell(old[place], _TICKED)
    return Cell(shown_value(line[column]) if column < len(line) else "")
