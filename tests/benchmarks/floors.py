"""The least work that could give the same visible result; each at most 25 lines."""

import hashlib
import os
import sys
import time


def bare_window():
    """A Python with one empty window of the program's size, gone once painted."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QWidget

    class Bare(QWidget):
        def paintEvent(self, event):
            super().paintEvent(event)
            QTimer.singleShot(0, lambda: os._exit(0))

    app = QApplication(sys.argv)
    window = Bare()
    window.resize(1180, 720)
    window.show()
    app.exec()


def bare_form(count):
    """``count`` bare widgets of a form's kinds in one layout that scrolls."""
    from PySide6 import QtWidgets as qt

    kinds = (
        qt.QLineEdit, qt.QLineEdit, qt.QLineEdit, qt.QComboBox, qt.QCheckBox,
        qt.QPlainTextEdit,
    )  # fmt: skip
    page = qt.QWidget()
    layout = qt.QFormLayout(page)
    for number in range(count):
        layout.addRow(f"Câu hỏi {number}", kinds[number % len(kinds)]())
    scroll = qt.QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setWidget(page)
    return scroll


def raw_commit(connection, row):
    """One row and one commit with synchronous=FULL."""
    start = time.perf_counter()
    connection.execute("begin immediate")
    connection.execute("insert into bare values (?, ?)", row)
    connection.commit()
    return (time.perf_counter() - start) * 1000


def read_hash_store(parts, target):
    """Read, SHA-256, store in one file, fsync: the floor of an export."""
    start = time.perf_counter()
    with target.open("wb") as out:
        for part in parts:
            digest = hashlib.sha256()
            with part.open("rb") as source:
                while chunk := source.read(1 << 16):
                    digest.update(chunk)
                    out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    bare_window()
