"""What the compiled reader takes is what is read key by key; it never takes more."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import Refused
from desktop.ledger import compiled, line
from desktop.ledger.canonical import MAX_INTEGER, MAX_STRING, decode, encode
from desktop.ledger.chain import START
from desktop.ledger.line import parse_line, parse_lines
from desktop.ledger.revision import Op, Reason, seal
from tests.ledger.sample import AT, FILE, STREAM, chain, content

TEXT = "ệ\U0001f600\u00a0 dòng"
LINE = seal(content(data={"t": TEXT}, base=("a" * 64,)), STREAM, START, "canbo", AT).raw
PLACE = encode({"t": TEXT})[1:-1]


def with_data(node):
    """A line as any JSON writer may make it, with ``node`` as its data."""
    plain = json.loads(LINE) | {"data": node}
    sort = {"sort_keys": True, "separators": (",", ":"), "ensure_ascii": False}
    return json.dumps(plain, **sort).encode("utf-8", "surrogatepass")


def carefully(raw):
    try:
        return line._carefully(raw)
    except Refused as refused:
        return refused.code


def quickly(raw):
    usual = line._usual(raw + b"\n")
    assert usual is None or len(usual) == 1
    return usual and usual[0]


LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    | st.sampled_from([MAX_INTEGER, MAX_INTEGER + 1, -MAX_INTEGER, -MAX_INTEGER - 1])
    | st.sampled_from([2**63, 2**64, 10**30, -(2**63) - 1, 1e400, -0.0, 1.0, 5e-324])
    | st.sampled_from(["\x7f", "\x80", "\u202e", "\u2028", "e\u0301", "\ud800", "\t\n"])
)  # fmt: skip
KEYS = st.text(max_size=4) | st.sampled_from(
    ["\U0001f600", "\ufb33", "#", "a", "đ", ""]
)
NODES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3)
    ),
    max_leaves=10,
)


@given(st.dictionaries(KEYS, NODES, max_size=4))
def test_any_data_is_read_as_it_is_read_key_by_key(data):
    raw = with_data(data)
    found = quickly(raw)
    assert found is None or found == carefully(raw)


PIECES = st.sampled_from(
    [b"{", b"}", b"[", b"]", b'"', b":", b",", b'"a":1', b'"a"', b"null", b"1.0", b"1e3",
     b"-0", b"NaN", b"Infinity", b"9" * 17, b"9" * 400, b"\\u0041", b"\\", b"\\ud800", b" ",
     b"\n", b"\r", b"\x00", b"\x7f", b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xef\xbb\xbf",
     "đ".encode(), "e\u0301".encode(), "\u202e".encode(), "\U0001f600".encode(),
     b'"' + "đ".encode() + b'":1', b"true", b"[[[[[[[[", b"]]]]]]]]", b'"dev":"7K2M"'],
)  # fmt: skip


@given(st.integers(0, len(LINE)), st.integers(0, 30), st.lists(PIECES, max_size=4))
def test_any_bytes_are_read_as_they_are_read_key_by_key(place, gone, put):
    raw = LINE[:place] + b"".join(put) + LINE[place + gone :]
    found = quickly(raw)
    assert found is None or found == carefully(raw)


@given(st.lists(PIECES, max_size=6))
def test_any_answers_are_read_as_they_are_read_key_by_key(put):
    raw = LINE.replace(PLACE, b"".join(put))
    found = quickly(raw)
    assert found is None or found == carefully(raw)


def nested(levels, node="x"):
    for _ in range(levels):
        node = [node]
    return node


AT_THE_EDGE = {
    "the deepest": ({"t": nested(6)}, {"t": nested(7)}),
    "the deepest in objects": ({"t": {"a": nested(5)}}, {"t": {"a": nested(6)}}),
    "the largest": ({"t": MAX_INTEGER}, {"t": MAX_INTEGER + 1}),
    "the least": ({"t": -MAX_INTEGER}, {"t": -MAX_INTEGER - 1}),
    "the longest": ({"t": "a" * (MAX_STRING // 4)}, {"t": "a" * (MAX_STRING + 1)}),
    "of the longest letters": ({"t": "ệ" * 16_384}, {"t": "ệ" * 21_846}),
    "an ASCII key": ({"~": TEXT}, {"đ": TEXT}),
    "an ASCII key inside": ({"t": [{"a": "đ"}]}, {"t": [{"đ": "a"}]}),
    "a whole number": ({"t": 1}, {"t": 1.0}),
    "a composed letter": ({"t": "é"}, {"t": "e\u0301"}),
}


@pytest.mark.parametrize("edge", AT_THE_EDGE)
def test_the_compiled_reader_knows(edge):
    within, past = (with_data(data) for data in AT_THE_EDGE[edge])
    assert quickly(within) == carefully(within)
    assert quickly(past) is None
    assert isinstance(carefully(past), str)


@pytest.mark.parametrize("again", [b'"by":"canbo","by":"canbo",', b'"x_new":1,', b" "])
def test_no_key_is_passed_over(again):
    raw = LINE.replace(b'"data"', again + b'"data"')
    assert quickly(raw) is None


@pytest.mark.parametrize("op", Op)
@pytest.mark.parametrize("reason", Reason)
def test_usual_lines_are_read_at_once(op, reason):
    sealed = seal(content(op=op, reason=reason), STREAM, START, "canbo", AT)
    assert line._usual(sealed.raw + b"\n") == [sealed]


def test_a_block_says_what_its_lines_say():
    lines = chain(200)
    block = b"".join(one.raw + b"\n" for one in lines)
    assert list(parse_lines(block)) == lines == line._usual(block)


def test_what_was_read_before_says_the_same_again():
    block = LINE + b"\n" + b"".join(one.raw + b"\n" for one in chain(3))
    assert list(parse_lines(block, again=True)) == list(parse_lines(block))
    with_file = seal(content(files=(FILE,)), STREAM, START, "canbo", AT).raw + b"\n"
    assert list(parse_lines(with_file, again=True)) == list(parse_lines(with_file))


def test_one_line_out_of_the_ordinary_hides_no_other():
    lines = chain(3)
    odd = seal(content(data={"t": 'a "b"'}, files=(FILE,)), STREAM, START, "canbo", AT)
    block = b"".join(one.raw + b"\n" for one in (*lines, odd, *lines))
    assert line._usual(block) is None
    assert list(parse_lines(block)) == [*lines, odd, *lines]


def test_lines_before_a_bad_one_are_given_first():
    block = b"".join(one.raw + b"\n" for one in chain(2)) + b"{}\n"
    found = parse_lines(block)
    assert [next(found).seq, next(found).seq] == [1, 2]
    with pytest.raises(Refused):
        next(found)


@pytest.mark.parametrize("block", [b"\n", b"\n\n", LINE + b"\n\n", LINE, b" \n", b""])
def test_a_line_that_says_nothing_is_no_line(block):
    assert not compiled.lines(block)
    assert not line._usual(block)


@given(st.text(max_size=12) | st.sampled_from(["\x7f", "e\u0301", "\U0001f600", 'a"b']))
def test_a_value_is_taken_only_as_it_is_written(text):
    raw = encode_plainly({"h": "a" * 64, "s": "b" * 64, "v": text}) + b"\n"
    found = compiled.values(raw)
    if found is not None:
        assert (found[0].h, found[0].v) == ("a" * 64, text)
        assert decode(raw[:-1]) == {"h": "a" * 64, "s": "b" * 64, "v": text}
        assert unicodedata.is_normalized("NFC", text)


def encode_plainly(value):
    plain = {"sort_keys": True, "separators": (",", ":"), "ensure_ascii": False}
    return json.dumps(value, **plain).encode("utf-8", "surrogatepass")


def test_parse_line_takes_one_line_only():
    with pytest.raises(Refused):
        parse_line(LINE + b"\n" + LINE)
