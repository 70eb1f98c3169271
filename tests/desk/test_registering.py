"""A closed report gets its number: by a further revision, and on the reprint."""

from datetime import date

import pypdfium2
import pytest

from desktop.desk.period_views import Period, Registered
from desktop.desk.views import finish
from desktop.errors import Refused
from tests.desk.conftest import event
from tests.report.reading import on_one_line, whole_text

JULY = Period("quarter", "free", date(2025, 7, 1), date(2025, 7, 31))
SAID = Registered("15/BC-BCĐ", "2025-08-04", "Nguyễn Văn An", "Chủ tịch UBND xã")


@pytest.fixture
def report(bench):
    bench.add("mobilisation_event", event(bench))
    bench.clock.turn_to(date(2025, 8, 5))
    july = Period("thematic", "free", JULY.start, JULY.end)
    check = bench.commune.ask.period.check(july)
    return finish(bench.commune.act.close_period(july, check.sentences)).record


def test_the_number_is_a_further_revision_and_the_figures_stay(bench, report):
    before = bench.commune.ask.period.closed.signed_figures(report)
    bench.commune.act.register(report, SAID)
    assert bench.commune.ask.period.closed.signed_figures(report) == before
    view = bench.commune.ask.records.view(report)
    assert "15/BC-BCĐ" in {value for _, value in view.lines}
    assert len(view.history) == 2


def test_the_reprint_and_its_annexes_bear_the_number(bench, report):
    with pytest.raises(Refused) as refused:
        bench.commune.ask.period.closed.reprint(report)
    assert refused.value.code == "report.unregistered"
    bench.commune.act.register(report, SAID)
    pdf = pypdfium2.PdfDocument(bench.commune.ask.period.closed.reprint(report))
    said = on_one_line(whole_text(pdf))
    assert "Số: 15/BC-BCĐ" in said and "ngày 04 tháng 8 năm 2025" in said
    assert "(Kèm theo Báo cáo số 15/BC-BCĐ ngày 04/08/2025)" in said
    assert "Nguyễn Văn An" in said


def test_figures_are_reprinted_as_they_were_signed(bench, report):
    bench.commune.act.register(report, SAID)
    bench.add("mobilisation_event", event(bench, event_date="2025-07-02"))
    pdf = pypdfium2.PdfDocument(bench.commune.ask.period.closed.reprint(report))
    said = on_one_line(whole_text(pdf))
    assert "Số lượt người tham dự lượt người 120" in said


def test_the_annexes_of_a_reprint_tell_of_what_was_there_when_it_was_signed(
    bench, report
):
    bench.commune.act.register(report, SAID)
    bench.add("mobilisation_event", event(bench, event_date="2025-07-02"))
    pdf = pypdfium2.PdfDocument(bench.commune.ask.period.closed.reprint(report))
    said = on_one_line(whole_text(pdf))
    _, annex = said.split("TUYÊN TRUYỀN THEO HÌNH THỨC")
    assert " 120 " in annex and "240" not in annex
