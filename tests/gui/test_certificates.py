"""The window says how long a certificate lasts, and warns without stopping anybody."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from desktop.cli.demo.clock import TrainingClock
from desktop.desk.desk import open_desk
from desktop.desk.views import finish
from desktop.gui.parts.label import Label
from desktop.gui.places import Certificates, Settings
from desktop.signing import certs
from tests.gui import hands
from tests.gui.conftest import PASSWORD, TODAY, Chance


def enrol(folders, stick):
    """The first evening, without windows."""
    clock = TrainingClock(TODAY)
    commune, province = (
        open_desk(folders / unit, PASSWORD, clock, Chance()) for unit in ("20854", "48")
    )
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
