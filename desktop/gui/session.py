"""The user logs off, the computer sleeps: what is typed is kept, nobody is asked.

Windows tells of a log-off and of sleep, other systems of a log-off by their session and
by signals. Each wait has an end.
"""

import sys
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication

LOG_OFF = 4.0  # seconds; after five Windows calls a program one that hangs
SLEEP = 1.5  # seconds; after two Windows sleeps


class Keeps(Protocol):
    """The program."""

    def keep(self, seconds: float, *, ends: bool) -> None:
        """Write what is typed."""

    def end(self) -> None:
        """Close, without a question."""


class Session(QObject):
    """Hears of the end while the program runs."""

    def __init__(self, app: QApplication, program: Keeps) -> None:
        super().__init__(app)
        self._program = program
        self.close = listen(self._ended, self._sleeps, app)
        app.commitDataRequest.connect(self._logs_off)

    def _logs_off(self, manager: QSessionManager) -> None:
        """Another program may still keep the user here; then work goes on."""
        manager.setRestartHint(QSessionManager.RestartHint.RestartNever)
        self._program.keep(LOG_OFF, ends=True)

    def _sleeps(self) -> None:
        self._program.keep(SLEEP, ends=False)

    def _ended(self) -> None:
        self._program.keep(LOG_OFF, ends=True)
        self._program.end()


if sys.platform == "win32":
    from ctypes import wintypes

    from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray

    _POWER, _SUSPENDS = 0x0218, 4  # WM_POWERBROADCAST, PBT_APMSUSPEND

    class _Power(QAbstractNativeEventFilter):
        def __init__(self, sleeps: Callable[[], None]) -> None:
            super().__init__()
            self._sleeps = sleeps

        def nativeEventFilter(
            self, _kind: QByteArray | bytes | bytearray | memoryview, message: int
        ) -> tuple[bool, int]:
            """Each message of the system passes here: look, and let it pass."""
            told = wintypes.MSG.from_address(int(message))
            if told.message == _POWER and told.wParam == _SUSPENDS:
                self._sleeps()
            return False, 0

    def listen(
        _ended: Callable[[], None], sleeps: Callable[[], None], app: QApplication
    ) -> Callable[[], None]:
        """Hear of sleep; Qt tells of a log-off. Returns how to hear no more."""
        power = _Power(sleeps)
        app.installNativeEventFilter(power)
        return lambda: app.removeNativeEventFilter(power)

else:
    import os
    import signal

    from PySide6.QtCore import QSocketNotifier

    _ENDS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)

    def listen(
        ended: Callable[[], None], _sleeps: Callable[[], None], app: QApplication
    ) -> Callable[[], None]:
        """Hear of signals, of which Qt's loop learns by a pipe. Returns how to stop."""
        reading, writing = os.pipe()
        os.set_blocking(writing, False)
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        before = {each: signal.signal(each, lambda *_: None) for each in _ENDS}
        notifier = QSocketNotifier(reading, QSocketNotifier.Type.Read, app)

        def heard() -> None:
            if {*os.read(reading, 64)} & {*_ENDS}:
                ended()

        def close() -> None:
            notifier.setEnabled(False)
            signal.set_wakeup_fd(-1)
            for each, then in before.items():
                signal.signal(each, then)
            os.close(reading)
            os.close(writing)

        notifier.activated.connect(heard)
        return close
