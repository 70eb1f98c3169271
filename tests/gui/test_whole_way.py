"""From a keystroke to the province, with keys only: the officer never takes a mouse."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.gui.pages import period as period_page
from desktop.gui.pages.entry import EntryPage
from desktop.gui.places import Records, Settings
from tests.gui import hands

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def opened(monkeypatch):
    found = []
    monkeypatch.setattr(period_page, "open_file", found.append)
    return found


def tab_to(widget, most=80):
    """Tab until the cursor is there."""
    for _ in range(most):
        if QApplication.focusWidget() is widget:
            return
        hands.press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never reached {type(widget).__name__}")


def front(seat):
    seat.program.frame.activateWindow()
    seat.wait(lambda: QApplication.activeWindow() is seat.program.frame)


def enrol(commune, province, stick):
    """The set-up file, as it lies beside the installer."""
    settings = province.go(Settings())
    settings.write(stick)
    province.wait(lambda: settings.strip.words())
    (setup,) = stick.glob("*.json")
    settings = commune.go(Settings())
    settings.install(setup)
    commune.wait(lambda: settings.strip.words())
    return settings.code.text()


def test_an_event_travels_from_the_keys_to_the_province(start, folders, opened):
    stick = folders / "usb"
    stick.mkdir()
    province, commune = start("48"), start("20854")
    code = enrol(commune, province, stick)

    # type the event
    commune.go(Records("mobilisation_event"))
    front(commune)
    hands.ctrl(Qt.Key.Key_N)
    hands.unikey("Diễn đàn")
    hands.press(Qt.Key.Key_Return)
    hands.plain("1/6")
    hands.press(Qt.Key.Key_Return)
    hands.unikey("Hội Liên hiệp Phụ nữ")
    hands.press(Qt.Key.Key_Return)
    while commune.page.form.here() != "/data/attendance":
        hands.press(Qt.Key.Key_Return)
    hands.plain("86")
    commune.page.form.enter("/data/note")
    hands.unikey("Nhân dân đề nghị bổ sung đèn đường ở tổ 5.")
    hands.press(Qt.Key.Key_F12)
    commune.wait(lambda: not isinstance(commune.page, EntryPage))

    # close the period and print
    hands.ctrl(Qt.Key.Key_B)
    commune.wait(lambda: commune.page.close_button.isEnabled())
    tab_to(commune.page.close_button)
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return)
    commune.wait(lambda: opened)
    assert Path(opened[0]).read_bytes().startswith(b"%PDF")

    # hand over
    hands.ctrl(Qt.Key.Key_U)
    hands.plain(str(stick))
    hands.press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is commune.page.button
    hands.press(Qt.Key.Key_Return)
    commune.wait(lambda: commune.page.done.isVisible())

    # take in, after the phone call
    front(province)
    province.go(Records("mobilisation_event"))
    hands.ctrl(Qt.Key.Key_I)
    hands.plain(str(stick))
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return)
    province.wait(lambda: province.page.preview.isVisible())
    hands.plain(code)
    hands.press(Qt.Key.Key_Return)
    province.wait(lambda: "đã nhận" in province.page.strip.words())

    (record,) = province.ask.records.ids("mobilisation_event")
    lines = dict(province.ask.records.view(record).lines)
    assert lines["Ghi chú"] == "Nhân dân đề nghị bổ sung đèn đường ở tổ 5."
    assert "Hội Liên hiệp Phụ nữ" in lines.values()
    (report,) = province.ask.period.reports()
    assert (
        province.ask.period.closed.pdf_of(report.record) == Path(opened[0]).read_bytes()
    )


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb is not installed")
@pytest.mark.skipif(
    os.environ.get("QT_QPA_PLATFORM") == "xcb", reason="this run is the inner one"
)
def test_the_same_holds_in_a_real_window_on_an_x_server():
    files = [
        "test_whole_way.py",
        "test_typing.py",
        "test_entry_page.py",
        "test_keys.py",
    ]
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            *(f"tests/gui/{name}" for name in files),
        ],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert run.returncode == 0, run.stdout[-3000:]
    assert "passed" in run.stdout and "failed" not in run.stdout
