"""The succession of 2025 lived through by one desk: a town that became a commune."""

from datetime import date

import pytest

from desktop.cli.demo.clock import TrainingClock
from desktop.desk import profile
from desktop.desk.desk import open_desk
from desktop.desk.entry import problems_or_finished
from desktop.desk.period_views import Period
from desktop.desk.views import finish
from tests.desk import units, versioned
from tests.desk.conftest import PASSWORD, Chance, org

BEFORE = "2024-12-31"
YEAR = Period("thematic", "free", date(2024, 1, 1), date(2024, 12, 31))


def list_of_2024(folder):
    """What a desk had then: nobody knew of an end, nor of what came after."""
    then = [row | {"valid_to": ""} for row in units.rows("units") if row["valid_to"]]
    order = ",".join(units.rows("succession")[0]) + "\n"
    units.put(folder, units.written(then), order, BEFORE)
    return versioned.pack(folder)


class Town:
    """The desk of code 20854, opened anew with the pack of its time."""

    def __init__(self, folder, monkeypatch):
        self.folder, self.patch = folder / "20854", monkeypatch
        self.clock = TrainingClock(date(2024, 6, 1))
        old = list_of_2024(versioned.copied(folder / "forms"))
        monkeypatch.setattr(profile, "load_pack", lambda: old)
        profile.create(
            self.folder, "20854", "canbo", "Cán bộ", PASSWORD, self.clock, Chance()
        )
        self.open()

    def open(self):
        self.desk = open_desk(self.folder, PASSWORD, self.clock, Chance())
        _ = self.desk.act

    def on(self, day, load_pack):
        self.desk.close()
        self.clock.turn_to(day)
        self.patch.setattr(profile, "load_pack", load_pack)
        self.open()

    def event(self, day, attendance):
        told = {
            "event_form": "buoi_tap_trung", "event_date": day, "session_count": "1",
            "lead_org": org(self.desk), "attendance": attendance,
        }  # fmt: skip
        done = problems_or_finished(
            self.desk.ask.records.new("mobilisation_event", told)
        )
        self.desk.act.finish(done)
        return done.contents[0].record

    def attendance(self, start, end):
        found = self.desk.ask.period.figures(("20854",), start, end)
        return next(int(figure.n) for figure in found if figure.code == "I12")


@pytest.fixture
def town(tmp_path, monkeypatch):
    """An event of 2024, its year closed; then the list of 2026, and an event since."""
    real = profile.load_pack
    found = Town(tmp_path, monkeypatch)
    assert found.desk.ask.desk().unit_name == "Thị trấn Tiên Kỳ"
    found.old = found.event("2024-05-01", "100")
    found.clock.turn_to(date(2025, 1, 5))
    found.closed = finish(found.desk.act.close_period(YEAR, ()))
    found.on(date(2025, 7, 2), real)
    found.new = found.event("2025-07-01", "7")
    yield found
    found.desk.close()


def test_it_goes_on_under_its_new_name_and_old_records_keep_the_old_one(town):
    records = town.desk.ask.records
    assert town.desk.ask.desk().unit_name == "Xã Tiên Phước"
    assert records.view(town.old).unit_name == "Thị trấn Tiên Kỳ"
    assert records.view(town.new).unit_name == "Xã Tiên Phước"


def test_the_commune_counts_what_the_town_did(town):
    assert town.attendance(date(2024, 1, 1), date(2024, 12, 31)) == 100
    assert town.attendance(date(2024, 1, 1), date(2025, 12, 31)) == 107
    assert town.attendance(date(2025, 7, 1), date(2025, 12, 31)) == 7


def test_the_towns_year_is_shown_as_the_town_signed_it(town):
    found = town.desk.ask.period.closed.as_signed(town.closed.record)
    assert (found.submission.unit, found.submission.units) == ("20854", BEFORE)
    assert found.submission.figures["I12"].value == 100
    assert (found.lacking, found.wrong, found.changed) == (0, (), ())


def test_what_the_town_wrote_is_mended_as_the_towns(town):
    records = town.desk.ask.records
    entry = records.edit(town.old)
    entry.answer("/data/attendance", "90")
    town.desk.act.finish(entry.finish())
    assert records.view(town.old).unit_name == "Thị trấn Tiên Kỳ"
    (changed,) = (
        one for one in town.desk.ask.period.closed.as_signed(town.closed.record).changed
        if one.code == "I12"
    )  # fmt: skip
    assert (changed.then.value, changed.now.value) == (100, 90)
