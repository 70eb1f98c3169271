"""The least work that could give the same visible result; each at most 25 lines."""

import hashlib
import os
import time

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)


def bare_form(count):
    """``count`` bare widgets of a form's kinds in one layout."""
    kinds = (QLineEdit, QLineEdit, QLineEdit, QComboBox, QCheckBox, QPlainTextEdit)
    page = QWidget()
    layout = QFormLayout(page)
    for number in range(count):
        layout.addRow(f"Câu hỏi {number}", kinds[number % len(kinds)]())
    return page


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
