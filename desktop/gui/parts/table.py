"""A calm table: no grid, rows as units, an icon beside words that have one."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.gui import theme
from desktop.gui.parts.card import ThinBar
from desktop.gui.parts.icon import pixmap

Index = QModelIndex | QPersistentModelIndex
_LEAST = 26  # letters of the free column
MARK = Qt.ItemDataRole.UserRole + 1  # (icon, token)


class _Cell(QStyledItemDelegate):
    """Icon and words; the row under the cursor is tinted whole."""

    def __init__(self, table: "Table") -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Room for the words, the icon and air."""
        size = super().sizeHint(option, index)
        gap = theme.unit()
        return QSize(size.width() + 8 * gap, option.fontMetrics.height() + 3 * gap)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """One cell."""
        box: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(box, theme.color("accent_soft" if chosen else "card"))
        painter.setPen(theme.color("card_border"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        gap = theme.unit()
        words = box.adjusted(2 * gap, 0, -gap, 0)
        mark = index.data(MARK)
        ink = theme.color("accent_on_soft" if chosen else "text")
        if isinstance(mark, tuple):
            side = option.fontMetrics.height()
            top = box.y() + (box.height() - side) // 2
            shape = pixmap(mark[0], theme.color(mark[1]), side, self._table)
            painter.drawPixmap(words.x(), top, shape)
            words.adjust(side + gap, 0, 0, 0)
        _write(painter, option, index, words, ink=ink)
        if self._table.hasFocus() and index.row() == self._table.currentIndex().row():
            painter.fillRect(box.x(), box.y(), box.width(), 2, theme.color("focus"))
            bottom = box.bottom() - 1
            painter.fillRect(box.x(), bottom, box.width(), 2, theme.color("focus"))
        painter.restore()


def _write(
    painter: QPainter,
    option: QStyleOptionViewItem,
    index: Index,
    box: QRect,
    *,
    ink: QColor,
) -> None:
    align = index.data(Qt.ItemDataRole.TextAlignmentRole)
    side = Qt.AlignmentFlag(align) if align else Qt.AlignmentFlag.AlignLeft
    text = str(index.data() or "")
    shown = option.fontMetrics.elidedText(text, option.textElideMode, box.width())
    painter.setPen(ink)
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | side, shown)


class Head(QHeaderView):
    """Quiet names over the columns."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.setDefaultAlignment(left)
        self.setMinimumSectionSize(theme.letters(6))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """The name above its cells."""
        painter.save()
        painter.fillRect(rect, theme.color("card"))
        painter.setPen(theme.color("input_border"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(theme.color("muted"))
        model, gap = self.model(), theme.unit()
        across = Qt.Orientation.Horizontal
        side = model.headerData(section, across, Qt.ItemDataRole.TextAlignmentRole)
        align = Qt.AlignmentFlag(side) if side else self.defaultAlignment()
        words = str(model.headerData(section, across) or "")
        painter.drawText(rect.adjusted(2 * gap, 0, -gap, 0), align, words)
        painter.restore()

    def sizeHint(self) -> QSize:
        """A line and air."""
        return QSize(0, self.fontMetrics().height() + 2 * theme.unit())


class Table(QTableView):
    """Enter or a double click opens the row."""

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters: tuple[int, ...] = ()
        self.setItemDelegate(_Cell(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.viewport().setAutoFillBackground(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        behaviour = QAbstractItemView.SelectionBehavior.SelectRows
        self.setSelectionBehavior(behaviour)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBar(ThinBar(Qt.Orientation.Vertical))
        self.setHorizontalScrollBar(ThinBar(Qt.Orientation.Horizontal))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 3 * theme.unit())
        head = Head(self)
        self.setHorizontalHeader(head)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def columns(self, *letters: int) -> None:
        """Widths in letters; the one with 0 takes what is left, never too little."""
        self._letters = letters
        self.fit()

    def fit(self) -> None:
        """Share the width out."""
        fixed = sum(theme.letters(count) for count in self._letters)
        model = self.model()
        least = _LEAST if model is not None and model.rowCount() else 0
        rest = max(theme.letters(least), self.viewport().width() - fixed)
        for column, count in enumerate(self._letters):
            self.setColumnWidth(column, theme.letters(count) if count else rest)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The free column follows."""
        super().resizeEvent(event)
        self.fit()

    def show_rows(self, most: int) -> None:
        """As high as its rows, up to ``most`` of them."""
        rows = min(most, max(1, self.model().rowCount()))
        row = self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(
            self.horizontalHeader().sizeHint().height() + rows * row + 4
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.opened.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)
