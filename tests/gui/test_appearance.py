"""The system turns dark, or the window comes to another screen, while somebody works."""

import json
import os
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.gui import theme
from desktop.gui.application import Doors, Program
from desktop.gui.places import (
    ClosePeriod,
    HandOver,
    NewRecord,
    Privacy,
    Records,
    TakeIn,
)
from tests.gui import hands
from tests.gui.conftest import TODAY, TrainingClock
from tests.package.source import ROOT

EVENTS = "mobilisation_event"


@pytest.fixture(autouse=True)
def steady(qapp):
    """A cursor that blinks would be another picture."""
    before = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    yield
    qapp.setCursorFlashTime(before)
    theme.apply(qapp, "light", 100)


def turn(scheme):
    QApplication.styleHints().colorSchemeChanged.emit(scheme)
    for _ in range(5):
        QApplication.processEvents()


def picture(widget):
    """Without what is selected: a page that is built again selects its first line."""
    focus = QApplication.focusWidget()
    if isinstance(focus, QLineEdit):
        focus.setCursorPosition(0)
    return widget.grab().toImage()


def colours(image):
    """How many dots of each colour."""
    seen = {}
    for x in range(0, image.width(), 3):
        for y in range(0, image.height(), 3):
            name = image.pixelColor(x, y).name()
            seen[name] = seen.get(name, 0) + 1
    return seen


def is_dressed(widget, look):
    """The look's own ground is what is seen most, the other's nowhere."""
    other = theme.read("dark" if look == "light" else "light")
    seen = colours(picture(widget))
    grounds = {
        QColor(theme.read(look).window).name(),
        QColor(theme.read(look).card).name(),
    }
    most = max(seen, key=seen.get)
    return most in grounds and seen.get(QColor(other.window).name(), 0) == 0


@pytest.mark.parametrize(
    "place",
    [Records(EVENTS), HandOver(), TakeIn(), ClosePeriod(), Privacy()],
    ids=lambda place: type(place).__name__,
)
def test_the_open_page_is_painted_as_one_that_was_opened_in_the_dark(start, place):
    seat = start(look="system")
    seat.event()
    page = seat.go(place)
    assert is_dressed(seat.program.frame, "light")
    turn(Qt.ColorScheme.Dark)
    assert seat.page is page
    assert is_dressed(seat.program.frame, "dark")
    turned = picture(seat.program.frame)
    window = seat.window
    seat.program.looks.keep("dark", 100)
    seat.program.restyle()
    seat.wait(lambda: seat.window is not window)
    seat.done()
    for _ in range(20):
        QApplication.processEvents()
    built = picture(seat.program.frame)
    assert turned == built


def test_what_is_typed_stays_and_the_way_back_is_light(start):
    seat = start(look="system")
    page = seat.go(NewRecord(EVENTS))
    page.form.enter("/data/attendance")
    hands.plain("12")
    turn(Qt.ColorScheme.Dark)
    hands.plain("0")
    assert is_dressed(seat.program.frame, "dark")
    assert QApplication.focusWidget().text() == "120"
    turn(Qt.ColorScheme.Light)
    assert is_dressed(seat.program.frame, "light")


def test_a_look_that_was_chosen_stays(start):
    seat = start(look="light")
    turn(Qt.ColorScheme.Dark)
    assert is_dressed(seat.program.frame, "light")


def test_the_first_page_turns_too_and_keeps_the_password(qtbot, folders, vietnamese):
    clock = TrainingClock(TODAY)
    program = Program(
        QApplication.instance(), Doors(folders / "20854", None, None, clock)
    )
    program.start(None)
    page = program.frame.currentWidget()
    page.password.setText("đang gõ")
    turn(Qt.ColorScheme.Dark)
    assert is_dressed(program.frame, "dark") and page.password.text() == "đang gõ"
    program.stop()
    program.frame.deleteLater()


SCALES = {"one": 1, "two": 2, "small": 1.5}
DOTS = {"one": (1366, 768), "two": (2732, 1536), "small": (1366, 768)}


def screens():
    """Side by side, each as many dots wide and high."""
    left = 0
    for name, (width, height) in DOTS.items():
        yield {
            "name": name, "x": left, "y": 0, "width": width, "height": height,
            "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1,
        }  # fmt: skip
        left += width


def test_on_a_screen_of_another_scale_all_keeps_its_measure_and_is_seen(
    folders, monkeypatch
):
    table = folders / "screens.json"
    table.write_text(json.dumps({"screens": list(screens())}))
    monkeypatch.chdir(folders)  # a drive's colon would end the option on Windows
    scales = ";".join(f"{name}={scale}" for name, scale in SCALES.items())
    env = os.environ | {
        "QT_QPA_PLATFORM": f"offscreen:configfile={table.name}",
        "QT_SCREEN_SCALE_FACTORS": scales,
        "PYTHONPATH": str(ROOT),
    }
    run = subprocess.run(
        [sys.executable, "-m", "tests.gui.other_screen", folders / "20854"],
        env=env, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    told = json.loads(run.stdout)
    assert [one["screen"] for one in told] == ["one", "two", "small", "one"]
    assert [one["scale"] for one in told] == [1, 2, 1.5, 1]
    first = told[0]
    for one in told:
        assert one["whole"], one
        kept = (one["font"], one["buttons"])
        assert kept == (first["font"], first["buttons"])
        assert all(a <= b for a, b in zip(one["size"], one["room"], strict=True))
    assert told[2]["least"] == [800, 512] and told[3]["least"] == [800, 560]
