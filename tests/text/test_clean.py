"""Whatever is pasted can be kept once it is cleaned."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.ledger.canonical import check_text
from desktop.text.clean import clean

TEXTS = st.text(
    st.sampled_from("aăệđĐ \t\n\r\u00a0\u200b\u202e\u0301\u0302\ufeff\x00\x85\ud800")
    | st.characters(),
    max_size=30,
)


@given(TEXTS)
def test_cleaned_text_can_stand_in_a_line(text):
    check_text(clean(text))


@given(TEXTS)
def test_there_is_nothing_left_to_clean(text):
    assert clean(clean(text)) == clean(text)


def test_a_mark_behind_an_invisible_joins_its_letter():
    assert clean("e\u200b\u0301") == "é"


def test_lines_stay_lines_and_several_spaces_are_one():
    assert clean("a \t\u00a0 b\r\nc\rd") == "a b\nc\nd"


def test_the_soft_hyphen_stays_for_legacy_text():
    assert clean("ng\u00adêi") == "ng\u00adêi"
