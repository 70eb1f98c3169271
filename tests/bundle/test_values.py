"""A value's line at a glance says what it says key by key."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.bundle import parts
from desktop.errors import Refused
from desktop.ledger.commitment import commit
from tests.ledger.sample import Counting, value_line

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


def outcome(read, raw):
    try:
        return list(read(raw + b"\n"))
    except Refused as refusal:
        return refusal.code


def line_by_line(block):
    return map(parts._value, block.split(b"\n")[:-1])


def test_a_value_reads_as_itself():
    assert outcome(parts._values, RAW) == outcome(line_by_line, RAW) == [VALUE]
    assert parts._usual_values(RAW + b"\n") == [VALUE]


@given(st.integers(0, len(RAW)), st.integers(0, 3), st.sampled_from(PUT))
def test_both_ways_of_reading_agree(place, gone, put):
    raw = RAW[:place] + put + RAW[place + gone :]
    assert outcome(parts._values, raw) == outcome(line_by_line, raw)


def test_a_value_with_a_quotation_mark_hides_none_beside_it():
    odd = commit('Ông nói "có"', Counting())
    block = b"".join(value_line(one) + b"\n" for one in (VALUE, odd, VALUE))
    assert parts._usual_values(block) is None
    assert list(parts._values(block)) == [VALUE, odd, VALUE]
