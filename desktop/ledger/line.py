"""Untrusted line bytes to a Revision, or a refusal by name."""

import re
from functools import lru_cache
from typing import Any, cast

from desktop.errors import Refused
from desktop.ledger.canonical import Json, decode
from desktop.ledger.fields import (
    DEVICE,
    FORM,
    HASH,
    HEX32,
    NAME,
    UNIT,
    Fields,
    is_moment,
)
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
_OF_OP = {op.value: op for op in Op}
_OF_REASON = {reason.value: reason for reason in Reason}
_MEDIA = re.compile(r"[a-z]+/[a-z0-9.+-]{1,80}")
_TEXTS = {
    "dev": DEVICE,
    "epoch": HEX32,
    "to": UNIT,
    "prev": HASH,
    "id": HEX32,
    "form": FORM,
    "unit": UNIT,
    "units": NAME,
    "op": re.compile("|".join(_OF_OP)),
    "by": NAME,
    "reason": re.compile("|".join(_OF_REASON)),
}
_KEYS = len(_TEXTS) + len(("v", "seq", "base", "at", "data", "files"))


def _text(key: str) -> str:
    return f'"{key}":"(?:{_TEXTS[key].pattern})"'


# The keys of a line in canonical order, those before ``data`` and those after it.
_AFTER = b'},"dev":"'
_HEAD = re.compile(
    f'{{"at":"[^"]*","base":\\[(?:"{HASH.pattern}")?\\],{_text("by")},"data":{{'.encode()
)
_TAIL = re.compile(
    ",".join(
        [
            "}",
            *map(_text, ("dev", "epoch")),
            '"files":\\[\\]',
            *map(_text, ("form", "id", "op", "prev", "reason")),
            '"seq":[1-9][0-9]*',
            *map(_text, ("to", "unit", "units")),
            f'"v":{LINE_VERSION}}}',
        ]
    ).encode()
)


def parse_line(raw: bytes) -> Revision:
    """The revision that ``raw`` (without line feed) says; Refused otherwise."""
    if len(raw) > MAX_LINE:
        raise Refused("line.long")
    value = decode(raw)
    if not _is_usual(value, raw):
        _check(Fields(value, "line"))
    return _made(cast("dict[str, Any]", value), raw)


def _is_usual(value: Json, raw: bytes) -> bool:
    """Whether canonical bytes show by themselves that ``_check`` would find nothing.

    Nearly all lines do: no escapes, so no quotation mark stands within a text; no
    files, and at most one line before. Then what stands before and after ``data``
    are the keys of the line itself, and their number tells that there are no others.
    """
    if not isinstance(value, dict) or len(value) != _KEYS or b"\\" in raw:
        return False
    after = raw.rfind(_AFTER)
    if after < 0 or not _TAIL.fullmatch(raw, after) or not _HEAD.match(raw):
        return False
    return is_moment(str(value["at"]))


def _check(fields: Fields) -> None:
    """Each key, with its shape and in its place."""
    if fields.number("v") != LINE_VERSION:
        raise Refused("line.version")
    for key, shape in _TEXTS.items():
        fields.text(key, shape)
    fields.number("seq", least=1)
    _check_bases(fields.items("base"))
    fields.moment("at")
    fields.object("data")
    for item in fields.inners("files"):
        _check_file(item)
    fields.close()


def _check_bases(found: list[Json]) -> None:
    if len(found) > MAX_BASES or len(found) != len({str(item) for item in found}):
        raise Refused("line.base")
    for item in found:
        if not isinstance(item, str) or not HASH.fullmatch(item):
            raise Refused("line.base")


def _check_file(fields: Fields) -> None:
    name = fields.inner("name")
    name.text("#", HASH)
    fields.text("sha256", HASH)
    fields.number("bytes")
    fields.text("media", _MEDIA)
    name.close()
    fields.close()


def _made(found: dict[str, Any], raw: bytes) -> Revision:
    """The revision of a line whose keys are checked."""
    return Revision(
        stream=_stream(found["dev"], found["epoch"], found["to"]),
        seq=found["seq"],
        prev=RevisionId(found["prev"]),
        record=RecordId(found["id"]),
        form=FormRef(found["form"]),
        unit=UnitCode(found["unit"]),
        units=found["units"],
        base=tuple(found["base"]),
        op=_OF_OP[found["op"]],
        by=AccountId(found["by"]),
        at=found["at"],
        data=found["data"],
        reason=_OF_REASON[found["reason"]],
        files=tuple(_file(one) for one in found["files"]),
        raw=raw,
        hash=line_hash(raw),
    )


@lru_cache(64)
def _stream(device: str, epoch: str, receiver: str) -> StreamKey:
    return StreamKey(DeviceId(device), Epoch(epoch), UnitCode(receiver))


def _file(found: dict[str, Any]) -> FileRef:
    return FileRef(
        name=found["name"]["#"],
        sha256=found["sha256"],
        bytes=found["bytes"],
        media=found["media"],
    )
