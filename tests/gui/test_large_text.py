"""Large text: every state of the entry page fits a small screen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.gui.places import Certificates, NewRecord, SameEvents
from tests.gui import hands
from tests.gui.test_certificates import enrolled  # noqa: F401 - a fixture

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


def seen_whole(seat, *buttons):
    settle()
    wanted = seat.window.minimumSizeHint()
    assert wanted.width() <= SIZE[0] and wanted.height() <= SIZE[1]
    for button in buttons:
        corner = button.mapTo(seat.program.frame, button.rect().bottomRight())
        assert corner.x() < SIZE[0] and corner.y() < SIZE[1]
        assert button.width() >= button.sizeHint().width()


@pytest.mark.parametrize("percent", [100, 200])
def test_two_records_side_by_side_fit_with_their_buttons(start, percent):
    seat = start(percent=percent)
    seat.event(), seat.event(attendance="118")
    page = seat.go(SameEvents())
    seat.wait(lambda: page.found)
    settle()
    assert page.compare.visibleRegion().boundingRect().height() > 80
    page.table.opened.emit(0)
    seen_whole(seat, page.decide.unite)
    page.decide.unite.click()
    seen_whole(seat, page.decide.unite)


@pytest.mark.parametrize("percent", [100, 200])
def test_certificates_fit_with_the_button_that_revokes(start, enrolled, percent):  # noqa: F811 - the fixture
    seat = start("48", percent=percent)
    page = seat.go(Certificates())
    seat.wait(lambda: page.keys)
    page.button.click()
    seen_whole(seat, page.button)
    settle()
    assert page.table.height() >= 3 * page.table.fontMetrics().height()
