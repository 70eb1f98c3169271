"""From signing to review: a line for each organisation, its records beside it."""

from collections.abc import Iterator
from datetime import date

from PySide6.QtWidgets import QHBoxLayout

from desktop.desk.chain import Chain, Member
from desktop.desk.views import RecordRow
from desktop.errors import Error
from desktop.gui import theme
from desktop.gui.actions import Id
from desktop.gui.models.table import Cell, TextTable
from desktop.gui.pages.page import Deeds, Page
from desktop.gui.parts.box import Box, row
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.card import Strip
from desktop.gui.parts.label import Label
from desktop.gui.parts.table import Table
from desktop.gui.places import Back, ClosePeriod, OrganisationChain, Place, ShowRecord
from desktop.gui.shell import Shell
from desktop.gui.words import say, say_error
from desktop.gui.worker import Job
from desktop.text.dates import format_iso

_MOST = 100  # records of one step that are listed
_RECORDS = ("gui.chain.step", "gui.drill.date", "gui.drill.title")


class ChainPage(Page):
    """Left the organisations, right what stands behind the one under the cursor."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.title.setText(say("gui.chain"))
        self._place: OrganisationChain | None = None
        self._found = Chain((), (), "")
        self._rows: list[RecordRow] = []
        self.strip = Strip(self)
        self.body.addWidget(self.strip)
        box = Box("", self)
        self._days = Label("", bold=True, parent=box)
        box.add(self._days)
        box.say(say("gui.chain.how"))
        self.model = TextTable((), frozenset(range(1, 9)), self)
        self.behind = TextTable(_RECORDS, frozenset(), self)
        self.table = self._table(self.model, say("gui.chain"))
        self.records = self._table(self.behind, say("gui.drill.name"))
        self.records.columns(14, 15, 0)
        self.table.selectionModel().currentRowChanged.connect(
            lambda now, _: self._chosen(now.row())
        )
        self.table.opened.connect(lambda _: self.records.setFocus())
        self.records.opened.connect(self._open)
        side = QHBoxLayout()
        side.setSpacing(3 * theme.unit())
        side.addWidget(self.table, 5)
        side.addWidget(self.records, 3)
        box.add(side, 1)
        self.body.addWidget(box, 1)
        back = Button(say("gui.entry.back"), Weight.PLAIN, "back", self)
        back.clicked.connect(self._back)
        self.body.addLayout(row(None, back))

    def home(self) -> Place | None:
        """Under the periods."""
        return ClosePeriod()

    def deeds(self) -> Deeds:
        """Back."""
        return {Id.BACK: self._back}

    def arrive(self, place: Place) -> None:
        """Counted aside."""
        if not isinstance(place, OrganisationChain):
            return
        self._place = place
        start, end = map(format_iso, (place.start, place.end))
        self._days.setText(say("gui.chain.days", start=start, end=end))
        self.strip.tell(say("gui.chain.counting"), "accent")
        days = date.fromisoformat(place.start), date.fromisoformat(place.end)
        self.shell.worker.submit(
            Job(
                lambda act: (place, act.period().chain(*days)),
                self._counted,
                self._failed,
            )
        )

    # inside

    def _table(self, model: TextTable, name: str) -> Table:
        table = Table(self)
        table.setModel(model)
        table.setAccessibleName(name)
        return table

    def _back(self) -> None:
        self.go.emit(Back())

    def _counted(self, told: tuple[OrganisationChain, Chain]) -> None:
        place, found = told
        if place != self._place or not self.isVisible():
            return
        at = max(0, self.table.currentIndex().row())
        self._found = found
        some = any(link.count for one in found.members for link in one.links)
        whole = say("gui.chain.whole" if some else "gui.chain.none")
        self.strip.tell(found.drop or whole, "accent", "info")
        self.model.name((say("gui.chain.organisation"), *found.steps))
        self.model.show([_cells(one) for one in found.members])
        self.table.columns(0, *(14 for _ in found.steps))
        self.table.selectRow(min(at, len(found.members) - 1))
        self.table.setFocus()

    def _chosen(self, at: int) -> None:
        self._rows, cells = [], []
        if 0 <= at < len(self._found.members):
            for step, found in self._behind(self._found.members[at]):
                self._rows.append(found)
                day = Cell(format_iso(found.date))
                cells.append((Cell(step), day, Cell(found.title)))
        self.behind.show(cells)
        self.records.fit()

    def _behind(self, one: Member) -> Iterator[tuple[str, RecordRow]]:
        for step, link in zip(self._found.steps, one.links, strict=True):
            for found in self.shell.ask.records.rows(link.records[:_MOST]):
                yield step, found

    def _open(self, at: int) -> None:
        if 0 <= at < len(self._rows):
            self.go.emit(ShowRecord(self._rows[at].record))

    def _failed(self, error: Error) -> None:
        self.strip.tell(say_error(error), "danger", "danger")


def _cells(one: Member) -> tuple[Cell, ...]:
    return Cell(one.title), *(Cell(str(link.count)) for link in one.links)
