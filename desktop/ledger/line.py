"""Untrusted line bytes to a Revision, or a refusal by name."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

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

if TYPE_CHECKING:
    from desktop.ledger.compiled import Line

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
_OF_PLACE = ("dev", "epoch", "to", "form", "unit", "units", "by")


def parse_lines(block: bytes, *, again: bool = False) -> Iterator[Revision]:
    """The revisions of whole lines, each with its line feed; Refused at a bad one.

    ``again``: they were read before, and are canonical.
    """
    usual = _usual(block, again=again)
    if usual is None:
        return map(parse_line, block.split(b"\n")[:-1])
    return iter(usual)


def parse_line(raw: bytes) -> Revision:
    """The revision that ``raw`` (without line feed) says; Refused otherwise."""
    usual = _usual(raw + b"\n")
    return usual[0] if usual and len(usual) == 1 else _carefully(raw)


def _carefully(raw: bytes) -> Revision:
    """Value by value and key by key, so that a fault is known by its name."""
    if len(raw) > MAX_LINE:
        raise Refused("line.long")
    value = decode(raw)
    _check(Fields(value, "line"))
    return _made(cast("dict[str, Any]", value), raw)


def _usual(block: bytes, *, again: bool = False) -> list[Revision] | None:
    """The revisions of lines as nearly all are, in one go; None says nothing."""
    from desktop.ledger import compiled

    fits = len(block) <= MAX_LINE
    lines = compiled.lines(block, again=again) if fits else None
    if lines is None:
        return None
    found = [_as_usual(*pair) for pair in zip(lines, block.split(b"\n"), strict=False)]
    return cast("list[Revision]", found) if all(found) else None


def _as_usual(line: "Line", raw: bytes) -> Revision | None:
    """The same as ``_check`` and ``_made``, of a line that is typed already."""
    stream = _shaped(
        line.dev, line.epoch, line.to, line.form, line.unit, line.units, line.by
    )
    if stream is None or not HEX32.fullmatch(line.id) or not HASH.fullmatch(line.prev):
        return None
    if line.base and not HASH.fullmatch(line.base[0]):
        return None
    if not is_moment(line.at):
        return None
    return Revision(
        stream, line.seq, RevisionId(line.prev), RecordId(line.id), FormRef(line.form),
        UnitCode(line.unit), line.units, tuple(map(RevisionId, line.base)), line.op,
        AccountId(line.by), line.at, line.data, line.reason, (), raw, line_hash(raw),
    )  # fmt: skip


@lru_cache(64)
def _shaped(*texts: str) -> StreamKey | None:
    """The stream of texts that are the same in line after line, if they have shape."""
    shaped = (_TEXTS[k].fullmatch(t) for k, t in zip(_OF_PLACE, texts, strict=True))
    return _stream(*texts[:3]) if all(shaped) else None


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
