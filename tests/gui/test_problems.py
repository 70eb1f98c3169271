"""What is wrong is said when it is time, and walked through as the eye goes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.gui.pages.entry import EntryPage
from desktop.gui.places import Back, NewRecord, Records, Settings
from tests.gui import hands
from tests.gui.test_entry_page import type_an_event

EVENTS = Records("mobilisation_event")
NEW = NewRecord("mobilisation_event")


def complaints(page):
    notes = (field._note for field in page.form.fields())
    return [note.words.text() for note in notes if note and not note.isHidden()]


def test_a_fresh_form_after_a_faulty_one_complains_of_nothing(start):
    seat = start()
    page = seat.go(NEW)
    page.form.enter("/data/event_date")
    hands.plain("35/6")
    hands.press(Qt.Key.Key_Return)
    assert complaints(page)
    seat.go(Back())
    page = seat.go(NEW)
    QApplication.processEvents()
    assert complaints(page) == []
    assert page.form.field("/data/event_date").control.line.mark == ""


def test_f12_says_that_the_cursor_is_at_the_first_and_f8_goes_on(start):
    seat = start()
    page = seat.go(NEW)
    hands.press(Qt.Key.Key_F12)
    assert page.form.here() == "/data/event_date"
    assert "Con trỏ đang ở chỗ đầu tiên" in page.strip.words()
    hands.press(Qt.Key.Key_F8)
    assert page.form.here() == "/data/lead_org"
    assert "Con trỏ" not in page.strip.words() and "F8" in page.strip.words()


def test_f8_goes_to_the_next_problem_below_the_cursor_round_the_end(start):
    seat = start()
    page = seat.go(NEW)
    refs = [line.ref for line in page.panel.lines()]
    page.form.enter("/data/session_count")  # between the second and the third
    hands.press(Qt.Key.Key_F8)
    assert page.form.here() == refs[2]
    hands.press(Qt.Key.Key_F8)
    assert page.form.here() == refs[0]
    page.form.enter("/data/session_count")
    hands.press(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert page.form.here() == refs[1]
    page.form.enter("/data/event_form")  # above all
    hands.press(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert page.form.here() == refs[-1]


def test_what_was_told_of_is_counted_again_when_some_of_it_is_mended(start):
    seat = start()
    page = seat.go(NEW)
    hands.press(Qt.Key.Key_F12)
    assert "còn 3" in page.strip.words()
    hands.plain("1/6")
    hands.press(Qt.Key.Key_Return)
    assert "còn 2" in page.strip.words()


def test_a_finished_record_is_told_and_stands_under_the_cursor(start):
    seat = start()
    seat.event(event_date="2026-06-28")
    page = seat.go(EVENTS)
    type_an_event(seat)
    hands.press(Qt.Key.Key_F12)
    seat.wait(lambda: not isinstance(seat.page, EntryPage))
    assert page.strip.words().startswith("Đã ghi: ")
    assert "ngày 20/06/2026" in page.strip.words()
    row = page.model.row(page.table.currentIndex().row())
    assert row.date == "2026-06-20" and page.table.hasFocus()


def test_a_record_begun_elsewhere_is_shown_in_its_own_list(start):
    seat = start()
    seat.go(Settings())
    type_an_event(seat)
    hands.press(Qt.Key.Key_F12)
    seat.wait(lambda: not isinstance(seat.page, EntryPage))
    assert seat.window.trail[-1] == EVENTS
    assert seat.page.strip.words().startswith("Đã ghi: ")


def test_a_whole_number_is_explained_by_whole_numbers(start):
    seat = start()
    page = seat.go(NEW)
    field = page.form.field("/data/attendance")
    for typed in ("tám mươi", "8.68"):
        field.enter()
        hands.plain(typed)
        hands.press(Qt.Key.Key_Return)
        assert "8.686" in field._note.words.text()
        assert "," not in field._note.words.text()


def test_enter_on_the_last_question_shows_the_door_to_the_rest(start):
    seat = start(size=(1366, 560))
    page = seat.go(NEW)
    door = next(s.door for s in page.form._sheets if s.door is not None)
    page.form.enter_first()
    while not door.hasFocus():
        hands.press(Qt.Key.Key_Return)
    QApplication.processEvents()
    assert door.visibleRegion().boundingRect() == door.rect()


def test_typing_on_takes_the_question_of_giving_up_away(start):
    seat = start()
    page = seat.go(NEW)
    page.form.enter("/data/attendance")
    hands.plain("5")
    page.form.settle()
    page.drop.click()
    assert "Bấm lần nữa" in page.strip.words()
    page.form.enter("/data/attendance")
    hands.plain("7")
    page.form.settle()
    assert page.strip.words() == ""
    page.drop.click()
    assert seat.page is page


def test_enter_goes_through_rows_to_the_question_after_them_in_sight(start):
    seat = start(size=(1366, 740))
    page = seat.go(NewRecord("coordination_programme"))
    page.form.add_row("/data/parties")
    page.form.enter("/data/parties[2]/signed")
    for _ in range(2):
        hands.press(Qt.Key.Key_Return)
    QApplication.processEvents()
    line = page.form.field("/data/content_areas").control.entrance()
    assert line.hasFocus()
    assert line.visibleRegion().boundingRect() == line.rect()


def test_enter_opens_the_rest_and_goes_in(start):
    seat = start()
    page = seat.go(NEW)
    door = next(s.door for s in page.form._sheets if s.door is not None)
    page.form.enter_first()
    while not door.hasFocus():
        hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return)
    rest = next(s for s in page.form._sheets if s.door is door)
    assert rest.card.isVisible()
    assert page.form.here() == next(f.ref for f in rest.fields if f.can_enter)
