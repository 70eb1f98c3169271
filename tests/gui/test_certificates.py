"""The window says how long a certificate lasts, and warns without stopping anybody."""

from datetime import timedelta

from desktop.cli.demo.clock import TrainingClock
from desktop.desk.desk import open_desk
from desktop.desk.views import finish
from desktop.gui.parts.label import Label
from desktop.gui.places import Settings
from desktop.signing import certs
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
