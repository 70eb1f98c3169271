"""Keys reach what they name, from wherever the cursor is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from desktop.gui.actions import ACTIONS
from desktop.gui.parts.label import Label
from desktop.gui.parts.line import Line, Paragraph
from desktop.gui.places import HandOver, NewRecord, Records, Settings
from desktop.gui.words import say
from tests.gui import hands

EVENTS = Records("mobilisation_event")
NEW = NewRecord("mobilisation_event")


def strike(keys):
    (combination,) = QKeySequence(keys)
    hands.press(combination.key(), combination.keyboardModifiers())


@pytest.mark.parametrize("kind", [Line, Paragraph])
def test_every_action_is_heard_from_within_a_text(start, kind):
    """Also where the system gives Ctrl+U or Ctrl+K to the text, as X11 does."""
    seat = start()
    seat.go(EVENTS)
    heard = []
    for bound in seat.window.actions():
        bound.triggered.disconnect()
        keys = bound.shortcut()
        bound.triggered.connect(lambda _, keys=keys: heard.append(keys))
    text = kind(seat.page)
    text.show()
    text.setFocus()
    hands.plain("giữ lại")
    for action in (one for one in ACTIONS if one.when(seat.window.shell.desk)):
        strike(action.key)
        assert heard[-1:] == [QKeySequence(action.key)], action.key
    shown = text.text() if kind is Line else text.toPlainText()
    assert shown == "giữ lại"


@pytest.mark.parametrize("kind", [Line, Paragraph])
def test_the_windows_editing_keys_stay_with_the_text(start, kind):
    seat = start()
    text = kind(seat.go(EVENTS))
    text.show()
    text.setFocus()
    hands.plain("một")
    hands.ctrl(Qt.Key.Key_A)
    hands.ctrl(Qt.Key.Key_C)
    hands.ctrl(Qt.Key.Key_X)
    hands.ctrl(Qt.Key.Key_V)
    hands.ctrl(Qt.Key.Key_V)
    shown = text.text if kind is Line else text.toPlainText
    assert shown() == "mộtmột"
    hands.ctrl(Qt.Key.Key_Z)
    assert shown() != "mộtmột"


def test_ctrl_u_hands_over_and_erases_nothing(start):
    seat = start()
    page = seat.go(NEW)
    page.form.enter("/data/attendance")
    hands.plain("86")
    hands.ctrl(Qt.Key.Key_U)
    assert seat.window.trail[-1] == HandOver()
    seat.done()
    (draft,) = seat.ask.records.drafts()
    assert page.form.field("/data/attendance").control.line.text() == "86", draft


def test_escape_puts_the_sheet_of_keys_away_and_not_the_page(start):
    seat = start()
    seat.go(EVENTS)
    page = seat.go(NEW)
    hands.press(Qt.Key.Key_F1)
    assert seat.window._keys.isVisible()
    hands.press(Qt.Key.Key_Escape)
    assert not seat.window._keys.isVisible() and seat.page is page
    hands.press(Qt.Key.Key_Escape)
    assert seat.window.trail[-1] == EVENTS


def test_another_key_leaves_the_sheet_for_its_page(start):
    seat = start()
    seat.go(EVENTS)
    hands.press(Qt.Key.Key_F1)
    hands.press(Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert not seat.window._keys.isVisible()
    assert seat.window.trail[-1] == Settings()


def test_ctrl_n_begins_an_event_where_no_list_is_open(start):
    seat = start()
    seat.go(Settings())
    hands.ctrl(Qt.Key.Key_N)
    assert seat.window.trail[-1] == NEW


def test_arrows_stay_in_their_row_of_dots(start):
    seat = start()
    page = seat.go(Settings())
    page.text_size.enter()
    hands.press(Qt.Key.Key_Left)
    hands.press(Qt.Key.Key_Left)
    assert page.text_size.has_cursor() and page.look.code() == "light"


def test_after_a_change_of_colour_the_cursor_is_still_among_the_colours(start):
    seat = start(percent=125)
    page = seat.go(Settings())
    page.look.enter()
    hands.press(Qt.Key.Key_Right)
    seat.wait(lambda: seat.page is not page)
    assert seat.page.look.code() == "dark" and seat.page.look.has_cursor()
    assert seat.page.text_size.code() == "125"


@pytest.mark.parametrize("unit", ["20854", "48"])
def test_the_sheet_of_keys_shows_those_that_do_something_at_this_desk(start, unit):
    seat = start(unit)
    seat.go(EVENTS)
    hands.press(Qt.Key.Key_F1)
    shown = {label.text() for label in seat.window._keys.findChildren(Label)}
    bound = {one.shortcut().toString() for one in seat.window.actions()}
    for action in ACTIONS:
        assert (say(action.title) in shown) == (action.key in bound), action.key
    assert ("Ctrl+T" in shown) == (unit == "48")
