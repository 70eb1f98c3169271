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
from desktop.desk.entry import problems_or_finished
from desktop.desk.newer import act as newer
from desktop.gui import qt_words
from desktop.gui.application import Doors, Program
from desktop.gui.looks import Looks
from desktop.gui.pages import period as period_page
from desktop.gui.parts.card import Scroll
from desktop.gui.places import (
    Certificates,
    ClosedReport,
    ClosePeriod,
    HandOver,
    NewRecord,
    OrganisationChain,
    Records,
    SameEvents,
    Settings,
    ShowRecord,
    TakeIn,
    UpdateProgram,
)
from desktop.gui.worker import Job
from tests.gui import hands
from tests.updates.conftest import HERE, Maker

SIZE = (1366, 768)
EVENTS = "mobilisation_event"
WHAT_IS_NEW = """Báo cáo quý có thêm phụ lục về mô hình.
Ô tìm địa phương hiểu cả tên cũ trước khi sắp xếp.
Sửa lỗi: in trên giấy A5 không còn mất dòng cuối."""


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
        self.clock = clock = TrainingClock(date(2026, 7, 2))
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

    def add(self, data):
        entry = self.ask.records.new(EVENTS, data)
        done = problems_or_finished(entry)
        self.program._worker.submit(Job(lambda act: act.finish(done), print, print))
        pause()
        return entry.record

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


def same(camera):
    """One event entered by the police and by the Front."""
    titles = camera.ask.records.rows(camera.ask.records.ids("organisation"))
    police, front = (
        next(row.record for row in titles if row.title.startswith(title))
        for title in ("Công an", "Ủy ban Mặt trận")
    )
    told = {"event_form": "buoi_tap_trung", "event_date": "2026-06-30"}
    camera.add({**told, "lead_org": police, "attendance": "120"})
    more = {"lead_org": front, "support_orgs": police, "attendance": "118"}
    again = camera.add(told | more)
    camera.go(Records(EVENTS))
    camera.page.came_back(again)
    camera.shoot("same-told")
    camera.go(SameEvents())
    pause(500)
    camera.shoot("same")
    camera.page.decide.unite.click()
    pause()
    camera.shoot("same-sure")
    camera.page.decide.unite.click()
    pause(500)
    camera.shoot("same-united")


def closed(camera):
    """A closed period after an event was added to it, and the organisations' way."""
    camera.go(ClosePeriod())
    camera.page.reports.table.setFocus()
    pause(1500)
    camera.page.findChild(Scroll).ensureWidgetVisible(camera.page.reports)
    pause()
    camera.shoot("period-reports")
    (*_, report) = camera.ask.period.reports()
    start = camera.ask.period.closed.as_signed(report.record).submission.start
    lead = camera.ask.records.ids("organisation")[0]
    told = {"event_form": "buoi_tap_trung", "event_date": start.isoformat()}
    camera.add({**told, "lead_org": lead, "attendance": "95"})
    camera.go(ClosedReport(report.record))
    pause(2000)
    camera.shoot("closed")
    register = camera.page.register
    register.number.setFocus()
    hands.unikey("15/BC-BCĐ")
    hands.press(Qt.Key.Key_Return)
    hands.plain("2/7/2026")
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return)
    pause(500)
    camera.shoot("closed-registered")
    camera.go(OrganisationChain("2026-01-01", "2026-06-30"))
    pause(1500)
    camera.shoot("chain")
    camera.go(Records(EVENTS, "2026-04-01"), "records-from-day")


def pin(camera):
    camera.go(HandOver())
    camera.program._worker.submit(
        Job(lambda act: camera.program._desk.core.pin(), print, lambda error: None)
    )
    pause(500)
    sheet = camera.program.pin.sheet
    small(sheet.grab().toImage()).save(str(camera.out / f"pin{camera.suffix}.png"))
    sheet.reject()
    pause()


def update(camera, stick):
    """A stick with a newer program, as far as the question before it is started."""
    newer.installed = lambda: HERE
    maker = Maker(stick)
    maker.whole(version="0.2.0", words=WHAT_IS_NEW)
    camera.go(Settings())
    camera.page.update_program.setFocus()
    camera.page._scroll.ensureWidgetVisible(camera.page.update_program)
    pause()
    camera.shoot("settings-program")
    camera.go(UpdateProgram())
    camera.page.folder.choose(stick)
    pause()
    camera.shoot("update")
    camera.page.take()
    pause(500)
    camera.page.begin()
    pause()
    camera.shoot("update-sure")
    maker.file.unlink()


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
    closed(camera)
    same(camera)
    pin(camera)
    camera.go(Settings(), "settings")
    update(camera, stick)
    camera.clock.turn_to(date(2030, 5, 12))
    camera.program.window.watch.look()
    pause(500)
    camera.go(Settings(), "settings-ending")
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
    camera.go(Certificates())
    pause(500)
    camera.shoot("certificates")
    camera.page.button.click()
    pause()
    camera.shoot("certificates-sure")
    camera.clock.turn_to(date(2030, 8, 1))
    camera.go(TakeIn())
    camera.page.folder.choose(stick)
    camera.page.check.click()
    pause(1500)
    camera.shoot("take-in-late")


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
