"""Keys as the operating system sends them, to whatever has the cursor.

``QTest.keyClicks`` with a Vietnamese letter ends the process: letters go as QKeyEvent.
"""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.errors import Fault

_NONE = Qt.KeyboardModifier.NoModifier
_KINDS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


def here() -> QWidget:
    """What has the cursor."""
    widget = QApplication.focusWidget()
    if widget is None:
        raise Fault("selftest.no_cursor")
    return widget


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = _NONE) -> None:
    """A key with its shortcuts."""
    QTest.keyClick(here(), key, modifiers)


def ctrl(key: Qt.Key) -> None:
    """A key together with Ctrl."""
    press(key, Qt.KeyboardModifier.ControlModifier)


def send(key: Qt.Key, text: str) -> None:
    """A key that writes ``text``."""
    for kind in _KINDS:
        QCoreApplication.sendEvent(here(), QKeyEvent(kind, key, _NONE, text))


def plain(text: str) -> None:
    """Letters as a plain keyboard sends them."""
    for letter in text:
        send(Qt.Key(0), letter)
