"""The least work that could give the same visible result; each at most 25 lines."""

import hashlib
import json
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
    from PySide6 import QtWidgets

    kinds = (
        "QLineEdit", "QLineEdit", "QLineEdit", "QComboBox", "QCheckBox",
        "QPlainTextEdit",
    )  # fmt: skip
    page = QtWidgets.QWidget()
    layout = QtWidgets.QFormLayout(page)
    for number in range(count):
        kind = getattr(QtWidgets, kinds[number % len(kinds)])
        layout.addRow(f"Câu hỏi {number}", kind())
    scroll = QtWidgets.QScrollArea()
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


def scan(rows, column, text):
    """Look at every row once."""
    return [row for row in rows if row[column] == text]


def decrypt_hash_load(bundle, identity, target, loads=json.loads):
    """decrypt_io, SHA-256 of the container, json.loads of each line in it."""
    import zipfile

    import pyrage

    key = pyrage.x25519.Identity.from_str(identity)
    start = time.perf_counter()
    with bundle.open("rb") as source, target.open("wb") as out:
        pyrage.decrypt_io(source, out, [key])
    hashlib.sha256(target.read_bytes()).digest()
    with zipfile.ZipFile(target) as box:
        for name in box.namelist():
            if name.startswith("records/"):
                for line in box.read(name).splitlines():
                    loads(line)
    return (time.perf_counter() - start) * 1000


def copy_and_read_back(source, target):
    """A second copy, fsync, and its SHA-256 as the disk gives it back."""
    start = time.perf_counter()
    with source.open("rb") as read, target.open("wb") as out:
        while chunk := read.read(1 << 20):
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    digest = hashlib.sha256()
    with target.open("rb") as back:
        os.posix_fadvise(back.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while chunk := back.read(1 << 20):
            digest.update(chunk)
    return (time.perf_counter() - start) * 1000


def insert_rows(writer, tables):
    """executemany of rows by table, and of the search index, in one transaction."""
    folded = [row[-1] for row in tables["records"]]
    numbers = [row[0] for row in tables["records"]]
    start = time.perf_counter()
    writer.execute("BEGIN IMMEDIATE")
    for name, rows in tables.items():
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            statement = f'INSERT OR REPLACE INTO "{name}" VALUES ({marks})'
            writer.executemany(statement, rows)
    writer.executemany(
        "INSERT INTO search (rowid, folded) VALUES (?, ?)",
        zip(numbers, folded, strict=True),
    )
    writer.execute("COMMIT")
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    bare_window()


def read_columns(connection, needed):
    """One SELECT of each column."""
    return [
        connection.execute(f'SELECT "{column}" FROM {table}').fetchall()
        for table, column in needed
    ]
