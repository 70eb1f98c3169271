"""Looks at the screen as a screen reader does, and tells another process.

What is written to a pipe outlives a kill: the other process reads it afterwards.
"""

import os
import re
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAccessible

from desktop.gui.models.records import COLUMNS
from desktop.gui.words import say

SAVED = re.compile(r"đã lưu \d\d:\d\d:\d\d")
NAME = QAccessible.Text.Name


@dataclass(frozen=True)
class Claim:
    """A record whose saved state stood on the screen, and what it had been given."""

    record: str
    value: int
    finished: bool

    def line(self):
        return f"SEEN {self.record} {self.value} {int(self.finished)}"


def claim_of(line):
    _, record, value, finished = line.split()
    return Claim(record, int(value), bool(int(finished)))


class Witness(QObject):
    """Claims are made no later than the paint that shows them: that is the stricter."""

    def __init__(self, pipe):
        super().__init__()
        self._pipe = pipe
        self._looks = {}
        self._said = set()
        self.typed = {}  # record -> the value that the officer's hands settled last

    def say(self, line):
        os.write(self._pipe, f"{line}\n".encode())

    def watch_status(self, page):
        self._watch(page.saved, lambda: self._status(page))

    def watch_list(self, page):
        self._watch(page.table.viewport(), lambda: self._list(page))

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched in self._looks:
            self._looks[watched]()
        return False

    def _watch(self, widget, look):
        if widget not in self._looks:
            self._looks[widget] = look
            widget.installEventFilter(self)

    def _status(self, page):
        text = QAccessible.queryAccessibleInterface(page.saved).text(NAME)
        if SAVED.fullmatch(text) and page.record in self.typed:
            self._claim(page.record, finished=False)

    def _list(self, page):
        for place, words in enumerate(work_column(page.table)):
            row = page.model.row(place)
            if words == say("gui.work.complete") and row.record in self.typed:
                self._claim(row.record, finished=True)

    def _claim(self, record, *, finished):
        claim = Claim(record, self.typed[record], finished)
        if claim not in self._said:
            self._said.add(claim)
            self.say(claim.line())


def work_column(table):
    """How far each record is, read from the table's cells in the accessibility tree."""
    tree = QAccessible.queryAccessibleInterface(table)
    parts = [tree.child(number) for number in range(tree.childCount())]
    cells = [part for part in parts if part.role() == QAccessible.Role.Cell]
    return [cell.text(NAME) for cell in cells[COLUMNS.index("work") :: len(COLUMNS)]]
