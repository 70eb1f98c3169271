"""Handing over with a key on a token: the window asks for the PIN once a bundle."""

import pytest
from PySide6.QtCore import Qt

from desktop.cli.demo.clock import TrainingClock
from desktop.desk.desk import open_desk
from desktop.desk.views import finish
from desktop.gui.places import HandOver
from tests.gui import hands
from tests.gui.conftest import PASSWORD, TODAY, Chance
from tests.gui.test_certificates import enrol
from tests.signing.softhsm import PIN, WRONG, needs_token

pytestmark = needs_token


@pytest.fixture
def on_token(folders, tmp_path, soft_token):
    """The commune signs on a token from now on; an empty stick."""
    stick = tmp_path / "usb"
    stick.mkdir()
    enrol(folders, stick)
    clock = TrainingClock(TODAY)
    commune = open_desk(folders / "20854", PASSWORD, clock, Chance(), lambda: PIN)
    province = open_desk(folders / "48", PASSWORD, clock, Chance())
    commune.act.enrol.renew(soft_token.uri("ec"))
    finish(province.act.take_in(finish(commune.act.hand_over(stick)).path))
    finish(commune.act.take_in(finish(province.act.hand_over(stick, "20854")).path))
    commune.close()
    province.close()
    for old in stick.iterdir():
        old.unlink()
    return stick


def hand_over(seat, stick, pin):
    """By keys, from the folder to the PIN."""
    page = seat.go(HandOver())
    page.folder.choose(stick)
    page.button.setFocus()
    hands.press(Qt.Key.Key_Return)
    seat.wait(lambda: seat.program.pin.sheet is not None, timeout=20_000)
    seat.wait(lambda: seat.program.pin.sheet.line.hasFocus())
    hands.plain(pin)
    hands.press(Qt.Key.Key_Return)
    return page


def test_one_pin_and_one_log_in_sign_a_bundle(start, soft_token, on_token):
    seat = start()
    before = soft_token.log_ins()
    page = hand_over(seat, on_token, PIN)
    seat.wait(lambda: page.done.isVisible(), timeout=20_000)
    assert soft_token.log_ins() == before + 1
    assert len(list(on_token.glob("20854-*.sph"))) == 1


def test_a_wrong_pin_is_tried_once_and_the_officer_is_told(start, soft_token, on_token):
    seat = start()
    before = soft_token.log_ins()
    page = hand_over(seat, on_token, WRONG)
    seat.wait(lambda: page.strip.words().startswith("Mã PIN không đúng."))
    assert soft_token.log_ins() == before + 1
    assert list(on_token.iterdir()) == [] and seat.program.pin.sheet is None
