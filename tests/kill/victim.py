"""An officer at a real window who enters events, saves and finishes until killed."""

import os
import random
import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.cli.demo.clock import TrainingClock
from desktop.desk.act import Act
from desktop.desk.views import Changed
from desktop.gui import qt_words
from desktop.gui.application import Doors, Program
from desktop.gui.pages.entry import EntryPage
from desktop.gui.places import Records
from desktop.ledger.ids import form_id_of
from tests.gui import hands
from tests.kill.desk import FORM, PASSWORD, SAVES, TODAY, opened
from tests.kill.witness import Witness

PATIENCE = 20  # seconds; a window that takes longer is broken
LATE = 0.1  # seconds between word and deed of the liar; a kill comes within 0.02


class Officer:
    """Types on and on, at the pace that ``luck`` gives."""

    def __init__(self, program, witness, luck):
        self.program = program
        self.witness = witness
        self.luck = luck

    @property
    def page(self):
        return self.program.window.page

    def wait(self, holds):
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end
            QTest.qWait(5)

    def pause(self):
        QTest.qWait(self.luck.randrange(40))

    def begin(self):
        self.wait(lambda: self.program.window is not None)
        self.program.frame.activateWindow()
        self.wait(lambda: QApplication.focusWidget() is not None)
        self.program.window.go(Records(FORM))
        self.witness.watch_list(self.page)

    def event(self, number):
        """One event: typed, saved as a draft a few times, finished."""
        hands.ctrl(Qt.Key.Key_N)
        self.witness.watch_status(self.page)
        hands.press(Qt.Key.Key_Return)  # the form proposed is right
        hands.plain("20/6")
        hands.press(Qt.Key.Key_Return)
        hands.unikey("Công an")
        hands.press(Qt.Key.Key_Return)
        for save in range(1, self.luck.randrange(2, 5)):
            self.attendance(SAVES * number + save)
            self.pause()
        self.page.form.enter("/data/note")
        hands.unikey(f"Tổ {number}")
        self.witness.say("PRESS")
        hands.press(Qt.Key.Key_F12)
        self.wait(lambda: not isinstance(self.page, EntryPage))
        self.pause()

    def attendance(self, value):
        """A value that is settled, and saved by a key or by itself."""
        self.page.form.enter("/data/attendance")
        hands.ctrl(Qt.Key.Key_A)
        hands.plain(str(value))
        hands.press(Qt.Key.Key_Return)
        self.witness.typed[self.page.record] = value
        if self.luck.random() < 0.8:  # else the draft is kept by itself
            self.witness.say("PRESS")
            hands.ctrl(Qt.Key.Key_S)
        self.wait(lambda: self.page.keeper.is_clean)


def lie(program):
    """Drafts are reported as saved, and written only afterwards."""
    write = Act.save_draft

    def later(act, draft):
        time.sleep(LATE)
        write(act, draft)

    def save_draft(act, draft):
        program._worker._jobs.put(lambda: later(act, draft))
        forms = frozenset([form_id_of(draft.form)])
        return Changed(frozenset([draft.record]), forms, act._core.now())

    Act.save_draft = save_draft


def main(folder, pipe, seed, *how):
    app = QApplication(["victim"])
    words = qt_words.install(app)
    assert words is not None
    doors = Doors(
        Path(folder),
        lambda secret: opened(Path(folder), secret),
        None,
        TrainingClock(TODAY),
    )
    program, witness = Program(app, doors), Witness(int(pipe))
    if "liar" in how:
        lie(program)
    program.start(PASSWORD)
    officer = Officer(program, witness, random.Random(int(seed)))
    officer.begin()
    witness.say("READY")
    for number in range(1, 1_000):
        officer.event(number)
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
