"""Records of one form: all ids, rows only of what is in sight."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from desktop.desk.views import Delivery, RecordRow, WorkState
from desktop.gui.parts.table import MARK
from desktop.gui.words import say
from desktop.ledger.ids import RecordId, UnitCode
from desktop.text.dates import format_iso

if TYPE_CHECKING:
    from desktop.desk.records import RecordsAsk

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_PAGE = 32
COLUMNS = ("date", "title", "detail", "work", "delivery")
COLUMNS_ABOVE = ("date", "unit", "title", "detail", "work", "delivery")


WORK_MARKS = {
    WorkState.DRAFT: ("draft", "warning"),
    WorkState.COMPLETE: ("good", "good"),
    WorkState.APPROVED: ("good", "accent"),
    WorkState.VOID: ("void", "muted"),
}
DELIVERY_MARKS = {
    Delivery.LOCAL: ("local", "muted"),
    Delivery.EXPORTED: ("sent", "accent"),
    Delivery.RECEIVED: ("received", "good"),
    Delivery.RETURNED: ("returned", "danger"),
}


def work_words(row: RecordRow) -> str:
    """How far the record is."""
    return say(f"gui.work.{row.work.value}")


def delivery_words(row: RecordRow, own: UnitCode) -> str:
    """How far it has travelled, seen from the desk of ``own``."""
    if row.work is WorkState.DRAFT:
        return ""
    if row.unit != own:
        return say("gui.delivery.came")
    if row.delivery is Delivery.EXPORTED:
        return say("gui.delivery.exported", n=row.exported_n)
    return say(f"gui.delivery.{row.delivery.value}")


class RecordModel(QAbstractTableModel):
    """A lazy table."""

    def __init__(
        self,
        ask: "RecordsAsk",
        own: UnitCode,
        parent: QObject,
        *,
        above: bool,
    ) -> None:
        super().__init__(parent)
        self._own = own
        self._names: dict[RecordId, str] = {}  # of their units, as they are painted
        self.columns = COLUMNS_ABOVE if above else COLUMNS
        self._ask = ask
        self._ids: Sequence[RecordId] = ()
        self._pages: dict[int, tuple[RecordRow, ...]] = {}

    def show(self, ids: Sequence[RecordId]) -> None:
        """Other records."""
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()

    def place_of(self, record: RecordId) -> int:
        """The row of a record, -1 if it is not listed."""
        try:
            return self._ids.index(record)
        except ValueError:
            return -1

    def row(self, place: int) -> RecordRow | None:
        """The record in row ``place``; its page is fetched once."""
        if not 0 <= place < len(self._ids):
            return None
        page, at = divmod(place, _PAGE)
        if page not in self._pages:
            wanted = self._ids[page * _PAGE : (page + 1) * _PAGE]
            self._pages[page] = self._ask.rows(wanted)
        rows = self._pages[page]
        return rows[at] if at < len(rows) else None

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """All records."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """Five; above other desks one more says whose record it is."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The columns' names."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return say(f"gui.records.column.{self.columns[section]}")
        return section + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words, and an icon for the states."""
        row = self.row(index.row())
        if row is None:
            return None
        column = self.columns[index.column()]
        if role == MARK:
            return _mark(row, column)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if column == "unit":
            return self._name(row)
        return _words(row, column, self._own)

    def _name(self, row: RecordRow) -> str:
        if row.record not in self._names:
            self._names[row.record] = self._ask.unit_name(row.record, row.unit)
        return self._names[row.record]


def _title(row: RecordRow) -> str:
    return say("gui.records.two_heads", title=row.title) if row.flagged else row.title


_WORDS: Mapping[str, Callable[[RecordRow], str]] = {
    "date": lambda row: format_iso(row.date),
    "title": _title,
    "detail": lambda row: row.detail,
    "work": work_words,
}


def _words(row: RecordRow, column: str, own: UnitCode) -> str:
    known = _WORDS.get(column)
    return known(row) if known else delivery_words(row, own)


def _mark(row: RecordRow, column: str) -> tuple[str, str] | None:
    if column == "work":
        return WORK_MARKS[row.work]
    if column == "delivery" and row.work is not WorkState.DRAFT:
        return DELIVERY_MARKS[row.delivery]
    return None
