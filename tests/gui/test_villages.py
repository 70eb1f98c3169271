"""A village is merged or split on its own page, after a second press."""

import pytest

from desktop.gui.pages.village_box import SPLIT, VillageBox
from desktop.gui.places import ShowRecord


def village(seat, name, **more):
    told = {"unit_name": name, "unit_type": "thon", "valid_from": "2025-07-01"}
    return seat.add("residential_unit", told | more)


def box_of(page):
    found = [box for box in page.findChildren(VillageBox) if box.isVisible()]
    return found[0] if found else None


def there(seat):
    found = seat.ask.villages.there(seat.clock.now().date())
    return {one.name for one in found if not one.valid_to}


@pytest.mark.parametrize("look", ["light", "dark"])
def test_two_villages_become_one(start, look):
    seat = start(look=look)
    one, _ = village(seat, "Thôn 1"), village(seat, "Thôn 2")
    page = seat.go(ShowRecord(one))
    box = box_of(page)
    assert not box.act.isEnabled()
    box.others.setText("thôn 2")
    box.names.setText("Thôn Đoàn Kết")
    box.day.setText("1/3/2026")
    box.act.click()
    assert page.strip.words() == (
        "Từ ngày 01/03/2026 sẽ có Thôn Đoàn Kết thay cho các khu được nhập."
        " Bấm “Nhập các khu” lần nữa để làm."
    )
    assert there(seat) == {"Thôn 1", "Thôn 2"}
    box.act.click()
    seat.wait(lambda: there(seat) == {"Thôn Đoàn Kết"})
    seat.wait(lambda: box_of(page) is None)  # what has ended is not merged again
    shown = dict(seat.ask.records.view(one).lines)
    assert shown["Nhập vào khu dân cư"] == "Thôn Đoàn Kết"


def test_a_village_is_split_and_another_name_takes_the_first_press_back(start):
    seat = start()
    page = seat.go(ShowRecord(village(seat, "Thôn 3")))
    box = box_of(page)
    box.kind._group.buttons()[1].click()
    assert box.kind.code() == SPLIT and not box.others.isVisible()
    box.names.setText("Thôn Đông, Thôn Tây")
    box.day.setText("01/03/2026")
    box.act.click()
    assert "Bấm “Tách khu này” lần nữa" in page.strip.words()
    box.names.setText("Thôn Đông, Thôn Nam")
    assert page.strip.words() == ""
    box.act.click()
    box.act.click()
    seat.wait(lambda: there(seat) == {"Thôn Đông", "Thôn Nam"})


def test_what_cannot_be_is_told_and_changes_nothing(start):
    seat = start()
    page = seat.go(ShowRecord(village(seat, "Thôn 3")))
    box = box_of(page)
    box.names.setText("Thôn 4")
    box.day.setText("01/03/2026")
    for others, told in (
        ("Thôn 9", "Không có khu dân cư nào đang hoạt động tên “Thôn 9”."),
        ("Thôn 3", "Nhập thì cần từ hai khu dân cư khác nhau trở lên."),
    ):
        box.others.setText(others)
        box.act.click()
        assert page.strip.words().startswith(told)
    assert there(seat) == {"Thôn 3"}


def test_only_a_village_that_is_there_has_it(start):
    seat = start()
    ended = village(seat, "Thôn Cũ", valid_to="2025-12-31")
    assert box_of(seat.go(ShowRecord(ended))) is None
    assert box_of(seat.go(ShowRecord(seat.event()))) is None
