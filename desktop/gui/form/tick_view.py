"""Boxes in columns: choices with ticks, one stop for the cursor."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.gui import theme
from desktop.gui.parts import draw
from desktop.gui.parts.button import tick_box
from desktop.gui.parts.card import ThinBar
from desktop.gui.words import say
from desktop.xforms.choices import Choice

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_ROWS = 7
_WIDEST = 60  # labels looked at to choose the width of a column


class TickModel(QAbstractListModel):
    """Choices and which of them are ticked."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.choices: Sequence[Choice] = ()
        self.places: Sequence[int] = ()
        self.ticked: set[str] = set()

    def show(self, choices: Sequence[Choice], places: Sequence[int]) -> None:
        """Other choices, or others of them."""
        self.beginResetModel()
        self.choices, self.places = choices, places
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """How many are shown."""
        return 0 if parent.isValid() else len(self.places)

    def choice(self, row: int) -> Choice:
        """The choice in ``row``."""
        return self.choices[self.places[row]]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Label and tick, for the eye and for a screen reader."""
        if not index.isValid() or index.row() >= len(self.places):
            return None
        choice = self.choice(index.row())
        if role == Qt.ItemDataRole.CheckStateRole:
            on = choice.value in self.ticked
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            words = choice.label
            return say("gui.form.retired", label=words) if choice.retired else words
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Ticks are set by the view."""
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def turn(self, row: int) -> None:
        """Tick or untick."""
        self.ticked ^= {self.choice(row).value}
        index = self.index(row)
        self.dataChanged.emit(index, index)


class _TickDelegate(QStyledItemDelegate):
    """Our box and the label."""

    def __init__(self, view: "TickView") -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """A cell of the view's grid."""
        return self._view.gridSize()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Box, words, and a ring where the cursor is."""
        box: QRect = option.rect
        gap = theme.unit()
        side = option.fontMetrics.height() - 2
        painter.save()
        square = QRectF(box.x() + gap, box.center().y() - side / 2 + 1, side, side)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        tick_box(painter, square, checked=ticked)
        painter.setPen(theme.color("text"))
        words = box.adjusted(side + 2 * gap + 2, 0, -gap, 0)
        text = option.fontMetrics.elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
        state = option.state
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.color("focus"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -2, -2), 3, 3)
        painter.restore()


class TickView(QListView):
    """Columns of boxes, as high as it needs to be."""

    turned = Signal(int)
    left = Signal()

    def __init__(self, model: TickModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.mark = ""
        self.setModel(model)
        self.setItemDelegate(_TickDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setVerticalScrollBar(ThinBar(Qt.Orientation.Vertical))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(2, 2, 2, 2)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        model.modelReset.connect(self.fit)

    def fit(self) -> None:
        """Choose column width and height."""
        metrics = self.fontMetrics()
        gap = theme.unit()
        count = self._model.rowCount()
        shown = [str(self._model.index(i).data()) for i in range(min(count, _WIDEST))]
        widest = max((metrics.horizontalAdvance(text) for text in shown), default=0)
        room = max(1, self.width() - 24)
        column = min(room, widest + metrics.height() + 5 * gap)
        row = metrics.height() + 2 * gap
        self.setGridSize(QSize(column, row))
        rows = -(-count // max(1, room // column))
        self.setFixedHeight(max(1, min(rows, _ROWS)) * row + 8)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns follow the width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and digits tick; Enter goes on to the next field."""
        text = event.text()
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._turn(self.currentIndex().row())
        elif text.isdecimal() and 0 < int(text) <= min(9, self._model.rowCount()):
            self._turn(int(text) - 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on the item ticks it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self._turn(index.row())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page scrolls unless the cursor is here."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The first box, if none."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._model.rowCount():
            self.setCurrentIndex(self._model.index(0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left."""
        super().focusOutEvent(event)
        self.left.emit()

    def event(self, event: QEvent) -> bool:
        """The border around the boxes."""
        told = super().event(event)
        if event.type() == QEvent.Type.Paint:
            painter = QPainter(self)
            border, width = draw.input_border(self, self.mark)
            draw.frame(painter, self, border, width=width, fill=theme.color("input"))
            painter.end()
        return told

    def _turn(self, row: int) -> None:
        self._model.turn(row)
        self.turned.emit(row)
