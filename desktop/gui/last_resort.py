"""A fault of the program: the draft is kept, one window says so."""

import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.desk.crashes import Crashes, places, told
from desktop.gui import theme
from desktop.gui.words import say, say_error


class LastResort(QObject):
    """Catches what nothing else caught, and tells of it in the window's thread."""

    _heard = Signal(object)

    def __init__(self, crashes: Crashes | None) -> None:
        super().__init__()
        self._crashes = crashes
        self._telling = False

    def catch(self, crashed: Callable[[BaseException], None]) -> None:
        """From now on ``crashed`` hears of all, in the window's thread."""
        self._heard.connect(crashed)
        sys.excepthook = self._caught

    def tell(self, error: BaseException) -> None:
        """One window at a time; the places go to a file, and to a terminal."""
        print(*places(error), sep="\n", file=sys.stderr)
        file = self._crashes.note(error) if self._crashes else None
        if self._telling:
            return
        self._telling = True
        box = QMessageBox(QMessageBox.Icon.Critical, say("gui.name"), "")
        box.setText(say_error(told(file)))
        box.exec()
        self._telling = False

    def tell_of_the_last_run(self, frame: QWidget) -> None:
        """If the system ended it: said beside the work, which nobody interrupts."""
        file = self._crashes.former() if self._crashes else None
        if file is None:
            return
        box = QMessageBox(QMessageBox.Icon.Information, say("gui.name"), "")
        box.setParent(frame, Qt.WindowType.Dialog)
        box.setText(say("crash.former", file=str(file)))
        box.setModal(False)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        gap = theme.unit()
        corner = frame.mapToGlobal(QPoint(gap, gap))
        box.move(corner)  # not over the password that is asked for
        box.show()

    def _caught(
        self,
        _kind: type[BaseException],
        error: BaseException,
        _trace: TracebackType | None,
    ) -> None:
        self._heard.emit(error)
