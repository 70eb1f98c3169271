"""A stick of many bundles in the window, and the table of whose report came."""

import shutil
from datetime import date

import openpyxl
import pypdfium2
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop.cli.demo.clock import TrainingClock
from desktop.desk.desk import open_desk
from desktop.gui.application import Doors, Program
from desktop.gui.pages import hand_over as hand_over_page
from desktop.gui.pages import received as received_page
from desktop.gui.places import HandOver, ReportsReceived, TakeIn
from tests.desk.collecting import Collecting, at_little_cost
from tests.gui import hands
from tests.gui.conftest import PASSWORD, Chance, Seat


@pytest.fixture(scope="module")
def stick(tmp_path_factory):
    """A province, five good bundles and two bad ones; made once, copied for each test."""
    with pytest.MonkeyPatch.context() as patch:
        at_little_cost(patch)
        one = Collecting(tmp_path_factory.mktemp("many") / "table")
        for unit in one.units[:5]:
            one.bring(unit)
        one.cut_off(one.units[5])
        one.of_a_revoked_desk(one.units[6])
        one.province.close()
    return one.folder


@pytest.fixture
def folders(stick, tmp_path):
    shutil.copytree(stick / "48", tmp_path / "48")
    shutil.copytree(stick / "stick", tmp_path / "stick")
    return tmp_path


@pytest.fixture
def seat(qtbot, folders, vietnamese, monkeypatch):
    """The province's window on the seventeenth of June."""
    at_little_cost(monkeypatch)
    clock = TrainingClock(date(2026, 6, 17))

    def opened(secret):
        return open_desk(folders / "48", secret, clock, Chance())

    doors = Doors(folders / "48", opened, None, clock)
    program = Program(QApplication.instance(), doors)
    program.frame.resize(1366, 768)
    program.start(PASSWORD)
    with qtbot.waitExposed(program.frame):
        program.frame.show()
    qtbot.waitUntil(lambda: program.window is not None, timeout=15_000)
    yield Seat(program, qtbot, clock)
    program.stop()
    program.frame.hide()
    program.frame.deleteLater()


def facts(box):
    grid = box.facts.layout()
    cells = [grid.itemAt(at).widget().text() for at in range(grid.count())]
    return dict(zip(cells[::2], cells[1::2], strict=True))


def take_all(seat, folder):
    page = seat.go(TakeIn())
    page.folder.choose(folder)
    page.all.click()
    seat.wait(lambda: not page.all_box.isHidden(), timeout=30_000)
    return page


def test_all_are_taken_in_and_each_bad_one_is_named_with_its_reason(seat, folders):
    page = take_all(seat, folders / "stick")
    told = facts(page.all_box)
    assert page.strip.words().startswith("7 gói = 5 đã nhận + 0 trùng + 0 máy mới")
    assert told["Số dòng"].startswith("10 dòng = 10 mới + 0 đã có + 0 bổ sung")
    assert told["Giấy báo nhận"] == "Đã ghi 5 giấy, mỗi đơn vị một giấy."
    bad = [words for name, words in told.items() if name.endswith(".sph")]
    assert len(bad) == 2 and len(set(bad)) == 2
    assert len(list((folders / "stick").glob("48-*.sph"))) == 5


def test_cancelled_between_two_bundles_the_rest_comes_when_asked_again(seat, folders):
    page = seat.go(TakeIn())
    page.folder.choose(folders / "stick")
    page.all.click()
    seat.wait(lambda: len(page._met) >= 2, timeout=30_000)
    page.running.cancel.click()
    seat.wait(lambda: not page.all_box.isHidden(), timeout=30_000)
    met = len(page._met)
    assert 2 <= met < 7 and page.strip.words().startswith(f"Đã dừng sau {met} gói")
    page = take_all(seat, folders / "stick")
    assert "2 bị từ chối" in page.strip.words()
    assert len(seat.ask.handover.journal()) >= 10


def test_the_receipts_of_all_go_into_one_folder(seat, folders, monkeypatch):
    page = take_all(seat, folders / "stick")
    to = folders / "receipts"
    to.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(to))
    page.all_box.button.click()
    seat.wait(lambda: len(list(to.iterdir())) == 5 and page.all.isEnabled())


def test_the_window_stays_awake_while_many_come_in(seat, folders):
    """Its own thread goes on between the files: what it is asked meanwhile, it does."""
    page = seat.go(TakeIn())
    page.folder.choose(folders / "stick")
    awake = []
    timer = QTimer()
    timer.timeout.connect(lambda: awake.append(page.all_box.isHidden()))
    page.all.click()
    timer.start(5)
    seat.wait(lambda: not page.all_box.isHidden(), timeout=30_000)
    timer.stop()
    assert awake.count(True) > len(list((folders / "stick").iterdir()))


def test_the_table_says_who_sent_and_who_must_be_reminded(seat, folders, monkeypatch):
    take_all(seat, folders / "stick")
    page = seat.go(ReportsReceived())
    seat.wait(lambda: page.found is not None)
    newest = page._model.columnCount() - 1
    said = [page._model.index(r, newest).data() for r in range(page._model.rowCount())]
    assert len(said) == 94
    assert said[:5] == ["nhận 17/06/2026"] * 5
    assert said[5] == "từ chối: tệp hỏng (17/06/2026)"
    assert said[6] == "từ chối: máy gửi không được phép (17/06/2026)"
    assert set(said[7:]) == {"chưa đến hạn"}
    assert "5 nhận, 2 từ chối, 87 chưa đến hạn" in page.strip.words()
    page.table.opened.emit(6)
    assert page.strip.words() == (
        "Phường Cẩm Lệ, 15/05–14/06/2026: từ chối: máy gửi không được phép (17/06/2026)"
    )
    page.which.choose("left")
    page._show_rows()
    assert page._model.rowCount() == 89
    opened = []
    monkeypatch.setattr(received_page, "open_file", opened.append)
    for button, name in ((page.save, "bang.xlsx"), (page.log, "ma.pdf")):
        file = folders / name
        monkeypatch.setattr(
            QFileDialog, "getSaveFileName", lambda *_, f=file: (str(f), "")
        )
        button.click()
        seat.wait(lambda f=file: f in opened, timeout=20_000)
    assert openpyxl.load_workbook(folders / "bang.xlsx").active.max_row == 98
    assert (folders / "ma.pdf").read_bytes().startswith(b"%PDF-")


def test_the_slip_of_what_was_handed_over_is_printed(seat, folders, monkeypatch):
    page = seat.go(HandOver())
    page.to.line.setFocus()
    hands.unikey("Hải Vân")
    hands.press(Qt.Key.Key_Return)
    page.folder.choose(folders / "stick")
    page.button.click()
    seat.wait(lambda: page.done.isVisible(), timeout=20_000)
    file, opened = folders / "phieu.pdf", []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    monkeypatch.setattr(hand_over_page, "open_file", opened.append)
    page.done.slip.click()
    seat.wait(lambda: opened == [file], timeout=20_000)
    text = pypdfium2.PdfDocument(file)[0].get_textpage().get_text_range()
    assert page.done.handed.check_code in text and "Phường Hải Vân" in text


def test_a_commune_has_no_such_table():
    from dataclasses import replace

    from desktop.desk.views import DeskView
    from desktop.gui.menu import items

    province = DeskView(
        "48", "Đà Nẵng", "Đà Nẵng", "7K2M", "canbo", "A", False, None, True, False, ""
    )
    places = [item.place for item in items(province, ())]
    assert ReportsReceived() in places
    commune = replace(province, parent="48", has_children=False)
    assert ReportsReceived() not in [item.place for item in items(commune, ())]
