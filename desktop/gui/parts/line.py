"""A line to type in: no completion, no mask, no limit (Vietnamese typing)."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desktop.gui import theme
from desktop.gui.parts import draw

_BY_HAND = (
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
)


_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_CONTROL = (_CTRL, _CTRL | _SHIFT)  # "~" of a flag differs between Pythons 3.11.x
_EDITING = frozenset("ACVXYZ")  # with Ctrl, as everywhere in Windows
_LETTERS = range(0x20, 0x7F)  # keys that carry a letter, a digit or a mark


def _is_the_windows(event: QEvent) -> bool:
    """Ctrl with a letter, unless Windows edits text by it; on X11 Qt binds more.

    Ctrl+Insert makes a row here, as in other books; Ctrl+C copies.
    """
    kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
    if event.type() not in kinds or not isinstance(event, QKeyEvent):
        return False
    key = event.key()
    if event.modifiers() not in _CONTROL:
        return False
    letter = key in _LETTERS and chr(key) not in _EDITING
    return letter or key == Qt.Key.Key_Insert


class Line(QLineEdit):
    """One line; entering it by keyboard selects its content."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mark = ""  # "danger" or "warning" colours the border
        self.setFrame(False)
        gap = theme.unit()
        self.setTextMargins(gap + 2, gap, gap + 2, gap)

    def set_mark(self, mark: str) -> None:
        """Colour the border for a problem."""
        if mark != self.mark:
            self.mark = mark
            self.update()

    def event(self, event: QEvent) -> bool:
        """The program's own keys go past the text."""
        if _is_the_windows(event):
            event.ignore()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Typing replaces what was there."""
        super().focusInEvent(event)
        if event.reason() not in _BY_HAND:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left."""
        super().focusOutEvent(event)
        self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's text, our border."""
        super().paintEvent(event)
        painter = QPainter(self)
        border, width = draw.input_border(self, self.mark)
        draw.frame(painter, self, border, width=width)
        painter.end()


class Paragraph(QPlainTextEdit):
    """Several lines; Tab leaves it, Enter too where ``enter_leaves``."""

    left = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, enter_leaves: bool = False
    ) -> None:
        super().__init__(parent)
        self._enter_leaves = enter_leaves
        self.mark = ""
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setTabChangesFocus(True)
        gap = theme.unit()
        self.setViewportMargins(2, 2, 2, 2)
        self.document().setDocumentMargin(gap)

    def set_mark(self, mark: str) -> None:
        """Colour the border for a problem."""
        if mark != self.mark:
            self.mark = mark
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        if event.reason() not in _BY_HAND:
            self.selectAll()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left."""
        super().focusOutEvent(event)
        self.update()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """In a form Enter goes on and Ctrl+Enter begins a line."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not enter or not self._enter_leaves:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.insertPlainText("\n")
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        """The program's own keys go past; the border is painted outside the text."""
        if _is_the_windows(event):
            event.ignore()
            return True
        told = super().event(event)
        if event.type() == QEvent.Type.Paint:
            painter = QPainter(self)
            border, width = draw.input_border(self, self.mark)
            fill = theme.color("input" if not self.isReadOnly() else "disabled")
            draw.frame(painter, self, border, width=width, fill=fill)
            painter.end()
        return told
