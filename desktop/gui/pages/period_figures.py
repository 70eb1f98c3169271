"""The figures of a period, each with its two numbers and the records behind it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.desk.figures import shown
from desktop.desk.period_views import DrillRow, FigureValue, PeriodCheck
from desktop.gui import theme
from desktop.gui.models.table import Cell, TextTable
from desktop.gui.parts.box import Box, row
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.label import Label
from desktop.gui.parts.table import Table
from desktop.gui.places import OrganisationChain, Records, ShowRecord
from desktop.gui.shell import Shell
from desktop.gui.words import say
from desktop.text.dates import format_iso
from desktop.text.numbers import format_decimal

_ROWS = 9
_MOST = 300  # records of a figure: more are found by opening fewer days
_FIGURES = ("gui.figure.label", "gui.figure.value", "gui.figure.unit", "gui.figure.nd")
_TICK = ("good", "good")
_DRILL = ("gui.drill.date", "gui.drill.title", "gui.drill.share")


def parts(figure: FigureValue) -> str:
    """N/D of a ratio."""
    if figure.d is None or figure.veiled:
        return ""
    return f"{format_decimal(figure.n)} / {format_decimal(figure.d)}"


class FiguresBox(Box):
    """Left the figures; right the records of the one under the cursor."""

    go = Signal(object)
    WORKING = False
    TITLE, HOW = "gui.period.figures", "gui.period.figures_how"

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(say(self.TITLE), parent)
        self._shell = shell
        self._check: PeriodCheck | None = None
        self._shown: list[FigureValue] = []
        self._rows: tuple[DrillRow, ...] = ()
        self.say(say(self.HOW))
        self._figures = TextTable(_FIGURES, frozenset((1, 3)), self)
        self._drill = TextTable(_DRILL, frozenset((2,)), self)
        self.table = self._table(self._figures, say(self.TITLE))
        self.table.columns(0, 12, 16, 14)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # endings differ
        self.drill = self._table(self._drill, say("gui.drill.name"))
        self.drill.columns(15, 0, 12)
        self.table.selectionModel().currentRowChanged.connect(
            lambda now, _: self._chosen(now.row())
        )
        self.table.opened.connect(lambda _: self.drill.setFocus())
        self.drill.opened.connect(self._open)
        self._behind = Label("", "muted", wrap=True, parent=self)
        side = QHBoxLayout()
        side.setSpacing(3 * theme.unit())
        side.addWidget(self.table, 3)
        side.addWidget(self.drill, 2)
        self.add(side)
        self.add(self._behind)

    def show_check(self, check: PeriodCheck) -> None:
        """Other figures."""
        self._check = check
        self._shown = [f for f in check.figures if f.working == self.WORKING]
        self._figures.show([self._row(figure) for figure in self._shown])
        self.table.show_rows(_ROWS)
        self.drill.setFixedHeight(self.table.height())
        self.table.selectRow(0)
        self._chosen(0)

    def _row(self, figure: FigureValue) -> tuple[Cell, ...]:
        return (
            Cell(figure.label),
            Cell(shown(figure)),
            Cell(figure.unit_label),
            Cell(parts(figure)),
        )

    def _table(self, model: TextTable, name: str) -> Table:
        table = Table(self)
        table.setModel(model)
        table.setAccessibleName(name)
        return table

    def _chosen(self, row: int) -> None:
        check = self._check
        if check is None or not 0 <= row < len(self._shown):
            return
        figure, period = self._shown[row], check.period
        units = self._shell.ask.period.scope()
        self._rows = self._shell.ask.period.drill(
            figure.code, units, period.start, period.end, _MOST
        )
        self._drill.show(
            [
                (
                    Cell(format_iso(found.date)),
                    Cell(_title(found)),
                    Cell(_share(found)),
                )
                for found in self._rows
            ]
        )
        self.drill.fit()
        count = max(figure.records, len(self._rows))
        more = "gui.drill.first" if count > _MOST else "gui.drill.behind"
        code = more if self._rows else "gui.drill.nothing"
        self._behind.setText(say(code, count=count, most=_MOST, label=figure.label))

    def _open(self, row: int) -> None:
        if not 0 <= row < len(self._rows):
            return
        found = self._rows[row]
        if found.record:
            self.go.emit(ShowRecord(found.record))
        elif found.opens:
            self.go.emit(Records(found.opens, found.date))


class WorkingBox(FiguresBox):
    """Figures of the desk's own; those that are ticked go into the report."""

    WORKING = True
    TITLE, HOW = "gui.period.working", "gui.period.working_how"

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(shell, parent)
        self.chain = Button(say("gui.chain.open"), Weight.PLAIN, "chart", self)
        self.chain.clicked.connect(self._see_chain)
        self.chain.setVisible(not shell.desk.has_children)  # members of one commune
        self.add(row(self.chain, None))
        self._ticked: set[str] = set()
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.table)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self.tick)
        self.table.doubleClicked.connect(lambda _: self.tick())

    def chosen(self) -> tuple[str, ...]:
        """The codes that go into the report."""
        return tuple(f.code for f in self._shown if f.code in self._ticked)

    def tick(self) -> None:
        """In, or out again: the figure under the cursor."""
        row = self.table.currentIndex().row()
        if 0 <= row < len(self._shown):
            self._ticked ^= {self._shown[row].code}
            self._figures.show([self._row(figure) for figure in self._shown])
            self.table.selectRow(row)

    def _see_chain(self) -> None:
        if self._check is not None:
            period = self._check.period
            days = period.start.isoformat(), period.end.isoformat()
            self.go.emit(OrganisationChain(*days))

    def _row(self, figure: FigureValue) -> tuple[Cell, ...]:
        label, *rest = super()._row(figure)
        if figure.code not in self._ticked:
            return label, *rest
        return Cell(say("gui.period.in_report", label=label.words), _TICK), *rest


def _title(found: DrillRow) -> str:
    told = say("gui.drill.carried", source=found.source) if found.source else ""
    return " · ".join(part for part in (found.title, found.key, told) if part)


def _share(found: DrillRow) -> str:
    if found.d is None:
        return format_decimal(found.n)
    return f"{format_decimal(found.n)} / {format_decimal(found.d)}"
