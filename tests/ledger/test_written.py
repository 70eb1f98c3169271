"""The bytes of a line and of its parts, written out: a later version reads them."""

import uuid

import pytest

from desktop.errors import Refused
from desktop.ledger import ids
from desktop.ledger.chain import START, follow
from desktop.ledger.commitment import commit
from desktop.ledger.fields import DEVICE, FORM, NAME, UNIT, Fields, is_moment
from desktop.ledger.line import MAX_LINE, parse_line
from desktop.ledger.revision import Op, Reason, seal
from desktop.ledger.stream import Position
from tests.ledger.sample import AT, FILE, STREAM, Counting, chain, content

LINE = (
    '{"at":"2026-03-02T08:01:02+07:00","base":["' + "b" * 64 + '"],"by":"canbo",'
    '"data":{"title":"Mô hình 1"},"dev":"7K2M","epoch":"' + "0" * 32 + '",'
    '"files":[{"bytes":7,"media":"application/pdf","name":{"#":"' + "c" * 64 + '"},'
    '"sha256":"' + "d" * 64 + '"}],"form":"model@3","id":"' + "0" * 31 + '1",'
    '"op":"put","prev":"' + "0" * 64 + '","reason":"typed","seq":1,"to":"48",'
    '"unit":"20854","units":"2026-04-30","v":1}'
).encode()


def test_a_line_is_written_as_it_always_was_and_read_as_it_was_meant():
    meant = content(base=("b" * 64,), files=(FILE,))
    sealed = seal(meant, STREAM, START, "canbo", AT)
    assert sealed.raw == LINE
    assert parse_line(LINE) == sealed
    assert (sealed.seq, sealed.prev, sealed.stream) == (1, "0" * 64, STREAM)
    for name in ("record", "form", "unit", "units", "base", "op", "data", "reason"):
        assert getattr(sealed, name) == getattr(meant, name)


@pytest.mark.parametrize("more", [0, 1])
def test_a_line_of_the_most_bytes_is_read_and_one_more_is_not(more):
    def raw(length):
        data = {f"q{place}": "x" * 60_000 for place in range(4)} | {"r": "x" * length}
        return seal(content(data=data), STREAM, START, "canbo", AT).raw

    line = raw(MAX_LINE - len(raw(0)) + more)
    assert len(line) == MAX_LINE + more
    if not more:
        assert parse_line(line).raw == line
        return
    with pytest.raises(Refused, match=r"^line\.long"):
        parse_line(line)


def test_a_line_takes_the_place_after_the_last():
    sealed = seal(content(), STREAM, Position(41, "e" * 64), "canbo", AT)
    assert (sealed.seq, sealed.prev) == (42, "e" * 64)
    assert parse_line(sealed.raw) == sealed


@pytest.mark.parametrize("word", ["put", "void", "merge", "redact"])
def test_what_a_revision_does_has_its_word_in_the_line(word):
    raw = LINE.replace(b'"op":"put"', f'"op":"{word}"'.encode())
    assert parse_line(raw).op is Op[word.upper()]
    line = seal(content(op=Op[word.upper()]), STREAM, START, "canbo", AT)
    assert f'"op":"{word}"'.encode() in line.raw


@pytest.mark.parametrize("word", ["typed", "imported", "joined", "redacted"])
def test_how_a_revision_came_has_its_word_in_the_line(word):
    raw = LINE.replace(b'"reason":"typed"', f'"reason":"{word}"'.encode())
    assert parse_line(raw).reason is Reason[word.upper()]
    line = seal(content(reason=Reason[word.upper()]), STREAM, START, "canbo", AT)
    assert f'"reason":"{word}"'.encode() in line.raw


def test_a_salt_is_thirty_two_bytes():
    assert len(commit("x", Counting()).salt) == 64


def test_where_a_chain_breaks_is_told_by_the_number_of_its_line():
    one, two, three = chain(3)
    for lines, code, seq in (
        ([two], "chain.number", 2),
        ([one, three], "chain.number", 3),
        (chain(2, after=Position(0, "f" * 64)), "chain.link", 1),
    ):
        with pytest.raises(Refused) as refused:
            list(follow(STREAM, START, lines))
        assert (refused.value.code, refused.value.facts) == (code, {"seq": seq})


SHAPES = [
    (UNIT, ["48", "123", "20854"], ["4", "1234", "123456", "4a", "٤٨"]),
    (DEVICE, ["7K2M", "A" * 16], ["7K2", "A" * 17, "7k2m", "7K2-"]),
    (
        FORM,
        ["a@1", "a" + "_" * 39 + "@" + "A.b_c-9" + "x" * 33],
        ["a" * 41 + "@1", "A@1", "1a@1", "a@", "a@" + "1" * 41, "a"],
    ),
    (NAME, ["a", "A.b_c-9", "x" * 64], ["", "x" * 65, "a b", "ấ"]),
]


@pytest.mark.parametrize("shape, good, bad", SHAPES)
def test_each_kind_of_name_has_its_letters_and_its_length(shape, good, bad):
    for text in good:
        assert Fields({"k": text}, "line").text("k", shape) == text
    for text in bad:
        with pytest.raises(Refused, match=r"^field\.shape"):
            Fields({"k": text}, "line").text("k", shape)


@pytest.mark.parametrize("ask", ["text", "number", "flag", "moment", "items", "object"])
def test_what_is_asked_for_twice_is_missing_the_second_time(ask):
    good = {"number": 0, "flag": True, "moment": AT, "items": [], "object": {}}
    fields = Fields({"k": good.get(ask, "x")}, "line")
    assert getattr(fields, ask)("k") == good.get(ask, "x")
    with pytest.raises(Refused) as refused:
        getattr(fields, ask)("k")
    assert (refused.value.code, refused.value.facts) == (
        "field.missing", {"key": "line.k"},
    )  # fmt: skip


def test_a_key_is_named_where_it_is_short_and_plain():
    for key, named in (
        ("k" * 63, "line." + "k" * 63),
        ("k" * 64, "line"),
        ("ấ", "line"),
    ):
        with pytest.raises(Refused) as refused:
            Fields({key: 1}, "line").close()
        assert refused.value.facts == {"key": named}


def test_inner_objects_are_named_by_their_way():
    outer = Fields({"a": {"b": 1}, "c": [{"d": 1}]}, "line")
    for inner, named in (
        (outer.inner("a"), "line.a.b"),
        (outer.inners("c")[0], "line.c.d"),
    ):
        with pytest.raises(Refused) as refused:
            inner.close()
        assert refused.value.facts == {"key": named}


def test_a_moment_has_a_zone():
    assert is_moment(AT) and is_moment("2026-03-02T08:01:02Z")
    for text in ("2026-03-02T08:01:02", "2026-03-02", "x", ""):
        assert not is_moment(text)


def test_a_record_is_known_to_its_form_by_its_uuid():
    record = ids.RecordId("0" * 31 + "1")
    assert ids.identity(record) == "uuid:00000000-0000-0000-0000-000000000001"
    assert ids.identity(record) == f"uuid:{uuid.UUID(int=1)}"
    assert ids.ZERO_HASH == "0" * 64
