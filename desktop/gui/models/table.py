"""A small table of ready texts."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from desktop.gui.parts.table import MARK
from desktop.gui.words import say

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_RIGHT = int(Qt.AlignmentFlag.AlignRight)


@dataclass(frozen=True, slots=True)
class Cell:
    """Words, and perhaps an icon with its token."""

    words: str
    mark: tuple[str, str] | None = None


class TextTable(QAbstractTableModel):
    """Rows of cells; ``columns`` are message codes, numbers stand right."""

    def __init__(
        self, columns: Sequence[str], right: frozenset[int], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._columns = columns
        self._named: Sequence[str] = ()
        self._right = right
        self._rows: Sequence[Sequence[Cell]] = ()

    def name(self, columns: Sequence[str]) -> None:
        """Columns that are named by the pack, not by a message."""
        self._named = columns

    def show(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """All rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """As named."""
        return 0 if parent.isValid() else len(self._named or self._columns)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The columns' names."""
        across = orientation == Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.DisplayRole and across:
            return self._named[section] if self._named else say(self._columns[section])
        if role == Qt.ItemDataRole.TextAlignmentRole and section in self._right:
            return _RIGHT | int(Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words, icon, side."""
        if not 0 <= index.row() < len(self._rows):
            return None
        cell = self._rows[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cell.words
        if role == MARK:
            return cell.mark
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in self._right:
            return _RIGHT
        return None
