"""An officer's hands: keys as the operating system and Vietnamese keyboards send them.

The plain ones are those of the self-test; Vietnamese keyboards are added here.
"""

import unicodedata

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent

from desktop.gui.rehearsal.hands import ctrl, here, plain, press, send

__all__ = ["ctrl", "here", "plain", "preedit", "press", "stages", "unikey"]

TONES = "\u0300\u0301\u0303\u0309\u0323"


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
            send(Qt.Key.Key_Space, " ")
        shown = ""
        for stage in stages(word):
            kept = _common(shown, stage)
            for _ in shown[kept:]:
                send(Qt.Key.Key_Backspace, "\b")
            plain(stage[kept:])
            shown = stage


def preedit(text):
    """ibus and Windows' own keyboard: each word is composed, then committed."""
    for number, word in enumerate(text.split(" ")):
        if number:
            send(Qt.Key.Key_Space, " ")
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
