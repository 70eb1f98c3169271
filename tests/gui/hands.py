"""An officer's hands: keys as the operating system and Vietnamese keyboards send them.

QTest.keyClicks with a Vietnamese letter ends the process, so text goes as QKeyEvent.
"""

import unicodedata

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

TONES = "\u0300\u0301\u0303\u0309\u0323"


def here():
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the cursor"
    return widget


def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    """A key with its shortcuts, to whatever has the cursor."""
    QTest.keyClick(here(), key, modifiers)


def ctrl(key):
    press(key, Qt.KeyboardModifier.ControlModifier)


def _send(key, text):
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
        QCoreApplication.sendEvent(here(), event)


def plain(text):
    """Letters as a plain keyboard sends them."""
    for letter in text:
        _send(Qt.Key(0), letter)


def stages(word):
    """What stands on the line while a word is typed in Telex, tone last."""
    bare = unicodedata.normalize(
        "NFC",
        "".join(c for c in unicodedata.normalize("NFD", word) if c not in TONES),
    )
    shown, found = "", []
    for letter in bare:
        base = letter.translate({ord("đ"): "d", ord("Đ"): "D"})
        base = unicodedata.normalize("NFD", base)[0]
        if base != letter:
            found.append(shown + base)
        shown += letter
        found.append(shown)
    if bare != word:
        found.append(word)
    return found


def unikey(text):
    """UniKey: a burst of Backspace, then what replaces the letters."""
    for number, word in enumerate(text.split(" ")):
        if number:
            _send(Qt.Key.Key_Space, " ")
        shown = ""
        for stage in stages(word):
            kept = _common(shown, stage)
            for _ in shown[kept:]:
                _send(Qt.Key.Key_Backspace, "\b")
            plain(stage[kept:])
            shown = stage


def preedit(text):
    """ibus and Windows' own keyboard: each word is composed, then committed."""
    for number, word in enumerate(text.split(" ")):
        if number:
            _send(Qt.Key.Key_Space, " ")
        for stage in stages(word):
            QCoreApplication.sendEvent(here(), QInputMethodEvent(stage, []))
        committed = QInputMethodEvent("", [])
        committed.setCommitString(word)
        QCoreApplication.sendEvent(here(), committed)


def _common(one, two):
    count = 0
    for a, b in zip(one, two, strict=False):
        if a != b:
            break
        count += 1
    return count
