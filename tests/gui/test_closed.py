"""A closed report in the window: what changed since, its number, its paper."""

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop.desk.period_views import Registered
from desktop.gui.pages import closed as closed_page
from desktop.gui.pages import period as period_page
from desktop.gui.places import ClosedReport, ClosePeriod, Records, ShowRecord
from desktop.gui.worker import Job
from tests.gui import hands
from tests.gui.test_whole_way import enrol, tab_to
from tests.report.reading import on_one_line, whole_text


@pytest.fixture
def opened(monkeypatch):
    found = []
    for page in (period_page, closed_page):
        monkeypatch.setattr(page, "open_file", found.append)
    return found


@pytest.fixture
def seat(start, opened):
    """A month with one event of 100 people, closed; the cursor on its report."""
    found = start()
    found.first = found.event(event_date="2026-06-01", attendance="100")
    page = found.go(ClosePeriod())
    page.close_button.click()
    page.close_button.click()
    found.wait(lambda: opened)
    found.done()
    page.reports.table.selectRow(0)
    page.reports.table.setFocus()
    return found


def look(seat):
    hands.press(Qt.Key.Key_Return)
    seat.done()
    return seat.page


def run(seat, work):
    told = []
    seat.program._worker.submit(Job(work, told.append, told.append))
    seat.wait(lambda: told)
    assert not isinstance(told[0], Exception), told[0]


def rows(page):
    model = page.signed.model
    return {
        model.index(r, 0).data(): [model.index(r, c).data() for c in (1, 2, 3)]
        for r in range(model.rowCount())
    }


def test_a_closed_report_is_opened_by_enter_and_says_that_nothing_changed(seat):
    page = look(seat)
    assert isinstance(seat.window.trail[-1], ClosedReport)
    assert page.title.text() == "Báo cáo tháng từ 15/05/2026 đến 14/06/2026"
    assert page.strip.words() == "" and page.signed.table.hasFocus()
    assert "vẫn đúng như khi chốt" in page.signed._told.text()
    assert rows(page)["Số lượt người tham dự"] == ["100", "100", ""]


def test_what_changed_since_comes_first_is_marked_and_leads_to_its_record(seat):
    record = seat.event(event_date="2026-06-03", attendance="21")
    page = look(seat)
    table = page.signed.model
    assert table.index(0, 3).data() == "đã khác"
    assert rows(page)["Số lượt người tham dự"] == ["100", "121", "đã khác"]
    names = list(rows(page))
    page.signed.table.selectRow(names.index("Số lượt người tham dự"))
    assert page.signed.moved.rowCount() == 1
    hands.press(Qt.Key.Key_Return)
    assert page.signed.records.hasFocus()
    page.signed.records.selectRow(0)
    hands.press(Qt.Key.Key_Return)
    assert seat.window.trail[-1] == ShowRecord(record)


def test_number_day_and_signer_are_typed_and_the_reprint_bears_them(
    seat, opened, tmp_path, monkeypatch
):
    page = look(seat)
    assert not page.numbered.isEnabled() and not page.register.button.isEnabled()
    tab_to(page.register.number)
    for words in ("15/BC-BCĐ", "1/7/2026", "Nguyễn Văn An", "Chủ tịch"):
        hands.unikey(words)
        hands.press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.register.button
    hands.press(Qt.Key.Key_Return)
    seat.done()
    assert "Đã ghi số" in page.strip.words()
    given = seat.ask.period.closed.registered(page.record)
    assert given == Registered("15/BC-BCĐ", "2026-07-01", "Nguyễn Văn An", "Chủ tịch")
    assert len(seat.ask.records.view(page.record).history) == 2
    assert QApplication.focusWidget() is page.numbered
    assert seat.window.side.currentIndex().data() == "Báo cáo kỳ"
    out = tmp_path / "in.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    hands.press(Qt.Key.Key_Return)
    seat.done()
    seat.done()
    said = on_one_line(whole_text(pypdfium2.PdfDocument(out)))
    assert "Số: 15/BC-BCĐ" in said and "Nguyễn Văn An" in said
    assert out in opened


def test_what_is_typed_stays_while_figures_are_counted_and_the_record_is_looked_at(
    seat,
):
    hands.press(Qt.Key.Key_Return)
    page = seat.page
    page.register.number.setFocus()
    hands.plain("15/BC-BCĐ")
    seat.done()
    assert page.register.number.hasFocus() and page.signed.isVisible()
    page.look.click()
    hands.press(Qt.Key.Key_Escape)
    seat.done()
    assert seat.page is page and page.register.number.text() == "15/BC-BCĐ"


def test_a_day_to_come_is_refused_and_what_was_typed_stays(seat):
    page = look(seat)
    page.register.number.setText("15/BC-BCĐ")
    page.register.day.line.setFocus()
    hands.plain("1/1/2027")
    page.register.button.click()
    seat.done()
    assert "không được sau hôm nay" in page.strip.words()
    assert page.register.number.text() == "15/BC-BCĐ"
    assert not page.numbered.isEnabled()


def test_the_record_behind_a_closed_report_can_be_withdrawn(seat):
    page = look(seat)
    page.look.click()
    assert isinstance(seat.window.trail[-1], ShowRecord)
    record = seat.window.trail[-1].record
    seat.page._void("số liệu sai")
    seat.done()
    assert seat.ask.records.view(record).row.work == "void"
    page = seat.go(ClosedReport(record))
    seat.done()
    assert "đã hủy" in page.strip.words() and page.register.isHidden()
    assert page.paper.isVisible() and page.numbered.isHidden()


def test_a_province_looks_at_a_communes_report_and_gives_it_no_number(
    start, folders, opened
):
    stick = folders / "usb"
    stick.mkdir()
    province, commune = start("48"), start("20854")
    code = enrol(commune, province, stick)
    commune.event(event_date="2026-06-01", attendance="100")
    page = commune.go(ClosePeriod())
    page.close_button.click()
    page.close_button.click()
    commune.wait(lambda: opened)
    commune.done()
    for work in (
        (commune, lambda act: act.hand_over(stick)),
        (province, lambda act: act.grant(next(stick.glob("*.sph")), code)),
    ):
        run(*work)
    page = province.go(ClosedReport(province.ask.period.reports()[0].record))
    province.done()
    assert page.signed.isVisible() and page.strip.words() == ""
    assert page.register.isHidden() and page.numbered.isHidden()
    assert page.paper.isVisible()


def test_a_month_without_events_says_so_and_opens_the_list_at_its_day(start):
    seat = start()
    old = seat.event(event_date="2026-03-01")
    seat.event(event_date="2026-06-20")
    page = seat.go(ClosePeriod())
    page.start.line.setFocus()
    page.start.line.clear()
    hands.plain("1/4/2026")
    hands.press(Qt.Key.Key_Return)
    page.end.line.clear()
    hands.plain("30/6/2026")
    hands.press(Qt.Key.Key_Return)
    seat.done()
    figures = [one.code for one in page.figures._shown]
    page.figures.table.selectRow(figures.index("I11b"))
    months = [[cell.words for cell in row] for row in page.figures._drill._rows]
    told = "Không có buổi, đợt nào trong một tháng từ ngày này"
    assert ["01/04/2026", told, "0 / 1"] in months
    page.figures.table.setFocus()
    hands.press(Qt.Key.Key_Return)
    page.figures.drill.selectRow(months.index(["01/04/2026", told, "0 / 1"]))
    hands.press(Qt.Key.Key_Return)
    assert seat.window.trail[-1] == Records("mobilisation_event", "2026-04-01")
    assert "01/04/2026" in seat.page.strip.words()
    row = seat.page.model.row(seat.page.table.currentIndex().row())
    assert row.record == old
    seen = seat.page.table.visualRect(seat.page.table.currentIndex())
    assert seat.page.table.viewport().rect().contains(seen)
    assert seat.window.side.currentIndex().data() == "Tuyên truyền, vận động"


def test_each_organisations_way_is_reached_from_the_period_with_its_records(start):
    seat = start()
    lead, other = seat.ask.records.ids("organisation")[:2]
    day = {"signed_date": "2026-05-20", "effective_from": "2026-05-20"}
    parties = [
        {
            "org_id": org,
            "party_role": role,
            "signed": "yes",
            "party_signed_date": "2026-05-20",
        }
        for org, role in ((lead, "lead"), (other, "member"))
    ]
    programme = seat.add(
        "coordination_programme",
        {
            "doc_no": "03/CTr-PH",
            "doc_type": "ctr",
            "title": "Phối hợp năm 2026",
            "period_from": "2026-05-20",
            "period_to": "2030-12-31",
            "parties": parties,
            "content_areas": "propaganda",
            **day,
        },
    )
    seat.add(
        "task_assignment",
        {
            "task_title": "Tuyên truyền ở các thôn",
            "programme_id": programme,
            "lead_org": lead,
            "support_orgs": other,
            "assigned_date": "2026-05-25",
            "due_date": "2026-06-10",
        },
    )
    page = seat.go(ClosePeriod())
    tab_to(page.working.chain)
    hands.press(Qt.Key.Key_Space)
    seat.done()
    page = seat.page
    assert page.table.hasFocus()
    assert "triển khai" in page.strip.words()
    told = [[cell.words for cell in row] for row in page.model._rows]
    title = seat.ask.records.view(lead).row.title
    assert [title, "1", "1", "0", "0", "0"] in told
    assert sum(row[1:] == ["0"] * 5 for row in told) == len(told) - 2
    page.table.selectRow([row[0] for row in told].index(title))
    steps = [row[0].words for row in page.behind._rows]
    assert steps == ["Đã ký", "Phân công"]
    hands.press(Qt.Key.Key_Return)
    page.records.selectRow(0)
    hands.press(Qt.Key.Key_Return)
    assert seat.window.trail[-1] == ShowRecord(programme)
    hands.press(Qt.Key.Key_Escape)
    seat.done()
    assert seat.page is page
    hands.press(Qt.Key.Key_Escape)
    assert isinstance(seat.window.trail[-1], ClosePeriod)
