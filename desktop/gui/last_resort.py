"""A fault of the program: the draft is kept, one window says so."""

import sys
import traceback
from types import TracebackType
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox

from desktop.gui.words import say


class _Hears(Protocol):
    def crashed(self, error: BaseException) -> None:
        """Keep the draft, then tell."""


class LastResort(QObject):
    """Catches what nothing else caught, in the window's thread."""

    def __init__(self, program: _Hears) -> None:
        super().__init__()
        self._program = program
        self._telling = False

    def catch(self) -> None:
        """From now on hear of every fault."""
        sys.excepthook = self._caught

    def tell(self, error: BaseException) -> None:
        """One window at a time; the trace goes to the terminal, without values."""
        trace = traceback.extract_tb(error.__traceback__)[-8:]
        places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in trace]
        print(type(error).__name__, *places, sep="\n  ", file=sys.stderr)
        if self._telling:
            return
        self._telling = True
        box = QMessageBox(QMessageBox.Icon.Critical, say("gui.name"), "")
        box.setText(say("gui.crash", kind=type(error).__name__))
        box.exec()
        self._telling = False

    def _caught(
        self,
        _kind: type[BaseException],
        error: BaseException,
        _trace: TracebackType | None,
    ) -> None:
        self._program.crashed(error)
