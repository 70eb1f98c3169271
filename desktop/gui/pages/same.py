"""Records that may tell of one event: looked at side by side, united or kept apart."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.desk.pair_views import Pair, Verdict
from desktop.desk.views import Changed, RecordRow
from desktop.errors import Error
from desktop.gui import theme
from desktop.gui.actions import Id
from desktop.gui.models.table import Cell, TextTable
from desktop.gui.pages.page import Deeds, Page
from desktop.gui.pages.same_box import FIRST, CompareBox, DecideBox
from desktop.gui.pages.told import named, short
from desktop.gui.parts.card import Scroll, Strip
from desktop.gui.parts.table import Table
from desktop.gui.parts.twice import Twice
from desktop.gui.places import Back, Place
from desktop.gui.shell import Shell
from desktop.gui.words import say, say_error
from desktop.gui.worker import Job
from desktop.text.dates import format_iso

if TYPE_CHECKING:
    from desktop.desk.act import Act

_COLUMNS = ("gui.same.date", "gui.same.first", "gui.same.second", "gui.same.verdict")
_ROWS = 6
_MARKS = {
    Verdict.OPEN: ("warning", "warning"),
    Verdict.NEITHER: ("danger", "danger"),
    Verdict.JOINED: ("same", "good"),
    Verdict.APART: ("good", "muted"),
}


class SamePage(Page):
    """Pairs above, the two records below, then the decision."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.title.setText(say("gui.side.same"))
        self.found: tuple[Pair, ...] | None = None
        self.strip = Strip(self)
        self._twice = Twice(self.strip)  # of the record that would stay
        self.body.addWidget(self.strip)
        self._model = TextTable(_COLUMNS, frozenset(), self)
        self.table = Table(self)
        self.table.setModel(self._model)
        self.table.columns(14, 0, 56, 24)
        self.table.setAccessibleName(say("gui.side.same"))
        self.table.opened.connect(lambda _: self._decide())
        moved = self.table.selectionModel().currentRowChanged
        moved.connect(lambda *_: self._show_pair())
        self.body.addWidget(self.table)
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 2 * theme.unit(), 0)
        column.setSpacing(3 * theme.unit())
        self.compare = CompareBox(inner)
        column.addWidget(self.compare)
        self.decide = DecideBox(inner)
        self.decide.united.connect(self.unite)
        self.decide.apart.connect(self.keep_apart)
        self.decide.changed.connect(self._twice.forget)
        column.addWidget(self.decide)
        column.addStretch(1)
        self._scroll = Scroll(inner, self)
        self.body.addWidget(self._scroll, 1)

    def arrive(self, place: Place) -> None:  # noqa: ARG002 - one place only
        """The pairs as they stand; the worker compares."""
        self._twice.forget()
        self.strip.tell("")
        self.fetch()
        self.table.setFocus()

    def fetch(self) -> None:
        """Ask again."""
        self.shell.worker.submit(
            Job(lambda act: act.pairs.ask.all(), self._show, self._failed)
        )

    def deeds(self) -> Deeds:
        """Back."""
        return {Id.BACK: lambda: self.go.emit(Back())}

    def unite(self, which: str) -> None:
        """Said twice: the one stays, the other is withdrawn."""
        pair = self._pair()
        if pair is None:
            return
        stays, goes = _ordered(pair, which)
        words = say("gui.same.sure", stays=named(stays), goes=named(goes))
        if not self._twice.said(stays.record, words):
            QTimer.singleShot(0, self._keep_in_sight)  # the strip took its room
            return
        kept, other = stays.record, goes.record
        self._act(
            lambda act: act.pairs.unite(kept, other),
            say("gui.same.united", stays=named(stays)),
        )

    def keep_apart(self, why: str) -> None:
        """Two events, with the reason."""
        pair = self._pair()
        if pair is None:
            return
        one, other = pair.one.record, pair.other.record
        self._act(
            lambda act: act.pairs.keep_apart(one, other, why),
            say("gui.same.kept_apart"),
        )

    # inside

    def _keep_in_sight(self) -> None:
        self._scroll.ensureWidgetVisible(self.decide.unite)

    def _decide(self) -> None:
        self._keep_in_sight()
        self.decide.keep.enter()

    def _act(self, work: Callable[["Act"], Changed], told: str) -> None:
        def done(_: Changed) -> None:
            self.strip.tell(told, "good", "good")
            self.fetch()

        self._twice.forget()
        self.shell.worker.submit(Job(work, done, self._failed))

    def _show(self, found: tuple[Pair, ...]) -> None:
        at = max(0, self.table.currentIndex().row())
        self.found = found
        self._model.show([_cells(pair) for pair in found])
        self.table.setVisible(bool(found))
        self.table.show_rows(_ROWS)
        self.table.selectRow(min(at, len(found) - 1))
        self._show_pair()
        if not found and not self.strip.words():
            self.strip.tell(say("gui.same.none"), "good", "good")

    def _pair(self) -> Pair | None:
        at = self.table.currentIndex().row()
        return self.found[at] if self.found and 0 <= at < len(self.found) else None

    def _show_pair(self) -> None:
        pair = self._pair()
        self._twice.forget()
        self.compare.setVisible(pair is not None)
        own = pair is not None and pair.one.unit == self.shell.desk.unit
        self.decide.begin(pair, own=own)
        if pair is not None:
            records = self.shell.ask.records
            views = (records.view(pair.one.record), records.view(pair.other.record))
            self.compare.show_pair(pair, *views)

    def _failed(self, error: Error) -> None:
        self.strip.tell(say_error(error), "danger", "danger")


def _ordered(pair: Pair, which: str) -> tuple[RecordRow, RecordRow]:
    both = (pair.one, pair.other)
    return both if which == FIRST else both[::-1]


def _cells(pair: Pair) -> tuple[Cell, ...]:
    words = say(f"gui.same.verdict.{pair.verdict}")
    return (
        Cell(format_iso(pair.one.date)),
        Cell(short(pair.one)),
        Cell(short(pair.other)),
        Cell(words, _MARKS[pair.verdict]),
    )
