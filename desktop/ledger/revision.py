"""One line of a stream: what was said about a record, and its place in the chain."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from desktop.ledger.canonical import Data, Json, encode
from desktop.ledger.commitment import PrivateValue
from desktop.ledger.ids import AccountId, FormRef, RecordId, RevisionId, UnitCode
from desktop.ledger.stream import Position, StreamKey

LINE_VERSION = 1


class Op(StrEnum):
    """What a revision does to its record."""

    PUT = "put"
    VOID = "void"
    MERGE = "merge"
    REDACT = "redact"


class Reason(StrEnum):
    """How the content came about."""

    TYPED = "typed"
    IMPORTED = "imported"
    JOINED = "joined"
    REDACTED = "redacted"


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file known by its hash; its name is a commitment."""

    name: str  # 64 hex, commitment of the file's name
    sha256: str
    bytes: int
    media: str


@dataclass(frozen=True, slots=True)
class Content:
    """A revision before it has a place in a chain."""

    record: RecordId
    form: FormRef
    unit: UnitCode  # the owner
    units: str  # unit-list version
    base: tuple[RevisionId, ...]
    op: Op
    data: Data  # private leaves already committed
    reason: Reason
    files: tuple[FileRef, ...] = ()
    values: tuple[PrivateValue, ...] = ()  # of data's leaves and of file names
    home: tuple[PrivateValue, ...] = ()  # that stay here; of ``values`` that stand in


@dataclass(frozen=True, slots=True)
class Finished:
    """Contents to be written in one transaction; made only by desk.entry."""

    contents: tuple[Content, ...]


class Revision(NamedTuple):
    """A sealed line. ``raw`` is the bytes as they came, without the line feed.

    A tuple is made in a fifth of the time; a bundle may bring half a million.
    """

    stream: StreamKey
    seq: int
    prev: RevisionId
    record: RecordId
    form: FormRef
    unit: UnitCode
    units: str
    base: tuple[RevisionId, ...]
    op: Op
    by: AccountId
    at: str
    data: Data
    reason: Reason
    files: tuple[FileRef, ...]
    raw: bytes
    hash: RevisionId


def line_hash(raw: bytes) -> RevisionId:
    """SHA-256 of the exact line bytes."""
    return RevisionId(hashlib.sha256(raw).hexdigest())


def seal(
    content: Content, stream: StreamKey, after: Position, by: AccountId, at: str
) -> Revision:
    """Give ``content`` the next place in ``stream``."""
    raw = encode(_line(content, stream, after, by, at))
    return Revision(
        stream=stream,
        seq=after.seq + 1,
        prev=after.head,
        record=content.record,
        form=content.form,
        unit=content.unit,
        units=content.units,
        base=content.base,
        op=content.op,
        by=by,
        at=at,
        data=content.data,
        reason=content.reason,
        files=content.files,
        raw=raw,
        hash=line_hash(raw),
    )


def _line(
    content: Content, stream: StreamKey, after: Position, by: AccountId, at: str
) -> Data:
    return {
        "v": LINE_VERSION,
        "dev": stream.dev,
        "epoch": stream.epoch,
        "to": stream.to,
        "seq": after.seq + 1,
        "prev": after.head,
        "unit": content.unit,
        "units": content.units,
        "id": content.record,
        "base": list(content.base),
        "op": content.op.value,
        "form": content.form,
        "by": by,
        "at": at,
        "data": content.data,
        "reason": content.reason.value,
        "files": [_file(file) for file in content.files],
    }


def _file(file: FileRef) -> Json:
    return {
        "name": {"#": file.name},
        "sha256": file.sha256,
        "bytes": file.bytes,
        "media": file.media,
    }
