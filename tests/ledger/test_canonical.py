"""Equal values have equal bytes, and they are RFC 8785's."""

import unicodedata

import pytest
import rfc8785
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.errors import Refused
from desktop.ledger.canonical import MAX_INTEGER, MAX_STRING, decode, encode

FORBIDDEN = {*range(0x09), 0x0B, 0x0C, 0x0D, *range(0x0E, 0x20), *range(0x7F, 0xA0)}
FORBIDDEN |= {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
ALLOWED = st.characters(exclude_categories=["Cs"]).filter(
    lambda char: ord(char) not in FORBIDDEN
)
TEXTS = st.text(ALLOWED, max_size=20).map(lambda t: unicodedata.normalize("NFC", t))
KEYS = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=8)
LEAVES = st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | TEXTS
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)
    ),
    max_leaves=12,
)


def depth(value):
    if isinstance(value, dict):
        return 1 + max(map(depth, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(depth, value), default=0)
    return 0


@given(VALUES)
def test_the_bytes_are_those_of_rfc_8785(value):
    assume(depth(value) <= 8)
    assert encode(value) == rfc8785.dumps(value)


@given(VALUES)
def test_what_was_encoded_comes_back(value):
    assume(depth(value) <= 8)
    assert decode(encode(value)) == value


@given(st.binary(max_size=40) | st.text(max_size=40).map(str.encode))
def test_whatever_is_read_is_written_the_same(raw):
    try:
        value = decode(raw)
    except Refused as refused:
        assert refused.code.startswith("json.")
    else:
        assert encode(value) == raw


NOT_SO = {
    b"": "json.broken",
    b"{": "json.broken",
    b"\xff": "json.broken",
    b"\xef\xbb\xbf1": "json.broken",
    b"1 2": "json.broken",
    b'"\n"': "json.broken",
    b"[" * 100_000: "json.broken",
    b"1.0": "json.number",
    b"1e3": "json.number",
    b"NaN": "json.number",
    b"-Infinity": "json.number",
    b"9007199254740992": "json.number",
    b"9" * 5000: "json.number",
    b" 1": "json.not_canonical",
    b"-0": "json.not_canonical",
    b'{"b":1,"a":1}': "json.not_canonical",
    b'{"a": 1}': "json.not_canonical",
    b'"\\u0041"': "json.not_canonical",
    b'"\\/"': "json.not_canonical",
    b'{"a":1}\n': "json.not_canonical",
    b'{"a":1,"a":1}': "json.duplicate",
    b'{"a":{"b":1,"b":2}}': "json.duplicate",
    '{"đ":1}'.encode(): "json.key",
    b'{"\\u0001":1}': "json.key",
    b'"\\u0000"': "json.control",
    b'"\\r"': "json.control",
    b'"\\ud800"': "json.control",
    '"\u0085"'.encode(): "json.control",
    '"\u202e"'.encode(): "json.control",
    '"\u2066"'.encode(): "json.control",
    '"e\u0301"'.encode(): "json.not_nfc",
    b"[" * 9 + b"]" * 9: "json.deep",
    b'"' + b"a" * (MAX_STRING + 1) + b'"': "json.long_text",
    b'"' + "ệ".encode() * (MAX_STRING // 3 + 1) + b'"': "json.long_text",
}


@pytest.mark.parametrize("raw", NOT_SO, ids=lambda raw: repr(raw[:20]))
def test_each_fault_has_its_name(raw):
    with pytest.raises(Refused) as refused:
        decode(raw)
    assert refused.value.code == NOT_SO[raw]


LEAVES = ["json.control", "json.not_nfc", "json.number", "json.long_text"]


@pytest.mark.parametrize("around", [b'{"a":%b}', b'{"a":["x",%b]}', b'{"a": %b}'])
@pytest.mark.parametrize("raw", NOT_SO, ids=lambda raw: repr(raw[:20]))
def test_a_fault_has_the_same_name_inside_an_object(raw, around):
    if NOT_SO[raw] in LEAVES:
        with pytest.raises(Refused) as refused:
            decode(around % raw)
        assert refused.value.code == NOT_SO[raw]


@pytest.mark.parametrize(
    "value", [1.5, {"a": 2.0}, MAX_INTEGER + 1, {"a": b"x"}, {1: "a"}]
)
def test_what_has_no_bytes_is_refused(value):
    with pytest.raises(Refused):
        encode(value)


def test_the_edges_are_allowed():
    for value in (MAX_INTEGER, -MAX_INTEGER, "a" * MAX_STRING, "\t\n", "\u2028"):
        assert decode(encode(value)) == value
    deep = "x"
    for _ in range(8):
        deep = [deep]
    assert decode(encode(deep)) == deep
