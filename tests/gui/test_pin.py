"""A token's PIN is asked of the officer by the window, once, and never kept."""

import pytest
from PySide6.QtCore import Qt

from desktop.errors import Environment
from desktop.gui.places import Records
from desktop.gui.worker import Job
from tests.gui import hands

EVENTS = Records("mobilisation_event")


def asking(seat):
    """A deed in the worker that needs the PIN; what it got or why not."""
    seat.go(EVENTS)
    told = []
    job = Job(lambda act: seat.program._desk.core.pin(), told.append, told.append)
    seat.program._worker.submit(job)
    seat.wait(lambda: seat.program.pin.sheet is not None)
    seat.wait(lambda: seat.program.pin.sheet.line.hasFocus())
    return told


def test_what_is_typed_goes_to_the_deed_that_asked(start):
    seat = start()
    told = asking(seat)
    assert not seat.program.pin.sheet.sign.isEnabled()
    hands.plain("271828")
    assert seat.program.pin.sheet.line.displayText() != "271828"
    hands.press(Qt.Key.Key_Return)
    seat.wait(lambda: told)
    assert told == ["271828"] and seat.program.pin.sheet is None


def test_the_next_deed_asks_again_since_nothing_keeps_it(start):
    seat = start()
    told = asking(seat)
    hands.plain("1")
    hands.press(Qt.Key.Key_Return)
    seat.wait(lambda: told)
    again = asking(seat)
    assert again == [] and seat.program.pin.sheet.line.text() == ""
    hands.press(Qt.Key.Key_Escape)
    seat.wait(lambda: again)


def test_escape_signs_nothing_and_the_page_stays(start):
    seat = start()
    told = asking(seat)
    hands.plain("27")
    hands.press(Qt.Key.Key_Escape)
    seat.wait(lambda: told)
    assert (type(told[0]), told[0].code) == (Environment, "token.no_pin")
    assert seat.window.trail[-1] == EVENTS


def test_a_window_that_closes_meanwhile_does_not_wait_for_an_answer(start):
    seat = start()
    asking(seat)
    seat.program.stop()
    assert seat.program._worker is None


def test_the_windows_own_thread_never_waits_for_itself(start):
    seat = start()
    with pytest.raises(Environment, match=r"token\.no_pin"):
        seat.program.pin()
