"""A person asks, and a file's day comes: the officer's page for residents' data."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop.gui.pages import privacy
from desktop.gui.parts.card import Scroll
from desktop.gui.places import Privacy, Records, ShowRecord
from desktop.gui.words import say
from desktop.gui.worker import Job
from tests.desk.praised import praise
from tests.gui import hands
from tests.gui.test_guards import said, shoot
from tests.papers.made import pdf

NAME = "Trần Thị Thử"


def do(seat, work):
    told = []
    seat.program._worker.submit(Job(work, told.append, told.append))
    seat.wait(lambda: told)
    assert not isinstance(told[0], Exception), told[0]


def attach(seat, record, folder):
    file = folder / "bien-ban.pdf"
    file.write_bytes(pdf(f"Người dự: {NAME}"))
    do(seat, lambda act: act.files.attach(record, file, file.name, shows_people=False))


def looked(seat, page, name=NAME):
    page.person.name.setFocus()
    hands.unikey(name)
    page.person.button.click()
    seat.wait(lambda: page.person.told is not None)


def rows(table):
    model = table.model()
    across = range(model.columnCount())
    return [
        [model.index(at, column).data() for column in across]
        for at in range(model.rowCount())
    ]


@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_person_is_found_and_a_line_opens_its_record(start, tmp_path, look):
    seat = start(look=look)
    record = seat.event(note=f"Gặp {NAME} tại nhà")
    attach(seat, record, tmp_path)
    page = seat.go(Privacy())
    looked(seat, page)
    assert [row[2] for row in rows(page.person.table)] == [
        "Ghi chú", "Chữ trong tệp bien-ban.pdf",
    ]  # fmt: skip
    assert any("Hạn trả lời: 06/07/2026" in text for text in said(page))
    shoot(seat, f"person-{look}")
    page.person.table.opened.emit(0)
    assert seat.window.trail[-1] == ShowRecord(record)


def test_the_answer_is_saved_and_that_is_noted(start, tmp_path, monkeypatch):
    seat = start()
    seat.event(note=f"Gặp {NAME}")
    page = seat.go(Privacy())
    looked(seat, page)
    out, opened = tmp_path / "tra-loi.pdf", []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    monkeypatch.setattr(privacy, "open_file", opened.append)
    page.person.print.click()
    seat.wait(lambda: opened)
    assert out.read_bytes().startswith(b"%PDF")
    assert [row[2] for row in rows(page.acts.table)] == [
        say("activity.print"), say("activity.person"),
    ]  # fmt: skip


def test_a_name_that_windows_cannot_hold_is_refused_with_another(
    start, tmp_path, monkeypatch
):
    seat = start()
    seat.event(note=f"Gặp {NAME}")
    page = seat.go(Privacy())
    looked(seat, page)
    out = tmp_path / "trả lời: 1.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    page.person.print.click()
    seat.wait(lambda: "Windows không nhận tên tệp" in page.strip.words())
    assert page.strip.words().endswith("trả lời- 1.pdf")
    assert not list(tmp_path.glob("tr*"))


def test_nobody_is_found_where_there_is_nobody(start):
    seat = start()
    page = seat.go(Privacy())
    looked(seat, page, "Lê Văn Không")
    assert page.person.table.isHidden()
    assert any(text.startswith("Thấy 0 chỗ") for text in said(page))


@pytest.mark.parametrize("day", ["35/13/2026", "hôm qua"])
def test_a_day_that_is_none_and_an_empty_name_are_refused(start, day):
    seat = start()
    page = seat.go(Privacy())
    page.person.asked.setText(day)
    page.person.button.click()
    assert page.strip.words()
    page.person.asked.setText("02/07/2026")
    page.person.button.click()
    seat.wait(lambda: page.strip.words().startswith("Hãy nhập họ tên"))


def test_a_name_does_not_stay_on_the_page(start):
    seat = start()
    page = seat.go(Privacy())
    looked(seat, page)
    seat.go(Records("mobilisation_event"))
    page = seat.go(Privacy())
    assert page.person.name.text() == ""
    assert page.person.told is None


@pytest.mark.parametrize("look", ["light", "dark"])
def test_files_past_their_day_go_when_it_was_said_twice(start, tmp_path, look):
    seat = start(look=look)
    record = seat.event()
    attach(seat, record, tmp_path)
    page = seat.go(Privacy())
    assert page.kept.button.isHidden()
    assert any("hết hạn ngày 14/07/2028" in text for text in said(page))
    seat.clock.turn_to(date(2028, 7, 15))
    page = seat.go(Privacy())
    assert [row[0] for row in rows(page.kept.table)] == ["bien-ban.pdf"]
    page.kept.button.click()
    assert page.strip.words() == say("gui.kept.sure", count=1)
    assert seat.ask.records.view(record).files[0].here
    shoot(seat, f"kept-{look}")
    page.kept.button.click()
    seat.wait(lambda: page.strip.words() == say("gui.kept.done", count=1))
    assert seat.ask.records.view(record).files[0].gone
    assert page.kept.button.isHidden()


@pytest.mark.parametrize("look", ["light", "dark"])
def test_names_that_stay_here_are_listed_with_their_last_day(start, look):
    seat = start(look=look)
    page = seat.go(Privacy())
    assert page.staying.table.isHidden()
    assert say("gui.staying.none") in said(page)
    record = seat.add("exemplar", praise(decision_date="2026-07-01"))
    page = seat.go(Privacy())
    until = [say("gui.staying.by_itself"), say("gui.staying.past")]
    assert [row[1:] for row in rows(page.staying.table)] == [["01/07/2028", until[0]]]
    shoot(seat, f"staying-{look}")
    seat.clock.turn_to(date(2028, 7, 2))
    page = seat.go(Privacy())
    assert [row[1:] for row in rows(page.staying.table)] == [["01/07/2028", until[1]]]
    page.staying.table.opened.emit(0)
    assert seat.window.trail[-1] == ShowRecord(record)


def test_the_first_page_says_that_secret_papers_have_no_place_here():
    assert "MẬT" in say("gui.sign_in.purpose")
    assert "tài liệu thường" in say("gui.sign_in.purpose")


def test_who_viewed_a_record_stands_in_the_log(start):
    seat = start()
    record = seat.event()
    seat.go(ShowRecord(record))
    seat.done()
    page = seat.go(Privacy())
    assert [row[2:] for row in rows(page.acts.table)] == [
        [say("activity.view"), record]
    ]


@pytest.mark.parametrize("look", ["light", "dark"])
def test_what_was_on_a_lost_computer_is_shown_and_the_notice_saved(
    start, tmp_path, monkeypatch, look
):
    seat = start(look=look)
    seat.event(note="Gặp một hộ")
    page = seat.go(Privacy())
    box = page.incident
    assert box.save.isHidden()
    box.kind.choose("computer")
    box.kind.chosen.emit("computer")
    QApplication.processEvents()
    told = "1 bản ghi; mục có thể nhắc đến người: Ghi chú"
    assert any(told in text for text in said(page))
    out, opened = tmp_path / "thong-bao.pdf", []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    monkeypatch.setattr(privacy, "open_file", opened.append)
    box.save.click()
    seat.wait(lambda: opened)
    assert out.read_bytes().startswith(b"%PDF")
    page.findChild(Scroll).ensureWidgetVisible(box.save)
    shoot(seat, f"incident-{look}")
    box.kind.choose("stick")
    box.kind.chosen.emit("stick")
    assert box.save.isHidden()
