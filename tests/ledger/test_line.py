"""A line says one revision; any other bytes are refused by name."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import Refused
from desktop.ledger import line
from desktop.ledger.canonical import decode, encode
from desktop.ledger.chain import START
from desktop.ledger.line import MAX_LINE, parse_line
from desktop.ledger.revision import Op, Reason, line_hash, seal
from desktop.ledger.stream import Position
from tests.ledger.sample import AT, FILE, STREAM, content

LINE = seal(
    content(base=("a" * 64, "b" * 64), files=(FILE,)), STREAM, START, "canbo", AT
)


@pytest.mark.parametrize("op", Op)
@pytest.mark.parametrize("reason", Reason)
def test_a_sealed_line_reads_as_itself(op, reason):
    line = seal(
        content(op=op, reason=reason, files=(FILE,), base=("a" * 64,)),
        STREAM, Position(41, "e" * 64), "canbo", AT,
    )  # fmt: skip
    assert parse_line(line.raw) == line
    assert (line.seq, line.prev) == (42, "e" * 64)


def test_the_hash_is_that_of_the_exact_bytes():
    assert LINE.hash == line_hash(LINE.raw) == hashlib.sha256(LINE.raw).hexdigest()


def test_the_line_carries_no_line_feed():
    line = seal(content(data={"t": "một\nhai"}), STREAM, START, "canbo", AT)
    assert b"\n" not in line.raw


def changed(**keys):
    value = decode(LINE.raw)
    value.update(keys)
    return encode({key: node for key, node in value.items() if node != "gone"})


def without(key):
    value = decode(LINE.raw)
    del value[key]
    return encode(value)


KEYS = sorted(decode(LINE.raw))


@pytest.mark.parametrize("key", KEYS)
def test_no_key_may_be_missing(key):
    with pytest.raises(Refused) as refused:
        parse_line(without(key))
    assert refused.value.code == "field.missing"
    assert refused.value.facts["key"] == f"line.{key}"


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("value", [None, True, [1], -1, "x y/", "", 1 << 50])
def test_no_key_may_have_another_shape(key, value):
    fits = {
        "seq": [1 << 50], "v": [], "data": [], "base": [], "files": [],
    }  # fmt: skip
    if value in fits.get(key, []) and value is not True:
        return
    with pytest.raises(Refused) as refused:
        parse_line(changed(**{key: value}))
    assert refused.value.code in {"field.shape", "line.version", "line.base"}


WRONG = {
    "v": (2, "line.version"),
    "op": ("delete", "field.shape"),
    "reason": ("guessed", "field.shape"),
    "form": ("Model@3", "field.shape"),
    "unit": ("2085", "field.shape"),
    "to": ("208541", "field.shape"),
    "dev": ("7k2m", "field.shape"),
    "epoch": ("0" * 31, "field.shape"),
    "id": ("G" * 32, "field.shape"),
    "prev": ("0" * 63, "field.shape"),
    "seq": (0, "field.shape"),
    "at": ("2026-03-02T08:01:02", "field.shape"),
    "base": (["a" * 64, "a" * 64], "line.base"),
    "files": ([{"name": {"#": "c" * 64}}], "field.missing"),
    "data": ("x", "field.shape"),
}


@pytest.mark.parametrize("key", WRONG)
def test_a_wrong_value_is_named(key):
    value, code = WRONG[key]
    with pytest.raises(Refused) as refused:
        parse_line(changed(**{key: value}))
    assert refused.value.code == code


def test_a_line_names_at_most_64_bases():
    many = [f"{n:064x}" for n in range(65)]
    assert len(parse_line(changed(base=many[:64])).base) == 64
    with pytest.raises(Refused):
        parse_line(changed(base=many))


def test_an_unknown_key_is_refused_unless_it_is_a_later_versions():
    assert parse_line(changed(x_later="1")).record == LINE.record
    with pytest.raises(Refused) as refused:
        parse_line(changed(later="1"))
    assert refused.value.code == "field.unknown"


def test_a_file_has_no_more_than_its_four_facts():
    file = decode(LINE.raw)["files"][0]
    for more in (
        {**file, "path": "x"},
        {**file, "name": {"#": "c" * 64, "plain": "x"}},
        {**file, "media": "PDF"},
        {**file, "bytes": -1},
    ):
        with pytest.raises(Refused):
            parse_line(changed(files=[more]))


def test_a_line_is_bounded():
    long = encode({"t": "x" * 60_000} | {f"t{n}": "x" * 60_000 for n in range(5)})
    assert len(long) > MAX_LINE
    with pytest.raises(Refused) as refused:
        parse_line(long)
    assert refused.value.code == "line.long"


@given(st.integers(0, len(LINE.raw) - 1), st.integers(0, 255))
def test_a_changed_byte_is_refused_or_another_line(at, byte):
    raw = LINE.raw[:at] + bytes([byte]) + LINE.raw[at + 1 :]
    try:
        line = parse_line(raw)
    except Refused:
        return
    assert (line.hash == LINE.hash) == (raw == LINE.raw)
    assert line.raw == raw


USUAL = seal(content(base=("a" * 64,)), STREAM, START, "canbo", AT).raw
CAREFUL = [
    b'"data":{',
    b'},"dev":"',
    b'"v":1}',
    b'"seq":',
    b'"a"',
    b"",
    b",",
    b"{",
    b"}",
]


def outcome(parse, raw):
    try:
        return parse(raw)
    except Refused as refusal:
        return refusal.code, dict(refusal.facts)


@given(st.integers(0, len(USUAL)), st.integers(0, 80), st.sampled_from(CAREFUL))
def test_a_line_at_a_glance_says_what_it_says_key_by_key(place, gone, put):
    raw = USUAL[:place] + put + USUAL[place + gone :]
    assert line._usual(USUAL + b"\n") == [line._carefully(USUAL)]
    assert outcome(parse_line, raw) == outcome(line._carefully, raw)


TRICKS = [
    lambda d: {**d, "extra": "1"},
    lambda d: {**d, "at": "2026-03-02T08:01:02"},
    lambda d: {**d, "seq": 0},
    lambda d: {**d, "v": 2},
    lambda d: {**d, "data": {"dev": "7K2M"}, "dax": {}},
    lambda d: {**d, "data": []},
    lambda d: {**d, "base": ["a" * 63]},
    lambda d: {key: value for key, value in d.items() if key != "units"} | {"u": "1"},
]


@pytest.mark.parametrize("trick", TRICKS)
def test_what_only_looks_usual_is_refused_all_the_same(trick):
    code, _ = outcome(parse_line, encode(trick(decode(USUAL))))
    assert code.startswith(("field.", "line."))
