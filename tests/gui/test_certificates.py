"""The window says how long a certificate lasts, and warns without stopping anybody."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from desktop.cli.demo.clock import TrainingClock
from desktop.desk.desk import open_desk
from desktop.desk.views import finish
from desktop.gui.parts.label import Label
from desktop.gui.places import Certificates, Settings
from desktop.gui.worker import Job
from desktop.signing import certs
from tests.gui import hands
from tests.gui.conftest import PASSWORD, TODAY, Chance


def desk_of(folders, unit):
    return open_desk(folders / unit, PASSWORD, TrainingClock(TODAY), Chance())


def enrol(folders, stick):
    """The first evening, without windows."""
    commune, province = desk_of(folders, "20854"), desk_of(folders, "48")
    commune.act.enrol.read_setup(province.act.enrol.write_setup(stick))
    first = finish(commune.act.hand_over(stick))
    finish(province.act.grant(first.path, commune.ask.desk().check_code))
    finish(commune.act.take_in(finish(province.act.hand_over(stick, "20854")).path))
    commune.close()
    province.close()


def words(page):
    return " ".join(label.text() for label in page.findChildren(Label))


def test_settings_tell_the_last_day_and_an_old_list(start, folders, tmp_path):
    stick = tmp_path / "usb"
    stick.mkdir()
    enrol(folders, stick)
    seat = start("20854")
    page = seat.go(Settings())
    last = (TODAY + timedelta(days=certs.DESK_DAYS)).strftime("%d/%m/%Y")
    assert f"đến {last}" in words(page) and page.strip.words() == ""
    seat.clock.turn_to(TODAY + timedelta(days=certs.CRL_DAYS + 40))
    page = seat.go(Settings())
    assert "Danh sách thu hồi đã cũ" in page.strip.words()
    assert "vẫn làm việc như thường" in page.strip.words()


def test_settings_tell_of_a_newer_program(start, folders, tmp_path):
    stick, setup = tmp_path / "usb", tmp_path / "setup.exe"
    stick.mkdir()
    setup.write_bytes(b"MZ")
    enrol(folders, stick)
    province = desk_of(folders, "48")
    province.act.enrol.announce(setup, "0.9.0")
    down = finish(province.act.hand_over(stick, "20854"))
    province.close()
    commune = desk_of(folders, "20854")
    finish(commune.act.take_in(down.path))
    commune.close()
    page = start("20854").go(Settings())
    assert "Tỉnh đã báo bản 0.9.0." in words(page)


@pytest.fixture
def enrolled(folders, tmp_path):
    stick = tmp_path / "usb"
    stick.mkdir()
    enrol(folders, stick)
    return stick


def certificates(seat):
    """The page, reached by its key."""
    hands.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert seat.window.trail[-1] == Certificates()
    seat.wait(lambda: seat.page.keys is not None)
    return seat.page


def cells(page):
    model = page._model
    return [model.index(0, column).data() for column in range(model.columnCount())]


def test_the_province_sees_how_each_certificate_stands(start, enrolled):
    seat = start("48")
    page = certificates(seat)
    (known,) = page.keys.desks
    last = (TODAY + timedelta(days=certs.DESK_DAYS)).strftime("%d/%m/%Y")
    name = known.cert_sha256[:16]
    told = ["Xã Tiên Phước", known.device, "Đang dùng", last, name]
    assert cells(page) == told
    for days, state in ((80, "Sắp hết hạn"), (-2, "Đã hết hạn")):
        seat.clock.turn_to(TODAY + timedelta(days=certs.DESK_DAYS - days))
        page.fetch()
        seat.wait(lambda state=state: cells(page)[2] == state)


def test_the_province_revokes_by_keys_after_being_told_what_happens(start, enrolled):
    seat = start("48")
    page = certificates(seat)
    (known,) = page.keys.desks
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Right)
    hands.press(Qt.Key.Key_Tab)
    assert page.reason.code() == "left" and page.button.hasFocus()
    hands.press(Qt.Key.Key_Return)
    assert page.strip.words() == (
        f"Sẽ thu hồi máy {known.device} của Xã Tiên Phước (Cán bộ thôi phụ trách)."
        " Từ nay gói của máy này bị từ chối, gói gửi xuống máy này không mở được;"
        " những gì đã nhận giữ nguyên. Không hoàn lại được: muốn dùng lại, máy phải"
        " xin cấp từ đầu. Bấm “Thu hồi” lần nữa để làm."
    )
    assert page.keys.desks[0].status == "active"
    hands.press(Qt.Key.Key_Return)
    seat.wait(lambda: page.keys.desks[0].status == "revoked")
    assert page.strip.words() == (
        f"Đã thu hồi 1 chứng thư của máy {known.device}."
        " Danh sách thu hồi mới đi theo mọi gói gửi xuống."
    )
    assert cells(page)[2] == "Đã thu hồi" and not page.button.isEnabled()


def test_another_reason_takes_the_first_press_back(start, enrolled):
    seat = start("48")
    page = certificates(seat)
    page.button.click()
    assert page.strip.words()
    page.reason.enter()
    hands.press(Qt.Key.Key_Right)
    assert page.strip.words() == ""
    page.button.click()
    seat.done()
    assert page.keys.desks[0].status == "active"


def test_a_province_without_desks_is_told_how_they_come(start):
    page = certificates(start("48"))
    assert page.strip.words().startswith("Chưa cấp chứng thư cho máy nào.")


def test_a_commune_is_warned_on_every_page_until_the_next_certificate_is_here(
    start, folders, enrolled
):
    last = TODAY + timedelta(days=certs.DESK_DAYS)
    day = last.strftime("%d/%m/%Y")
    seat = start("20854")
    seat.done()
    assert seat.window.who.warned() == ""
    seat.clock.turn_to(last - timedelta(days=50))
    seat.window.watch.look()
    seat.wait(seat.window.who.warned)
    assert seat.window.who.warned() == (
        f"Chứng thư còn 50 ngày (đến {day}). Lần bàn giao tới, sổ tự xin chứng thư mới."
    )
    page = seat.go(Settings())
    assert "Sẽ tự xin cùng gói bàn giao tới" in words(page)
    asked(seat, enrolled)
    seat.go(Settings())
    seat.wait(lambda: "Đã xin chứng thư mới" in seat.window.who.warned())
    assert "Đã xin; về cùng giấy báo nhận của tỉnh" in words(seat.page)
    answered(seat, folders, enrolled)
    seat.go(Settings())
    seat.wait(lambda: seat.window.who.warned() == "")
    assert "Chưa cần; khi còn 90 ngày" in words(seat.page)


def asked(seat, stick):
    """The bundle with the request lies on the stick, alone."""
    for old in stick.iterdir():
        old.unlink()
    told = []
    work = seat.program._worker
    work.submit(Job(lambda act: act.hand_over(stick), told.append, told.append))
    seat.wait(lambda: told)


def answered(seat, folders, stick):
    """The province takes it in; its answer comes back."""
    (file,) = stick.glob("20854-*.sph")
    desk = open_desk(folders / "48", PASSWORD, seat.clock, Chance())
    finish(desk.act.take_in(file))
    down = finish(desk.act.hand_over(stick, "20854")).path
    desk.close()
    told = []
    work = seat.program._worker
    work.submit(Job(lambda act: act.take_in(down), told.append, told.append))
    seat.wait(lambda: told)


def test_a_commune_whose_certificate_ended_asks_anew_by_keys(start, enrolled):
    seat = start("20854")
    last = TODAY + timedelta(days=certs.DESK_DAYS)
    seat.clock.turn_to(last + timedelta(days=3))
    page = seat.go(Settings())
    assert "Chứng thư đã hết hạn" in page.strip.words()
    before = page.code.text()
    page.begin.setFocus()
    hands.press(Qt.Key.Key_Return)
    assert page.strip.words() == (
        "Khóa và chứng thư hiện nay sẽ bỏ, máy có mã mới; bản ghi giữ nguyên."
        " Bấm “Xin cấp lại với mã máy mới” lần nữa để làm."
    )
    assert page.code.text() == before
    hands.press(Qt.Key.Key_Return)
    seat.wait(lambda: page.code.text() != before)
    assert page.strip.words() == (
        "Máy đã có mã mới. Hãy bàn giao như thường; khi tỉnh gọi, đọc 12 ký tự"
        " của mã máy."
    )
    assert "Chưa cấp" in words(page) and page.begin.isHidden()
