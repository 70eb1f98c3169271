"""All problems of a form, in form order; choosing one jumps to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.gui import theme
from desktop.gui.parts.card import Card, ThinBar
from desktop.gui.parts.icon import pixmap
from desktop.gui.parts.label import Label
from desktop.gui.words import say
from desktop.xforms.definition import Ref

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_WIDE = 36  # letters, beside the form
_HIGH = 6  # lines, below it
_ANY = 16_777_215  # Qt's word for no limit
MOOD = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Line:
    """One problem: where, in words, and how bad."""

    ref: Ref
    label: str
    sentence: str
    mood: str


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: Sequence[Line] = ()

    def show(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{line.label}: {line.sentence}"
        return line.mood if role == MOOD else None


class _Delegate(QStyledItemDelegate):
    """An icon, and words that wrap."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As many lines as the words need."""
        gap = theme.unit()
        # With or without its scroll bar the list asks for the same heights.
        width = self._view.width() - self._view.verticalScrollBar().sizeHint().width()
        side = option.fontMetrics.height() + 3 * gap + 2
        box = option.fontMetrics.boundingRect(
            QRect(0, 0, max(40, width - side), 10_000),
            Qt.TextFlag.TextWordWrap,
            str(index.data()),
        )
        return QSize(width, box.height() + 3 * gap)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """One problem."""
        gap = theme.unit()
        box: QRect = option.rect
        mood = str(index.data(MOOD))
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.color(f"{mood}_soft"))
        side = option.fontMetrics.height()
        shape = pixmap(mood, theme.color(mood), side, self._view)
        painter.drawPixmap(box.x() + gap, box.y() + gap + gap // 2, shape)
        painter.setPen(theme.color("text"))
        words = box.adjusted(side + 2 * gap, gap + gap // 2, -gap, 0)
        painter.drawText(words, Qt.TextFlag.TextWordWrap, str(index.data()))
        painter.restore()


class ProblemPanel(Card):
    """Beside the form."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        gap = theme.unit()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(2 * gap, 3 * gap, gap, 2 * gap)
        inside.setSpacing(2 * gap)
        self.heading = Label("", bold=True, wrap=True, parent=self)
        inside.addWidget(self.heading)
        self._model = _Model(self)
        self.view = QListView(self)
        self.view.setModel(self._model)
        self.view.setItemDelegate(_Delegate(self.view))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setVerticalScrollBar(ThinBar(Qt.Orientation.Vertical))
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # F8 walks through it
        self.view.viewport().setAutoFillBackground(False)
        self.view.setAccessibleName(say("gui.entry.problems"))
        self.view.clicked.connect(lambda index: self.choose(index.row()))
        inside.addWidget(self.view, 1)

    def stand(self, *, beside: bool, listed: bool) -> None:
        """A column, or a strip; where there is no room only its heading."""
        wide, high = theme.letters(_WIDE), _HIGH * self.fontMetrics().lineSpacing()
        below = high if listed else _ANY
        self.setMaximumSize(wide if beside else _ANY, _ANY if beside else below)
        self.setMinimumSize(wide if beside else 0, high if listed and not beside else 0)
        self.view.setVisible(listed)
        upright = QSizePolicy.Policy.Preferred if listed else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Preferred, upright)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """All that is to mend, and all to look at again."""
        self._model.show(lines)
        bad = sum(line.mood == "danger" for line in lines)
        soft = len(lines) - bad
        if bad:
            words = say("gui.entry.left", count=bad)
        else:
            words = say("gui.entry.none_left" if not soft else "gui.entry.soft")
        self.heading.setText(words)

    def lines(self) -> Sequence[Line]:
        """What is listed now."""
        return self._model.lines

    def choose(self, place: int) -> None:
        """Jump to a problem."""
        if 0 <= place < len(self._model.lines):
            self.view.setCurrentIndex(self._model.index(place))
            self.chosen.emit(self._model.lines[place].ref)

    def choose_first(self) -> None:
        """The first that stands in the way; a warning before it may stay."""
        moods = [line.mood for line in self._model.lines]
        self.choose(moods.index("danger") if "danger" in moods else 0)

    def step(
        self, by: int, here: Ref | None, place: Callable[[Ref], tuple[int, ...]]
    ) -> None:
        """The next problem below the cursor, or above it, round the end."""
        places = [place(line.ref) for line in self._model.lines]
        if not places:
            return
        at = place(here) if here is not None else ()
        below = [row for row, there in enumerate(places) if there > at]
        above = [row for row, there in enumerate(places) if there < at]
        if by > 0:
            self.choose(below[0] if below else 0)
        else:
            self.choose(above[-1] if above else len(places) - 1)
