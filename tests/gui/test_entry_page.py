"""Filling in a record at a real desk, with keys only."""

import re

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from desktop.desk.views import WorkState
from desktop.gui.form.popup import Popup
from desktop.gui.pages.entry import EntryPage
from desktop.gui.parts.label import Label
from desktop.gui.places import EditRecord, NewRecord, Records
from desktop.gui.words import say
from tests.gui import hands

EVENTS = Records("mobilisation_event")
SAVED = re.compile(r"đã lưu \d\d:\d\d:\d\d")


def painted(label):
    """What a screen reader finds on the status line."""
    interface = QAccessible.queryAccessibleInterface(label)
    return interface.text(QAccessible.Text.Name)


def type_an_event(seat, keyboard=hands.unikey):
    """Form, day, lead, attendance: the short way."""
    hands.ctrl(Qt.Key.Key_N)
    assert isinstance(seat.page, EntryPage)
    hands.press(Qt.Key.Key_Return)  # the form proposed is right
    hands.plain("20/6")
    hands.press(Qt.Key.Key_Return)
    keyboard("Công an")
    hands.press(Qt.Key.Key_Return)
    while seat.page.form.here() != "/data/attendance":
        hands.press(Qt.Key.Key_Return)
    hands.plain("1.234")


@pytest.mark.parametrize("keyboard", [hands.unikey, hands.preedit])
def test_an_event_is_entered_without_a_mouse(start, keyboard):
    seat = start()
    seat.go(EVENTS)
    type_an_event(seat, keyboard)
    hands.press(Qt.Key.Key_F12)
    seat.wait(lambda: not isinstance(seat.page, EntryPage))
    (record,) = seat.ask.records.ids("mobilisation_event")
    view = seat.ask.records.view(record)
    lines = dict(view.lines)
    assert view.row.work is WorkState.COMPLETE
    assert lines["Đơn vị chủ trì"] == "Công an"
    assert "1.234" in lines.values() and view.row.date == "2026-06-20"
    assert seat.page.model.rowCount() == 1  # the list shows it at once


def test_a_pause_saves_the_draft_and_says_when(start):
    seat = start()
    seat.go(EVENTS)
    type_an_event(seat)
    page = seat.page
    seat.wait(lambda: SAVED.fullmatch(painted(page.saved)))
    (row,) = seat.ask.records.drafts()
    assert row.date == "2026-06-20"


def test_saved_is_said_only_after_the_disk_has_it(start):
    seat = start()
    seat.go(EVENTS)
    drafts = []
    page = seat.go(NewRecord("mobilisation_event"))
    page.saved.setText("")
    page.keeper.saved.connect(lambda _: drafts.append(len(seat.ask.records.drafts())))
    type_an_event(seat)
    seat.wait(lambda: drafts)
    assert set(drafts) == {1}


def test_escape_goes_back_and_the_draft_opens_again(start):
    seat = start()
    seat.go(EVENTS)
    type_an_event(seat)
    hands.press(Qt.Key.Key_Escape)
    assert seat.window.trail[-1] == EVENTS
    seat.done()
    (row,) = seat.ask.records.drafts()
    page = seat.go(EditRecord(row.record))
    assert page.form.field("/data/attendance").control.line.text() == "1.234"
    assert page.form.field("/data/lead_org").control.line.text() == "Công an"


def test_closing_the_window_keeps_what_was_typed_last(start, folders):
    seat = start()
    seat.go(EVENTS)
    type_an_event(seat)
    seat.program.stop()
    again = start()
    (row,) = again.ask.records.drafts()
    page = again.go(EditRecord(row.record))
    assert page.form.field("/data/attendance").control.line.text() == "1.234"


def test_finishing_too_early_lists_what_is_left_and_f8_walks(start):
    seat = start()
    page = seat.go(NewRecord("mobilisation_event"))
    assert "còn 3 lỗi" in page.finish_button.text()
    hands.press(Qt.Key.Key_F12)
    assert isinstance(seat.page, EntryPage) and page.strip.words()
    assert [line.label for line in page.panel.lines()][:2] == ["Ngày", "Đơn vị chủ trì"]
    assert page.form.here() == "/data/event_date"
    hands.press(Qt.Key.Key_F8)
    assert page.form.here() == "/data/lead_org"
    hands.press(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert page.form.here() == "/data/event_date"


def test_a_problem_behind_the_fold_is_opened(start):
    seat = start()
    page = seat.go(NewRecord("mobilisation_event"))
    page.form.enter("/data/note")
    assert page.form.field("/data/note").control.widget.isVisible()


def test_an_edited_record_is_a_further_revision(start):
    seat = start()
    record = seat.event()
    page = seat.go(EditRecord(record))
    page.form.enter("/data/attendance")
    hands.plain("99")
    hands.press(Qt.Key.Key_F12)
    seat.wait(lambda: not isinstance(seat.page, EntryPage))
    view = seat.ask.records.view(record)
    assert "99" in dict(view.lines).values() and len(view.history) == 2


def test_a_private_note_says_so_to_the_officer(start):
    seat = start()
    page = seat.go(NewRecord("mobilisation_event"))
    hint = page.form.field("/data/note").hint
    assert hint is not None and "người dân" in hint.text()


def test_the_status_line_says_typing_until_it_is_saved(start):
    seat = start()
    page = seat.go(NewRecord("mobilisation_event"))
    page.form.enter("/data/attendance")
    hands.plain("5")
    page.form.settle()
    assert painted(page.saved) == "Đang nhập…"
    seat.wait(lambda: SAVED.fullmatch(painted(page.saved)))


def test_half_a_second_is_enough(start):
    seat = start()
    page = seat.go(NewRecord("mobilisation_event"))
    page.form.enter("/data/attendance")
    hands.plain("5")
    loop = QEventLoop()
    QTimer.singleShot(1_000, loop.quit)
    loop.exec()
    QApplication.processEvents()
    assert SAVED.fullmatch(painted(page.saved))


def test_a_draft_is_given_up_only_at_the_second_press(start):
    seat = start()
    seat.go(EVENTS)
    type_an_event(seat)
    page = seat.page
    seat.wait(lambda: SAVED.fullmatch(painted(page.saved)))
    page.drop.click()
    assert seat.page is page and len(seat.ask.records.drafts()) == 1
    page.drop.click()
    seat.wait(lambda: seat.page is not page)
    assert seat.ask.records.drafts() == ()


def test_answers_no_longer_asked_are_named_before_they_are_left_out(start):
    seat = start()
    record = seat.event(
        event_form="dien_dan", opinions="3", opinions_answered="3", opinions_pending="0"
    )
    page = seat.go(EditRecord(record))
    page.form.enter("/data/event_form")
    hands.plain("sinh hoat")
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_F12)
    label = page.form.field("/data/opinions_answered").node.label
    assert seat.page is page and label in page.strip.words()
    hands.press(Qt.Key.Key_F12)
    seat.wait(lambda: seat.page is not page)
    assert label not in dict(seat.ask.records.view(record).lines)


def test_nobody_is_asked_about_answers_that_nobody_gave(start):
    seat = start()
    seat.event()
    seat.go(EVENTS)
    hands.ctrl(Qt.Key.Key_N)
    page = seat.page
    hands.plain("truyen thanh")
    hands.press(Qt.Key.Key_Return)
    hands.plain("20/6")
    page.form.enter("/data/broadcasts")
    hands.plain("12")
    hands.press(Qt.Key.Key_F12)  # sessions were filled in, and are not asked now
    seat.wait(lambda: seat.page is not page)
    assert seat.ask.records.drafts() == ()


def test_escape_puts_an_open_list_away_and_not_the_form(start):
    seat = start()
    page = seat.go(NewRecord("mobilisation_event"))
    page.form.enter("/data/lead_org")
    hands.press(Qt.Key.Key_F4)
    popup = page.window().findChild(Popup)
    assert popup.isVisible()
    hands.press(Qt.Key.Key_Escape)
    assert not popup.isVisible() and seat.page is page
    hands.press(Qt.Key.Key_Escape)
    assert seat.page is not page


def test_words_that_are_no_choice_are_not_finished_as_the_choice_before(start):
    seat = start()
    record = seat.event()
    page = seat.go(EditRecord(record))
    page.form.enter("/data/event_form")
    hands.plain("25/9")
    hands.press(Qt.Key.Key_F12)
    assert seat.page is page and "còn 1 chỗ phải sửa" in page.strip.words()
    page.save()
    seat.done()


def test_finishing_puts_the_cursor_on_what_is_wrong_past_a_warning(start):
    seat = start()
    seat.add("residential_unit", {
        "unit_name": "Thôn 1", "unit_type": "thon", "valid_from": "2025-07-01",
    })  # fmt: skip
    page = seat.go(NewRecord("safety_registration"))
    page.form.enter("/data/residential_unit_id")
    hands.plain("thon 1")
    hands.press(Qt.Key.Key_Return)
    hands.plain("15/9/2025")  # after the first quarter: a warning
    page.form.enter("/data/recognised")
    hands.plain("1")
    hands.press(Qt.Key.Key_F12)
    assert [line.mood for line in page.panel.lines()][:2] == ["warning", "danger"]
    assert page.form.here() == "/data/decision_no"
    page.save()
    seat.done()


def test_cells_of_a_few_persons_are_named_before_they_are_added_together(start):
    seat = start()
    page = seat.go(NewRecord("community_headcount"))
    told = {"as_of_date": "14062026", "being_helped_start": "24",
            "newly_accepted": "2", "completed_progress": "7", "stopped_other": "0",
            "being_helped_end": "19"}  # fmt: skip
    for name, text in told.items():
        page.form.enter(f"/data/{name}")
        hands.plain(text)
    page.form.settle()
    hands.press(Qt.Key.Key_F12)
    assert seat.page is page and not seat.ask.records.ids("community_headcount")
    assert "ô dưới 3" in page.strip.words()
    assert "Mới nhận trong kỳ" in page.strip.words()
    hands.press(Qt.Key.Key_F12)
    seat.wait(lambda: seat.page is not page)
    (record,) = seat.ask.records.ids("community_headcount")
    lines = dict(seat.ask.records.view(record).lines)
    assert lines["Khác: tăng, giảm gộp chung"] == "-5"
    assert "Mới nhận trong kỳ" not in lines


INSERT = Qt.Key.Key_Insert
SHIFTED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def posts(page):
    instance = page._entry.instance
    rows = instance.rows("/data/parties")
    return [instance.node(f"{row}/signatory_post").value for row in rows]


def test_rows_are_put_in_by_key_below_and_above_the_cursor(start):
    seat = start()
    page = seat.go(NewRecord("coordination_programme"))
    page.form.enter("/data/parties[1]/signatory_post")
    hands.plain("Một")
    hands.press(INSERT, Qt.KeyboardModifier.ControlModifier)
    assert page.form.here() == "/data/parties[2]/org_id"
    page.form.enter("/data/parties[2]/signatory_post")
    hands.plain("Hai")
    hands.press(INSERT, SHIFTED)
    assert page.form.here() == "/data/parties[2]/org_id"
    assert posts(page) == ["Một", "", "Hai"]
    page.form.enter("/data/parties[1]/signatory_post")
    hands.press(INSERT, SHIFTED)
    assert posts(page) == ["", "Một", "", "Hai"]
    seat.done()
    page.save()
    seat.done()
    (row,) = seat.ask.records.drafts()
    kept = seat.ask.records.resume(row.record).instance.data(final=False)["parties"]
    assert [one["signatory_post"] for one in kept] == [None, "Một", None, "Hai"]


def test_a_new_row_is_in_sight_however_large_the_text(start):
    seat = start(percent=200)
    page = seat.go(NewRecord("coordination_programme"))
    page.form.enter("/data/parties[1]/signatory_post")
    for _ in range(3):
        hands.press(INSERT, Qt.KeyboardModifier.ControlModifier)
        line = hands.here()
        seat.qtbot.wait(400)  # words are wrapped in several turns
        assert line.visibleRegion().boundingRect().size() == line.size()


def test_a_row_needs_a_row_to_stand_by(start):
    seat = start()
    page = seat.go(NewRecord("coordination_programme"))
    page.form.enter_first()
    hands.press(INSERT, Qt.KeyboardModifier.ControlModifier)
    assert "Con trỏ chưa ở trong dòng nào" in page.strip.words()


def test_a_new_event_begins_as_the_one_before_and_says_which_answers(start):
    seat = start()
    first = seat.go(NewRecord("mobilisation_event"))
    assert first.strip.words() == "" and first._entry.begun == ()
    seat.event(topics="lua_dao", attendance="120")
    page = seat.go(NewRecord("mobilisation_event"))
    data = page._entry.instance.data(final=False)
    lead = seat.ask.records.ids("organisation")[0]
    assert (data["lead_org"], data["topics"]) == (lead, "lua_dao")
    assert not data["attendance"] and not data["event_date"]
    told = page.strip.words()
    assert told.startswith("Đã điền như bản ghi trước: ") and "Đơn vị chủ trì" in told
    seat.event()  # as a command would, with what it was given and nothing else
    added = seat.ask.records.ids("mobilisation_event")[0]
    assert "lua_dao" not in str(seat.ask.records.edit(added).instance.data(final=True))


def test_a_list_without_anything_says_where_to_add(start):
    """As in every new register, which knows no village yet."""
    seat = start()
    seat.go(NewRecord("mobilisation_event"))
    form = seat.page.form
    while form.here() != "/data/place_scope":
        hands.press(Qt.Key.Key_Return)
    hands.plain("2")
    villages = form.field("/data/residential_unit_ids").control
    seat.wait(lambda: villages.widget.isVisible())
    (told,) = [one for one in villages.widget.findChildren(Label) if one.isVisible()]
    assert told.text() == say("gui.form.empty_list")
    assert not villages.view.isVisible()
