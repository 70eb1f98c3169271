"""A record that two desks changed: both states on its page, one kept by keys."""

import shutil

import pytest
from PySide6.QtCore import Qt

from desktop.gui.pages.fork_box import ForkBox
from desktop.gui.places import Records, ShowRecord
from tests.desk.conftest import Bench
from tests.desk.test_forks import ATTENDANCE, change
from tests.desk.unit import Unit
from tests.gui import hands
from tests.gui.test_same import EVENTS, tab_to


@pytest.fixture
def forked(made, tmp_path):
    """The police's desk of a commune, and a record that stands in two states there."""
    for unit in ("20854", "48"):
        shutil.copytree(made / unit, tmp_path / unit)
    bench = Bench(tmp_path).enrolled()
    unit = Unit(bench)
    record = unit.add(unit.a, "7")
    unit.across(unit.a, unit.b)
    change(unit.a, record, "70")
    change(unit.b, record, "71")
    unit.across(unit.b, unit.a)
    unit.close()
    bench.commune.close()
    bench.province.close()
    return record


@pytest.fixture
def folders(forked, tmp_path):
    return tmp_path


@pytest.mark.parametrize("look", ["light", "dark"])
def test_both_states_are_shown_and_one_is_kept_after_a_second_press(
    start, forked, look
):
    seat = start(look=look)
    seat.go(Records(EVENTS))
    page = seat.go(ShowRecord(forked))
    (box,) = page.findChildren(ForkBox)
    sides = seat.ask.records.view(forked).sides
    assert [dict(side.lines)[ATTENDANCE] for side in sides] in (
        ["70", "71"],
        ["71", "70"],
    )
    words = [label.text() for label in box.findChildren(type(page.title))]
    assert {"70", "71", ATTENDANCE} <= set(words)
    assert "Ngày" not in words  # what is alike is left out
    assert not page.edit.isVisible() and not box.join.isEnabled()
    tab_to(box.keep.findChildren(type(box.keep._group.buttons()[0]))[0])
    hands.press(Qt.Key.Key_Right)
    letter = box.keep.code()
    tab_to(box.join)
    hands.press(Qt.Key.Key_Space)
    assert page.strip.words() == (
        f"Sẽ giữ bản {letter} làm bản duy nhất. Bấm “Giữ bản này” lần nữa để làm."
    )
    hands.press(Qt.Key.Key_Space)
    seat.wait(lambda: page.strip.words() == f"Đã giữ bản {letter}; phiếu còn một bản.")
    kept = next(side for side in sides if side.letter == letter)
    shown = dict(seat.ask.records.view(forked).lines)
    assert shown[ATTENDANCE] == dict(kept.lines)[ATTENDANCE]
    seat.wait(lambda: page.edit.isVisible())
    assert not seat.ask.records.view(forked).sides


def test_another_choice_takes_the_first_press_back(start, forked):
    seat = start()
    page = seat.go(ShowRecord(forked))
    (box,) = page.findChildren(ForkBox)
    first, second = box.keep._group.buttons()
    first.click()
    box.join.click()
    second.click()
    assert page.strip.words() == ""
    box.join.click()
    assert "bản B" in page.strip.words()
    assert len(seat.ask.records.view(forked).sides) == 2


def test_a_step_at_a_clock_set_back_is_told_in_words(start, forked):
    page = start().go(ShowRecord(forked))
    words = [label.text() for label in page.findChildren(type(page.title))]
    assert not [text for text in words if " · put" in text]
