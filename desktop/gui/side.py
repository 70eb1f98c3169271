"""The list at the left: forms, then what is done with them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.gui import theme
from desktop.gui.parts.card import ThinBar
from desktop.gui.parts.icon import pixmap
from desktop.gui.parts.label import Label
from desktop.gui.places import Place

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_ICON = Qt.ItemDataRole.UserRole + 1
_WIDEST = 30  # letters
_MOST = 370  # pixels: large text leaves room for the page


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the list; without a place it is a heading."""

    title: str
    icon: str = ""
    place: Place | None = None


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.items: Sequence[Item] = ()

    def show(self, items: Sequence[Item]) -> None:
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < len(self.items):
            return None
        item = self.items[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return item.title
        return item.icon if role == _ICON else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.items[index.row()].place is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class _Delegate(QStyledItemDelegate):
    def __init__(self, side: "Side") -> None:
        super().__init__(side)
        self._side = side

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        gap = theme.unit()
        height = option.fontMetrics.height()
        return QSize(10, height + (3 if index.data(_ICON) else 2) * gap)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        gap = theme.unit()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(2 * gap, 1, -2 * gap, -1)
        icon = index.data(_ICON)
        if not icon:
            self._heading(painter, option, box, str(index.data()))
            painter.restore()
            return
        ink = self._ground(painter, option, box)
        side = option.fontMetrics.height()
        left = round(box.x()) + 2 * gap
        top = round(box.center().y() - side / 2)
        painter.drawPixmap(left, top, pixmap(str(icon), ink, side, self._side))
        painter.setPen(ink)
        words = box.adjusted(4 * gap + side, 0, -gap, 0)
        text = option.fontMetrics.elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, round(words.width())
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

    def _ground(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF
    ) -> QColor:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or over:
            painter.setBrush(theme.color("accent_soft" if chosen else "hover"))
            painter.drawRoundedRect(box, 5, 5)
        if chosen and self._side.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
        return theme.color("accent_on_soft" if chosen else "text")

    def _heading(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        box: QRectF,
        text: str,
    ) -> None:
        painter.setFont(option.font)
        painter.setPen(theme.color("muted"))
        words = box.adjusted(2 * theme.unit(), 0, 0, -2)
        painter.drawText(words, Qt.AlignmentFlag.AlignBottom, text)


class Side(QListView):
    """Arrows move, the page follows; Alt+digit is the window's."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items = _Model(self)
        self.setModel(self._items)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBar(ThinBar(Qt.Orientation.Vertical))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.clicked.connect(lambda index: self._go(index.row()))
        self.restyle()

    def restyle(self) -> None:
        """Width and ground after a change of the looks."""
        wanted = theme.letters(_WIDEST) + 8 * theme.unit()
        self.setFixedWidth(min(wanted, _MOST))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, theme.color("panel"))
        palette.setColor(QPalette.ColorRole.Window, theme.color("panel"))
        self.setPalette(palette)
        self.verticalScrollBar().setAutoFillBackground(True)

    def show_items(self, items: Sequence[Item]) -> None:
        """Other lines; where we are stays marked."""
        at = self.currentIndex().row()
        here = self._items.items[at].place if at >= 0 else None
        self._items.show(items)
        if here is not None:
            self.select(here)

    def place(self, number: int) -> Place | None:
        """The place of the ``number``-th line that is no heading, from 1."""
        places = [item.place for item in self._items.items if item.place is not None]
        return places[number - 1] if 0 < number <= len(places) else None

    def select(self, place: Place) -> None:
        """Mark where we are."""
        for row, item in enumerate(self._items.items):
            if item.place == place:
                self.setCurrentIndex(self._items.index(row))
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or Space goes there."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._go(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def _go(self, row: int) -> None:
        place = self._items.items[row].place if row >= 0 else None
        if place is not None:
            self.chosen.emit(place)


class SideHead(QWidget):
    """Whose book this is, above the list."""

    def __init__(self, unit: str, officer: str, parent: QWidget) -> None:
        super().__init__(parent)
        gap = theme.unit()
        box = QVBoxLayout(self)
        box.setContentsMargins(4 * gap, 4 * gap, 2 * gap, 3 * gap)
        box.setSpacing(0)
        box.addWidget(Label(unit, scale=1.15, bold=True, wrap=True, parent=self))
        box.addWidget(Label(officer, "muted", wrap=True, parent=self))
        self._warning = Label("", "warning", wrap=True, parent=self)
        self._warning.hide()
        box.addWidget(self._warning)

    def warn(self, words: str) -> None:
        """Under the officer's name; an empty sentence takes it away."""
        self._warning.setText(words)
        self._warning.setVisible(bool(words))

    def warned(self) -> str:
        """What it warns of now."""
        return self._warning.text()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The list's ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("panel"))
        painter.end()
