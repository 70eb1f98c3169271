"""The program as a process of its own: it prints what its window shows, line by line.

``python -m tests.gui.watched WORDS…`` runs the argument line. Each line that comes in is
a deed of the officer (see ``DEEDS``) or of the machine.
"""

import json
import sys
import threading
import time

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.__main__ import main as program
from desktop.gui.frame import Frame
from desktop.gui.main_window import MainWindow
from desktop.gui.pin import PinSheet
from desktop.gui.places import NewRecord
from desktop.gui.worker import Job
from tests.gui import hands

LOOK = 20  # milliseconds
HOUR = 3_600_000  # milliseconds
FORM = "mobilisation_event"


class Watch(QObject):
    """Looks at the window from inside, and does there what it is told."""

    told = Signal(str)

    def __init__(self):
        super().__init__()
        self._before = None
        self._timer = QTimer(self, interval=LOOK)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.told.connect(self.do)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        for line in sys.stdin:
            self.told.emit(line.rstrip("\n"))

    def do(self, line):
        word, _, rest = line.partition(" ")
        DEEDS[word](rest)
        say({"did": line})

    def look(self):
        shown = boxed() or seen(frame())
        if shown is not None and shown != self._before:
            self._before = shown
            say(shown)


def say(told):
    print(json.dumps(told), flush=True)


def frame():
    """The program's window, once it is there."""
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, Frame)]
    return next((one for one in found if one.isVisible()), None)


def boxed():
    """A box that stands alone."""
    box = QApplication.activeModalWidget()
    alone = isinstance(box, QMessageBox) and frame() is None
    return {"box": box.text()} if alone else None


def seen(shown):
    """What stands in the window."""
    inside = shown.currentWidget() if shown is not None else None
    page = inside.page if isinstance(inside, MainWindow) else None
    return inside and {
        "page": type(page or inside).__name__,
        "strip": page.strip.words() if hasattr(page, "strip") else "",
        "folder": page.folder.typed() if hasattr(page, "folder") else "",
        "status": page.saved.text() if hasattr(page, "saved") else "",
        "active": shown.isActiveWindow(),
        "window": int(shown.winId()),
        "asked": bool(QApplication.activeModalWidget()),
    }


def new(_):
    frame().activateWindow()
    frame().currentWidget().go(NewRecord(FORM))


def note(text):
    """Typed, and not kept by itself for the next hour."""
    page = frame().currentWidget().page
    page.keeper._idle.setInterval(HOUR)
    page.form.enter("/data/note")
    hands.plain(text)


def event(text):
    """A whole event is typed and finished; the worker comes to it later."""
    new("")
    hands.press(Qt.Key.Key_Return)  # the form proposed is right
    hands.plain("20/6")
    hands.press(Qt.Key.Key_Return)
    hands.unikey("Công an")
    hands.press(Qt.Key.Key_Return)
    page = frame().currentWidget().page
    page.form.enter("/data/attendance")
    hands.plain("120")
    hands.press(Qt.Key.Key_Return)
    note(text)
    hands.press(Qt.Key.Key_F12)
    assert page._finishing, page.strip.words()


def hang(seconds):
    say({"hangs": seconds})
    time.sleep(float(seconds))


def ask(_):
    PinSheet(frame(), lambda said: None).open()


def answer(_):
    QApplication.activeModalWidget().reject()


def secret(password):
    frame().currentWidget().given.emit(password)


def slow(seconds):
    """The worker is at something else for so long."""
    worker = frame().currentWidget().shell.worker
    worker.submit(Job(lambda act: time.sleep(float(seconds)), print, print))


def close(_):
    frame().close()


DEEDS = {
    one.__name__: one
    for one in (new, note, event, hang, ask, answer, secret, slow, close)
}


def main():
    app = QApplication(["sophoihop"])
    app.watch = Watch()
    return program()


if __name__ == "__main__":
    sys.exit(main())
