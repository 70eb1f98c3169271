"""Each bound of canonical JSON: the last that is taken, and the first that is not."""

import pytest

from desktop.errors import Refused
from desktop.ledger.canonical import (
    MAX_DEPTH,
    MAX_INTEGER,
    MAX_STRING,
    check_text,
    decode,
    encode,
    storable,
)


def nested(depth, kind):
    """A value as deep as told, of objects or of lists in an object."""
    if kind == "objects":
        return b'{"a":' * depth + b"1" + b"}" * depth
    return b'{"a":' + b"[" * (depth - 1) + b"1" + b"]" * (depth - 1) + b"}"


def refusal(raw):
    with pytest.raises(Refused) as refused:
        decode(raw)
    return refused.value.code


@pytest.mark.parametrize("kind", ["objects", "lists"])
def test_a_value_is_eight_deep_at_most(kind):
    assert MAX_DEPTH == 8
    for depth in (1, 7, 8):
        assert encode(decode(nested(depth, kind))) == nested(depth, kind)
    for depth in (9, 10, 40):
        assert refusal(nested(depth, kind)) == "json.deep"


def test_many_beside_each_other_are_not_deep():
    for raw in (
        b'{"a":[%b]}' % b",".join([b"[]"] * 50),
        b'{"a":[%b]}' % b",".join([b"{}"] * 50),
    ):
        assert encode(decode(raw)) == raw


def test_brackets_within_a_text_are_not_deep():
    raw = b'{"a":"' + b"[{" * 20 + b'"}'
    assert decode(raw) == {"a": "[{" * 20}


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(
    "frame", [b'{"a":%d}', b'{"a":[%d]}', b'{"a":[1,%d]}', b"%d", b"[%d]"]
)
def test_a_number_is_what_every_reader_keeps_exactly(frame, sign):
    assert MAX_INTEGER == 2**53 - 1 == 9_007_199_254_740_991
    for number in (0, 1, 10**15 - 1, 10**15, MAX_INTEGER):
        raw = frame % (sign * number)
        assert encode(decode(raw)) == raw
    for number in (MAX_INTEGER + 1, 10**16, 10**17, 10**40):
        assert refusal(frame % (sign * number)) == "json.number"


@pytest.mark.parametrize("letter", ["a", "é", "ấ", "😀"])
@pytest.mark.parametrize(
    "frame", ['{"a":"%s"}', '{"a":["%s"]}', '"%s"', '{"a":"\\n%s"}']
)
def test_a_text_is_bounded_in_bytes(letter, frame):
    most = (MAX_STRING - ("\\n" in frame)) // len(letter.encode())
    raw = (frame % (letter * most)).encode()
    assert encode(decode(raw)) == raw
    more = (frame % (letter * (most + 1))).encode()
    assert refusal(more) == "json.long_text"


FORBIDDEN = [
    *map(chr, range(0x7F, 0xA0)), *map(chr, range(0x202A, 0x202F)),
    *map(chr, range(0x2066, 0x206A)),
]  # fmt: skip
ALLOWED = [
    " ",
    "~",
    "\xa0",
    "\u2029",
    "\u202f",
    "\u2065",
    "\u206a",
    "\ue000",
    "\U0010ffff",
]


@pytest.mark.parametrize(
    "frame", ['{"a":"%s"}', '{"a":["x%sx"]}', '"%s"', '{"ab":"\\t%s"}']
)
def test_what_turns_text_round_or_is_no_text_is_refused(frame):
    for letter in FORBIDDEN:
        assert refusal((frame % letter).encode()) == "json.control"
    for letter in ALLOWED:
        raw = (frame % letter).encode()
        assert encode(decode(raw)) == raw


@pytest.mark.parametrize("code", [*range(9), 0xB, 0xC, *range(0xE, 0x20)])
def test_controls_but_tab_and_line_feed_are_refused_in_escapes(code):
    escaped = {8: "\\b", 12: "\\f"}.get(code, f"\\u{code:04x}")
    assert refusal(f'{{"a":"{escaped}"}}'.encode()) == "json.control"
    with pytest.raises(Refused, match=r"^json\.control"):
        check_text(chr(code))
    assert not storable(chr(code))


@pytest.mark.parametrize("text", ["\t", "\n", "a", "ấ", ""])
def test_tab_and_line_feed_are_text(text):
    check_text(text)
    assert storable(text) and decode(encode({"a": text})) == {"a": text}


KEYS = ["a", "~", " ", "#", "@", "A-9_", ""]


@pytest.mark.parametrize("key", KEYS)
def test_a_key_is_of_printable_ascii(key):
    raw = f'{{"{key}":1}}'.encode()
    assert encode(decode(raw)) == raw


@pytest.mark.parametrize("key", ["ấ", "é", "x\u00a0", "a\x7f", "\\t", "\\u0001"])
@pytest.mark.parametrize("frame", ['{"%s":1}', '{"a":{"%s":1}}', '{"a":[{"%s":"x"}]}'])
def test_another_key_is_refused(frame, key):
    assert refusal((frame % key).encode()) in ("json.key", "json.control")


def test_letters_taken_apart_are_refused_wherever_they_stand():
    for frame in ('{"a":"%s"}', '{"a":["%s"]}', '"%s"', '{"a":"\\n%s"}'):
        assert refusal((frame % "e\u0301").encode()) == "json.not_nfc"


def test_the_first_key_again_is_told_before_its_order():
    assert refusal(b'{"a":1,"a":1}') == "json.duplicate"
    assert refusal(b'{"b":1,"a":1}') == "json.not_canonical"
    assert refusal(b'{"a":{"b":1,"b":2}}') == "json.duplicate"
    assert refusal(b'{"a":1} ') == "json.not_canonical"
    assert refusal(b'{"a":1.5}') == refusal(b'{"a":NaN}') == "json.number"
    assert refusal(b'{"a":-Infinity}') == "json.number"


@pytest.mark.parametrize(
    "value", [None, True, False, [], {}, [None, True], {"a": None}]
)
def test_what_is_no_text_or_number_comes_back(value):
    assert decode(encode({"a": value})) == {"a": value}
    assert decode(encode(value)) == value
