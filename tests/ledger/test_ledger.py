"""Canonical bytes, commitments, lines and the chain."""

import os
from datetime import UTC, datetime

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import Refused
from desktop.ledger import canonical
from desktop.ledger.chain import START, Numbered, Verdict, follow, judge_number
from desktop.ledger.commitment import PrivateValue, check_value, commit, commitments_in
from desktop.ledger.ids import new_record_id
from desktop.ledger.line import parse_line
from desktop.ledger.revision import Content, Op, Position, Reason, StreamKey, seal

STREAM = StreamKey("7K2M", "e" * 32, "48")
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Mn", "Lo"])
)
KEYS = st.text("abcdefgh_", min_size=1, max_size=6)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3)
    ),
    max_leaves=8,
)


class Chance:
    def bytes(self, count):
        return os.urandom(count)


class Fixed:
    def now(self):
        return datetime(2026, 7, 1, tzinfo=UTC)


def canonical_or_none(value):
    try:
        return canonical.encode(value)
    except Refused:
        return None


@given(VALUES)
def test_canonical_bytes_are_those_of_rfc_8785(value):
    raw = canonical_or_none(value)
    if raw is not None:
        assert raw == rfc8785.dumps(value)
        assert canonical.decode(raw) == value


@given(st.binary(max_size=60))
def test_any_bytes_are_read_back_or_refused(raw):
    try:
        value = canonical.decode(raw)
    except Refused:
        return
    assert canonical.encode(value) == raw


@given(TEXT)
def test_a_value_is_what_its_commitment_says(text):
    try:
        private = commit(text, Chance())
    except Refused:
        return
    check_value(private)
    with pytest.raises(Refused):
        check_value(PrivateValue(private.commitment, private.salt, text + "x"))


def test_commitments_are_found_at_any_depth():
    data = {"a": {"#": "1" * 64}, "b": [{"c": {"#": "2" * 64}}], "d": "x"}
    assert commitments_in(data) == ["1" * 64, "2" * 64]


def lines(count):
    place = START
    for number in range(count):
        content = Content(
            "0" * 32,
            "event@1",
            "20854",
            "2026",
            (),
            Op.PUT,
            {"n": str(number)},
            Reason.TYPED,
        )
        line = seal(content, STREAM, place, "canbo", "2026-07-01T08:00:00+07:00")
        place = Position(line.seq, line.hash)
        yield line


def test_a_line_is_read_as_it_was_sealed():
    for line in lines(3):
        assert parse_line(line.raw) == line


@given(st.permutations(range(5)))
def test_only_the_right_order_follows(order):
    sealed = list(lines(5))
    shuffled = [sealed[place] for place in order]
    if list(order) == sorted(order):
        assert list(follow(STREAM, START, shuffled)) == sealed
    else:
        with pytest.raises(Refused):
            list(follow(STREAM, START, shuffled))


def test_ids_are_uuids_of_version_7_in_time_order():
    first = new_record_id(Fixed(), Chance())
    assert first[12] == "7" and first[16] in "89ab" and len(first) == 32
    assert first[:12] == new_record_id(Fixed(), Chance())[:12]


LAST = Numbered(4, "", "d" * 64)
CASES = [
    (Numbered(5, "d" * 64, "e" * 64), LAST, None, Verdict.TAKE),
    (Numbered(5, "x" * 64, "e" * 64), LAST, None, Verdict.FORK),
    (Numbered(4, "", "d" * 64), LAST, "d" * 64, Verdict.KNOWN),
    (Numbered(4, "", "f" * 64), LAST, "d" * 64, Verdict.FORK),
    (Numbered(3, "", "f" * 64), LAST, None, Verdict.FORK),
    (Numbered(7, "", "e" * 64), LAST, None, Verdict.GAP),
    (Numbered(1005, "", "e" * 64), LAST, None, Verdict.JUMP),
    (Numbered(1, "", "e" * 64), None, None, Verdict.TAKE),
    (Numbered(2, "", "e" * 64), None, None, Verdict.GAP),
]


@pytest.mark.parametrize("bundle, last, same, verdict", CASES)
def test_a_bundles_number_is_judged(bundle, last, same, verdict):
    assert judge_number(bundle, last, same) is verdict
