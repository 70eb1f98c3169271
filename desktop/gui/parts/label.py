"""Words and icons on a page; never rich text."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from desktop.gui import theme
from desktop.gui.parts.icon import pixmap


class Label(QLabel):
    """Plain text in a token's colour."""

    def __init__(
        self,
        text: str = "",
        ink: str = "text",
        *,
        scale: float = 1.0,
        bold: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(wrap)
        self._ink = ink
        if scale != 1.0 or bold:
            font = self.font()
            font.setPointSizeF(font.pointSizeF() * scale)
            font.setBold(bold)
            self.setFont(font)
        air = round(self.fontMetrics().height() * 0.1)  # Ấ rises above the line
        self.setContentsMargins(0, air, 0, air)

    def set_ink(self, ink: str) -> None:
        """Another colour."""
        self._ink = ink
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's label with our ink."""
        wanted = theme.color(self._ink)
        palette = self.palette()
        if palette.color(QPalette.ColorRole.WindowText) != wanted:
            palette.setColor(QPalette.ColorRole.WindowText, wanted)
            self.setPalette(palette)
        super().paintEvent(event)


class Icon(QWidget):
    """One icon as tall as a line of text."""

    def __init__(self, name: str, ink: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._ink = ink

    def show_as(self, name: str, ink: str) -> None:
        """Another icon."""
        self._name, self._ink = name, ink
        self.update()

    def sizeHint(self) -> QSize:
        """A square line."""
        side = self.fontMetrics().height()
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """As its hint."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The icon, on the middle of the line."""
        side = self.fontMetrics().height()
        painter = QPainter(self)
        shape = pixmap(self._name, theme.color(self._ink), side, self)
        painter.drawPixmap(0, (self.height() - side) // 2, shape)
        painter.end()
