"""Vietnamese typing reaches the answer whole, whichever keyboard sends it."""

from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from desktop.gui.form.form_view import FormView
from desktop.gui.form.typed import INTEGER, YEAR
from desktop.gui.parts.card import Scroll
from tests.gui import hands
from tests.gui.small_form import open_entry

SENTENCE = "Đẩy mạnh phong trào Toàn dân bảo vệ an ninh Tổ quốc ở xã Điện Bàn"


@pytest.fixture
def view(qtbot):
    entry = open_entry()
    form = FormView(lambda: date(2026, 7, 2), None)
    area = Scroll(form)
    qtbot.addWidget(area)
    area.resize(1000, 1400)
    form.show_entry(entry, unfolded=True)
    with qtbot.waitExposed(area):
        area.show()
    area.activateWindow()
    form.entry, form.area = entry, area
    return form


def enter(view, name):
    view.enter(f"/data/{name}")
    QApplication.processEvents()


def settled(view, name):
    view.settle()
    return view.entry.value(name)


@pytest.mark.parametrize("keyboard", [hands.unikey, hands.preedit])
@pytest.mark.parametrize("name", ["title", "story"])
def test_a_sentence_stands_as_typed(view, name, keyboard):
    enter(view, name)
    keyboard(SENTENCE)
    assert settled(view, name) == SENTENCE


@pytest.mark.parametrize("keyboard", [hands.unikey, hands.preedit])
def test_a_word_finds_its_choice_in_a_list(view, keyboard):
    enter(view, "listed")
    keyboard("Điện")
    hands.press(Qt.Key.Key_Return)
    assert settled(view, "listed") == "b"
    assert view.field("/data/listed").control.line.text() == "Điện Bàn"


@pytest.mark.parametrize("keyboard", [hands.unikey, hands.preedit])
def test_a_word_finds_its_choice_among_eleven_thousand(view, keyboard):
    enter(view, "big")
    keyboard("Tiên Phước")
    hands.press(Qt.Key.Key_Return)
    assert settled(view, "big") == "c04321"


@pytest.mark.parametrize("keyboard", [hands.unikey, hands.preedit])
def test_a_word_filters_a_long_list_of_boxes(view, keyboard):
    enter(view, "bigs")
    keyboard("Tiên Phước")
    hands.press(Qt.Key.Key_Return)
    assert settled(view, "bigs") == "c04321"


@pytest.mark.parametrize("keyboard", [hands.unikey, hands.preedit])
@pytest.mark.parametrize(
    ("name", "typed", "value", "shown"),
    [
        ("people", "86", "86", "86"),
        ("money", "8.686,50", "8686.5", "8.686,5"),
        ("day", "050726", "2026-07-05", "05/07/2026"),
        ("day", "5/7", "2026-07-05", "05/07/2026"),
        ("day", ".", "2026-07-02", "02/07/2026"),
        ("hour", "8:30", "08:30:00.000+07:00", "08:30"),
    ],
)
def test_numbers_and_days(view, keyboard, name, typed, value, shown):
    enter(view, name)
    keyboard(typed)
    hands.press(Qt.Key.Key_Return)
    assert settled(view, name) == value
    control = view.field(f"/data/{name}").control
    assert control.entrance().text() == shown


def test_letters_in_a_number_are_kept_and_named(view):
    enter(view, "people")
    hands.unikey("mười người")
    hands.press(Qt.Key.Key_Return)
    field = view.field("/data/people")
    assert field.control.line.text() == "mười người"
    assert "chưa phải là số" in field._note.words.text()
    assert view.entry.value("people") == ""


def test_a_word_half_composed_is_taken_before_leaving(view):
    enter(view, "title")
    hands.plain("Tổ ")
    QCoreApplication.sendEvent(hands.here(), QInputMethodEvent("dân", []))
    line = view.field("/data/title").control.line
    assert line.text() == "Tổ "
    committed = QInputMethodEvent("", [])
    committed.setCommitString("dân")
    QCoreApplication.sendEvent(line, committed)
    assert settled(view, "title") == "Tổ dân"


def test_nothing_is_rewritten_while_the_officer_types(view, qtbot):
    enter(view, "money")
    hands.plain("8.6")
    qtbot.wait(400)
    line = view.field("/data/money").control.line
    assert line.text() == "8.6" and not line.hasSelectedText()
    hands.plain("86")
    hands.press(Qt.Key.Key_Return)
    assert settled(view, "money") == "8686"


def test_decomposed_letters_are_joined_on_leaving(view):
    enter(view, "title")
    hands.plain("Ho\u0300a")
    hands.press(Qt.Key.Key_Return)
    assert view.field("/data/title").control.line.text() == "Hòa"
    assert settled(view, "title") == "Hòa"


def test_no_line_has_a_mask_a_limit_a_validator_or_a_completer(view):
    from PySide6.QtWidgets import QLineEdit

    for line in view.findChildren(QLineEdit):
        assert not line.inputMask() and line.validator() is None
        assert line.completer() is None and line.maxLength() >= 32767


def test_a_year_is_written_without_a_dot():
    assert YEAR.write(YEAR.read("2026")) == "2026"
    assert INTEGER.write(INTEGER.read("2026")) == "2.026"
