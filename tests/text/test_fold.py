"""The quick way of folding says what the definition says."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.text.fold import fold, words

LATIN = st.characters(min_codepoint=0x20, max_codepoint=0x24F)
VIETNAMESE = st.characters(min_codepoint=0x1E00, max_codepoint=0x1EFF)
MARKS = st.characters(min_codepoint=0x300, max_codepoint=0x36F)
TEXTS = st.text(LATIN | VIETNAMESE | MARKS | st.characters(), max_size=20)


def by_definition(text):
    text = text.replace("đ", "d").replace("Đ", "d")
    plain = unicodedata.normalize("NFD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


@given(TEXTS)
def test_folding_is_what_it_is_defined_to_be(text):
    assert fold(text) == by_definition(text)


@given(TEXTS)
def test_typed_apart_or_together_folds_alike(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(
        unicodedata.normalize("NFC", text)
    )


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("ĐẮC PRING", "dac pring"),
        ("thuỷ thủy úy uý", "thuy thuy uy uy"),
        ("Ưu đãi ở Quảng Ngãi", "uu dai o quang ngai"),
        ("", ""),
        ("Ελλάδα", "ελλαδα"),
    ],
)
def test_examples(typed, folded):
    assert fold(typed) == folded


def test_a_word_is_a_run_of_letters_and_digits():
    assert words("138/KH-UBND, đợt 2*") == ["138", "kh", "ubnd", "dot", "2"]
    assert words(" .,\"' ") == []
