"""Lists, periods, hand-over, intake, settings: the officer's work on real desks."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QMessageBox

from desktop.gui import theme
from desktop.gui.menu import items
from desktop.gui.pages import period as period_page
from desktop.gui.parts.button import Button
from desktop.gui.parts.label import Label
from desktop.gui.parts.line import Line
from desktop.gui.parts.table import MARK
from desktop.gui.places import (
    Back,
    ClosePeriod,
    EditRecord,
    HandOver,
    NewRecord,
    Records,
    Settings,
    ShowRecord,
    TakeIn,
)
from desktop.gui.words import say
from tests.gui import hands

EVENTS = Records("mobilisation_event")


def button(page, words):
    return next(
        b for b in page.findChildren(Button) if b.text() == words and not b.isHidden()
    )


def facts(page):
    grid = page.facts.layout()
    cells = [grid.itemAt(at).widget().text() for at in range(grid.count())]
    return dict(zip(cells[::2], cells[1::2], strict=True))


# lists


def test_an_empty_list_says_what_to_do(start):
    seat = start()
    page = seat.go(Records("model"))
    assert page._empty.isVisible() and not page.table.isVisible()
    words = next(
        label
        for label in page._empty.findChildren(Label)
        if label.text() == say("gui.records.empty_how")
    )
    assert words.height() >= words.heightForWidth(words.width())
    button(page, say("gui.records.first")).click()
    assert seat.window.trail[-1] == NewRecord("model")


def test_search_needs_no_marks(start):
    seat = start()
    page = seat.go(Records("organisation"))
    hands.ctrl(Qt.Key.Key_F)
    hands.plain("nong dan")
    seat.wait(lambda: page.model.rowCount() == 1)
    assert page.model.row(0).title == "Hội Nông dân"
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return)
    assert isinstance(seat.window.trail[-1], ShowRecord)


def test_a_search_without_a_hit_says_so(start):
    seat = start()
    page = seat.go(Records("organisation"))
    hands.ctrl(Qt.Key.Key_F)
    hands.plain("khong he co")
    seat.wait(lambda: page.nothing.isVisible())
    assert "khong he co" in page.nothing.text() and not page.table.isVisible()
    page.search.clear()
    seat.wait(lambda: page.table.isVisible())
    assert not page.nothing.isVisible()


def test_a_desk_above_others_says_whose_record_it_is(start):
    province, commune = start("48"), start("20854")
    province.event()
    model = province.go(EVENTS).model
    heads = [
        model.headerData(at, Qt.Orientation.Horizontal)
        for at in range(model.columnCount())
    ]
    assert heads[:3] == ["Ngày", "Đơn vị", "Nội dung"]
    assert model.index(0, 1).data() == province.ask.desk().unit_name
    assert commune.go(EVENTS).model.columnCount() == len(heads) - 1


def test_a_list_fetches_only_the_rows_in_sight(start):
    seat = start()
    for day in range(10, 20):
        seat.event(event_date=f"2026-06-{day}")
    page = seat.go(EVENTS)
    asked = []
    rows = page.model._ask.rows

    class Counting:
        def rows(self, ids):
            asked.append(len(ids))
            return rows(ids)

    page.model._ask = Counting()
    page.model.show(
        ["0" * 32] * 5_000 + list(seat.ask.records.ids("mobilisation_event"))
    )
    page.model.data(page.model.index(0, 1))
    QApplication.processEvents()
    assert sum(asked) < 300


def test_states_are_words_with_an_icon(start):
    seat = start()
    seat.event()
    page = seat.go(EVENTS)
    cells = [page.model.index(0, column) for column in range(5)]
    assert [cell.data() for cell in cells][3:] == ["Đã ghi sổ", "Chỉ ở máy này"]
    assert all(cell.data(MARK) for cell in cells[3:])


def test_keys_reach_the_side_list(start):
    seat = start()
    hands.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert seat.window.trail[-1] == Records("task_assignment")


def test_a_province_sees_the_same_program(start):
    seat = start("48")
    titles = [
        item.title for item in items(seat.window.shell.desk, seat.ask.records.menu())
    ]
    assert "Bàn giao" in titles and "Nhận gói" in titles


# one record


def test_a_record_is_shown_and_withdrawn_with_a_reason(start):
    seat = start()
    record = seat.event()
    page = seat.go(ShowRecord(record))
    why = next(w for w in page.findChildren(Line) if w.accessibleName() == "Lý do hủy")
    withdraw = button(page, "Hủy bản ghi")
    assert not withdraw.isEnabled()
    why.setFocus()
    hands.unikey("Ghi trùng hai lần")
    withdraw.click()
    seat.wait(lambda: page.strip.words() == "Đã hủy bản ghi.")
    assert seat.ask.records.view(record).row.work.value == "void"


# periods


@pytest.fixture
def opened(monkeypatch):
    """What would have been opened outside; nothing starts on the test's computer."""
    found = []
    monkeypatch.setattr(period_page, "open_file", found.append)
    return found


def test_the_period_that_just_ended_is_proposed(start):
    seat = start()
    page = seat.go(ClosePeriod())
    assert page.start.line.text() == "15/05/2026"
    assert page.end.line.text() == "14/06/2026"


def test_figures_show_their_parts_and_lead_to_their_records(start, opened):
    seat = start()
    seat.event(event_date="2026-06-01", attendance="100")
    record = seat.event(event_date="2026-06-02", attendance="21")
    page = seat.go(ClosePeriod())
    model = page.figures._figures
    rows = [
        [model.index(r, c).data() for c in range(4)] for r in range(model.rowCount())
    ]
    found = {row[0]: row[1:] for row in rows}
    assert found["Số lượt người tham dự"][0] == "121"
    assert found["Bình quân lượt người mỗi buổi"] == ["60,5", "lượt/buổi", "121 / 2"]
    names = [row[0] for row in rows]
    page.figures.table.selectRow(names.index("Số lượt người tham dự"))
    drill = page.figures._drill
    shares = {drill.index(r, 2).data() for r in range(drill.rowCount())}
    assert shares == {"100", "21"}
    at = next(r for r in range(2) if drill.index(r, 2).data() == "21")
    page.figures.drill.opened.emit(at)
    assert seat.window.trail[-1] == ShowRecord(record)


def test_a_period_is_closed_with_the_officers_own_words(start, opened):
    seat = start()
    seat.event(event_date="2026-06-01")
    page = seat.go(ClosePeriod())
    _heading, edit = page.text._edits[0]
    edit.setFocus()
    hands.ctrl(Qt.Key.Key_A)
    hands.unikey("Tình hình ổn định")
    page.close_button.click()
    assert "Bấm lần nữa" in page.strip.words() and not seat.ask.period.reports()
    page.close_button.click()
    seat.wait(lambda: opened)
    pdf = Path(opened[0])
    assert (
        pdf.read_bytes().startswith(b"%PDF") and "chốt kỳ" in page.strip.words().lower()
    )
    (report,) = seat.ask.period.reports()
    lines = seat.ask.records.view(report.record).lines
    assert any("Tình hình ổn định" in value for _, value in lines)
    assert seat.ask.period.closed.pdf_of(report.record) == pdf.read_bytes()


def closed(seat, opened):
    """The page on which the period that has just ended was closed."""
    page = seat.go(ClosePeriod())
    page.close_button.click()
    page.close_button.click()
    seat.wait(lambda: opened)
    seat.done()
    return page


def test_a_period_closed_before_says_so_and_is_not_closed_again(start, opened):
    seat = start()
    page = closed(seat, opened)
    assert "đã chốt ngày 02/07/2026" in page.notices.words()
    page.close_button.click()
    seat.wait(lambda: "không chốt lần nữa" in page.strip.words())
    assert len(seat.ask.period.reports()) == len(opened) == 1


def test_a_draft_in_the_period_is_named_before_closing(start):
    seat = start()
    entry = seat.go(NewRecord("mobilisation_event"))
    entry.form.enter("/data/event_date")
    hands.plain("1/6")
    entry.leave()
    seat.done()
    page = seat.go(ClosePeriod())
    assert "1 bản nháp" in page.notices.words()


def test_days_that_are_no_days_close_nothing(start):
    seat = start()
    page = seat.go(ClosePeriod())
    page.start.line.setFocus()
    hands.plain("32/13")
    hands.press(Qt.Key.Key_Tab)
    assert not page.close_button.isEnabled() and "Hãy chọn" in page.notices.words()


def test_enter_in_a_day_goes_on_and_counts_again(start):
    seat = start()
    seat.event(event_date="2026-04-20", attendance="7")
    page = seat.go(ClosePeriod())
    page.start.line.setFocus()
    page.start.line.selectAll()
    hands.plain("15/4")
    assert not page.figures.isVisible() and not page.close_button.isEnabled()
    assert "Đang đổi ngày" in page.notices.words()
    hands.press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.end.line
    hands.plain("14/5")
    assert not page.figures.isVisible()
    hands.press(Qt.Key.Key_Return)
    seat.done()
    assert page.figures.isVisible() and page.figures.table.hasFocus()
    model = page.figures._figures
    shown = {
        model.index(r, 0).data(): model.index(r, 1).data()
        for r in range(model.rowCount())
    }
    assert shown["Số lượt người tham dự"] == "7"
    assert page.kind.code() == "month"  # an earlier month is still a month


def test_days_of_ones_own_choose_the_calendar_without_months(start):
    seat = start()
    page = seat.go(ClosePeriod())
    before = page.calendar.code()
    page.start.line.setFocus()
    page.start.line.selectAll()
    hands.plain("20/5")
    hands.press(Qt.Key.Key_Return)
    assert page.calendar.code() != before
    labels = {c.code: c.label for c in seat.ask.period.calendars()}
    assert labels[page.calendar.code()] == "Chọn ngày"
    assert page.period().start == date(2026, 5, 20)


def test_typed_days_of_another_calendars_month_are_that_month(start):
    seat = start()
    page = seat.go(ClosePeriod())
    assert page.calendar.code() == "nd09"  # its months end on the 14th
    page.start.line.setFocus()
    for day in ("1/5/2026", "31/5/2026"):
        hands.here().selectAll()
        hands.plain(day)
        hands.press(Qt.Key.Key_Return)
    assert (page.calendar.code(), page.kind.code()) == ("calendar", "month")


def test_names_of_figures_differ_on_the_screen(start):
    seat = start()
    page = seat.go(ClosePeriod())
    table, model = page.figures.table, page.figures._figures
    room = table.columnWidth(0) - 3 * theme.unit()
    full = [model.index(r, 0).data() for r in range(model.rowCount())]
    metrics = table.fontMetrics()
    shown = [metrics.elidedText(t, table.textElideMode(), room) for t in full]
    assert len(set(shown)) == len(set(full))
    tip = Qt.ItemDataRole.ToolTipRole
    assert [model.index(r, 0).data(tip) for r in range(len(full))] == full


def test_an_empty_list_of_records_behind_a_figure_has_no_bar(start):
    seat = start(size=(1100, 700))
    page = seat.go(ClosePeriod())
    QApplication.processEvents()
    drill = page.figures.drill
    assert page.figures._drill.rowCount() == 0
    assert drill.horizontalScrollBar().maximum() == 0
    assert drill.verticalScrollBar().maximum() == 0


# hand-over


def test_a_typed_folder_enables_the_button_at_once(start, folders):
    stick = folders / "usb"
    stick.mkdir()
    province = start("48")
    province.go(Settings()).write(stick)
    province.done()
    (setup,) = stick.glob("*.json")
    commune = start("20854")
    commune.go(Settings()).install(setup)
    commune.done()
    commune.event()
    page = commune.go(HandOver())
    page.folder.path_line.setFocus()
    hands.plain(str(stick)[:-1])
    assert not page.button.isEnabled()
    hands.plain(str(stick)[-1])
    assert page.button.isEnabled() and page.folder.path_line.hasFocus()


def test_the_first_evening_between_two_windows(start, folders):
    stick = folders / "usb"
    stick.mkdir()
    province = start("48")
    settings = province.go(Settings())
    settings.write(stick)
    province.wait(lambda: settings.strip.words())
    (setup,) = stick.glob("*.json")

    commune = start("20854")
    commune.event()
    page = commune.go(HandOver())
    assert not page.button.isEnabled() and "thiết lập" in page.strip.words()
    settings = commune.go(Settings())
    settings.install(setup)
    commune.wait(lambda: settings.strip.words())
    code = settings.code.text()

    page = commune.go(HandOver())
    page.folder.choose(stick)
    assert page.button.isEnabled()
    page.button.click()
    commune.wait(lambda: page.done.isVisible())
    area = page._scroll.viewport()
    top = page.done.mapTo(area, page.done.rect().topLeft()).y()
    assert 0 <= top < 20  # the slip stands first, in sight
    assert "Có thể rút USB" in page.strip.words()
    assert page.done.code.text() == code  # what the province asks for by phone now
    assert page.journal.table.model().rowCount() == 1

    page = province.go(TakeIn())
    page.folder.choose(stick)
    assert page._files.rowCount() == 1
    page.check.click()
    province.wait(lambda: page.preview.isVisible())
    assert page.preview.code.isVisible() and not page.take.isEnabled()
    assert code not in "".join(
        label.text() for label in page.findChildren(type(page.title))
    )
    page.preview.code.setFocus()
    hands.plain("AAAA-BBBB-CCCC")
    page.preview.grant.click()
    province.wait(lambda: page.strip.words())
    assert province.ask.records.ids("mobilisation_event") == []
    page.preview.code.setFocus()
    page.preview.code.selectAll()
    hands.plain(code)
    page.preview.grant.click()
    province.wait(lambda: "đã nhận" in page.strip.words())
    assert len(province.ask.records.ids("mobilisation_event")) == 1

    page = province.go(HandOver())
    page.to.line.setFocus()
    hands.unikey("Tiên Phước")
    hands.press(Qt.Key.Key_Return)
    page.folder.choose(stick)
    assert page.button.isEnabled()
    page.button.click()
    province.wait(lambda: page.done.isVisible())

    # a receipt that was lost goes once more, and is counted as what it is
    assert province.ask.handover.outbox("20854").receipts == 1
    assert facts(page)["Giấy báo nhận gửi kèm"] == "1"
    assert "Nơi nhận" not in facts(page)  # the line above says it

    page = commune.go(TakeIn())
    page.folder.choose(stick)
    names = [page._files.index(r, 0).data() for r in range(page._files.rowCount())]
    page.table.selectRow(next(r for r, n in enumerate(names) if n.startswith("48-")))
    own = next(r for r, n in enumerate(names) if not n.startswith("48-"))
    assert page._files.index(own, 2).data() == "Gói của chính máy này"
    page.check.click()
    commune.wait(lambda: page.take.isEnabled())
    page.take.click()
    commune.wait(lambda: "đã nhận" in page.strip.words())
    came = names.index(next(n for n in names if n.startswith("48-")))
    assert page._files.index(came, 2).data().startswith("Đã nhận vào sổ")
    page.table.selectRow(own)
    page.check.click()
    commune.wait(lambda: "chính máy này" in page.strip.words())
    assert commune.ask.desk().certified
    (row,) = commune.ask.records.rows(commune.ask.records.ids("mobilisation_event"))
    assert row.delivery.value == "received"


def test_a_damaged_bundle_is_refused_in_words_and_changes_nothing(start, folders):
    stick = folders / "usb"
    stick.mkdir()
    seat = start("48")
    (stick / "20854-gia.sph").write_bytes(b"age-encryption.org/v1\n-> X25519 gia\n")
    page = seat.go(TakeIn())
    page.folder.choose(stick)
    page.check.click()
    seat.wait(lambda: page.strip.words())
    assert page._files.index(0, 2).data() == "Không nhận được"
    assert not page.take.isEnabled()


@pytest.mark.parametrize("place", [HandOver(), TakeIn()])
def test_a_typed_folder_that_is_not_there_is_told(start, place):
    page = start().go(place)
    page.folder.path_line.setFocus()
    hands.plain("khong-co")
    hands.press(Qt.Key.Key_Return)
    assert "Không thấy thư mục khong-co" in page.strip.words()


def test_an_empty_folder_says_so(start, folders):
    seat = start()
    (folders / "leer").mkdir()
    page = seat.go(TakeIn())
    page.folder.choose(folders / "leer")
    assert "Không thấy gói" in page.strip.words()


# the program


def test_two_codes_have_two_names():
    from desktop.gui.words import _own

    said = dict(_own().sentences)
    assert [k for k, v in said.items() if "mã kiểm tra" in v.lower()] == []
    assert said["gui.settings.code_how"].startswith("Mã máy")
    assert said["gui.hand_over.code"] == "Mã gói"


def test_the_title_names_the_program_once(start):
    """The system adds the name where a title does not end with it."""
    title = start().program.frame.windowTitle()
    assert title.endswith(say("gui.name")) and title.count(say("gui.name")) == 1


def test_the_province_waits_for_no_call_of_its_own(start):
    def words(seat):
        labels = seat.go(Settings()).findChildren(Label)
        return "\n".join(label.text() for label in labels)

    assert "Khi tỉnh gọi" not in words(start("48"))
    assert "Khi tỉnh gọi" in words(start("20854"))


def test_a_wrong_password_is_told_and_asked_again(start, qtbot, folders):
    from desktop.desk.desk import open_desk
    from desktop.gui.application import Doors, Program
    from desktop.gui.sign_in import SignInPage
    from tests.gui.conftest import TODAY, Chance, TrainingClock

    clock = TrainingClock(TODAY)
    doors = Doors(
        folders / "20854",
        lambda secret: open_desk(folders / "20854", secret, clock, Chance()),
        None,
        clock,
    )
    program = Program(QApplication.instance(), doors)
    program.start(None)
    with qtbot.waitExposed(program.frame):
        program.frame.show()
    program.frame.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    front = program.frame.currentWidget()
    assert isinstance(front, SignInPage)
    front.password.setFocus()
    hands.plain("sai mật khẩu rồi")
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: front.button.isEnabled(), timeout=10_000)
    assert front.fault.text() and program.window is None
    program.stop()
    program.frame.deleteLater()


def test_the_first_run_makes_a_desk(qtbot, tmp_path, vietnamese):
    from desktop.desk import profile
    from desktop.desk.desk import open_desk
    from desktop.gui.application import Doors, Program
    from desktop.gui.sign_in import FirstRunPage
    from tests.gui.conftest import PASSWORD, TODAY, Chance, TrainingClock

    clock, folder = TrainingClock(TODAY), tmp_path / "new"
    folder.mkdir()

    def create(wanted):
        profile.create(
            folder,
            wanted.unit,
            wanted.account,
            wanted.shown,
            wanted.password,
            clock,
            Chance(),
        )

    doors = Doors(
        folder, lambda s: open_desk(folder, s, clock, Chance()), create, clock
    )
    program = Program(QApplication.instance(), doors)
    program.start(None)
    with qtbot.waitExposed(program.frame):
        program.frame.show()
    program.frame.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    front = program.frame.currentWidget()
    assert isinstance(front, FirstRunPage)
    for line, words in (
        (front.unit, "20854"),
        (front.shown, "Trần Văn Đạt"),
        (front.password, PASSWORD),
        (front.again, PASSWORD + "x"),
    ):
        assert QApplication.focusWidget() is line  # Enter came here
        hands.preedit(words)
        hands.press(Qt.Key.Key_Return)
    assert "chưa giống" in front.fault.text()
    front.again.clear()
    hands.preedit(PASSWORD)
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    assert program.window.shell.desk.shown_name == "Trần Văn Đạt"
    program.stop()
    program.frame.deleteLater()


def test_going_back_skips_forms_that_are_done_with(start):
    seat = start()
    seat.go(EVENTS)
    seat.go(NewRecord("mobilisation_event"))
    seat.go(Back())
    assert seat.window.trail[-1] == EVENTS
    record = seat.event()
    seat.go(ShowRecord(record))
    seat.go(EditRecord(record))
    seat.go(Back())
    assert seat.window.trail[-1] == ShowRecord(record)
    seat.go(Back())
    assert seat.window.trail[-1] == EVENTS


def test_the_training_mark_stands_on_every_page(start, folders, monkeypatch):
    import json

    file = folders / "20854" / "profile.json"
    known = json.loads(file.read_text())
    file.write_text(json.dumps(known | {"training": True}))
    seat = start()
    from desktop.gui.parts.training import TrainingMark

    for place in (
        EVENTS,
        NewRecord("model"),
        ClosePeriod(),
        HandOver(),
        TakeIn(),
        Settings(),
    ):
        seat.go(place)
        (mark,) = seat.window.findChildren(TrainingMark)
        assert mark.isVisible()


def test_qt_speaks_vietnamese(qapp, vietnamese, qtbot):
    kinds = QMessageBox.StandardButton
    for kind, words in (
        (kinds.Ok, "Đồng ý"), (kinds.Cancel, "Thôi"), (kinds.Yes, "Có"),
        (kinds.No, "Không"), (kinds.Save, "Lưu"), (kinds.Close, "Đóng"),
        (kinds.Open, "Mở"), (kinds.Retry, "Thử lại"),
    ):  # fmt: skip
        box = QMessageBox(QMessageBox.Icon.NoIcon, "", "", kind)
        qtbot.addWidget(box)
        assert box.button(kind).text().replace("&", "") == words
    assert qapp.translate("QFileDialog", "Directories") == "Thư mục"
    row = QDialogButtonBox(QDialogButtonBox.StandardButton.Apply)
    qtbot.addWidget(row)
    assert row.buttons()[0].text() == "Áp dụng"


def test_every_code_the_screen_says_has_a_sentence():
    import ast

    from desktop.gui.words import _own
    from tests.package.source import DESKTOP, modules

    known = _own().sentences
    codes = {
        node.value
        for path, tree in modules().items()
        if path.is_relative_to(DESKTOP / "gui")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.startswith("gui.")
        and not node.value.endswith((".", ".ini"))
    }
    assert len(codes) > 150
    assert sorted(codes - set(known)) == []


def test_every_state_that_is_put_together_has_its_words(start):
    """Codes made of a beginning and a state: each state of the desk has words."""
    from desktop.desk.views import Delivery, WorkState
    from desktop.gui.looks import LOOKS
    from desktop.gui.words import _own
    from desktop.ledger.revision import Op

    known = _own().sentences
    results = ("taken", "known", "pending", "gap", "fork", "restored")
    states = ("written", "exported", "received", "accepted", "partial", "refused")
    calendars = start().ask.period.calendars()
    kinds = {kind for calendar in calendars for kind in calendar.kinds}
    wanted = (
        [f"gui.work.{s.value}" for s in WorkState]
        + [f"gui.delivery.{s.value}" for s in Delivery]
        + [f"gui.op.{op.value}" for op in Op]
        + [f"gui.found.{r}" for r in results]
        + [f"gui.take_in.verdict.{r}" for r in results]
        + [f"gui.journal.state.{s}" for s in states]
        + [f"gui.period.kind.{k}" for k in kinds]
        + [f"gui.settings.look.{look}" for look in LOOKS]
    )
    assert [code for code in wanted if code not in known] == []
