"""Long tables, long cells, wrong tables."""

import re
from dataclasses import replace

import pytest

from desktop.errors import Fault, Refused
from desktop.report.document import Align, Column, FigureLine, Paragraph, Table
from desktop.report.tables import CHUNK
from tests.report.reading import (
    MM,
    last_page,
    place_of,
    printed,
    rises,
    text_of,
    whole_text,
)
from tests.report.sample import REPORT

COLUMNS = (
    Column("TT", 1, Align.CENTER),
    Column("Khu dân cư", 6),
    Column("Số buổi", 2, Align.RIGHT),
)


def only(*blocks, **changes):
    report = replace(
        REPORT, blocks=blocks, appendices=(), training=False, note="", recipients=()
    )
    return replace(report, **changes)


def numbered(count, **more):
    rows = tuple((str(n), f"Thôn số {n:05} hết", "12") for n in range(1, count + 1))
    return Table(COLUMNS, rows, **more)


def test_400_rows_take_the_pages_they_need_and_repeat_their_head():
    paper = printed(only(numbered(400)))
    with_rows = [page for page in paper if "Thôn số" in text_of(page)]
    assert 10 <= len(with_rows) <= 13  # 21.5 points a row, 257 mm a page
    for page in with_rows:
        assert text_of(page).count("Khu dân cư") == 1


@pytest.mark.parametrize("count", [1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK + 7])
def test_every_row_is_printed_once_in_order(count):
    total = ("", "Cộng", str(12 * count))
    text = whole_text(printed(only(numbered(count, total=total))))
    found = [int(n) for n in re.findall(r"Thôn số (\d+) hết", text)]
    assert len(found) == count
    assert rises(found)
    assert text.index("Cộng") > text.index(f"{count:05} hết")


def test_a_table_without_rows_still_shows_its_head():
    assert "Khu dân cư" in whole_text(printed(only(Table(COLUMNS, ()))))


def test_a_cell_longer_than_pages_is_printed_whole():
    words = " ".join(f"từ{n}" for n in range(6000))
    text = whole_text(printed(only(Table(COLUMNS, (("1", words, "2"),)))))
    found = [int(n) for n in re.findall(r"từ(\d+)", text)]
    assert found == list(range(6000))


def test_a_word_without_end_is_broken_inside_its_cell():
    page = printed(only(Table(COLUMNS, (("1", "x" * 400, "2"),))))[0]
    assert whole_text([page]).replace("\r\n", "").count("x" * 400) == 1
    boxes = page.get_textpage()
    rights = [boxes.get_charbox(n)[2] for n in range(boxes.count_chars())]
    assert max(rights) < (210 - 15) * MM + 0.5


def test_dates_and_numbers_are_not_broken_by_narrow_columns():
    columns = (Column("TT", 0.2), Column("Tên", 9), Column("Ngày ra mắt", 0.2))
    rows = (("1234", "Mô hình " * 30, "14/02/2026"), ("9", "b", "34/39, đạt 87,2 %"))
    text = whole_text(printed(only(Table(columns, rows))))
    for whole in ("1234", "14/02/2026", "87,2 %"):
        assert whole in text


def test_columns_fill_the_line_exactly():
    page = printed(only(Table(COLUMNS, (("1", "a", "777"),))))[0]
    assert place_of(page, "777").right == pytest.approx((210 - 15) * MM - 3, abs=1)


def test_a_caption_stays_with_its_head_and_first_row():
    for lines in range(30, 42):
        filler = Paragraph("\n".join(f"dòng {n}" for n in range(lines)))
        paper = printed(only(filler, numbered(3, caption="Bảng 1. Số buổi tuyên")))
        page = next(page for page in paper if "Bảng 1." in text_of(page))
        assert "Thôn số 00001" in text_of(page)


def test_a_row_of_another_width_is_a_fault_of_the_program():
    with pytest.raises(Fault) as fault:
        Table(COLUMNS, (("1", "2"),))
    assert fault.value.code == "report.row"
    with pytest.raises(Fault):
        Table(COLUMNS, (), total=("1",))


def test_a_head_higher_than_a_page_is_refused_by_name():
    columns = (Column("dài " * 3000), Column("b"))
    with pytest.raises(Refused) as refused:
        printed(only(Table(columns, (("1", "2"),))))
    assert refused.value.code == "report.does_not_fit"


def test_a_last_paragraph_of_many_pages_still_ends_in_a_signature():
    words = " ".join(f"từ{n}" for n in range(6000))
    paper = printed(only(Paragraph(words)))
    found = [int(n) for n in re.findall(r"từ(\d+)", whole_text(paper))]
    assert found == list(range(6000))
    assert "Nguyễn Văn Thử" in text_of(last_page(paper))


def test_two_hundred_recipients_run_on_below_the_signature():
    names = tuple(f"Thôn số {n:03} hết" for n in range(200))
    text = whole_text(printed(only(FigureLine("a", "1"), recipients=names)))
    assert re.findall(r"Thôn số (\d+) hết", text) == [f"{n:03}" for n in range(200)]
