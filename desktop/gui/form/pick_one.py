"""One of many: type a part of it, take it from the list."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.gui import theme
from desktop.gui.form.control import Choices, Control
from desktop.gui.form.finder import Finder
from desktop.gui.form.popup import Popup, popup_of
from desktop.gui.parts.icon import pixmap
from desktop.gui.parts.line import Line
from desktop.gui.words import say
from desktop.xforms.choices import Choice
from desktop.xforms.instance import NodeState

_OPEN = (Qt.Key.Key_F4, Qt.Key.Key_Down)
_TAKE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_PAGE = 8
_WIDTH = 64  # letters
_STEPS: dict[int, int] = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _PAGE,
    Qt.Key.Key_PageUp: -_PAGE,
}


class PickLine(Line):
    """A line with an arrow; keys for the list are offered before the line."""

    opened = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        margins = self.textMargins()
        margins.setRight(self.fontMetrics().height() + 2 * theme.unit())
        self.setTextMargins(margins)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens the list."""
        super().mousePressEvent(event)
        if not self.isReadOnly():
            self.opened.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line and its arrow."""
        super().paintEvent(event)
        side = round(self.fontMetrics().height() * 0.85)
        box = QRectF(self.width() - side - 2 * theme.unit(), 0, side, self.height())
        painter = QPainter(self)
        arrow = pixmap("down", theme.color("muted"), side, self)
        painter.drawPixmap(round(box.x()), (self.height() - side) // 2, arrow)
        painter.end()


class PickOneControl(Control):
    """The line, the list under it, and the value meant."""

    def __init__(self, parent: QWidget) -> None:
        self.line = PickLine(parent)
        super().__init__(self.line)
        self.line.setMaximumWidth(theme.letters(_WIDTH))
        self._value = ""
        self._label = ""
        self._before = ""  # what Escape goes back to
        self._choices: Choices | None = None
        self._finder: Finder | None = None
        self.line.installEventFilter(self)
        self.line.textEdited.connect(self._edited)
        self.line.opened.connect(self.open_list)
        self.line.left.connect(self._left)

    def entrance(self) -> QWidget:
        """The line."""
        return self.line

    def show_node(self, node: NodeState, choices: Choices) -> None:
        """Show the label; the list itself is asked for when it is opened."""
        self._choices, self._finder = choices, None
        self.line.setReadOnly(node.readonly)
        if not self._searching():
            self._set(node.value)

    def offer(self, choices: Choices) -> None:
        """Choices outside of a form."""
        self._choices, self._finder = choices, None

    def show_value(self, value: str) -> None:
        """A choice outside of a form; "" for none."""
        self._set(value)

    def reading(self) -> str:
        """The code of the choice; nothing where the line was emptied."""
        return self._value

    def fault(self) -> str:
        """Said while the line holds words that are no choice."""
        return say("gui.form.not_in_list") if self._searching() else ""

    def tidy(self) -> None:
        """Leave a choice or nothing on the line."""
        if self._searching():
            place = self._found().exact(self.line.text())
            if place is not None:
                self._take(self._found().choices[place])

    def set_mark(self, mark: str) -> None:
        """The line's border."""
        self.line.set_mark(mark)

    def open_list(self) -> None:
        """Every choice, the present one highlighted."""
        finder = self._found()
        popup = self._list()
        popup.show_under(self.line, finder.choices, finder.find(""), self._take)
        if self._value:
            values = (choice.value for choice in finder.choices)
            popup.step(next((i for i, v in enumerate(values) if v == self._value), 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that belong to the list while it is open."""
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride:
            if event.key() == Qt.Key.Key_Escape and self._list().serves(self.line):
                event.accept()  # it puts the list away, not the page
                return True
        elif event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        popup = self._list()
        if not popup.serves(self.line):
            if key in _OPEN and not self.line.isReadOnly():
                self.open_list()
                return True
            return False
        if key in _STEPS:
            popup.step(_STEPS[key])
            return True
        if key == Qt.Key.Key_Escape:
            popup.hide()
            self._set(self._before if self._searching() else self._value)
            return True
        if key in _TAKE:
            self._take(popup.highlighted())
        return False

    def _searching(self) -> bool:
        """Words stand on the line that are not (yet) a choice."""
        return self.line.text().strip() not in ("", self._label)

    def _edited(self, text: str) -> None:
        """The words are no answer until a choice is taken."""
        if self._value:
            self._before = self._value
        self._value = self._label = ""
        if not text.strip():
            self._list().hide()
            self.chosen.emit()
            return
        finder = self._found()
        places = finder.find(text)
        self._list().show_under(self.line, finder.choices, places, self._take)

    def _take(self, choice: Choice | None) -> None:
        if choice is None:
            return
        self._list().hide()
        self._value, self._label = choice.value, choice.label
        self.line.setText(choice.label)
        self.chosen.emit()

    def _left(self) -> None:
        if self._list().serves(self.line):
            self._list().hide()
        self.left.emit()

    def _set(self, value: str) -> None:
        choice = self._found().of_value(value) if value else None
        self._value = value
        self._label = choice.label if choice else value
        if self.line.text() != self._label:
            self.line.setText(self._label)

    def _found(self) -> Finder:
        if self._finder is None:
            self._finder = Finder(self._choices() if self._choices else ())
        return self._finder

    def _list(self) -> Popup:
        return popup_of(self.line.window())
