"""What a bundle says, as values: header, spans, receipts, and proof of checking."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from desktop.ledger.chain import Span
from desktop.ledger.commitment import PrivateValue
from desktop.ledger.ids import DeviceId, Epoch, RevisionId, UnitCode
from desktop.ledger.revision import Revision


@dataclass(frozen=True, slots=True)
class StreamSpan:
    """Where a span's lines stand in the container."""

    span: Span
    count: int
    file: str  # records/<name>.jsonl
    bytes: int


@dataclass(frozen=True, slots=True)
class AttachmentRef:
    """A file that travels in the container."""

    sha256: str
    bytes: int
    media: str


@dataclass(frozen=True, slots=True)
class Have:
    """The highest contiguous line a receiver holds of a stream."""

    dev: DeviceId
    epoch: Epoch
    seq: int
    head: RevisionId


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line that was not taken in, and why."""

    hash: RevisionId
    code: str


@dataclass(frozen=True, slots=True)
class Ack:
    """A receipt: an answer to one bundle, named by hash."""

    bundle_id: str
    bundle_json_sha256: str
    result: str  # accepted | partial | refused
    code: str  # OK | GAP | FORK | ...
    have: tuple[Have, ...]
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class Sender:
    """Who speaks."""

    device: DeviceId
    epoch: Epoch
    unit: UnitCode
    cert_sha256: str


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who is spoken to."""

    unit: UnitCode
    key: str  # age1...


@dataclass(frozen=True, slots=True)
class Header:
    """bundle.json."""

    bundle_id: str
    sender: Sender
    receiver: Receiver
    n: int
    prev: str
    created: str
    clock_max_seen: str
    clock_set_back: bool
    streams: tuple[StreamSpan, ...]
    attachments: tuple[AttachmentRef, ...]
    asks: tuple[str, ...]  # SHA-256 of attachments wanted from the other side
    acks: tuple[Ack, ...]
    pack_counter: int
    pack_sha256: str
    roster_n: int
    crl_number: int
    app: str


class Parts(Protocol):
    """The checked inside of a container, readable while its spool lives."""

    def revisions(self, span: StreamSpan, *, again: bool = False) -> Iterator[Revision]:
        """The span's lines, in order; ``again``: they were checked before."""
        ...

    def values(self, *, again: bool = False) -> Iterator[PrivateValue]:
        """The private values that travel along; ``again``: they were checked before."""
        ...

    def document(self, name: str) -> bytes | None:
        """documents/<name>, if it is there."""
        ...

    def attachment(self, sha256: str) -> Iterator[bytes]:
        """The bytes of one attachment, piece by piece."""
        ...


@dataclass(frozen=True, slots=True)
class SignedBy:
    """Whose key signed, as its certificate says."""

    cert_sha256: str
    unit: UnitCode
    device: DeviceId
    cert_der: bytes


@dataclass(frozen=True, slots=True)
class Verified:
    """A bundle all of whose checks passed; made only by bundle.reader."""

    header: Header
    header_sha256: str
    signer: SignedBy
    parts: Parts
    file_sha256: str  # of the encrypted file, as it was read


@dataclass(frozen=True, slots=True)
class Pending:
    """A whole, well-made bundle of a desk that has no certificate yet."""

    header: Header
    header_sha256: str
    signer: SignedBy  # self-signed: proves only possession of the key
    request: bytes  # documents/request
    check_code: str  # 12 characters to compare by phone
    parts: Parts
    file_sha256: str  # of the encrypted file, as it was read
