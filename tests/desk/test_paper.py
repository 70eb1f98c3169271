"""What a closed period says on paper, and to whom."""

from datetime import date

import pypdfium2

from desktop.desk.period_views import Period
from tests.report.reading import on_one_line, whole_text

DAYS = Period("thematic", "free", date(2025, 7, 1), date(2025, 7, 2))


def paper(desk):
    pdf = desk.ask.period.preview(desk.ask.period.check(DAYS))
    return on_one_line(whole_text(pypdfium2.PdfDocument(pdf)))


def test_a_report_says_where_its_figures_come_from(bench):
    said = paper(bench.commune)
    assert "hồ sơ công việc đã hoàn thành của Xã Tiên Phước trong kỳ." in said
    assert "bản ghi" not in said


def test_the_heads_of_a_table_are_the_outlines(bench):
    outline = bench.commune.core.catalogue.pack.toml("outlines", "periodic.toml")
    assert len(outline["columns"]) == 4
    assert [t for t in outline["columns"] if t not in paper(bench.commune)] == []


def test_a_provinces_report_is_not_addressed_to_itself(bench):
    assert "Ban Chỉ đạo 138 cấp tỉnh" in paper(bench.commune)
    said = paper(bench.province)
    assert "Lưu: VT, BCĐ" in said and "cấp tỉnh" not in said
