"""The parts of a real bundle, whole or with one declared change, and its bytes."""

import hashlib
import io
import zlib
from dataclasses import dataclass, field, replace

from desktop.bundle.header import write_header
from desktop.bundle.manifest import write_manifest
from desktop.bundle.reader import Reading, reading
from desktop.bundle.request import Request, write_request
from desktop.bundle.zipwrite import STORED, Entry, container
from desktop.ledger.chain import START, Span
from desktop.ledger.commitment import commit
from desktop.ledger.handover import (
    AttachmentRef,
    Header,
    Receiver,
    Sender,
    StreamSpan,
)
from desktop.ledger.ids import ZERO_HASH
from desktop.ledger.revision import Content, FileRef, Op, Reason, line_hash, seal
from desktop.ledger.stream import Position, StreamKey
from desktop.signing import certs, cms, envelope, keys
from tests.ledger.sample import value_line
from tests.signing.pki import CHANCE, NOW, province

PROVINCE = keys.new_age_identity()
STREAM = StreamKey("7K2M", "e" * 32, "48")
AT = NOW.isoformat(timespec="seconds")
NOTES = ("Nhân dân đề nghị thêm đèn đường.", "Có lồng ghép sinh hoạt thôn.")
PDF = b"%PDF-1.4 " + bytes(range(256)) * 800
PLAIN, KEY = "records/s1.jsonl", "records/values.jsonl"


def revisions(stream=STREAM, word="Buổi", count=12, after=START, **more):
    """Lines of a stream and the values behind them; ``more`` replaces parts of each."""
    place, lines, values = after, [], []
    for number in range(count):
        private = commit(f"{NOTES[number % 2]} {number}", CHANCE)
        name = commit("bien-ban.pdf", CHANCE)
        content = Content(
            record=f"{number:032x}", form="event@1", unit="20854", units="2026-04-30",
            base=(), op=Op.PUT, reason=Reason.TYPED,
            data={"title": f"{word} {number}", "note": {"#": private.commitment}},
            files=(FileRef(name.commitment, hashlib.sha256(PDF).hexdigest(), len(PDF), "application/pdf"),),
            values=(private, name),
        )  # fmt: skip
        content = replace(content, **more)
        line = seal(content, stream, place, "canbo", AT)
        place = Position(line.seq, line.hash)
        lines.append(line)
        values += content.values
    return lines, sorted(values, key=lambda value: value.commitment)


LINES, VALUES = revisions()
RAWS = [line.raw for line in LINES]
DESK_KEY, DESK = province().desk()


@dataclass
class Plan:
    """Everything a bundle is made of; a fault is a change of one field."""

    lines: list = field(default_factory=lambda: RAWS)
    records: dict = field(default_factory=dict)  # further files of lines
    values: list = field(default_factory=lambda: [value_line(v) for v in VALUES])
    attachments: dict = field(
        default_factory=lambda: {hashlib.sha256(PDF).hexdigest(): PDF}
    )
    documents: dict = field(default_factory=dict)
    header: dict = field(default_factory=dict)  # fields to replace
    span: dict = field(default_factory=dict)
    raw_lines: bytes = b""  # instead of the lines, where they are none
    header_bytes: object = None  # bytes -> bytes
    manifest: object = None  # bytes -> bytes
    signature: object = None  # bytes -> bytes
    zipped: object = None  # bytes -> bytes, the container before it is sealed
    age: object = None  # bytes -> bytes, the file that travels
    entries: object = None  # list -> list
    key: bytes = DESK_KEY
    chain: tuple = (DESK, province().issuer)
    unit: str = "20854"
    device: str = "7K2M"
    epoch: str = STREAM.epoch
    to: str = "48"
    recipients: tuple = (PROVINCE.recipient,)
    at: object = NOW


def the_header(plan):
    lines = plan.lines
    raw = b"".join(line + b"\n" for line in lines)
    head = line_hash(lines[-1]) if lines else ZERO_HASH
    stream = StreamKey(plan.device, plan.epoch, plan.to)
    span = Span(stream, 1, len(lines), ZERO_HASH, head)
    stream = StreamSpan(replace(span, **plan.span), len(lines), PLAIN, len(raw))
    header = Header(
        bundle_id="b" * 32,
        sender=Sender(plan.device, plan.epoch, plan.unit, plan.chain[0].sha256),
        receiver=Receiver(plan.to, PROVINCE.recipient),
        n=1, prev=ZERO_HASH, created=AT, clock_max_seen=AT, clock_set_back=False,
        streams=(stream,) if lines else (),
        attachments=tuple(
            AttachmentRef(name, len(raw), "application/pdf")
            for name, raw in plan.attachments.items()
        ),
        asks=(), acks=(), pack_counter=1, pack_sha256="c" * 64, roster_n=0,
        crl_number=1, app="0.1.0",
    )  # fmt: skip
    return replace(header, **plan.header)


def stored(name, content):
    return Entry(
        name, STORED, zlib.crc32(content), len(content), len(content),
        hashlib.sha256(content).digest(), lambda: io.BytesIO(content),
    )  # fmt: skip


def unsigned(plan):
    """The entries that the manifest tells of, and the kind of the container."""
    header = write_header(the_header(plan))
    if plan.header_bytes:
        header = plan.header_bytes(header)
    entries = [stored("mimetype", b"application/vnd.etsi.asic-e+zip")]
    entries.append(stored("bundle.json", header))
    if plan.lines:
        whole = b"".join(line + b"\n" for line in plan.lines)
        entries.append(stored(PLAIN, plan.raw_lines or whole))
    entries += [stored(name, raw) for name, raw in plan.records.items()]
    if plan.values:
        entries.append(stored(KEY, b"".join(line + b"\n" for line in plan.values)))
    entries += [stored(f"attachments/{n}", raw) for n, raw in plan.attachments.items()]
    entries += [stored(f"documents/{n}", raw) for n, raw in plan.documents.items()]
    return entries


def signed(plan, manifest):
    """The signature over a manifest."""
    signature = cms.sign(manifest, plan.key, plan.chain, plan.at)
    return plan.signature(signature) if plan.signature else signature


def inner(plan, sign=signed):
    """The container's bytes."""
    entries = unsigned(plan)
    manifest = write_manifest({e.name: e.sha256 for e in entries[1:]})
    manifest = plan.manifest(manifest) if plan.manifest else manifest
    entries.append(stored("META-INF/ASiCManifest001.xml", manifest))
    entries.append(stored("META-INF/signature001.p7s", sign(plan, manifest)))
    entries = plan.entries(entries) if plan.entries else entries
    raw = b"".join(container(entries))
    return plan.zipped(raw) if plan.zipped else raw


def sealed(plan):
    """The bundle's bytes as they travel."""
    out = io.BytesIO()
    envelope.encrypt(io.BytesIO(inner(plan)), out, plan.recipients)
    return plan.age(out.getvalue()) if plan.age else out.getvalue()


def who(**more):
    return replace(
        Reading(
            me="48",
            identities=(PROVINCE.secret,),
            trust=province().trust(),
            may_act=lambda signed: signed.unit == "20854",
            redacted=lambda commitments: set(),
            fits=lambda line: None,
        ),
        **more,
    )


def read(raw, folder, by=None):
    """Read to the end; returns what the bundle said, as plain values."""
    path = folder / "x.sph"
    path.write_bytes(raw)
    with reading(path, folder, by or who()) as found:
        lines = [
            line
            for span in found.header.streams
            for line in found.parts.revisions(span)
        ]
        return found, lines, list(found.parts.values())


def header_hash(plan):
    """What the next bundle says of this one."""
    return hashlib.sha256(write_header(the_header(plan))).hexdigest()


def request(key=DESK_KEY, unit="20854", device="7K2M"):
    asked = Request(certs.make_request(unit, device, key), PROVINCE.recipient)
    return write_request(asked)
