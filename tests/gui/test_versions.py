"""A record of an earlier version of its form, at a real window, by keys."""

import pytest
from PySide6.QtCore import Qt

from desktop.desk import profile
from desktop.gui.form.kept import beside
from desktop.gui.menu import items
from desktop.gui.pages.entry import EntryPage
from desktop.gui.pages.raw import RawPage
from desktop.gui.parts.label import Label
from desktop.gui.places import EditRecord, NewRecord, Records, ShowRecord
from desktop.gui.worker import Job
from tests.desk import versioned
from tests.gui import hands

VISITS = Records("visit")


@pytest.fixture(scope="session")
def packs(tmp_path_factory):
    return versioned.make_packs(tmp_path_factory.mktemp("packs"))


@pytest.fixture
def use(packs, monkeypatch):
    def _use(name):
        monkeypatch.setattr(profile, "load_pack", lambda: packs[name])

    _use("first")
    return _use


@pytest.fixture
def old(use, start):
    """A seat with the third version, and a draft and a record of the first."""

    def _old(name="third", **more):
        seat = start()
        draft = seat.ask.records.new("visit", versioned.DATA).draft()
        told = []
        keep = Job(lambda act: act.save_draft(draft), told.append, told.append)
        seat.program._worker.submit(keep)
        seat.wait(lambda: told)
        done = seat.add("visit", versioned.DATA)
        seat.program.stop()
        use(name)
        again = start(**more)
        again.draft, again.record = draft.record, done
        return again

    return _old


def words(widget):
    """Every line of text in sight."""
    shown = [label for label in widget.findChildren(Label) if label.isVisible()]
    return [label.text() for label in shown if label.text().strip()]


def version_of(page):
    return page._entry.form.definition.version


OFFERED = [
    "Chuyển bản ghi từ bản 1 sang bản 3 của biểu mẫu",
    "Phải chia ra nhiều câu (2)",
    "Chương trình không tự chia. Câu trả lời cũ để cạnh các câu mới cho anh chị chia lại.",
    "Số người",
    "30",
    "để cạnh “Nam”, “Nữ”",
    "Số đại biểu (dòng 1)",
    "4",
    "để cạnh “Cán bộ”, “Khách”",
    "Không hợp với kiểu trả lời mới (1)",
    "Câu trả lời cũ để cạnh câu mới cho anh chị nhập lại.",
    "Quy mô",
    "lớn",
    "để cạnh “Quy mô”",
    "Không còn câu hỏi (1)",
    "Câu trả lời được giữ ở cuối biểu mẫu, không tính vào số liệu.",
    "Ý kiến",
    "Cần làm sớm",
    "Chuyển sang câu có tên mới hoặc chỗ mới (3)",
    "Tên việc",
    "Thăm hộ mới về",
    "sang “Tên chuyến thăm”",
    "Bên (dòng 1)",
    "Công an",
    "sang “Bên”",
    "Bên (dòng 2)",
    "Mặt trận",
    "sang “Bên”",
    "Giữ nguyên (1)",
    "Nơi đến",
    "cho",
    "Chưa có gì thay đổi. Không câu trả lời nào bị mất. Bấm Esc để giữ bản 1.",
]


def test_a_draft_opens_under_its_version_and_offers_to_move(old):
    seat = old()
    page = seat.go(EditRecord(seat.draft))
    assert version_of(page) == "1"
    assert page.form.field("/data/people").control.line.text() == "30"
    assert page.offer.words() == (
        "Bản ghi này làm theo bản 1 của biểu mẫu. Nay đã có bản 3;"
        " có thể chuyển, hoặc làm tiếp như cũ."
    )
    hands.ctrl(Qt.Key.Key_M)
    assert words(page.mover) == OFFERED
    assert page.mover.keep.text() == "Giữ bản 1 (Esc)"
    assert hands.here() is page.mover.agree
    assert page.mover.agree.text() == "Chuyển sang bản 3"


def test_escape_keeps_the_version_and_every_answer(old):
    seat = old()
    page = seat.go(EditRecord(seat.draft))
    hands.ctrl(Qt.Key.Key_M)
    hands.press(Qt.Key.Key_Escape)
    assert seat.page is page and page.mover.isHidden()
    assert version_of(page) == "1"
    assert page.form.field("/data/people").control.line.text() == "30"
    seat.done()
    assert seat.ask.records.resume(seat.draft).draft().form == "visit@1"
    hands.press(Qt.Key.Key_Escape)
    assert not isinstance(seat.page, EntryPage)


def test_after_the_move_old_answers_stand_beside_and_below(old):
    seat = old()
    page = seat.go(EditRecord(seat.draft))
    hands.ctrl(Qt.Key.Key_M)
    hands.press(Qt.Key.Key_Return)
    assert version_of(page) == "3" and page.offer.isHidden()
    assert page.strip.words() == (
        "Đã chuyển sang bản 3. Còn 4 câu trả lời cũ chờ xem lại:"
        " để cạnh câu mới, hoặc ở cuối biểu mẫu."
    )
    stands = {
        ref: page.form.field(f"/data/{ref}").old.text()
        for ref in ("men", "women", "size", "partners[1]/guests")
    }
    assert stands == {
        "men": "Bản trước đã ghi – Số người: 30",
        "women": "Bản trước đã ghi – Số người: 30",
        "size": "Bản trước đã ghi – Quy mô: lớn",
        "partners[1]/guests": "Bản trước đã ghi – Số đại biểu: 4",
    }
    assert page.form.field("/data/name").control.line.text() == "Thăm hộ mới về"
    card = page.form._sheets[-1]
    assert words(card) == [
        "Giữ lại từ bản trước của biểu mẫu",
        "Biểu mẫu không còn hỏi những câu này. Câu trả lời cũ được giữ cùng bản ghi, không tính vào số liệu.",
        "Số đại biểu (dòng 1)", "4", "Số người", "30", "Quy mô", "lớn",
        "Ý kiến", "Cần làm sớm",
    ]  # fmt: skip


def test_the_moved_draft_is_divided_finished_and_still_shows_what_was_kept(old):
    seat = old()
    page = seat.go(EditRecord(seat.draft))
    hands.ctrl(Qt.Key.Key_M)
    hands.press(Qt.Key.Key_Return)
    page.form.enter("/data/men")
    hands.plain("20")
    hands.press(Qt.Key.Key_Return)
    hands.plain("10")
    hands.press(Qt.Key.Key_Escape)
    seat.done()
    assert seat.ask.records.resume(seat.draft).draft().form == "visit@3"
    page = seat.go(EditRecord(seat.draft))
    assert version_of(page) == "3" and page.offer.isHidden()
    assert page.form.field("/data/women").control.line.text() == "10"
    assert page.form.field("/data/men").old.text().endswith("Số người: 30")
    hands.press(Qt.Key.Key_F12)
    seat.wait(lambda: not isinstance(seat.page, EntryPage))
    shown = words(seat.go(ShowRecord(seat.draft)))
    assert {"Nữ", "10", "Cần làm sớm", "Giữ lại từ bản trước của biểu mẫu"} <= {*shown}


def test_a_finished_record_opens_under_its_version_and_moves_as_a_draft(old):
    seat = old()
    shown = words(seat.go(ShowRecord(seat.record)))
    assert "Số người" in shown and "30" in shown
    page = seat.go(EditRecord(seat.record))
    assert version_of(page) == "1" and page.offer.words()
    hands.ctrl(Qt.Key.Key_M)
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_F12)
    seat.wait(lambda: not isinstance(seat.page, EntryPage))
    view = seat.ask.records.view(seat.record)
    assert len(view.history) == 2 and len(view.kept) == 4


def test_a_retired_code_stays_and_says_so(old):
    seat = old()
    page = seat.go(EditRecord(seat.draft))
    field = page.form.field("/data/place")
    assert field.node.value == "cho"
    assert "cho (mục cũ, hãy chọn lại)" in spoken(field)


def spoken(field):
    """What the control shows for the answer, whichever control it is."""
    widgets = [field.control.widget, *field.control.widget.findChildren(object)]
    return [w.text() for w in widgets if hasattr(w, "text") and callable(w.text)]


def test_a_record_of_the_present_version_is_offered_nothing(old):
    seat = old()
    page = seat.go(NewRecord("visit"))
    assert page.offer.isHidden()
    hands.ctrl(Qt.Key.Key_M)
    assert page.mover.isHidden()


def test_several_old_answers_beside_one_question_have_a_line_each(old):
    seat = old()
    page = seat.go(EditRecord(seat.draft))
    entry = seat.ask.records.moved(page._entry).entry
    one, two = entry.kept()[:2]
    both = beside([one, type(two)(two.label, two.value, one.beside)])
    assert both[one.beside[0]].splitlines() == [
        "Bản trước đã ghi – Số đại biểu: 4",
        "Bản trước đã ghi – Số người: 30",
    ]


# the answers as they are kept

RAW = [
    "unit_code: 20854",
    "title: Thăm hộ mới về",
    "people: 30",
    "size: lớn",
    "gone: Cần làm sớm",
    "place: cho",
    "parties[1]/_row: ",
    "parties[1]/org: Công an",
    "parties[1]/came: 4",
    "parties[2]/_row: ",
    "parties[2]/org: Mặt trận",
]


def raw_lines(page):
    assert isinstance(page, RawPage)
    lines = page.text.toPlainText().splitlines()
    return [line[:17] if "_row" in line else line for line in lines]


def test_every_record_has_its_answers_as_they_are_kept(old):
    seat = old()
    seat.go(VISITS)
    for record in (seat.draft, seat.record):
        page = seat.go(VISITS)
        page.table.selectRow(page.model.place_of(record))
        hands.press(Qt.Key.Key_D, SHIFTED)
        assert sorted(raw_lines(seat.page)) == sorted(RAW)
        assert seat.page.drop.isHidden() and not seat.page.strip.words()
        hands.press(Qt.Key.Key_Escape)
        assert seat.window.trail[-1] == VISITS
    for place in (ShowRecord(seat.record), EditRecord(seat.draft)):
        seat.go(place)
        hands.press(Qt.Key.Key_D, SHIFTED)
        assert sorted(raw_lines(seat.page)) == sorted(RAW)


SHIFTED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def test_what_was_typed_last_is_in_the_raw_answers(old):
    seat = old()
    page = seat.go(EditRecord(seat.draft))
    page.form.enter("/data/people")
    hands.plain("31")
    hands.press(Qt.Key.Key_D, SHIFTED)
    seat.wait(lambda: "people: 31" in raw_lines(seat.page))


def test_records_of_a_form_that_is_gone_are_listed_and_read(old):
    seat = old("none")
    menu = seat.window.shell.ask.records.menu()
    assert [form.form_id for form in menu if form.gone] == ["visit"]
    titles = [item.title for item in items(seat.window.shell.desk, menu)]
    at = titles.index("Biểu mẫu không còn dùng")
    assert titles[at + 1] == "visit"
    page = seat.go(VISITS)
    assert page.model.rowCount() == 2 and page.new.isHidden()
    hands.ctrl(Qt.Key.Key_N)
    assert seat.page is page and "không còn dùng" in page.strip.words()
    page.table.setFocus()
    page.table.selectRow(page.model.place_of(seat.record))
    hands.press(Qt.Key.Key_Return)
    assert seat.window.trail[-1] == ShowRecord(seat.record)
    assert "không còn dùng" in seat.page.strip.words() and seat.page.edit.isHidden()
    hands.press(Qt.Key.Key_D, SHIFTED)
    assert sorted(raw_lines(seat.page)) == sorted(RAW)


def test_a_draft_of_a_form_that_is_gone_is_read_and_given_up_at_the_second_press(old):
    seat = old("none")
    page = seat.go(VISITS)
    page.table.setFocus()
    page.table.selectRow(page.model.place_of(seat.draft))
    hands.press(Qt.Key.Key_Return)
    assert sorted(raw_lines(seat.page)) == sorted(RAW)
    assert "Biểu mẫu visit (bản 1) không còn dùng" in seat.page.strip.words()
    raw = seat.page
    raw.drop.setFocus()
    hands.press(Qt.Key.Key_Return)
    seat.done()
    assert len(seat.ask.records.drafts()) == 1
    hands.press(Qt.Key.Key_Return)
    seat.wait(lambda: seat.page is not raw)
    assert seat.ask.records.drafts() == ()
    assert seat.page.model.rowCount() == 1
