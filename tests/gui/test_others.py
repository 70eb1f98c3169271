"""A new desk shows six entries; every other book is found by its name, then stays."""

from PySide6.QtCore import Qt

from desktop.gui.places import ClosePeriod, OtherForms, Records
from tests.gui import hands


def places(seat):
    side, found, number = seat.window.side, [], 1
    while (place := side.place(number)) is not None:
        found.append(place)
        number += 1
    return found


def books(seat):
    return [p.form_id for p in places(seat) if isinstance(p, Records)]


def test_a_new_desk_shows_the_six_entries_and_its_lists(start):
    seat = start()
    first = seat.ask.records.menu()[:5]
    assert books(seat) == [f.form_id for f in first] + ["organisation"]
    assert {ClosePeriod(), OtherForms()} <= set(places(seat))


def test_a_book_is_found_by_a_few_letters_and_stays_once_it_is_used(start):
    seat = start()
    hands.ctrl(Qt.Key.Key_O)
    hands.plain("khu dan")
    hands.press(Qt.Key.Key_Return)
    assert seat.window.trail[-1] == Records("residential_unit")
    assert "residential_unit" not in books(seat)
    seat.add("residential_unit", {
        "unit_name": "Thôn 1", "unit_type": "thon", "valid_from": "2025-07-01",
    })  # fmt: skip
    seat.done()
    assert "residential_unit" in books(seat)


def test_the_book_whose_name_begins_with_the_letters_stands_first(start):
    page = start().go(OtherForms())
    hands.plain("ho so")  # letters of "Số liệu tổng hợp", too
    assert page._model.index(0, 0).data() == "Hồ sơ đơn vị"
    assert page._model.rowCount() > 1


def test_the_other_books_stand_in_the_order_of_their_names(start):
    page = start().go(OtherForms())
    titles = [page._model.index(row, 0).data() for row in range(page._model.rowCount())]
    others = titles[5:]
    near = [t for t in others if t.startswith(("Cách", "Đánh", "Giao", "Ứng", "Văn"))]
    assert near == [
        "Cách làm hay", "Đánh giá, xếp loại mô hình", "Giao ban, họp phối hợp",
        "Ứng dụng số", "Văn bản lãnh đạo, chỉ đạo",
    ]  # fmt: skip


def test_a_book_of_no_such_name_opens_nothing(start):
    seat = start()
    page = seat.go(OtherForms())
    hands.plain("zzz")
    hands.press(Qt.Key.Key_Return)
    assert seat.page is page and page._model.rowCount() == 0
