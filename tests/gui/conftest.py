"""Real desks in a real window."""

import os
import shutil
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from desktop.app import SystemClock, SystemRandom
from desktop.cli.demo.clock import TrainingClock
from desktop.desk import profile
from desktop.desk.desk import open_desk
from desktop.desk.entry import problems_or_finished
from desktop.gui import qt_words
from desktop.gui.application import Doors, Program
from desktop.gui.looks import Looks
from desktop.gui.places import ClosePeriod
from tests.gui.outside import Window

PASSWORD = "mật khẩu tập huấn"
TODAY = date(2026, 7, 2)


class Chance:
    def bytes(self, count):
        return os.urandom(count)


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """Fresh profiles of a commune and its province."""
    root = tmp_path_factory.mktemp("made")
    for unit in ("20854", "48"):
        clock = TrainingClock(date(2026, 7, 1))
        profile.create(
            root / unit, unit, "canbo", "Nguyễn Thị Hường", PASSWORD, clock, Chance()
        )
    return root


@pytest.fixture
def folders(made, tmp_path):
    for unit in ("20854", "48"):
        shutil.copytree(made / unit, tmp_path / unit)
    return tmp_path


@pytest.fixture(scope="session")
def drill(tmp_path_factory):
    """A training profile: it opens without being asked."""
    folder, clock = tmp_path_factory.mktemp("drill") / "20854", SystemClock()
    who = ("20854", "canbo", "Nguyễn Thị Hường", PASSWORD)
    profile.create(folder, *who, clock, SystemRandom(), training=True)
    return folder


@pytest.fixture
def folder(drill, tmp_path):
    return shutil.copytree(drill, tmp_path / "20854")


@pytest.fixture
def window(folder):
    begun = []

    def _window(*words, shows="RecordsPage", **how):
        begun.append(Window(folder, *words, **how))
        begun[-1].wait_page(shows)
        return begun[-1]

    yield _window
    for one in begun:
        one.end()


@pytest.fixture(scope="session")
def vietnamese(qapp):
    words = qt_words.install(qapp)
    yield words
    qapp.removeTranslator(words)


@pytest.fixture
def start(qtbot, folders, vietnamese):
    """start("20854") opens a window on that desk and signs in."""
    begun = []

    def _start(unit="20854", look="light", percent=100, size=(1366, 768), **brought):
        folder, clock = folders / unit, TrainingClock(TODAY)
        Looks(folder).keep(look, percent)

        def opened(secret):
            return open_desk(folder, secret, clock, Chance())

        doors = Doors(folder, opened, None, clock, **brought)
        program = Program(QApplication.instance(), doors)
        begun.append(program)
        program.frame.resize(*size)
        program.start(PASSWORD)
        with qtbot.waitExposed(program.frame):
            program.frame.show()
        program.frame.activateWindow()
        qtbot.waitUntil(lambda: program.window is not None, timeout=15_000)
        return Seat(program, qtbot, clock)

    yield _start
    for program in begun:
        program.stop()
        program.frame.hide()
        program.frame.deleteLater()


class Seat:
    """One officer before one window."""

    def __init__(self, program, qtbot, clock):
        self.program = program
        self.qtbot = qtbot
        self.clock = clock

    @property
    def window(self):
        return self.program.window

    @property
    def page(self):
        return self.window.page

    @property
    def ask(self):
        return self.program._desk.ask

    def go(self, place):
        self.program.frame.activateWindow()
        QApplication.processEvents()
        self.window.go(place)
        QApplication.processEvents()
        if isinstance(place, ClosePeriod):
            self.done()  # its figures are counted aside
        return self.page

    def wait(self, holds, timeout=10_000):
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=timeout)

    def done(self):
        """Everything submitted so far is written."""
        from desktop.gui.worker import Job

        told = []
        job = Job(lambda act: None, told.append, told.append)
        self.program._worker.submit(job)
        self.wait(lambda: told)

    def add(self, form, data):
        """A finished record, by the worker, as if it had been typed."""
        from desktop.gui.worker import Job

        found = problems_or_finished(self.ask.records.new(form, data))
        told = []
        self.program._worker.submit(
            Job(lambda act: act.finish(found), told.append, told.append)
        )
        self.wait(lambda: told)
        assert not isinstance(told[0], Exception), told[0]
        return found.contents[0].record

    def event(self, **more):
        lead = self.ask.records.ids("organisation")[0]
        data = {
            "event_form": "buoi_tap_trung",
            "event_date": "2026-06-20",
            "lead_org": lead,
            "attendance": "120",
        }
        return self.add("mobilisation_event", data | more)
