"""One event entered twice: offered when it is finished, decided by keys."""

from PySide6.QtCore import Qt

from desktop.desk.pair_views import Verdict
from desktop.desk.views import WorkState
from desktop.gui.places import NewRecord, Records, SameEvents
from tests.gui import hands

EVENTS = "mobilisation_event"


def offered(seat):
    """The page of pairs, reached by its key."""
    hands.ctrl(Qt.Key.Key_G)
    assert seat.window.trail[-1] == SameEvents()
    page = seat.page
    seat.wait(lambda: page.found is not None)
    return page


def decided(seat, page, verdict):
    seat.wait(lambda: [pair.verdict for pair in page.found] == [verdict])
    return page.found[0]


def tab_to(widget, most=30):
    for _ in range(most):
        if widget.hasFocus():
            return
        hands.press(Qt.Key.Key_Tab)
    raise AssertionError("Tab does not lead there")


def test_finishing_the_second_of_two_says_that_it_may_be_the_same(start):
    seat = start()
    seat.event(event_date="2026-07-01")
    seat.go(Records(EVENTS))
    page = seat.go(NewRecord(EVENTS))
    form = page.form
    for name, text in (("event_date", "01072026"), ("lead_org", "cong"),
                       ("attendance", "118")):  # fmt: skip
        form.enter(f"/data/{name}")
        hands.plain(text)
        hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_F12)
    seat.wait(lambda: seat.window.trail[-1] == Records(EVENTS))
    assert seat.page.strip.words().endswith(
        "Có thể là cùng một buổi với Buổi tuyên truyền tập trung · 120 lượt người,"
        " ngày 01/07/2026."
        " Bấm Ctrl+G để xem và kết luận."
    )


def test_two_records_are_united_by_keys_after_a_second_press(start):
    seat = start()
    one, other = seat.event(), seat.event(attendance="118")
    lead = seat.ask.records.rows(seat.ask.records.ids("organisation")[:1])[0].title
    seat.go(Records(EVENTS))
    page = offered(seat)
    assert page.table.hasFocus()
    assert page.compare.why.text() == (
        f"Vì sao: cùng ngày; cùng toàn xã; cùng đơn vị: {lead};"
        " giống hoặc gần giống: Hình thức, Chủ đề, Đối tượng, Số lượt người tham dự."
    )
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Right)
    assert page.decide.keep.code() == "2"
    hands.press(Qt.Key.Key_Tab)
    assert page.decide.unite.hasFocus()
    hands.press(Qt.Key.Key_Return)
    assert page.strip.words() == (
        "Sẽ giữ Buổi tuyên truyền tập trung · 118 lượt người, ngày 20/06/2026 và rút"
        " Buổi tuyên truyền tập trung · 120 lượt người, ngày 20/06/2026; việc này không hoàn lại được."
        " Bấm “Gộp làm một” lần nữa để làm."
    )
    assert page.found[0].verdict is Verdict.OPEN
    hands.press(Qt.Key.Key_Return)
    pair = decided(seat, page, Verdict.JOINED)
    assert (pair.one.record, pair.other.record) == (other, one)
    assert pair.other.work is WorkState.VOID
    assert page.strip.words().startswith("Đã gộp; từ nay số liệu chỉ tính")
    assert page.compare.why.text() == (
        "Là một buổi: bản thứ nhất được giữ, bản thứ hai đã rút."
    )
    assert page.decide.isHidden()


def test_another_choice_takes_the_first_press_back(start):
    seat = start()
    seat.event(), seat.event(attendance="118")
    seat.go(Records(EVENTS))
    page = offered(seat)
    page.decide.unite.click()
    assert page.strip.words()
    page.decide.keep.enter()
    hands.press(Qt.Key.Key_Right)
    assert page.strip.words() == ""
    page.decide.unite.click()
    assert page.found[0].verdict is Verdict.OPEN


def test_two_records_are_kept_apart_with_a_reason_typed(start):
    seat = start()
    seat.event(), seat.event(attendance="118")
    seat.go(Records(EVENTS))
    page = offered(seat)
    assert not page.decide.leave.isEnabled()
    tab_to(page.decide.why)
    hands.unikey("sáng và chiều")
    hands.press(Qt.Key.Key_Return)
    pair = decided(seat, page, Verdict.APART)
    assert pair.reason == "sáng và chiều"
    assert page.strip.words() == ("Đã ghi: hai buổi khác nhau. Sổ không hỏi lại nữa.")
    assert page.compare.why.text() == "Lý do: sáng và chiều"


def test_where_nothing_looks_alike_the_page_says_so(start):
    seat = start()
    seat.event()
    seat.go(Records(EVENTS))
    page = offered(seat)
    assert page.strip.words() == "Không có hai bản ghi nào có thể là cùng một buổi."
    hands.press(Qt.Key.Key_Escape)
    assert seat.window.trail[-1] == Records(EVENTS)
