"""The program was started again: its open window hears of it and comes forward."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from desktop.desk import doorbell
from desktop.gui.places import EditRecord, TakeIn

if TYPE_CHECKING:
    from desktop.gui.pages.page import Page

_NET = 1000  # milliseconds; for a letter that the system did not tell of


class LaterStarts(QObject):
    """Tells of each later start, with the file that it was given."""

    def __init__(
        self, profile: Path, heard: Callable[[Path | None], None], window: QWidget
    ) -> None:
        super().__init__(window)
        self._window = window
        self._profile = profile
        self._heard = heard
        self._watcher = QFileSystemWatcher([str(profile / doorbell.FOLDER)], self)
        self._watcher.directoryChanged.connect(self.look)
        self._net = QTimer(self, interval=_NET)
        self._net.timeout.connect(self.look)
        self._net.start()

    def look(self) -> None:
        """Is there a letter? Once the window is closed the next start opens its own."""
        if not self._window.isVisible():
            return
        for file in doorbell.letters(self._profile):
            self._heard(file)


def is_asking() -> bool:
    """Something lies over the window that wants its answer first."""
    return bool(QApplication.activeModalWidget() or QApplication.activePopupWidget())


def bring_forward(window: QWidget) -> None:
    """In front of other programs; where the system forbids it, marked at least."""
    minimized = Qt.WindowState.WindowMinimized
    window.setWindowState(window.windowState() & ~minimized)
    window.show()
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)


def way_to(file: Path, seen: "Page | None") -> TakeIn:
    """The intake page; it says so where a record is being typed, which is kept."""
    QGuiApplication.inputMethod().commit()
    if seen is None:
        return TakeIn(file)
    seen.leave()
    return TakeIn(file, left=isinstance(seen.again(), EditRecord))
