"""The last line of a page: words left, buttons right; narrow, one above the other."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayoutItem, QWidget

from desktop.gui import theme
from desktop.gui.parts.flow import Flow

_WORDS = 24  # letters the words must have beside the buttons


class Foot(Flow):
    """The first widget takes the words' place, the others stand at the right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSpacing(2 * theme.unit())

    def minimumSize(self) -> QSize:
        """Words can be wrapped to nothing; a button cannot."""
        sizes = [item.minimumSize() for item in self._items[1:]]
        width = max((size.width() for size in sizes), default=0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def _lay(self, rect: QRect, *, move: bool) -> int:
        if not self._items:
            return 0
        words, buttons = self._items[0], self._items[1:]
        rest = rect.width() - _span(buttons, self.spacing()) - self.spacing()
        if rest >= theme.letters(_WORDS):
            return self._beside(rect, rest, move=move)
        high = _height(words, rect.width())
        if move:
            words.setGeometry(QRect(rect.x(), rect.y(), rect.width(), high))
        y = rect.y() + high + self.spacing() // 2
        for line in _lines(buttons, rect.width(), self.spacing()):
            y += self._line(line, rect, y, move=move) + self.spacing() // 2
        return y - self.spacing() // 2 - rect.y()

    def _beside(self, rect: QRect, width: int, *, move: bool) -> int:
        words, buttons = self._items[0], self._items[1:]
        high = max(_height(words, width), self._line(buttons, rect, 0, move=False))
        if move:
            words.setGeometry(QRect(rect.x(), rect.y(), width, high))
            side = self._line(buttons, rect, 0, move=False)
            self._line(buttons, rect, rect.y() + (high - side) // 2, move=True)
        return high

    def _line(
        self, items: list[QLayoutItem], rect: QRect, y: int, *, move: bool
    ) -> int:
        """Buttons at the right edge; how high they are."""
        x = rect.right() + 1 - _span(items, self.spacing())
        for item in items if move else ():
            size = item.sizeHint()
            item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self.spacing()
        return max((item.sizeHint().height() for item in items), default=0)


def _span(items: list[QLayoutItem], gap: int) -> int:
    return sum(item.sizeHint().width() + gap for item in items) - gap


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()


def _lines(items: list[QLayoutItem], width: int, gap: int) -> list[list[QLayoutItem]]:
    """As many beside each other as there is room for."""
    found: list[list[QLayoutItem]] = []
    for item in items:
        if found and _span([*found[-1], item], gap) <= width:
            found[-1].append(item)
        else:
            found.append([item])
    return found
