"""The list under a line: it never takes the cursor and never touches the text."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.gui import theme
from desktop.gui.parts import draw
from desktop.gui.parts.card import ThinBar
from desktop.gui.words import say
from desktop.xforms.choices import Choice

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_ROWS = 9
Take = Callable[[Choice | None], None]


class ChoiceModel(QAbstractListModel):
    """Some of the choices, by place; labels are made when painted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._choices: Sequence[Choice] = ()
        self._places: Sequence[int] = ()

    def show(self, choices: Sequence[Choice], places: Sequence[int]) -> None:
        """Other choices, or others of them."""
        self.beginResetModel()
        self._choices, self._places = choices, places
        self.endResetModel()

    def choice(self, row: int) -> Choice | None:
        """The choice in ``row``."""
        fits = 0 <= row < len(self._places)
        return self._choices[self._places[row]] if fits else None

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """How many fit."""
        return 0 if parent.isValid() else len(self._places)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The label."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        found = self.choice(index.row())
        if found is None:
            return None
        return (
            say("gui.form.retired", label=found.label) if found.retired else found.label
        )


class _Row(QStyledItemDelegate):
    """A row with air."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Higher than Qt would have it."""
        size = super().sizeHint(option, index)
        return QSize(size.width(), option.fontMetrics.height() + 2 * theme.unit())


class Popup(QFrame):
    """A list laid over the window, beside its line."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._line: QWidget | None = None
        self._take: Take | None = None
        self.model = ChoiceModel(self)
        self.view = QListView(self)
        self.view.setModel(self.model)
        self.view.setUniformItemSizes(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setVerticalScrollBar(ThinBar(Qt.Orientation.Vertical))
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setItemDelegate(_Row(self.view))
        self.view.clicked.connect(self._clicked)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(4, 4, 4, 4)
        inside.addWidget(self.view)
        self.hide()

    def show_under(
        self,
        line: QWidget,
        choices: Sequence[Choice],
        places: Sequence[int],
        take: Take,
    ) -> None:
        """Lay the list under ``line``, or above where there is more room."""
        self._line, self._take = line, take
        self.model.show(choices, places)
        if not places:
            self.hide()
            return
        self.setGeometry(self._place(line, len(places)))
        self.view.setCurrentIndex(self.model.index(0))
        self.raise_()
        self.show()

    def _place(self, line: QWidget, count: int) -> QRect:
        window = self._window
        row = self.view.sizeHintForRow(0)
        wanted = row * min(count, _ROWS) + 12
        top_left = line.mapTo(window, QPoint(0, 0))
        below = window.height() - (top_left.y() + line.height())
        above = top_left.y()
        over = below < wanted and above > below
        height = min(wanted, (above if over else below) - 4)
        y = top_left.y() - height - 2 if over else top_left.y() + line.height() + 2
        width = max(line.width(), theme.letters(40))
        x = min(top_left.x(), max(0, window.width() - width - 4))
        return QRect(x, y, width, height)

    def step(self, step: int) -> None:
        """The highlight, by ``step`` rows."""
        rows = self.model.rowCount()
        row = self.view.currentIndex().row() + step
        self.view.setCurrentIndex(self.model.index(max(0, min(rows - 1, row))))

    def highlighted(self) -> Choice | None:
        """The choice under the highlight, while the list is shown."""
        if self.isHidden():
            return None
        return self.model.choice(self.view.currentIndex().row())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A sheet with an edge."""
        painter = QPainter(self)
        fill = theme.color("card")
        draw.frame(painter, self, theme.color("input_border"), fill=fill)
        painter.end()

    def serves(self, line: QWidget) -> bool:
        """Whether the list is open under ``line``."""
        return self._line is line and not self.isHidden()

    def _clicked(self, index: QModelIndex) -> None:
        if self._take is not None:
            self._take(self.model.choice(index.row()))


def popup_of(window: QWidget) -> Popup:
    """The window's one list; made when first asked for."""
    found: Popup | None = window.findChild(Popup)
    return found if found is not None else Popup(window)
