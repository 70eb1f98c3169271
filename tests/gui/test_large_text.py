"""Large text: every state of the entry page fits a small screen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.gui.places import NewRecord
from tests.gui import hands

SIZE = (1366, 768)
EVENT = NewRecord("mobilisation_event")


def settle():
    """Requests for another layout climb one parent at each turn of the loop."""
    for _ in range(20):
        QApplication.processEvents()


def fits(seat):
    settle()
    frame, page = seat.program.frame, seat.page
    assert (frame.width(), frame.height()) == SIZE
    wanted = seat.window.minimumSizeHint()
    assert wanted.width() <= SIZE[0] and wanted.height() <= SIZE[1]
    button = page.finish_button
    corner = button.mapTo(frame, button.rect().bottomRight())
    assert corner.x() < SIZE[0] and corner.y() < SIZE[1]
    assert button.width() >= button.sizeHint().width()
    words = page.saved
    assert words.width() >= min(words.sizeHint().width(), page.width() // 2)
    assert words.height() <= 3 * words.fontMetrics().lineSpacing()


@pytest.mark.parametrize("percent", [125, 150, 175, 200])
def test_the_entry_page_fits_in_every_state(start, percent):
    seat = start(percent=percent)
    page = seat.go(EVENT)
    fits(seat)
    page.form.enter("/data/attendance")
    hands.plain("5")
    fits(seat)
    hands.press(Qt.Key.Key_F12)
    fits(seat)
    seat.wait(lambda: page.saved.text().startswith("đã lưu"))
    fits(seat)
    view = page.panel.view
    line = view.fontMetrics().lineSpacing()
    assert view.isHidden() or view.height() >= 2 * line


def test_the_window_keeps_its_size_when_the_text_grows_and_shrinks(start):
    seat = start()
    seat.go(EVENT)
    for step in (1, 1, 1, 1, -1, -1, -1, -1):
        window = seat.window
        window._resize_text(step)
        seat.wait(lambda old=window: seat.window is not old)
        settle()
        assert seat.program.frame.size().toTuple() == SIZE


def test_what_is_built_next_already_has_the_new_text_size(start):
    """Else sizes are counted with one font and painted with another."""
    seat = start()
    seat.program.looks.keep("light", 200)
    seat.program.dress()
    size = QApplication.font().pointSizeF()
    assert seat.program.frame.font().pointSizeF() == size
    assert seat.window.font().pointSizeF() == size
