"""A newer program from a stick, by keys, from the settings to the installer's start."""

import os
import time

import pytest
from PySide6.QtCore import Qt

from desktop import assets
from desktop.desk import doctor
from desktop.desk.newer import act, starting
from desktop.gui.pages.update import UpdatePage
from desktop.gui.parting import EndPage
from desktop.gui.parts.label import Label
from desktop.gui.places import Records, Settings, UpdateProgram
from desktop.gui.sign_in import SignInPage
from tests.gui import hands
from tests.gui.conftest import PASSWORD
from tests.gui.test_large_text import seen_whole
from tests.gui.test_opening import begin  # noqa: F401 - a fixture
from tests.updates.conftest import HERE, Maker
from tests.windows import release

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the setup file is a script")


class Script(Maker):
    """A package whose program notes that it was started."""

    def __init__(self, folder):
        super().__init__(folder)
        self.noted = folder.parent / "noted"
        self.program = f"#!/bin/sh\necho \"$@\" >> '{self.noted}'\n".encode()
        self.program += b"# " + b"x" * 6_000_000 + b"\n"  # several steps of progress


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


@pytest.fixture
def maker(stick):
    return Script(stick)


@pytest.fixture
def here(monkeypatch):
    """The program of now is 0.1.0 and believes the tests' holders."""
    monkeypatch.setattr(act, "installed", lambda: HERE)
    monkeypatch.setattr(assets, "version", lambda: "0.1.0")


def words(page):
    shown = (label for label in page.findChildren(Label) if label.isVisible())
    return " ".join(label.text() for label in shown)


def page_of(seat):
    """The page, reached by keys."""
    hands.press(Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert seat.window.trail[-1] == Settings()
    seat.page.update_program.setFocus()
    hands.press(Qt.Key.Key_Return)
    assert isinstance(seat.page, UpdatePage)
    assert seat.window.side.currentIndex().data() == "Cài đặt"
    seat.done()
    return seat.page


def look_in(seat, folder):
    page = page_of(seat)
    assert page.folder.path_line.hasFocus()
    hands.plain(str(folder))
    hands.press(Qt.Key.Key_Return)
    seat.done()
    return page


def copied(seat):
    seat.wait(lambda: seat.page.start.isVisible())
    return seat.page


def copied_again(seat):
    seat.go(UpdateProgram())
    return copied(seat)


def test_the_newest_package_of_a_stick_is_shown_with_what_is_new(
    start, here, maker, stick
):
    maker.whole(version="0.3.0", counter=3, words="Thêm báo cáo quý.\nSửa lỗi in.")
    maker.file = stick / "cu.sphcn"
    maker.whole(version="0.2.0", counter=2)
    (stick / "hong.sphcn").write_bytes(b"PK")
    page = look_in(start(), stick)
    shown = words(page.what)
    assert "0.1.0" in shown and "0.3.0" in shown and "ban-moi.sphcn" in shown
    assert "Thêm báo cáo quý.\nSửa lỗi in." in shown
    assert page.copy.hasFocus() and page.strip.words() == ""


@pytest.mark.parametrize(
    ("lay", "told"),
    [
        (lambda maker: None, "Không thấy tệp cập nhật"),
        (lambda maker: maker.whole(counter=1), "không mới hơn bản đang dùng"),
        (
            lambda maker: release.write(maker.file, maker.told(by=[release.new_key()])),
            "người không giữ khóa phát hành",
        ),
    ],
    ids=["nothing", "older", "foreign"],
)
def test_a_stick_with_nothing_to_take_says_why(start, here, maker, stick, lay, told):
    lay(maker)
    page = look_in(start(), stick)
    assert told in page.strip.words()
    assert not page.what.isVisible() and not page.copy.isEnabled()


def test_by_keys_it_is_copied_asked_about_and_started_after_the_book_is_closed(
    start, here, maker, stick, folders
):
    maker.whole(version="0.2.0")
    seat = start()
    page = look_in(seat, stick)
    hands.press(Qt.Key.Key_Return)
    assert copied(seat).start.hasFocus()
    assert "rút USB được" in page.strip.words()
    (setup,) = (folders / "20854" / "updates").glob("*-setup.exe")
    setup.chmod(0o755)
    hands.press(Qt.Key.Key_Return)
    assert "sao lưu dữ liệu" in page.strip.words() and "lần nữa" in page.strip.words()
    assert seat.window is not None and not maker.noted.exists()
    hands.press(Qt.Key.Key_Return)
    seat.wait(lambda: not seat.program.frame.isVisible())
    for _ in range(100):
        if maker.noted.exists() and maker.noted.read_text():
            break
        time.sleep(0.05)
    assert maker.noted.read_text() == "/S /CurrentUser /Open\n"
    assert starting.awaited(folders / "20854").after == "0.2.0"
    assert (folders / "20854" / "updates" / "before" / "store.db").is_file()


def test_an_installer_that_cannot_be_started_leaves_the_book_to_be_opened_again(
    start, here, maker, stick, folders
):
    maker.whole(version="0.2.0")
    seat = start()
    page = look_in(seat, stick)
    page.take()
    copied(seat)  # nobody may run it
    page.begin(), page.begin()
    frame = seat.program.frame
    seat.wait(lambda: isinstance(frame.currentWidget(), SignInPage))
    assert "Không mở được chương trình cài đặt" in words(frame.currentWidget())
    assert starting.awaited(folders / "20854") is None
    frame.currentWidget().given.emit(PASSWORD)
    seat.wait(lambda: seat.window is not None)
    assert seat.event() in seat.ask.records.ids("mobilisation_event")
    assert copied_again(seat).start.hasFocus()


def begun(seat, maker, stick):
    """Copied and started, as far as the installer's own work."""
    maker.whole(version="0.2.0")
    folder = seat.program._doors.folder
    page = look_in(seat, stick)
    page.take()
    copied(seat)
    (folder / "updates" / "SoPhoiHop-0.2.0-setup.exe").chmod(0o755)
    page.begin(), page.begin()
    seat.wait(lambda: not seat.program.frame.isVisible())
    seat.program.stop()


@pytest.mark.parametrize(
    ("version", "told"),
    [
        ("0.2.0", "Đã cập nhật lên bản 0.2.0."),
        ("0.1.0", "Bản 0.2.0 chưa cài được; sổ vẫn dùng bản 0.1.0"),
    ],
)
def test_the_first_opening_tells_what_became_of_it(
    start, here, maker, stick, monkeypatch, version, told
):
    begun(start(), maker, stick)
    monkeypatch.setattr(assets, "version", lambda: version)
    seat = start()
    assert seat.page.strip.words().startswith(told)
    seat.done()
    assert seat.page.strip.words().startswith(told)
    hands.press(Qt.Key.Key_Escape)
    assert isinstance(seat.window.trail[-1], Records)


def test_a_newer_program_that_does_not_work_can_only_be_closed(
    start,
    here,
    maker,
    stick,
    monkeypatch,
    begin,  # noqa: F811 - the fixture
    qtbot,
):
    begun(start(), maker, stick)
    monkeypatch.setattr(assets, "version", lambda: "0.2.0")

    def failing(_):
        raise KeyError("a fault that nobody thought of")

    monkeypatch.setattr(doctor, "examine", failing)
    frame = begin().frame
    qtbot.waitUntil(lambda: isinstance(frame.currentWidget(), EndPage))
    assert "dữ liệu còn nguyên" in words(frame.currentWidget())
    assert frame.currentWidget().button.hasFocus()
    hands.press(Qt.Key.Key_Return)
    assert not frame.isVisible()


def test_copying_can_be_stopped_and_leaves_nothing(start, here, maker, stick, folders):
    maker.whole(version="0.2.0")
    seat = start()
    page = look_in(seat, stick)
    page.take()
    assert page.running.isVisible() and page.running.cancel.hasFocus()
    hands.press(Qt.Key.Key_Return)
    seat.wait(lambda: page.strip.words())
    assert page.strip.words().startswith("Đã dừng theo yêu cầu")
    assert not page.running.isVisible() and page.copy.isEnabled()
    seat.done()
    assert not list((folders / "20854").glob("updates/*"))


def test_a_copy_that_waits_is_offered_again_without_the_stick(
    start, here, maker, stick
):
    maker.whole(version="0.2.0", words="Sửa lỗi in.")
    seat = start()
    page = look_in(seat, stick)
    page.take()
    copied(seat)
    page.later.setFocus()
    hands.press(Qt.Key.Key_Return)
    assert seat.window.trail[-1] == Settings()
    maker.file.unlink()
    page = copied_again(seat)
    assert page.start.hasFocus() and "Sửa lỗi in." in words(page.what)


def test_the_first_press_is_forgotten_by_whoever_goes_away(start, here, maker, stick):
    maker.whole(version="0.2.0")
    seat = start()
    page = look_in(seat, stick)
    page.take()
    copied(seat)
    page.begin()
    hands.press(Qt.Key.Key_Escape)
    assert seat.window.trail[-1] == Settings()
    copied_again(seat).begin()
    seat.done()
    assert seat.window is not None and not maker.noted.exists()
    assert "lần nữa" in page.strip.words()


@pytest.mark.parametrize("percent", [100, 200])
def test_the_page_fits_with_its_buttons_and_shows_what_was_found(
    start, here, maker, stick, percent
):
    maker.whole(version="0.2.0", words="Sửa lỗi in. " * 40)
    seat = start(percent=percent)
    page = look_in(seat, stick)
    seen_whole(seat, page.copy)
    assert page.what.visibleRegion().boundingRect().height() > 80
    page.take()
    copied(seat).begin()
    seen_whole(seat, page.later, page.start)
