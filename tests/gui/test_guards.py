"""Files, papers and erasing on a record's page, as an officer meets them."""

import os

import pytest
from PySide6.QtWidgets import QApplication

from desktop.gui.pages.erase_box import EraseBox
from desktop.gui.parts.card import Scroll
from desktop.gui.parts.choice_row import ChoiceRow
from desktop.gui.parts.label import Label
from desktop.gui.parts.line import Line
from desktop.gui.places import EditRecord, ShowRecord
from desktop.gui.words import say
from tests.gui import hands
from tests.gui.test_pages import button
from tests.papers.made import docx, jpeg, pdf

SHOTS = os.environ.get("SHOTS")  # a folder, to look at what was on the screen


def shoot(seat, name):
    if SHOTS:
        seat.qtbot.wait(300)
        seat.program.frame.grab().save(f"{SHOTS}/{name}.png")


def said(page):
    return [label.text() for label in page.findChildren(Label) if label.isVisible()]


def line(page, name):
    return next(w for w in page.findChildren(Line) if w.accessibleName() == name)


def shown(seat, **more):
    record = seat.event(**more)
    return record, seat.go(ShowRecord(record))


def look_into(seat, page, path, content):
    path.write_bytes(content)
    page.files.picked.emit(path)
    seat.wait(lambda: page.files.question.isVisible() or page.strip.words())


@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_picture_is_attached_after_the_one_question(start, tmp_path, look):
    seat = start(look=look)
    record, page = shown(seat)
    look_into(seat, page, tmp_path / "buoi-hop.jpg", jpeg())
    assert say("gui.record.people") in said(page)
    assert say("attach.told.picture") in said(page)
    shoot(seat, f"question-{look}")
    button(page, say("gui.record.people_no")).click()
    seat.wait(lambda: page.strip.words() == say("gui.record.attached"))
    (file,) = seat.ask.records.view(record).files
    assert (file.name, file.here, file.until) == ("buoi-hop.jpg", True, "2028-07-14")
    seat.wait(lambda: any("lưu đến 14/07/2028" in text for text in said(page)))
    shoot(seat, f"attached-{look}")


def test_another_time_can_be_chosen(start, tmp_path):
    seat = start()
    record, page = shown(seat)
    look_into(seat, page, tmp_path / "a.pdf", pdf("Biên bản"))
    terms = next(c for c in page.files.question.findChildren(ChoiceRow))
    terms.choose("long")
    button(page, say("gui.record.people_no")).click()
    seat.wait(lambda: seat.ask.records.view(record).files)
    assert seat.ask.records.view(record).files[0].until == "2031-07-14"


def test_of_a_list_only_number_and_place_are_noted(start, tmp_path):
    seat = start()
    record, page = shown(seat)
    look_into(seat, page, tmp_path / "danh-sach.docx", docx("Danh sách", author="A"))
    assert say("attach.told.author") in said(page)
    button(page, say("gui.record.people_yes")).click()
    QApplication.processEvents()
    line(page, say("gui.record.paper_number")).setFocus()
    hands.plain("12/DS-UBND")
    line(page, say("gui.record.paper_place")).setFocus()
    hands.unikey("Tủ hồ sơ")
    shoot(seat, "paper")
    button(page, say("gui.record.paper_note")).click()
    seat.wait(lambda: page.strip.words() == say("gui.record.paper_noted"))
    view = seat.ask.records.view(record)
    assert (view.files, view.papers) == ((), ("12/DS-UBND · Tủ hồ sơ",))
    seat.wait(
        lambda: say("gui.record.paper", what="12/DS-UBND · Tủ hồ sơ") in said(page)
    )


def test_a_secret_paper_gets_no_further_than_the_look(start, tmp_path):
    seat = start()
    record, page = shown(seat)
    look_into(seat, page, tmp_path / "bao-cao.pdf", pdf("TỐI MẬT"))
    assert page.strip.words() == say("attach.secret")
    assert not page.files.question.isVisible()
    shoot(seat, "secret")
    assert seat.ask.records.view(record).files == ()


@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_text_is_erased_when_it_was_said_twice(start, look):
    seat = start(look=look)
    record, page = shown(seat, note="Gặp gia đình một hộ")
    box = page.findChild(EraseBox)
    assert not box.button.isEnabled()
    box.what.choose("question:note")
    box.what.chosen.emit("question:note")
    assert box.button.isEnabled()
    box.button.click()
    assert page.strip.words() == say("gui.erase.sure")
    page.findChild(Scroll).ensureWidgetVisible(box.button)
    shoot(seat, f"erase-{look}")
    assert dict(seat.ask.records.view(record).lines)["Ghi chú"] == "Gặp gia đình một hộ"
    box.button.click()
    seat.wait(lambda: page.strip.words() == say("gui.erase.done"))
    gone = "(đã xóa theo yêu cầu ngày 02/07/2026)"
    seat.wait(lambda: gone in said(page))
    assert dict(seat.ask.records.view(record).lines)["Ghi chú"] == gone
    shoot(seat, f"erased-{look}")


def test_another_choice_must_be_said_twice_anew(start, tmp_path):
    seat = start()
    _, page = shown(seat, note="Gặp gia đình một hộ")
    box = page.findChild(EraseBox)
    box.what.choose("question:note")
    box.what.chosen.emit("question:note")
    box.button.click()
    box.what.choose("all")
    box.what.chosen.emit("all")
    assert page.strip.words() == ""
    box.button.click()
    assert page.strip.words() == say("gui.erase.sure")


def test_a_reason_of_ones_own_that_names_somebody_is_refused(start):
    seat = start()
    record, page = shown(seat, note="Gặp gia đình một hộ")
    box = page.findChild(EraseBox)
    box.what.choose("all")
    box.usual.choose("")
    box.usual.chosen.emit("")
    assert not box.button.isEnabled()
    box.why.setFocus()
    hands.unikey("Theo đơn của ông Tám")
    box.button.click()
    box.button.click()
    seat.wait(lambda: "Lý do sẽ ở lại" in page.strip.words())
    assert dict(seat.ask.records.view(record).lines)["Ghi chú"] == "Gặp gia đình một hộ"


@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_telephone_number_in_a_note_stands_among_the_problems(start, look):
    seat = start(look=look)
    record = seat.event()
    page = seat.go(EditRecord(record))
    page.form.enter("/data/note")
    hands.unikey("Liên hệ ông Tám 0912 345 678")
    hands.press(hands.Qt.Key.Key_F12)
    seat.wait(lambda: page.panel.isVisible())
    found = [(p.ref, p.kind.value) for p in page._entry.problems()]
    assert found == [("/data/note", "constraint"), ("/data/note", "warning")]
    shoot(seat, f"note-{look}")
