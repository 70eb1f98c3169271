"""Which line may follow, and what a bundle's number means."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import Refused
from desktop.ledger.chain import (
    MAX_JUMP,
    START,
    Numbered,
    Span,
    Verdict,
    follow,
    judge_number,
    judge_span,
)
from desktop.ledger.stream import Position, StreamKey
from tests.ledger.sample import STREAM, chain

LINES = chain(6)


def test_a_chain_follows_from_its_start_and_from_any_place():
    assert list(follow(STREAM, START, LINES)) == LINES
    for place in range(1, 6):
        before = Position(place, LINES[place - 1].hash)
        assert list(follow(STREAM, before, LINES[place:])) == LINES[place:]


def test_only_the_order_they_were_written_in_follows():
    four = chain(4)
    for order in itertools.permutations(four):
        if list(order) != four:
            with pytest.raises(Refused) as refused:
                list(follow(STREAM, START, order))
            assert refused.value.code == "chain.number"


@pytest.mark.parametrize("missing", range(5))
def test_no_line_may_be_left_out(missing):
    with pytest.raises(Refused):
        list(follow(STREAM, START, LINES[:missing] + LINES[missing + 1 :]))


def test_a_line_of_another_chain_does_not_link():
    with pytest.raises(Refused) as refused:
        list(follow(STREAM, Position(1, "f" * 64), LINES[1:]))
    assert refused.value.code == "chain.link"


@pytest.mark.parametrize("other", [{"dev": "AAAA"}, {"epoch": "1" * 32}, {"to": "49"}])
def test_a_line_of_another_stream_does_not_follow(other):
    with pytest.raises(Refused) as refused:
        list(follow(replace(STREAM, **other), START, LINES))
    assert refused.value.code == "chain.stream"


def test_lines_pass_one_by_one():
    passing = follow(STREAM, START, [*LINES[:2], LINES[3]])
    assert [next(passing), next(passing)] == LINES[:2]
    with pytest.raises(Refused):
        next(passing)


def numbered(n, sha256="", prev=""):
    return Numbered(n, prev or f"{n - 1:064}", sha256 or f"{n:064}")


LAST = numbered(7)
NUMBERS = [
    (numbered(1), None, None, Verdict.TAKE),
    (numbered(2), None, None, Verdict.GAP),
    (numbered(MAX_JUMP), None, None, Verdict.GAP),
    (numbered(MAX_JUMP + 1), None, None, Verdict.JUMP),
    (numbered(8), LAST, None, Verdict.TAKE),
    (numbered(8, prev="f" * 64), LAST, None, Verdict.FORK),
    (numbered(9), LAST, None, Verdict.GAP),
    (numbered(7 + MAX_JUMP), LAST, None, Verdict.GAP),
    (numbered(8 + MAX_JUMP), LAST, None, Verdict.JUMP),
    (numbered(7), LAST, LAST.sha256, Verdict.KNOWN),
    (numbered(3), LAST, numbered(3).sha256, Verdict.KNOWN),
    (numbered(3, "e" * 64), LAST, numbered(3).sha256, Verdict.FORK),
    (numbered(7, "e" * 64), LAST, LAST.sha256, Verdict.FORK),
    (numbered(3), LAST, None, Verdict.GAP),  # lost until now, never seen
]


@pytest.mark.parametrize(("bundle", "last", "same", "verdict"), NUMBERS)
def test_the_number_of_a_bundle(bundle, last, same, verdict):
    assert judge_number(bundle, last, same) is verdict


def span(first, last):
    before = LINES[first - 2].hash if first > 1 else START.head
    return Span(STREAM, first, last, before, LINES[last - 1].hash)


def have(seq):
    return Position(seq, LINES[seq - 1].hash) if seq else START


@given(st.integers(0, 6), st.integers(1, 6), st.integers(0, 5))
def test_a_span_joins_where_it_leaves_no_hole(seq, first, more):
    last = min(6, first + more)
    at_first = LINES[first - 2].hash if 1 < first <= seq + 1 else None
    found = judge_span(span(first, last), at_first, have(seq))
    assert found is (Verdict.HOLE if first > seq + 1 else Verdict.TAKE)


def test_another_head_at_the_same_place_is_a_fork():
    assert judge_span(span(3, 4), "f" * 64, have(2)) is Verdict.FORK
    assert judge_span(span(1, 2), "f" * 64, have(2)) is Verdict.FORK


def test_streams_are_told_apart_by_all_three_names():
    assert len({STREAM, StreamKey("7K2M", "0" * 32, "49"), replace(STREAM)}) == 2
