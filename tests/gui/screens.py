"""Pictures of every page for docs/screens: python -m tests.gui.screens DEMO STICK OUT

DEMO is the folder that `sophoihop demo --dir DEMO` made; it is copied, not changed.
"""

import os
import shutil
import sys
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop.cli.demo.clock import TrainingClock
from desktop.desk.desk import open_desk
from desktop.gui import qt_words
from desktop.gui.application import Doors, Program
from desktop.gui.looks import Looks
from desktop.gui.pages import period as period_page
from desktop.gui.places import (
    ClosePeriod,
    HandOver,
    NewRecord,
    Records,
    Settings,
    ShowRecord,
    TakeIn,
)
from tests.gui import hands

SIZE = (1366, 768)
EVENTS = "mobilisation_event"


class Chance:
    def bytes(self, count):
        return os.urandom(count)


def pause(milliseconds=250):
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def small(picture):
    """The same picture with its 256 commonest colours, for a small file."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(plain.constBits()).cast("I")
    table = [color for color, _ in Counter(pixels).most_common(256)]
    flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table, flags)


class Camera:
    """One desk's window in one look."""

    def __init__(self, profile, look, percent, out):
        self.out = out
        self.suffix = f"-{look}" + (f"-{percent}" if percent != 100 else "")
        self.folder = Path(tempfile.mkdtemp()) / "desk"
        shutil.copytree(profile, self.folder)
        Looks(self.folder).keep(look, percent)
        clock = TrainingClock(date(2026, 7, 2))
        secret = (self.folder / "training-password").read_text().strip()
        doors = Doors(
            self.folder,
            lambda given: open_desk(self.folder, given, clock, Chance()),
            None,
            clock,
            training=True,
        )
        self.program = Program(QApplication.instance(), doors)
        self.program.start(None)
        self.program.frame.resize(*SIZE)
        pause()
        self.shoot("sign-in")
        self.program.sign_in(secret)
        while self.program.window is None:
            pause(20)
        self.program.frame.activateWindow()

    @property
    def page(self):
        return self.program.window.page

    @property
    def ask(self):
        return self.program.window.shell.ask

    def go(self, place, name=""):
        self.program.window.go(place)
        pause()
        if name:
            self.shoot(name)

    def shoot(self, name):
        picture = self.program.frame.grab().toImage()
        small(picture).save(str(self.out / f"{name}{self.suffix}.png"), "PNG", 0)

    def close(self):
        self.program.stop()
        self.program.frame.hide()
        shutil.rmtree(self.folder.parent)


def entry(camera):
    camera.go(NewRecord(EVENTS), "entry")
    form = camera.page.form
    form.enter("/data/event_date")
    hands.plain("35/6")
    form.enter("/data/lead_org")
    hands.unikey("hội")
    pause()
    camera.shoot("entry-list")
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_F12)
    pause(900)
    camera.shoot("entry-problems")
    camera.page.drop.click()
    camera.page.drop.click()
    pause()


def commune(camera, stick):
    camera.go(Records(EVENTS), "records")
    camera.go(ShowRecord(camera.ask.records.ids(EVENTS)[0]), "record")
    entry(camera)
    camera.go(ClosePeriod(), "period")
    camera.page.close_button.click()
    pause()
    camera.shoot("period-sure")
    camera.page.close_button.click()
    pause(1500)
    camera.shoot("period-closed")
    camera.go(HandOver(), "hand-over")
    camera.page.folder.choose(stick)
    camera.page.button.click()
    pause(1500)
    camera.shoot("hand-over-done")
    camera.go(Settings(), "settings")
    camera.program.window._keys.turn()
    pause()
    camera.shoot("keys")


def province(camera, stick):
    camera.go(Records(EVENTS), "records-province")
    camera.go(TakeIn())
    camera.page.folder.choose(stick)
    camera.page.check.click()
    pause(1500)
    camera.shoot("take-in")


def main(demo, stick, out):
    app = QApplication(["screens"])
    words = qt_words.install(app)
    period_page.open_file = lambda file: None
    out.mkdir(parents=True, exist_ok=True)
    for look in ("light", "dark"):
        for old in stick.glob("*.sph"):
            old.unlink()
        camera = Camera(demo / "commune", look, 100, out)
        commune(camera, stick)
        camera.close()
        camera = Camera(demo / "province", look, 100, out)
        province(camera, stick)
        camera.close()
    camera = Camera(demo / "commune", "light", 200, out)
    camera.go(NewRecord(EVENTS), "entry")
    camera.close()
    app.removeTranslator(words)


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
