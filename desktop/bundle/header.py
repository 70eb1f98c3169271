"""bundle.json: a Header to bytes and, strictly, back."""

import re

from desktop.errors import Refused
from desktop.ledger.canonical import Data, Json, decode, encode
from desktop.ledger.chain import Span
from desktop.ledger.fields import ANY_TEXT, DEVICE, HASH, HEX32, UNIT, Fields
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
from desktop.ledger.ids import DeviceId, Epoch, RevisionId, UnitCode
from desktop.ledger.stream import StreamKey

FORMAT = "so-phoi-hop.bundle"
VERSION = 1
_AGE = re.compile(r"age1[02-9ac-hj-np-z]{58}")
_RESULT = re.compile("accepted|partial|refused")
_CODE = re.compile(r"[A-Z_]{2,24}")
_REJECTION = re.compile(r"[a-z_.]{2,60}")
_FILE = re.compile(r"records/[a-z0-9]{1,16}\.jsonl")
_MEDIA = re.compile(r"[a-z]+/[a-z0-9.+-]{1,80}")
_EMPTY_OR_HASH = re.compile(r"|[0-9a-f]{64}")


def write_header(header: Header) -> bytes:
    """The one byte form of a header."""
    return encode(
        {
            "format": FORMAT,
            "version": VERSION,
            "min_reader": VERSION,
            "bundle_id": header.bundle_id,
            "from": {
                "device": header.sender.device,
                "epoch": header.sender.epoch,
                "unit": header.sender.unit,
                "cert_sha256": header.sender.cert_sha256,
            },
            "to": {"unit": header.receiver.unit, "key": header.receiver.key},
            "n": header.n,
            "prev": header.prev,
            "created": header.created,
            "clock": {
                "max_seen": header.clock_max_seen,
                "set_back": header.clock_set_back,
            },
            "streams": [_stream(stream) for stream in header.streams],
            "attachments": [
                {"sha256": a.sha256, "bytes": a.bytes, "media": a.media}
                for a in header.attachments
            ],
            "asks": [{"sha256": sha256} for sha256 in header.asks],
            "acks": [write_ack(ack) for ack in header.acks],
            "pack": {"counter": header.pack_counter, "sha256": header.pack_sha256},
            "roster_n": header.roster_n,
            "crl_number": header.crl_number,
            "app": header.app,
        }
    )


def _stream(stream: StreamSpan) -> Json:
    span = stream.span
    return {
        "dev": span.stream.dev,
        "epoch": span.stream.epoch,
        "to": span.stream.to,
        "first": span.first,
        "last": span.last,
        "count": stream.count,
        "head_before": span.head_before,
        "head_after": span.head_after,
        "file": stream.file,
        "bytes": stream.bytes,
    }


def write_ack(ack: Ack) -> Data:
    """A receipt as it stands in acks."""
    return {
        "for": {
            "bundle_id": ack.bundle_id,
            "bundle_json_sha256": ack.bundle_json_sha256,
        },
        "result": ack.result,
        "code": ack.code,
        "have": [
            {"dev": h.dev, "epoch": h.epoch, "seq": h.seq, "head": h.head}
            for h in ack.have
        ],
        "rejected": [{"hash": r.hash, "code": r.code} for r in ack.rejected],
    }


def read_header(raw: bytes) -> Header:
    """The header that ``raw`` says; Refused by field otherwise."""
    top = Fields(decode(raw), "bundle")
    if top.text("format") != FORMAT:
        raise Refused("bundle.format")
    if top.number("min_reader") > VERSION or top.number("version") != VERSION:
        raise Refused("bundle.newer")
    header = _header(top)
    top.close()
    _check_spans(header)
    return header


def _header(top: Fields) -> Header:
    clock, pack = top.inner("clock"), top.inner("pack")
    header = Header(
        bundle_id=top.text("bundle_id", HEX32),
        sender=_sender(top.inner("from")),
        receiver=_receiver(top.inner("to")),
        n=top.number("n", least=1),
        prev=top.text("prev", HASH),
        created=top.moment("created"),
        clock_max_seen=clock.moment("max_seen"),
        clock_set_back=clock.flag("set_back"),
        streams=tuple(_read_stream(item) for item in top.inners("streams")),
        attachments=tuple(_read_attachment(item) for item in top.inners("attachments")),
        asks=tuple(_read_ask(item) for item in top.inners("asks")),
        acks=tuple(read_ack(item) for item in top.inners("acks")),
        pack_counter=pack.number("counter"),
        pack_sha256=pack.text("sha256", _EMPTY_OR_HASH),
        roster_n=top.number("roster_n"),
        crl_number=top.number("crl_number"),
        app=top.text("app", ANY_TEXT),
    )
    clock.close()
    pack.close()
    return header


def _sender(fields: Fields) -> Sender:
    sender = Sender(
        DeviceId(fields.text("device", DEVICE)),
        Epoch(fields.text("epoch", HEX32)),
        UnitCode(fields.text("unit", UNIT)),
        fields.text("cert_sha256", HASH),
    )
    fields.close()
    return sender


def _receiver(fields: Fields) -> Receiver:
    receiver = Receiver(UnitCode(fields.text("unit", UNIT)), fields.text("key", _AGE))
    fields.close()
    return receiver


def _read_stream(fields: Fields) -> StreamSpan:
    key = StreamKey(
        DeviceId(fields.text("dev", DEVICE)),
        Epoch(fields.text("epoch", HEX32)),
        UnitCode(fields.text("to", UNIT)),
    )
    span = Span(
        key,
        fields.number("first", least=1),
        fields.number("last"),
        RevisionId(fields.text("head_before", HASH)),
        RevisionId(fields.text("head_after", HASH)),
    )
    found = StreamSpan(
        span, fields.number("count"), fields.text("file", _FILE), fields.number("bytes")
    )
    fields.close()
    return found


def _read_attachment(fields: Fields) -> AttachmentRef:
    found = AttachmentRef(
        fields.text("sha256", HASH),
        fields.number("bytes"),
        fields.text("media", _MEDIA),
    )
    fields.close()
    return found


def _read_ask(fields: Fields) -> str:
    sha256 = fields.text("sha256", HASH)
    fields.close()
    return sha256


def read_ack(fields: Fields) -> Ack:
    """A receipt from its object."""
    answered = fields.inner("for")
    ack = Ack(
        bundle_id=answered.text("bundle_id", HEX32),
        bundle_json_sha256=answered.text("bundle_json_sha256", HASH),
        result=fields.text("result", _RESULT),
        code=fields.text("code", _CODE),
        have=tuple(_read_have(item) for item in fields.inners("have")),
        rejected=tuple(_read_rejected(item) for item in fields.inners("rejected")),
    )
    answered.close()
    fields.close()
    return ack


def _read_have(fields: Fields) -> Have:
    have = Have(
        DeviceId(fields.text("dev", DEVICE)),
        Epoch(fields.text("epoch", HEX32)),
        fields.number("seq"),
        RevisionId(fields.text("head", HASH)),
    )
    fields.close()
    return have


def _read_rejected(fields: Fields) -> Rejected:
    found = Rejected(
        RevisionId(fields.text("hash", HASH)), fields.text("code", _REJECTION)
    )
    fields.close()
    return found


def _check_spans(header: Header) -> None:
    files = [stream.file for stream in header.streams]
    ends = [(one.span.stream, one.span.head_after) for one in header.streams]
    if len(set(files)) != len(files) or len(set(ends)) != len(ends):
        raise Refused("bundle.streams")
    for stream in header.streams:
        if stream.count != stream.span.last - stream.span.first + 1:
            raise Refused("bundle.streams")
