"""Vietnamese text, numbers and dates as officers write them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import Refused
from desktop.text.clean import clean
from desktop.text.dates import format_date, format_iso, parse_date
from desktop.text.fold import fold, words
from desktop.text.messages import load
from desktop.text.numbers import format_decimal, half_up, parse_decimal, parse_integer
from desktop.text.sort_key import sort_key

ORDER = [
    "An Hải",
    "An Khê",
    "An Thắng",
    "Bà Nà",
    "Bàn Thạch",
    "Bến Giằng",
    "Chiên Đàn",
    "Duy Nghĩa",
    "Đại Lộc",
    "Đắc Pring",
    "Điện Bàn",
]


def test_names_stand_in_vietnamese_order():
    assert sorted(ORDER, key=sort_key) == ORDER
    assert sorted(["bạ", "bá", "bã", "bả", "bà", "ba"], key=sort_key) == [
        "ba",
        "bà",
        "bả",
        "bã",
        "bá",
        "bạ",
    ]
    assert sorted(["Ba Tơ", "Bà Nà"], key=sort_key) == ["Bà Nà", "Ba Tơ"]


@pytest.mark.parametrize(
    "one, other", [("hòa", "hoà"), ("Thủy", "thuỷ"), ("ĐÀ NẴNG", "da nang")]
)
def test_spellings_of_one_word_fold_to_one(one, other):
    assert fold(one) == fold(other)


def test_words_leave_marks_out():
    assert words("Tuyên truyền, “ma túy” (27 thôn)") == [
        "tuyen",
        "truyen",
        "ma",
        "tuy",
        "27",
        "thon",
    ]


@pytest.mark.parametrize(
    "typed, value",
    [
        ("8686", "8686"),
        ("8.686", "8686"),
        ("74,6", "74.6"),
        ("1.234,5", "1234.5"),
        ("0", "0"),
        (" 12 ", "12"),
    ],
)
def test_numbers_are_read_as_typed(typed, value):
    assert parse_decimal(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["8.68", "1.2.3", "mười", "", "1,2,3", "12a"])
def test_doubtful_numbers_are_refused(typed):
    with pytest.raises(Refused):
        parse_decimal(typed)


def test_a_part_of_a_person_is_no_whole_number():
    with pytest.raises(Refused):
        parse_integer("74,6")


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_number_is_read_as_it_is_written(value):
    written = format_decimal(value)
    assert parse_decimal(written) == value


def test_rounding_is_half_up_once():
    assert half_up(Decimal("95.45"), 1) == Decimal("95.5")
    assert half_up(Decimal("-0.05"), 1) == Decimal("-0.1")


TODAY = date(2026, 7, 5)


@pytest.mark.parametrize(
    "typed, day",
    [
        ("05/07/2025", date(2025, 7, 5)), ("5/7", date(2026, 7, 5)), ("050725", date(2025, 7, 5)),
        ("05072025", date(2025, 7, 5)), ("2025-07-05", date(2025, 7, 5)), (".", TODAY),
        ("-1", date(2026, 7, 4)), ("+", date(2026, 7, 6)), ("5.7.25", date(2025, 7, 5)),
    ],
)  # fmt: skip
def test_dates_are_read_as_typed(typed, day):
    assert parse_date(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["31/02/2025", "hôm nay", "", "99/99", "2025"])
def test_what_is_no_date_is_refused(typed):
    with pytest.raises(Refused):
        parse_date(typed, TODAY)


def test_dates_are_written_with_day_first():
    assert format_date(date(2026, 7, 5)) == "05/07/2026"
    assert format_iso("2026-07-05") == "05/07/2026" and format_iso("x") == "x"


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    assert clean(clean(text)) == clean(text)


def test_cleaning_keeps_the_words():
    assert clean(" Ho\u0300a\u00a0\u200b  bình \n x ") == "Hòa bình\nx"


def test_messages_fill_in_facts_and_never_fail(tmp_path):
    (tmp_path / "vi.d").mkdir()
    (tmp_path / "vi.d" / "a.toml").write_text('"x.y" = "Có {n} lỗi {z}"\n', "utf-8")
    said = load(tmp_path, "vi")
    assert said.say("x.y", {"n": 3}) == "Có 3 lỗi …"
    assert said.say("no.such") == "no.such"
