"""The one window of the program; whatever page stands in it."""

from PySide6.QtCore import QEvent, QSize, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QStackedWidget

from desktop.gui.words import say

SIZE = (1180, 720)
LEAST = (800, 560)
_OTHER_SCREEN = (QEvent.Type.ScreenChangeInternal, QEvent.Type.DevicePixelRatioChange)


class Frame(QStackedWidget):
    """Never larger than its screen, also when that is another or scaled."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(say("gui.name"))
        layout = self.layout()
        if layout is not None:  # else large text would push its edge off the screen
            layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._fit()
        self.resize(QSize(*SIZE).boundedTo(self.screen().availableSize()))

    def event(self, event: QEvent) -> bool:
        """Qt draws at the new scale by itself; the size it gives comes first."""
        if event.type() in _OTHER_SCREEN:
            QTimer.singleShot(0, self, self._fit)
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A size counted in the dots of another screen may come later than that."""
        super().resizeEvent(event)
        if self.size() != self.size().expandedTo(self.minimumSize()):
            QTimer.singleShot(0, self, self._fit)

    @Slot()
    def _fit(self) -> None:
        room = self.screen().availableSize()
        self.setMinimumSize(QSize(*LEAST).boundedTo(room))
        if not self.isMaximized():
            self.resize(self.size().boundedTo(room))
