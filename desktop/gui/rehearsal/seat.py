"""One window of a rehearsal, and waiting for it without hanging."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QWidget

from desktop.desk.desk import Ask
from desktop.errors import Fault
from desktop.gui.application import Doors, Program
from desktop.gui.main_window import MainWindow
from desktop.gui.places import Place

P = TypeVar("P", bound=QWidget)
_PATIENCE = 60_000  # milliseconds; an old computer under load takes some seconds
_GLANCE = 20  # milliseconds of events between two looks


class _Heard(Program):
    """A program whose faults are kept: nobody would close a window that tells them."""

    def __init__(self, app: QApplication, doors: Doors) -> None:
        super().__init__(app, doors)
        self.faults: list[BaseException] = []

    def crashed(self, error: BaseException) -> None:
        """Kept for whoever waits."""
        self.faults.append(error)


class Opened(QObject):
    """What the program would have shown with another program."""

    def __init__(self) -> None:
        super().__init__()
        self.files: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        """One file."""
        self.files.append(url.toLocalFile())


class Seat:
    """An officer before one window."""

    def __init__(self, program: _Heard, opened: Opened) -> None:
        self._program = program
        self.opened = opened

    @property
    def window(self) -> MainWindow:
        """The main window, once it is there."""
        self.wait(lambda: self._program.window is not None)
        assert self._program.window is not None
        return self._program.window

    @property
    def ask(self) -> Ask:
        """The desk's reading half."""
        return self.window.shell.ask

    def wait(self, holds: Callable[[], bool]) -> None:
        """Let the window live until something holds; Fault where it never does."""
        deadline = QDeadlineTimer(_PATIENCE)
        while not holds():
            if self._program.faults:
                raise self._program.faults[0]
            if deadline.hasExpired():
                raise Fault("selftest.waited", page=self._in_sight())
            some = QEventLoop.ProcessEventsFlag.AllEvents
            QApplication.processEvents(some, _GLANCE)

    def on(self, kind: type[P]) -> P:
        """The page in sight, once it is of that kind."""
        self.wait(lambda: isinstance(self._shown(), kind))
        page = self._shown()
        assert isinstance(page, kind)
        return page

    def go(self, place: Place) -> None:
        """To a place, and the keys go there."""
        self.front()
        self.window.go(place)
        self.wait(lambda: QApplication.focusWidget() is not None)

    def front(self) -> None:
        """The keys go to this window."""
        self._program.frame.activateWindow()
        self.wait(lambda: QApplication.activeWindow() is self._program.frame)

    def inks(self) -> int:
        """How many colours the window shows."""
        shown = self._program.frame.grab().toImage()
        dots = range(0, shown.width(), 3), range(0, shown.height(), 3)
        return len({shown.pixel(x, y) for x in dots[0] for y in dots[1]})

    def _shown(self) -> QWidget | None:
        window = self._program.window
        return self._program.frame.currentWidget() if window is None else window.page

    def _in_sight(self) -> str:
        return type(self._shown()).__name__


@contextmanager
def seated(app: QApplication, doors: Doors) -> Iterator[Seat]:
    """A window that asks for its password; closed afterwards."""
    program, opened, hook = _Heard(app, doors), Opened(), sys.excepthook
    sys.excepthook = lambda _kind, error, _trace: program.crashed(error)
    QDesktopServices.setUrlHandler("file", opened, "open")  # type: ignore[arg-type] # its stub errs
    try:
        program.start(None)
        seat = Seat(program, opened)
        seat.front()
        yield seat
    finally:
        QDesktopServices.unsetUrlHandler("file")
        program.stop()
        program.frame.hide()
        program.frame.deleteLater()
        sys.excepthook = hook
