"""The list of a form's records."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.desk.views import Changed, WorkState
from desktop.gui import theme
from desktop.gui.actions import Id
from desktop.gui.models.records import RecordModel
from desktop.gui.pages.page import Deeds, Page
from desktop.gui.pages.told import tell_done
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.card import Card, Strip
from desktop.gui.parts.label import Icon, Label
from desktop.gui.parts.line import Line
from desktop.gui.parts.table import Table
from desktop.gui.places import (
    EditRecord,
    ImportTable,
    NewRecord,
    Place,
    RawRecord,
    Records,
    ShowRecord,
)
from desktop.gui.shell import Shell
from desktop.gui.words import say
from desktop.ledger.ids import RecordId
from desktop.text.dates import format_iso

_QUIET = 200  # milliseconds without a key before the search runs


class RecordsPage(Page):
    """Search, a lazy table, and a word for an empty list."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._form_id = ""
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET)
        self._quiet.timeout.connect(self.fetch)
        desk, ask = shell.desk, shell.ask.records
        self.model = RecordModel(ask, desk.unit, self, above=desk.has_children)
        self.search = Line(self)
        self.search.setAccessibleName(say("gui.records.search"))
        self.search.setPlaceholderText(say("gui.records.search"))
        self.search.textChanged.connect(self._search_typed)
        self.search.returnPressed.connect(self._first)
        self._count = Label("", "muted", parent=self)
        self._gone = False  # of a form that only records are left of
        self.new = Button(say("gui.records.new"), Weight.MAIN, "plus", self)
        self.new.clicked.connect(self._new)
        self.bring = Button(say("gui.records.import"), Weight.PLAIN, "intake", self)
        self.bring.clicked.connect(self._import)
        self.top.addWidget(self.bring)
        self.top.addWidget(self.new)
        self.strip = Strip(self)
        self.body.addWidget(self.strip)
        self._reminded = False
        line = QHBoxLayout()
        line.setSpacing(3 * theme.unit())
        line.addWidget(self.search, 1)
        line.addWidget(self._count)
        self.body.addLayout(line)
        self._card, self.table = self._make_table()
        self._empty = _Empty(self)
        self._empty.button.clicked.connect(self._new)
        self.nothing = Label("", wrap=True, parent=self)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self._card, 1)
        self.body.addWidget(self._empty, 1)
        self.body.addWidget(self.nothing, 1)

    def arrive(self, place: Place) -> None:
        """The records of ``place.form_id``."""
        if not isinstance(place, Records):
            return
        if place.form_id != self._form_id or place.day:
            self._form_id = place.form_id
            self.search.blockSignals(True)
            self.search.clear()
            self.search.blockSignals(False)
        menu = {form.form_id: form for form in self.shell.ask.records.menu()}
        form = menu.get(place.form_id)
        self._gone = form is not None and form.gone
        self.title.setText(form.title if form else place.form_id)
        self.new.setVisible(not self._gone)
        self.bring.setVisible(place.form_id in self.shell.ask.records.from_tables())
        self.fetch()
        self._remind()
        self._go_back_to(place.day)
        (self.table if self.model.rowCount() else self.search).setFocus()

    def home(self) -> Place:
        """The form's line, whatever day was asked for."""
        return Records(self._form_id)

    def fetch(self) -> None:
        """Ask for the ids again; the row under the cursor stays."""
        self._quiet.stop()
        before = self.model.row(self.table.currentIndex().row())
        query = self.search.text().strip()
        ids = self.shell.ask.records.ids(self._form_id, query)
        self.model.show(ids)
        place = self.model.place_of(before.record) if before else 0
        self.table.selectRow(max(0, place))
        self._count.setText(say("gui.records.count", count=len(ids)))
        some = bool(ids) or bool(query)
        self._card.setVisible(bool(ids))
        self._empty.setVisible(not some)
        self.nothing.setVisible(some and not ids)
        self.nothing.setText(say("gui.records.nothing", query=query))

    def came_back(self, record: RecordId) -> None:
        """What was just finished: said, and under the cursor."""
        place = self.model.place_of(record)
        if place >= 0:
            self.table.selectRow(place)
            self.table.setFocus()
        tell_done(self.strip, self.shell.ask, record)

    def deeds(self) -> Deeds:
        """New, to the search line, and the row's answers as they are kept."""
        deeds = {Id.NEW: self._new, Id.SEARCH: self._search, Id.RAW: self._raw}
        if not self.bring.isHidden():
            deeds[Id.IMPORT] = self._import
        return deeds

    def changed(self, what: Changed) -> None:
        """A record of this form was written."""
        if self._form_id in what.forms and self.isVisible():
            self.fetch()

    def _make_table(self) -> tuple[QWidget, Table]:
        card = Card(self)
        inside = QVBoxLayout(card)
        gap = theme.unit()
        inside.setContentsMargins(gap, gap, gap, gap)
        table = Table(card)
        table.setModel(self.model)
        widths = {"date": 14, "unit": 22, "title": 0, "detail": 30, "work": 18}
        table.columns(*(widths.get(column, 28) for column in self.model.columns))
        table.setAccessibleName(say("gui.records.table"))
        table.opened.connect(self._open)
        inside.addWidget(table)
        return card, table

    def _remind(self) -> None:
        """Once after signing in: work that was begun and not finished."""
        words = ""
        if not self._reminded:
            drafts = self.shell.ask.records.drafts()
            self._reminded = True
            if drafts:
                last = f"{drafts[0].title} ({drafts[0].detail})"
                words = say("gui.records.drafts", count=len(drafts), last=last)
        self.strip.tell(words, "warning", "draft")

    def _go_back_to(self, day: str) -> None:
        """The cursor on the newest record of that day or before."""
        if day:
            record = self.shell.ask.period.last_until(self._form_id, day)
            at = max(0, self.model.place_of(record) if record else 0)
            self.table.selectRow(at)
            middle = Table.ScrollHint.PositionAtCenter  # the strip takes room below
            self.table.scrollTo(self.model.index(at, 0), middle)
            self.strip.tell(say("gui.records.absent", day=format_iso(day)), "accent")

    def _search_typed(self) -> None:
        self._quiet.start()

    def _open(self, place: int) -> None:
        row = self.model.row(place)
        if row is None:
            return
        draft = RawRecord if self._gone else EditRecord
        kind = draft if row.work is WorkState.DRAFT else ShowRecord
        self.go.emit(kind(row.record))

    def _raw(self) -> None:
        row = self.model.row(self.table.currentIndex().row())
        if row is not None:
            self.go.emit(RawRecord(row.record))

    def _first(self) -> None:
        """Enter in the search line goes to what was found."""
        self.fetch()
        if self.model.rowCount():
            self.table.selectRow(0)
            self.table.setFocus()

    def _new(self) -> None:
        if self._gone:
            self.strip.tell(say("gui.records.gone"), "warning", "warning")
            return
        self.go.emit(NewRecord(self._form_id))

    def _import(self) -> None:
        self.go.emit(ImportTable(self._form_id))

    def _search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)


class _Empty(QWidget):
    """What to do where there is nothing yet."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        gap = theme.unit()
        box = QVBoxLayout(self)
        box.setSpacing(2 * gap)
        box.addStretch(2)
        middle = Qt.AlignmentFlag.AlignHCenter
        box.addWidget(Icon("book", "muted", self), 0, middle)
        box.addWidget(Label(say("gui.records.empty"), scale=1.2, bold=True), 0, middle)
        words = Label(say("gui.records.empty_how"), "muted", wrap=True)
        words.setAlignment(middle)
        box.addWidget(words)  # over the whole width: only so is its height known
        self.button = Button(say("gui.records.first"), Weight.MAIN, "plus", self)
        box.addWidget(self.button, 0, middle)
        box.addStretch(3)
