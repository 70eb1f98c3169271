"""A bundle whose certificate ended on its way waits for a call, in the window too."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from desktop.cli.demo.clock import TrainingClock
from desktop.desk.desk import open_desk
from desktop.desk.entry import problems_or_finished
from desktop.desk.views import finish
from desktop.gui.places import TakeIn
from desktop.signing import certs
from desktop.store import activity
from tests.gui import hands
from tests.gui.conftest import PASSWORD, TODAY, Chance
from tests.gui.test_certificates import enrol

LAST = TODAY + timedelta(days=certs.DESK_DAYS)


@pytest.fixture
def late(folders, tmp_path):
    """A stick with one bundle, written five days before its certificate ended."""
    stick = tmp_path / "usb"
    stick.mkdir()
    enrol(folders, stick)
    for old in stick.iterdir():
        old.unlink()
    clock = TrainingClock(LAST - timedelta(days=5))
    commune = open_desk(folders / "20854", PASSWORD, clock, Chance())
    data = {"event_form": "buoi_tap_trung", "event_date": "2026-06-20",
            "lead_org": commune.ask.records.ids("organisation")[0],
            "attendance": "120"}  # fmt: skip
    entry = commune.ask.records.new("mobilisation_event", data)
    commune.act.finish(problems_or_finished(entry))
    finish(commune.act.hand_over(stick))
    commune.close()
    return stick


def checked(start, stick):
    seat = start("48")
    seat.clock.turn_to(LAST + timedelta(days=30))
    page = seat.go(TakeIn())
    page.folder.choose(stick)
    hands.press(Qt.Key.Key_Return)  # on the one file of the list
    seat.wait(lambda: not page.late.isHidden())
    return seat, page


def test_what_came_late_is_taken_in_after_a_call_that_was_ticked(start, late):
    seat, page = checked(start, late)
    assert "Gói chưa được nhận; hãy gọi điện cho đơn vị" in page.strip.words()
    assert page._files.index(0, 2).data() == "Đến muộn: chờ gọi điện"
    grid = page.late.facts.layout()
    told = [grid.itemAt(at).widget().text() for at in range(1, grid.count(), 2)]
    assert told[1] == "Xã Tiên Phước (20854)"
    assert told[3] == LAST.strftime("%d/%m/%Y")
    assert page.late.called.hasFocus() and not page.late.take.isEnabled()
    hands.press(Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Return)
    seat.wait(lambda: page.late.isHidden())
    assert page.strip.words() == (
        "Xã Tiên Phước, gói số 2: đã nhận 1 dòng mới, 0 dòng đã có,"
        " 0 dòng bổ sung hồ sơ đã có, 0 dòng không nhận."
    )
    assert "late" in {one.act for one in activity.last(seat.ask._reader)}


def test_without_the_call_nothing_is_taken_in(start, late):
    seat, page = checked(start, late)
    page.late.take.click()
    seat.done()
    assert not page.late.isHidden()
    assert "late" not in {one.act for one in activity.last(seat.ask._reader)}
