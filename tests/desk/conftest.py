"""Two real desks: a commune and its province, made once and copied for each test."""

import os
import shutil
from datetime import date

import pytest

from desktop.cli.demo.clock import TrainingClock
from desktop.desk import profile
from desktop.desk.desk import open_desk
from desktop.desk.entry import problems_or_finished
from desktop.desk.views import finish

PASSWORD = "mật khẩu tập huấn"


class Chance:
    def bytes(self, count):
        return os.urandom(count)


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """Fresh profiles by unit code."""
    root = tmp_path_factory.mktemp("made")
    for unit in ("20854", "48"):
        clock = TrainingClock(date(2025, 7, 1))
        profile.create(root / unit, unit, "canbo", "Cán bộ", PASSWORD, clock, Chance())
    return root


class Bench:
    """A commune and a province on one table, and the stick between them."""

    def __init__(self, folder):
        self.folder = folder
        self.clock = TrainingClock(date(2025, 7, 2))
        self.stick = folder / "stick"
        self.stick.mkdir()
        self.commune = self.open("20854")
        self.province = self.open("48")

    def open(self, unit):
        return open_desk(self.folder / unit, PASSWORD, self.clock, Chance())

    def add(self, form, data, desk=None):
        desk = desk or self.commune
        done = problems_or_finished(desk.ask.records.new(form, data))
        desk.act.finish(done)
        return done.contents[0].record

    def hand(self, desk, to=None):
        return finish(desk.act.hand_over(self.stick, to))

    def take(self, desk, handed):
        return finish(desk.act.take_in(handed.path))

    def enrolled(self):
        """Set up, certified, receipt back: as after the first evening."""
        setup = self.province.act.enrol.write_setup(self.stick)
        self.commune.act.enrol.read_setup(setup)
        first = self.hand(self.commune)
        code = self.commune.ask.desk().check_code
        finish(self.province.act.grant(first.path, code))
        self.take(self.commune, self.hand(self.province, "20854"))
        return self


@pytest.fixture
def bench(made, tmp_path):
    for unit in ("20854", "48"):
        shutil.copytree(made / unit, tmp_path / unit)
    found = Bench(tmp_path)
    yield found
    found.commune.close()
    found.province.close()


@pytest.fixture(scope="session")
def certified(made, tmp_path_factory):
    """Two desks after the first evening, with one event taken in."""
    folder = tmp_path_factory.mktemp("certified")
    for unit in ("20854", "48"):
        shutil.copytree(made / unit, folder / unit)
    bench = Bench(folder).enrolled()
    bench.commune.close()
    bench.province.close()
    return folder


@pytest.fixture
def pair(certified, tmp_path):
    for unit in ("20854", "48"):
        shutil.copytree(certified / unit, tmp_path / unit)
    found = Bench(tmp_path)
    yield found
    found.commune.close()
    found.province.close()


@pytest.fixture
def collecting(tmp_path, monkeypatch):
    """A province and as many of its communes as a test asks for."""
    from tests.desk.collecting import Collecting, at_little_cost

    at_little_cost(monkeypatch)
    found = Collecting(tmp_path / "collecting")
    yield found
    found.province.close()


def org(desk, number=0):
    return desk.ask.records.ids("organisation")[number]


def event(bench, **more):
    data = {
        "event_form": "buoi_tap_trung",
        "event_date": "2025-07-01",
        "lead_org": org(bench.commune),
        "attendance": "120",
        "note": "Có lồng ghép sinh hoạt thôn.",
    }
    return data | more
