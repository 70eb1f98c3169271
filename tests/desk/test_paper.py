"""What a closed period says on paper, and to whom."""

from datetime import date

import pypdfium2

from desktop.desk.period_views import Period
from tests.report.reading import on_one_line, whole_text

DAYS = Period("thematic", "free", date(2025, 7, 1), date(2025, 7, 2))


def paper(desk, chosen=()):
    pdf = desk.ask.period.preview(desk.ask.period.check(DAYS), chosen)
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


def test_each_organisations_way_is_an_annex_once_a_figure_of_that_page_is_ticked(bench):
    one, two = bench.commune.ask.records.ids("organisation")[:2]
    day = "2025-07-01"
    signed = {"signed": "yes", "party_signed_date": day}
    bench.add(
        "coordination_programme",
        {
            "doc_no": "03/CTr-PH",
            "doc_type": "ctr",
            "title": "Phối hợp năm 2025",
            "signed_date": day,
            "effective_from": day,
            "period_from": day,
            "period_to": "2030-12-31",
            "parties": [
                {"org_id": one, "party_role": "lead", **signed},
                {"org_id": two, "party_role": "member", **signed},
            ],
            "content_areas": "propaganda",
        },
    )
    title = "TỪ KÝ KẾT ĐẾN SƠ KẾT THEO TỔ CHỨC"
    assert title not in paper(bench.commune)
    said = paper(bench.commune, ("D1",))
    assert "Tổ chức Đã ký Phân công Triển khai Minh chứng Sơ kết" in said
    assert f"{bench.commune.ask.records.view(one).row.title} 1 0 0 0 0" in said
    assert "Rơi nhiều nhất ở bước: phân công (còn 0 trên 2 tổ chức)." in said
