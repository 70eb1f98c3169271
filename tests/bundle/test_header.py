"""A header is its bytes: each key is demanded, in its shape, and no other is taken."""

import json
from dataclasses import replace
from itertools import chain

import pytest

from desktop.bundle.header import read_header, write_header
from desktop.bundle.request import Request, read_request, write_request
from desktop.errors import Refused
from desktop.ledger.canonical import encode
from desktop.ledger.chain import Span
from desktop.ledger.handover import (
    Ack,
    AttachmentRef,
    Have,
    Header,
    Receiver,
    Rejected,
    Sender,
    StreamSpan,
)
from desktop.ledger.stream import StreamKey
from desktop.signing.keys import new_age_identity

AT, LATER = "2026-03-02T08:01:02+07:00", "2026-03-03T08:01:02+07:00"
AGE = "age1" + "q" * 58
HEADER = Header(
    bundle_id="b" * 32,
    sender=Sender("7K2M", "e" * 32, "20854", "1" * 64),
    receiver=Receiver("48", AGE),
    n=7,
    prev="2" * 64,
    created=AT,
    clock_max_seen=LATER,
    clock_set_back=True,
    streams=(
        StreamSpan(
            Span(StreamKey("7K2M", "e" * 32, "48"), 3, 5, "3" * 64, "4" * 64),
            3, "records/s1.jsonl", 999,
        ),
    ),
    attachments=(AttachmentRef("5" * 64, 12, "application/pdf"),),
    asks=("6" * 64,),
    acks=(
        Ack(
            "a" * 32, "7" * 64, "partial", "PART",
            (Have("7K2M", "e" * 32, 9, "8" * 64),),
            (Rejected("9" * 64, "line.form"),),
        ),
    ),
    pack_counter=4,
    pack_sha256="c" * 64,
    roster_n=5,
    crl_number=6,
    app="1.2.3",
)  # fmt: skip
SAID = {
    "format": "so-phoi-hop.bundle", "version": 1, "min_reader": 1,
    "bundle_id": "b" * 32,
    "from": {
        "device": "7K2M", "epoch": "e" * 32, "unit": "20854", "cert_sha256": "1" * 64,
    },
    "to": {"unit": "48", "key": AGE},
    "n": 7, "prev": "2" * 64, "created": AT,
    "clock": {"max_seen": LATER, "set_back": True},
    "streams": [{
        "dev": "7K2M", "epoch": "e" * 32, "to": "48", "first": 3, "last": 5,
        "count": 3, "head_before": "3" * 64, "head_after": "4" * 64,
        "file": "records/s1.jsonl", "bytes": 999,
    }],
    "attachments": [{"sha256": "5" * 64, "bytes": 12, "media": "application/pdf"}],
    "asks": [{"sha256": "6" * 64}],
    "acks": [{
        "for": {"bundle_id": "a" * 32, "bundle_json_sha256": "7" * 64},
        "result": "partial", "code": "PART",
        "have": [{"dev": "7K2M", "epoch": "e" * 32, "seq": 9, "head": "8" * 64}],
        "rejected": [{"hash": "9" * 64, "code": "line.form"}],
    }],
    "pack": {"counter": 4, "sha256": "c" * 64},
    "roster_n": 5, "crl_number": 6, "app": "1.2.3",
}  # fmt: skip


def test_a_header_is_written_and_read_by_the_names_of_the_format():
    assert write_header(HEADER) == encode(SAID)
    assert read_header(encode(SAID)) == HEADER


def refusal(said):
    with pytest.raises(Refused) as refused:
        read_header(encode(said))
    return refused.value.code, refused.value.facts


def places(node, way=()):
    """The ways to every object of a header, and to the first of each list."""
    if isinstance(node, list):
        return places(node[0], (*way, 0)) if node else []
    if not isinstance(node, dict):
        return []
    inner = (places(value, (*way, key)) for key, value in node.items())
    return [way, *chain.from_iterable(inner)]


def at(said, way):
    for step in way:
        said = said[step]
    return said


def copied():
    return json.loads(json.dumps(SAID))


KEYS = [(way, key) for way in places(SAID) for key in at(SAID, way)]


@pytest.mark.parametrize("way, key", KEYS, ids=str)
def test_no_key_may_be_missing_nor_have_another_shape(way, key):
    said = copied()
    there = at(said, way)
    value = there.pop(key)
    code, facts = refusal(said)
    assert code == "field.missing" and facts["key"].endswith(f".{key}")
    assert facts["key"].startswith("bundle.")
    for other in (None, [1], {"k": {}}, "Ấ\n" if value != "1.2.3" else 1):
        there[key] = other
        code, _ = refusal(said)
        assert code in (
            "field.shape",
            "field.missing",
            "field.unknown",
            "bundle.format",
        )
    if isinstance(value, int) and not isinstance(value, bool):
        there[key] = -1
        assert refusal(said)[0] == "field.shape"


@pytest.mark.parametrize("way", places(SAID), ids=str)
def test_no_key_may_be_more_but_those_of_a_later_version(way):
    said = copied()
    at(said, way)["more"] = 1
    assert refusal(said)[0] == "field.unknown"
    del at(said, way)["more"]
    at(said, way)["x_more"] = 1
    assert read_header(encode(said)) == HEADER


@pytest.mark.parametrize(
    "way, key, least",
    [
        ((), "n", 1), (("streams", 0), "first", 1), (("attachments", 0), "bytes", 0),
        (("acks", 0, "have", 0), "seq", 0), (("pack",), "counter", 0),
        ((), "roster_n", 0), ((), "crl_number", 0), (("streams", 0), "bytes", 0),
    ],
)  # fmt: skip
def test_each_number_has_its_least(way, key, least):
    said = copied()
    there = at(said, way)
    there[key] = least
    if key == "first":
        there["last"] = there["count"] = there["first"]
    read_header(encode(said))
    there[key] = least - 1
    assert refusal(said)[0] == "field.shape"


SHAPES = [
    (("to",), "key", ["age1" + "q" * 57, "age1" + "b" * 58, "x" + AGE]),
    (("acks", 0), "result", ["accepted", "refused", ""]),
    (("acks", 0), "code", ["A", "A" * 25, "a_b"]),
    (("acks", 0, "rejected", 0), "code", ["a", "a" * 61, "A.b"]),
    (("streams", 0), "file", ["records/.jsonl", "records/S.jsonl", "s1.jsonl"]),
    (("attachments", 0), "media", ["pdf", "a/", "A/b", "a/" + "b" * 81]),
    (("pack",), "sha256", ["c" * 63, "C" * 64]),
]
GOOD = {"accepted", "refused"}


@pytest.mark.parametrize("way, key, wrong", SHAPES)
def test_each_text_has_its_shape(way, key, wrong):
    for value in wrong:
        said = copied()
        at(said, way)[key] = value
        if value in GOOD:
            read_header(encode(said))
        else:
            assert refusal(said)[0] == "field.shape"


@pytest.mark.parametrize(
    "way, key, value",
    [
        (("pack",), "sha256", ""),
        (("acks", 0), "code", "OK"),
        (("acks", 0), "code", "A_" * 12),
        (("acks", 0, "rejected", 0), "code", "a."),
        (("acks", 0, "rejected", 0), "code", "a" * 60),
        (("attachments", 0), "media", "a/" + "b" * 80),
        (("streams", 0), "file", "records/" + "s" * 16 + ".jsonl"),
    ],
)
def test_each_text_may_be_as_short_and_long_as_told(way, key, value):
    said = copied()
    at(said, way)[key] = value
    read_header(encode(said))


@pytest.mark.parametrize(
    "more, code",
    [
        ({"format": "other"}, "bundle.format"),
        ({"version": 2}, "bundle.newer"),
        ({"version": 0}, "bundle.newer"),
        ({"min_reader": 2}, "bundle.newer"),
    ],
)
def test_another_format_or_version_is_told_by_name(more, code):
    assert refusal(SAID | more)[0] == code


def test_an_earlier_reader_may_be_asked_for():
    assert read_header(encode(SAID | {"min_reader": 0})) == HEADER


def streams(*more):
    one = SAID["streams"][0]
    return SAID | {"streams": [one, *(one | other for other in more)]}


def test_each_stream_has_a_file_of_its_own_and_counts_its_lines():
    two = streams({"to": "01", "file": "records/s2.jsonl"})
    assert len(read_header(encode(two)).streams) == 2
    for wrong in ({"to": "01"}, {"file": "records/s2.jsonl"}):
        assert refusal(streams(wrong))[0] == "bundle.streams"
    for wrong in ({"count": 2}, {"first": 2}, {"last": 6}):
        said = SAID | {"streams": [SAID["streams"][0] | wrong]}
        assert refusal(said)[0] == "bundle.streams"


def test_a_header_that_carries_nothing_is_one_too():
    bare = replace(HEADER, streams=(), attachments=(), asks=(), acks=(), pack_sha256="")
    assert read_header(write_header(bare)) == bare


def test_a_request_is_its_bytes():
    key = new_age_identity().recipient
    raw = b'{"csr":"YWJj","recipient":"%s"}' % key.encode()
    assert write_request(Request(b"abc", key)) == raw
    assert read_request(raw) == Request(b"abc", key)
    for wrong, code in (
        (raw.replace(b"YWJj", b"YWJ"), "field.shape"),
        (raw.replace(b"YWJj", b"YW-Jj"), "field.shape"),
        (raw.replace(key.encode(), b"age1x"), "field.shape"),
        (b'{"csr":"YWJj"}', "field.missing"),
        (raw.replace(b"}", b',"s":1}'), "field.unknown"),
    ):
        with pytest.raises(Refused) as refused:
            read_request(wrong)
        assert refused.value.code == code
