"""What a form does on the page: kinds, order, problems, rows, long lists."""

import time
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QDialog

from desktop.gui import theme
from desktop.gui.form.finder import Finder
from desktop.gui.form.form_view import FormView
from desktop.gui.form.kinds import CONTROLS, SILENT
from desktop.gui.form.popup import Popup
from desktop.gui.parts.button import Button
from desktop.gui.parts.card import Scroll
from desktop.xforms.choices import Choice
from desktop.xforms.definition import Kind
from tests.gui import hands
from tests.gui.small_form import MANY, open_entry

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def view(qtbot, qapp):
    theme.apply(qapp, "light", 100)  # whatever the test before asked for
    entry = open_entry()
    form = FormView(lambda: date(2026, 7, 2), None)
    area = Scroll(form)
    qtbot.addWidget(area)
    area.resize(1000, 700)
    form.show_entry(entry, unfolded=True)
    with qtbot.waitExposed(area):
        area.show()
    area.activateWindow()
    form.entry, form.area = entry, area
    return form


def control(view, name):
    return view.field(f"/data/{name}").control


def test_every_kind_of_question_has_a_control_or_none_on_purpose():
    assert set(CONTROLS) | SILENT | {Kind.NOTE} == set(Kind)


def test_enter_walks_through_the_form_and_back(view):
    view.enter_first()
    seen = []
    for _ in range(4):
        seen.append(view.here())
        hands.press(Qt.Key.Key_Return)
    assert seen == ["/data/title", "/data/story", "/data/people", "/data/money"]
    hands.press(Qt.Key.Key_Return, SHIFT)
    assert view.here() == "/data/money"


def test_enter_past_the_last_field_says_so(view, qtbot):
    view.enter("/data/seen")
    view.add_row("/data/parties")
    last = view.fields()[-1]
    last.enter()
    with qtbot.waitSignal(view.went_past):
        hands.press(Qt.Key.Key_Return)


def test_ctrl_enter_makes_a_new_line_in_a_paragraph_only(view):
    view.enter("/data/story")
    hands.plain("một")
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.plain("hai")
    view.settle()
    assert view.entry.value("story") == "một\nhai"
    hands.press(Qt.Key.Key_Tab)
    assert view.here() != "/data/story"


def test_entering_a_field_selects_what_is_there(view):
    view.enter("/data/title")
    hands.plain("cũ")
    view.enter("/data/people")
    view.enter("/data/title")
    hands.plain("mới")
    view.settle()
    assert view.entry.value("title") == "mới"


def test_a_digit_chooses_one_of_a_few(view):
    view.enter("/data/one")
    hands.plain("2")
    assert view.entry.value("one") == "b"
    hands.press(Qt.Key.Key_Delete)
    assert view.entry.value("one") == ""


def test_digits_and_space_tick_boxes(view):
    view.enter("/data/some")
    hands.plain("3")
    hands.plain("1")
    hands.press(Qt.Key.Key_Space)
    assert view.entry.value("some") == "c"  # Space took the first box back


def test_what_is_not_asked_disappears_and_keeps_its_answer(view):
    view.enter("/data/one")
    hands.plain("1")
    detail = view.field("/data/more/detail")
    assert detail.control.widget.isVisible()
    detail.enter()
    hands.plain("giữ lại")
    view.settle()
    view.enter("/data/one")
    hands.plain("2")
    assert not detail.control.widget.isVisible()
    hands.plain("1")
    assert detail.control.widget.isVisible()
    assert detail.control.line.text() == "giữ lại"


def test_only_what_changed_is_painted_again(view, monkeypatch):
    shown = []
    original = FormView._show
    monkeypatch.setattr(
        FormView, "_show", lambda self, f: (shown.append(f.ref), original(self, f))
    )
    view.enter("/data/people")
    hands.plain("7")
    view.settle()
    assert "/data/remark" in shown and "/data/money" not in shown
    assert view.field("/data/remark").label.text() == "Người: 7"


def test_a_problem_is_a_sentence_below_the_field_never_a_window(view):
    view.enter("/data/people")
    hands.plain("500")
    hands.press(Qt.Key.Key_Return)
    field = view.field("/data/people")
    assert field._note.words.text() == "Không quá 100 người."
    assert field.control.line.mark == "danger"
    assert not [
        w
        for w in QApplication.topLevelWidgets()
        if isinstance(w, QDialog) and w.isVisible()
    ]
    assert view.here() == "/data/money"  # it does not hold the officer back


def test_an_untouched_field_does_not_complain_until_finishing_is_tried(view):
    field = view.field("/data/title")
    assert field._note is None
    view.be_strict()
    assert field._note.words.text()


def test_leaving_a_list_without_a_choice_is_named_and_answers_nothing(view):
    view.enter("/data/listed")
    hands.plain("khong co")
    hands.press(Qt.Key.Key_Tab)
    field = view.field("/data/listed")
    assert view.entry.value("listed") == ""
    assert "danh sách" in field._note.words.text()
    assert field.control.line.text() == "khong co"


def test_escape_puts_the_list_away_and_the_choice_back(view):
    view.enter("/data/listed")
    hands.plain("dien")
    hands.press(Qt.Key.Key_Return)
    view.enter("/data/listed")
    hands.plain("dai")
    assert not view.window().findChild(Popup).isHidden()
    hands.press(Qt.Key.Key_Escape)
    assert view.window().findChild(Popup).isHidden()
    assert control(view, "listed").line.text() == "Điện Bàn"
    view.settle()
    hands.press(Qt.Key.Key_Tab)
    assert view.entry.value("listed") == "b"


def test_arrows_choose_in_the_list_and_the_line_stays_untouched(view):
    view.enter("/data/listed")
    hands.press(Qt.Key.Key_F4)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Down)
    assert control(view, "listed").line.text() == ""
    hands.press(Qt.Key.Key_Return)
    assert view.entry.value("listed") == "c"
    assert view.here() == "/data/some"


def test_eleven_thousand_choices_make_no_eleven_thousand_widgets(view):
    before = len(view.window().findChildren(object))
    begun = time.perf_counter()
    view.enter("/data/big")
    hands.plain("tp")
    took = time.perf_counter() - begun
    assert len(view.window().findChildren(object)) < before + 50
    assert took < 2  # two keys, folding 11,000 labels included, on any machine
    popup = view.window().findChild(Popup)
    assert popup.highlighted().label == "Xã Tiên Phước" or popup.model.rowCount() > 0


def test_initials_find_a_commune():
    names = ["Xã Tiên Phước", "Xã Tam Mỹ", "Xã Điện Bàn"]
    finder = Finder([Choice(str(n), name) for n, name in enumerate(names)])
    assert list(finder.find("xtp")) == [0]
    assert list(finder.find("dien b")) == [2]
    assert list(finder.find("tam")) == [1]
    assert len(finder.find("")) == 3


def test_a_long_list_keeps_all_its_choices(view):
    assert control(view, "bigs").model.rowCount() == MANY


def test_rows_are_added_crossed_out_taken_back_and_dropped(view):
    view.add_row("/data/parties")
    view.add_row("/data/parties")
    first, second = view.entry.instance.rows("/data/parties")[-2:]
    assert view.here() == f"{second}/org"
    hands.plain("Bên thứ hai")
    view.settle()
    heads = [p for s in view._sheets for p in s._parts if hasattr(p, "is_crossed")]
    row = next(head for head in heads if head.ref == first)
    row.turn()
    assert row.is_crossed and not view.field(f"{first}/org").control.widget.isEnabled()
    row.turn()
    assert view.field(f"{first}/org").control.widget.isEnabled()
    row.turn()
    count = len(view.entry.instance.rows("/data/parties"))
    view.drop_rows()
    left = view.entry.instance.rows("/data/parties")
    assert len(left) == count - 1
    assert view.entry.instance.node(f"{left[-1]}/org").value == "Bên thứ hai"


def test_the_wheel_over_a_box_list_scrolls_the_page(view):
    boxes = control(view, "bigs").view
    view.enter("/data/title")
    here = QPointF(boxes.rect().center())
    wheel = QWheelEvent(
        here, boxes.mapToGlobal(here), QPoint(0, -120), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    boxes.wheelEvent(wheel)
    assert not wheel.isAccepted() and boxes.verticalScrollBar().value() == 0


def orgs(view):
    rows = view.entry.instance.rows("/data/parties")
    return [view.entry.instance.node(f"{row}/org").value for row in rows]


def test_a_row_is_put_in_anywhere_and_what_is_known_of_the_others_stays(view):
    view.add_row("/data/parties")
    first, second = view.entry.instance.rows("/data/parties")
    for row, org in ((first, "Một"), (second, "Hai")):
        view.enter(f"{row}/org")
        hands.plain(org)
    view.settle()
    view.enter(f"{first}/count")  # the second row was left: it may complain
    crossed = next(head for head in view._heads() if head.ref == second)
    crossed.turn()
    view.add_row("/data/parties", 2)
    assert view.here() == "/data/parties[2]/org"
    assert orgs(view) == ["Một", "", "Hai"]
    visited = {f.ref for f in view.fields() if f.visited}
    assert "/data/parties[3]/org" in visited and "/data/parties[2]/org" not in visited
    assert [head.is_crossed for head in view._heads()] == [False, False, True]
    view.drop_rows()
    assert orgs(view) == ["Một", ""]


def test_the_head_of_a_row_offers_one_above(view):
    view.enter("/data/parties[1]/org")
    hands.plain("Một")
    view.settle()
    (head,) = view._heads()
    head._insert.setFocus()
    hands.press(Qt.Key.Key_Return)
    assert orgs(view) == ["", "Một"] and view.here() == "/data/parties[1]/org"
    names = [h._insert.accessibleName() for h in view._heads()]
    assert names == ["Chèn dòng lên trên: Dòng 1", "Chèn dòng lên trên: Dòng 2"]


FIXED = """
| survey |
| | type | name | label | readonly | repeat_count | calculation | bind::sph:rows |
| | text | title | Tên | | | | |
| | begin_repeat | shares | Phần của từng bên | | count(instance('few')/root/item) | | part |
| | calculate | number | | | | position(..) | |
| | select_one few | part | Bên | yes | | instance('few')/root/item[position() = ${number}]/name | |
| | integer | people | Số người | | | | |
| | end_repeat | | | | | | |

| choices |
| | list_name | name | label |
| | few | a | Công an |
| | few | b | Mặt trận |

| settings |
| | form_id | form_title | version | namespaces |
| | fixed | Phần của từng bên | 1 | sph="urn:so-phoi-hop:columns:1" |
"""


def test_fixed_rows_are_named_by_their_code_and_stay(view):
    view.show_entry(open_entry(FIXED, "fixed"), unfolded=True)
    assert view.field("/data/shares[1]/part") is None  # its words stand above the row
    heads = view._heads()
    assert [head.title for head in heads] == ["Công an", "Mặt trận"]
    assert not any(b.isVisible() for h in heads for b in h.findChildren(Button))
    view.enter("/data/title")
    hands.press(Qt.Key.Key_Return)
    assert view.here() == "/data/shares[1]/people"
    hands.press(Qt.Key.Key_Return)
    assert view.here() == "/data/shares[2]/people"


def test_a_fixed_row_whose_code_is_no_longer_listed_says_so(view):
    shares = [{"part": "b", "people": "2"}, {"part": "z", "people": "5"}]
    view.show_entry(open_entry(FIXED, "fixed", {"shares": shares}), unfolded=True)
    assert [h.title for h in view._heads()] == ["Công an", "Mặt trận", "z (mục cũ)"]
    assert view.field("/data/shares[2]/people").control.line.text() == "2"
    assert view.field("/data/shares[3]/people").control.line.text() == "5"


def test_words_stand_above_the_controls_where_it_is_narrow(view):
    label, line = view.field("/data/title").label, control(view, "title").line
    assert label.y() < line.y() + line.height() and label.x() < line.x()
    view.area.resize(420, 700)
    QApplication.processEvents()
    QApplication.processEvents()
    assert label.y() + label.height() <= line.y() + 2
