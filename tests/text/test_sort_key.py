"""Letters of the whole string first, then tones, then case."""

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.text.sort_key import sort_key

ORDERED = [
    ["ba", "bà", "bả", "bã", "bá", "bạ"],
    [
        "a",
        "ă",
        "â",
        "b",
        "c",
        "d",
        "đ",
        "e",
        "ê",
        "g",
        "i",
        "o",
        "ô",
        "ơ",
        "u",
        "ư",
        "y",
    ],
    ["ang", "anh"],
    ["Bà Nà", "Ba Tơ"],
    ["an", "An", "AN", "án"],
    ["", "a", "a b", "ab"],
    ["1", "2", "a"],
    ["hoa", "hoạ", "hòa", "hoan"],
    ["da", "Dã", "đa", "Đà"],
    ["Thôn 1", "Thôn 2", "Thôn An"],
]


@pytest.mark.parametrize("names", ORDERED, ids=lambda names: names[-1])
def test_the_order(names):
    for order in itertools.islice(itertools.permutations(names), 200):
        assert sorted(order, key=sort_key) == names


@given(st.text(max_size=12))
def test_typed_apart_or_together_is_one_key(text):
    assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(
        unicodedata.normalize("NFC", text)
    )


@given(st.text(max_size=8), st.text(max_size=8))
def test_any_two_strings_can_be_compared(one, other):
    assert (sort_key(one) <= sort_key(other)) or (sort_key(other) <= sort_key(one))
