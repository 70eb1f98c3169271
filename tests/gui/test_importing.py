"""A table comes in at the window: chosen or pasted, mapped, looked at, taken in."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from desktop.gui.actions import Id
from desktop.gui.places import ImportTable, Records
from tests.gui import hands
from tests.tables.made import of_rows, workbook

EVENT = "mobilisation_event"
HEADER = [
    "Ngày",
    "Hình thức",
    "Chủ trì",
    "Số lượt người",
    "Nội dung",
    "Đối tượng",
    "Số buổi",
    "Ghi chú",
]
ROW = [
    "15/06/2026",
    "Buổi tuyên truyền tập trung",
    "Công an",
    120,
    "Ma túy",
    "Nhân dân khu dân cư",
    1,
    "",
]


@pytest.fixture
def seat(start):
    return start()


def saved(folders, rows, name="bang.xlsx"):
    file = folders / name
    file.write_bytes(of_rows(rows))
    return file


def opened(seat, file):
    page = seat.go(ImportTable(EVENT))
    page.open(file)
    seat.wait(lambda: page.look is not None and page._stop is None)
    return page


def test_a_list_leads_to_its_table_by_button_and_by_key(seat):
    seat.go(Records(EVENT))
    assert seat.page.bring.isVisible()
    hands.ctrl(Qt.Key.Key_E)
    assert seat.page.title.text() == "Nhập từ Excel: Tuyên truyền, vận động"
    seat.go(Records("organisation"))
    assert not seat.page.bring.isVisible()
    assert Id.IMPORT not in seat.page.deeds()


def test_a_good_table_is_taken_in_by_keys_alone(seat, folders, monkeypatch):
    file = saved(folders, [HEADER, ROW, [*ROW[:3], 90, *ROW[4:]]])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    seat.go(Records(EVENT))
    hands.ctrl(Qt.Key.Key_E)
    page = seat.page
    hands.press(Qt.Key.Key_Return)  # the cursor stands on the button that chooses
    seat.wait(lambda: page.look is not None and page._stop is None)
    assert page.strip.words().startswith("2 dòng: 2 mới, 0 đã có trong sổ")
    assert page.take.hasFocus()
    hands.press(Qt.Key.Key_Return)
    seat.wait(lambda: page.strip.words().startswith("Đã ghi 2 bản ghi"))
    assert len(seat.ask.records.ids(EVENT)) == 2
    page = opened(seat, file)
    assert page.strip.words().startswith("2 dòng: 0 mới, 2 đã có trong sổ")
    assert not page.take.isEnabled()


def test_bad_rows_are_listed_and_nothing_can_be_taken(seat, folders, monkeypatch):
    page = opened(seat, saved(folders, [HEADER, ROW, [*ROW[:3], "8.68", *ROW[4:]]]))
    assert not page.take.isEnabled()
    assert "Còn 1 chỗ phải sửa trong 2 dòng" in page.strip.words()
    model = page.told.troubles.model
    assert [model.index(0, at).data() for at in range(2)] == ["3", "D  Số lượt người"]
    assert "hai cách" in model.index(0, 2).data()
    out = folders / "can-sua.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    page.save.click()
    assert "Số lượt người" in out.read_text("utf-8-sig")
    page.take_in()
    seat.done()
    assert seat.ask.records.ids(EVENT) == []


@pytest.mark.parametrize("key", [Qt.Key.Key_V, Qt.Key.Key_D])
def test_a_copied_block_is_pasted_by_key(seat, key):
    page = seat.go(ImportTable(EVENT))
    lines = ["\t".join(map(str, row)) for row in (HEADER, ROW)]
    QGuiApplication.clipboard().setText("\n".join(lines))
    hands.ctrl(key)
    seat.wait(lambda: page.look is not None and page._stop is None)
    assert page.look.new == 1
    assert page.source.text() == "các ô đã chép"


def test_nothing_copied_says_what_to_do(seat):
    page = seat.go(ImportTable(EVENT))
    QGuiApplication.clipboard().clear()
    hands.ctrl(Qt.Key.Key_V)
    assert page.strip.words().startswith("Chưa có ô nào được chép")


def test_a_column_is_given_its_question_by_typing_a_part_of_it(seat, folders):
    page = opened(seat, saved(folders, [["Hôm nào", *HEADER[1:]], ROW]))
    assert {one.header for one in page.look.grave} == {"Ngày"}
    line = page.columns.picks["A"].line
    line.setFocus()
    hands.unikey("ngày")
    hands.press(Qt.Key.Key_Return)
    seat.wait(lambda: page.take.isEnabled())
    assert page.look.new == 1


def test_text_of_old_fonts_is_shown_before_and_cell_by_cell(seat, folders):
    rows = [HEADER, [*ROW[:7], "ng­êi d©n ®ång t×nh"], [*ROW[:3], 90, *ROW[4:7], "HuÕ"]]
    page = opened(seat, saved(folders, rows))
    former = page.told.former
    assert [former.model.index(at, 2).data() for at in range(2)] == [
        "người dân đồng tình",
        "Huế",
    ]
    assert former.places == {(1, 7)}  # of the single word nobody can be sure
    assert page.take.isEnabled()
    former.table.selectRow(1)
    former.table.setFocus()
    hands.press(Qt.Key.Key_Return)
    seat.wait(lambda: page._stop is None and page.take.isEnabled())
    assert former.places == {(1, 7), (2, 7)}
    page.take_in()
    seat.wait(lambda: page.strip.words().startswith("Đã ghi 2"))
    notes = {
        dict(seat.ask.records.view(r).lines)["Ghi chú"]
        for r in seat.ask.records.ids(EVENT)
    }
    assert notes == {"người dân đồng tình", "Huế"}


def test_what_differs_is_changed_only_when_ticked(seat, folders):
    page = opened(seat, saved(folders, [HEADER, ROW]))
    page.take_in()
    seat.wait(lambda: page.strip.words().startswith("Đã ghi 1"))
    page = opened(seat, saved(folders, [HEADER, [*ROW[:3], 95, *ROW[4:]]]))
    assert not page.take.isEnabled()
    assert [page.told.differ.model.index(0, at).data() for at in (2, 3)] == [
        "120",
        "95",
    ]
    page.told.differ.update_them.click()
    seat.wait(lambda: page.take.isEnabled())
    page.take_in()
    seat.wait(lambda: page.strip.words().startswith("Đã ghi 1"))
    (record,) = seat.ask.records.ids(EVENT)
    assert dict(seat.ask.records.view(record).lines)["Số lượt người tham dự"] == "95"


def test_a_sheet_is_chosen_and_headers_with_braces_are_only_words(seat, folders):
    def fill(book, first):
        first.write_row(0, 0, ["{Ngày}", "{x"])
        second = book.add_worksheet("Tháng 6")
        second.write_row(0, 0, HEADER)
        second.write_row(1, 0, ROW)

    file = folders / "hai-trang.xlsx"
    file.write_bytes(workbook(fill))
    page = opened(seat, file)
    page.look = None
    page.sheet.choose("Tháng 6")
    page.sheet.chosen.emit("Tháng 6")
    seat.wait(lambda: page.look is not None and page.look.new == 1)


def test_a_file_that_is_no_table_is_told(seat, folders):
    (folders / "anh.xlsx").write_bytes(b"\x89PNG\0\0\0")
    page = seat.go(ImportTable(EVENT))
    page.open(folders / "anh.xlsx")
    seat.wait(lambda: page.strip.words())
    assert "không phải bảng" in page.strip.words() or "bảng mã" in page.strip.words()
