"""A program that goes wrong while somebody types, in a process of its own.

Arguments: how it goes wrong, then those of the program. Prints what its boxes say.
"""

import faulthandler
import os
import sys

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox

from desktop.__main__ import main

TYPED = "PIN-4711-của-Hường"


def password_line():
    lines = [w for w in QApplication.allWidgets() if isinstance(w, QLineEdit)]
    return next(w for w in lines if w.echoMode() == QLineEdit.EchoMode.Password)


def covers(box, line):
    return box.geometry().intersects(line.rect().translated(line.mapToGlobal(QPoint())))


def type_then(go_wrong):
    """As an officer would, into the first line that hides what is typed."""
    line = password_line()
    line.insert(TYPED)
    line.textChanged.connect(go_wrong)
    QTest.keyClick(line, Qt.Key.Key_A)


def in_a_slot(text):
    raise ValueError(text)


def at_the_system(text):
    """Not by ctypes: on Windows that makes an error of it."""
    faulthandler._read_null()


def in_the_worker(text):
    """The page's password goes to the worker, which stumbles over it."""
    from desktop.gui.worker import Job, Worker

    worker = Worker(QApplication.instance())
    worker.crashed.connect(sys.excepthook.__self__._heard)
    QApplication.instance().aboutToQuit.connect(worker.stop)
    worker.start()
    job = Job(lambda _: int(text), lambda _: None, lambda error: None, bare=True)
    worker.submit(job)


def nothing(text):
    """All is well this time."""
    QTimer.singleShot(1_000, QApplication.quit)


def read_boxes():
    """What a box says; then it is closed, and the program too."""
    boxes = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox)]
    for box in boxes:
        if box.isVisible():
            how = "over" if covers(box, password_line()) else "beside"
            print("modal" if box.isModal() else how, box.text(), flush=True)
            box.close()
            QTimer.singleShot(0, QApplication.quit)


if __name__ == "__main__":
    how, *sys.argv[1:] = sys.argv[1:]
    if how == "without streams":  # as a window's program has none on Windows
        how, sys.stderr = "at_the_system", None
    app = QApplication(["dying"])
    looking = QTimer()
    looking.timeout.connect(read_boxes)
    looking.start(100)
    QTimer.singleShot(500, lambda: type_then(globals()[how]))
    QTimer.singleShot(8_000, lambda: os._exit(99))
    sys.exit(main())
