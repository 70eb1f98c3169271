"""Choosing a stick: by what is written on it, also when it is not there any more."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from desktop.desk.sticks import Stick
from desktop.gui.parts.button import Button
from desktop.gui.parts.folder import FolderChoice
from desktop.gui.places import HandOver


@pytest.fixture
def choice(qtbot):
    """choice(stick, …) as it looks with these plugged in."""

    around = QWidget()
    qtbot.addWidget(around)

    def _choice(*plugged):
        made = FolderChoice("USB", around, lambda: list(plugged))
        made.look()
        return made

    return _choice


def offered(choice):
    return [b for b in choice._sticks.findChildren(Button) if not b.isHidden()]


def test_a_stick_is_offered_by_its_label_and_its_room(choice, tmp_path):
    made = choice(Stick(tmp_path, "USB của xã", 7_730_941_132))
    (button,) = offered(made)
    name = f"USB của xã ({tmp_path.drive})" if tmp_path.drive else "USB của xã"
    assert button.text() == f"{name}, trống 7,2 GB"
    button.click()
    assert made.folder() == tmp_path


def test_each_has_a_button_of_its_own(choice, tmp_path):
    made = choice(Stick(tmp_path, "MỘT", 0), Stick(tmp_path.parent, "HAI", 0))
    assert [b.text()[:3] for b in offered(made)] == ["MỘT", "HAI"]
    made.look()
    assert len(offered(made)) == 2


def test_without_a_stick_nothing_is_offered(choice):
    made = choice()
    assert offered(made) == [] and made._sticks.isHidden()


def test_a_stick_that_was_pulled_out_is_said_to_be_missing(start, tmp_path):
    seat = start()
    page = seat.go(HandOver())
    gone = tmp_path / "USB của xã"
    page.folder._pressed(gone)
    assert page.folder.folder() is None
    assert f"Không thấy thư mục {gone}" in page.strip.words()


def test_a_drive_is_called_by_its_letter_in_an_error():
    from desktop.signing.files import name_of

    assert name_of(Path("USB") / "gói") == "gói"
    assert name_of(Path(Path.cwd().anchor)) == Path.cwd().anchor
