"""Untrusted line bytes to a Revision, or a refusal by name."""

import re

from desktop.errors import Refused
from desktop.ledger.canonical import decode
from desktop.ledger.fields import DEVICE, FORM, HASH, HEX32, NAME, UNIT, Fields
from desktop.ledger.ids import (
    AccountId,
    DeviceId,
    Epoch,
    FormRef,
    RecordId,
    RevisionId,
    UnitCode,
)
from desktop.ledger.revision import (
    LINE_VERSION,
    FileRef,
    Op,
    Reason,
    Revision,
    line_hash,
)
from desktop.ledger.stream import StreamKey

MAX_LINE = 256 * 1024
MAX_BASES = 64
_OPS = re.compile("|".join(op.value for op in Op))
_REASONS = re.compile("|".join(reason.value for reason in Reason))
_MEDIA = re.compile(r"[a-z]+/[a-z0-9.+-]{1,80}")


def parse_line(raw: bytes) -> Revision:
    """The revision that ``raw`` (without line feed) says; Refused otherwise."""
    if len(raw) > MAX_LINE:
        raise Refused("line.long")
    fields = Fields(decode(raw), "line")
    if fields.number("v") != LINE_VERSION:
        raise Refused("line.version")
    revision = _revision(fields, raw)
    fields.close()
    return revision


def _revision(fields: Fields, raw: bytes) -> Revision:
    return Revision(
        stream=StreamKey(
            DeviceId(fields.text("dev", DEVICE)),
            Epoch(fields.text("epoch", HEX32)),
            UnitCode(fields.text("to", UNIT)),
        ),
        seq=fields.number("seq", least=1),
        prev=RevisionId(fields.text("prev", HASH)),
        record=RecordId(fields.text("id", HEX32)),
        form=FormRef(fields.text("form", FORM)),
        unit=UnitCode(fields.text("unit", UNIT)),
        units=fields.text("units", NAME),
        base=_bases(fields),
        op=Op(fields.text("op", _OPS)),
        by=AccountId(fields.text("by", NAME)),
        at=fields.moment("at"),
        data=fields.object("data"),
        reason=Reason(fields.text("reason", _REASONS)),
        files=tuple(_file(item) for item in fields.inners("files")),
        raw=raw,
        hash=line_hash(raw),
    )


def _bases(fields: Fields) -> tuple[RevisionId, ...]:
    found = fields.items("base")
    if len(found) > MAX_BASES or len(found) != len({str(item) for item in found}):
        raise Refused("line.base")
    for item in found:
        if not isinstance(item, str) or not HASH.fullmatch(item):
            raise Refused("line.base")
    return tuple(RevisionId(str(item)) for item in found)


def _file(fields: Fields) -> FileRef:
    name = fields.inner("name")
    file = FileRef(
        name=name.text("#", HASH),
        sha256=fields.text("sha256", HASH),
        bytes=fields.number("bytes"),
        media=fields.text("media", _MEDIA),
    )
    name.close()
    fields.close()
    return file
