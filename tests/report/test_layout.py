"""Decree 30, measured on the printed page."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.report.document import Body, Heading, Level, Paragraph
from desktop.report.words import MOTTO, NATION, TRAINING, dated
from tests.report.reading import MM, last_page, place_of, printed, rules, text_of
from tests.report.sample import HEAD, JOINT, REPORT

LONG_BODY = Body(
    name=("BAN CHỈ ĐẠO PHÒNG, CHỐNG TỘI PHẠM,", "TỆ NẠN XÃ HỘI"),
    superior=("ỦY BAN NHÂN DÂN", "PHƯỜNG ĐIỆN BÀN ĐÔNG"),
)
ENDLESS_BODY = Body(name=("ỦY BAN NHÂN DÂN " * 6, "X" * 200))
HEADS = {
    "short": HEAD,
    "long body": replace(HEAD, bodies=(LONG_BODY,)),
    "endless body": replace(HEAD, bodies=(ENDLESS_BODY,)),
    "joint": JOINT.head,
    "long place": replace(HEAD, place="Thành phố Hồ Chí Minh"),
    "dated": replace(HEAD, place="Điện Bàn Đông", date=dated(date(2026, 12, 30))),
}


def first_page(head):
    return printed(replace(REPORT, head=head))[0]


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_the_name_of_the_nation_never_wraps_nor_leaves_its_column(head):
    page = first_page(head)
    nation = place_of(page, NATION)
    assert nation.height < 13 * 1.5
    assert nation.right <= (210 - 15) * MM + 0.5
    assert nation.left >= (210 - 15 - 96) * MM - 0.5


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_the_two_columns_do_not_touch(head):
    page = first_page(head)
    nation = place_of(page, NATION)
    left_column = [
        box
        for at in range(page.get_textpage().count_chars())
        if (box := page.get_textpage().get_charbox(at))[3] > nation.bottom - 12
        and box[0] < nation.left - 1
    ]
    assert left_column
    assert max(right for _, _, right, _ in left_column) < nation.left


def test_the_line_under_the_motto_is_as_long_as_the_motto():
    page = first_page(HEAD)
    motto = place_of(page, MOTTO)
    under = next(rule for rule in rules(page) if abs(rule.middle - motto.middle) < 2)
    assert under.width == pytest.approx(motto.width, abs=3)
    assert 0 < motto.bottom - under.top < 6


@pytest.mark.parametrize("words", ["XÃ TIÊN PHƯỚC", "phong trào “Toàn dân bảo vệ"])
def test_the_lines_under_body_and_summary_are_a_third_to_a_half(words):
    page = first_page(HEAD)
    text = text_of(page)
    line = next(one for one in text.splitlines() if words in one).strip()
    above = place_of(page, line.split("CỘNG HÒA")[0].strip())
    below = [rule for rule in rules(page) if 0 < above.bottom - rule.top < 14]
    under = min(below, key=lambda rule: abs(rule.middle - above.middle))
    assert above.width / 3 <= under.width <= above.width / 2
    assert under.middle == pytest.approx(above.middle, abs=3)


def test_number_and_date_share_a_line_and_may_stand_blank():
    page = first_page(HEAD)
    assert "/BC-UBND" in text_of(page)
    assert place_of(page, "/BC-UBND").bottom == pytest.approx(
        place_of(page, "Tiên Phước, ngày").bottom, abs=4
    )
    assert place_of(page, "/BC-UBND").left - place_of(page, "Số:").right > 5 * MM
    assert place_of(page, "tháng").left - place_of(page, "ngày").right > 5 * MM


@pytest.mark.parametrize(
    ("number", "shown"), [("5", "Số: 05/"), ("12", "Số: 12/"), ("07a", "Số: 07a/")]
)
def test_a_registered_number_is_printed_with_two_digits(number, shown):
    page = first_page(replace(HEAD, number=number))
    assert f"{shown}BC-UBND" in text_of(page)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 2, 3), "ngày 03 tháng 02 năm 2026"),
        (date(2026, 7, 14), "ngày 14 tháng 7 năm 2026"),
        (date(2025, 12, 9), "ngày 09 tháng 12 năm 2025"),
    ],
)
def test_days_and_early_months_get_a_zero(day, words):
    assert dated(day) == words


def test_body_text_is_indented_and_stays_inside_the_margins():
    page = first_page(HEAD)
    start = place_of(page, "Xã Tiên Phước được")
    second = place_of(page, "Tiên Mỹ, Tiên Phong")
    assert start.left == pytest.approx((30 + 10) * MM, abs=1)
    assert second.left == pytest.approx(30 * MM, abs=1)


def test_page_numbers_start_on_the_second_page_in_the_middle_of_the_top_margin():
    paper = printed(
        replace(REPORT, blocks=(Paragraph("Số liệu. " * 900),), appendices=())
    )
    assert len(paper) >= 3
    for at, page in enumerate(paper, start=1):
        above = page.get_textpage().get_text_bounded(bottom=(297 - 19) * MM)
        assert above.replace(TRAINING, "").strip() == (str(at) if at > 1 else "")
        if at > 1:
            box = place_of(page, str(at), above=(297 - 19) * MM)
            assert box.middle == pytest.approx((30 + 165 / 2) * MM, abs=2)


def test_each_appendix_counts_its_own_pages_and_may_lie_on_its_side():
    paper = printed(REPORT)
    start = next(at for at, page in enumerate(paper) if "Phụ lục I" in text_of(page))
    first, second = paper[start], paper[start + 1]
    assert first.get_width() > first.get_height()
    bounds = {"bottom": first.get_height() - 19 * MM}
    assert first.get_textpage().get_text_bounded(**bounds).strip() == TRAINING
    above = second.get_textpage().get_text_bounded(**bounds)
    assert above.replace(TRAINING, "").strip() == "2"
    assert paper[0].get_width() < paper[0].get_height()


def test_training_data_is_marked_on_every_page_and_real_data_on_none():
    for page in printed(REPORT):
        assert text_of(page).count(TRAINING) == 2
    for page in printed(replace(REPORT, training=False)):
        assert TRAINING not in text_of(page)


def test_recipients_stand_on_the_left_level_with_the_signature_on_the_right():
    page = last_page(printed(replace(REPORT, appendices=())))
    recipients = place_of(page, "Nơi nhận:")
    authority = place_of(page, "TM. ỦY BAN NHÂN DÂN")
    name = place_of(page, "Nguyễn Văn Thử")
    assert recipients.top == pytest.approx(authority.top, abs=6)
    assert recipients.right < authority.left
    assert place_of(page, "CHỦ TỊCH").bottom - name.top > 20 * MM
    assert "- Lưu: VT, CA." in text_of(page)
    assert "- Thường trực Đảng ủy (b/c);" in text_of(page)


def test_a_joint_paper_has_two_bodies_and_two_level_signatures_lead_on_the_right():
    paper = printed(JOINT)
    text = text_of(paper[0])
    assert text.index("TIÊN PHƯỚC -") < text.index("UBMTTQ VIỆT NAM")
    lead = place_of(last_page(paper), "Trần Thị Mẫu")
    other = place_of(last_page(paper), "Lê Văn Ví Dụ")
    assert lead.left > other.right
    assert lead.bottom == pytest.approx(other.bottom, abs=4)


@pytest.mark.parametrize("lines", range(34, 44))
def test_a_heading_never_stays_behind_at_the_foot_of_a_page(lines):
    filler = Paragraph("\n".join(f"dòng {n}" for n in range(lines)))
    run = (Heading("II. HAI"), Heading("1. Một", Level.ITEM), Paragraph("Theo sau."))
    paper = printed(replace(REPORT, blocks=(filler, *run), appendices=()))
    pages = [
        {at for at, page in enumerate(paper) if words in text_of(page)}
        for words in ("II. HAI", "1. Một", "Theo sau.")
    ]
    assert pages[0] == pages[1] == pages[2]
    assert len(pages[0]) == 1


@pytest.mark.parametrize("lines", range(20, 44, 3))
def test_a_signature_is_never_alone_on_its_page(lines):
    text = Paragraph("\n".join(f"dòng {n} hết" for n in range(lines)))
    paper = printed(replace(REPORT, blocks=(text,), appendices=()))
    signed = next(page for page in paper if "CHỦ TỊCH" in text_of(page))
    assert f"dòng {lines - 1} hết" in text_of(signed)
    assert "Nguyễn Văn Thử" in text_of(signed)
