"""A value's line at a glance says what it says key by key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.bundle import parts
from desktop.errors import Refused
from desktop.ledger.commitment import commit, value_line
from tests.ledger.sample import Counting

VALUE = commit("Buổi thứ năm, có lồng ghép", Counting())
RAW = value_line(VALUE)
PUT = [
    b"",
    b'"',
    b"\\",
    b"\x00",
    b"\t",
    b"\n",
    b"\x7f",
    b"\xff",
    b"e\xcc\x81",
    b'","v":"',
]


def outcome(raw):
    try:
        return parts._value(raw)
    except Refused as refusal:
        return refusal.code


def test_a_value_reads_as_itself():
    assert outcome(RAW) == VALUE
    assert parts._usual_value(RAW) == VALUE


@given(st.integers(0, len(RAW)), st.integers(0, 3), st.sampled_from(PUT))
def test_both_ways_of_reading_agree(place, gone, put):
    raw = RAW[:place] + put + RAW[place + gone :]
    quick = outcome(raw)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "_usual_value", lambda _raw: None)
        assert outcome(raw) == quick
