"""Reading a bundle: every step must pass before the next; then Verified."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BufferedReader, FileIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO

from desktop.bundle import zipread
from desktop.bundle.header import read_header
from desktop.bundle.manifest import read_manifest
from desktop.bundle.names import (
    FULL,
    HEADER,
    MANIFEST,
    MAX_FILE,
    MAX_HEADER,
    PIECE,
    REQUEST,
    SIGNATURE,
)
from desktop.bundle.parts import ContainerParts, check_lines
from desktop.bundle.request import read_request
from desktop.bundle.zipread import Member
from desktop.bundle.zipwrite import STORED
from desktop.errors import Environment, Refused
from desktop.ledger.handover import Header, Pending, SignedBy, Verified
from desktop.ledger.ids import UnitCode
from desktop.ledger.revision import Revision
from desktop.signing import certs, cms
from desktop.signing.envelope import decrypt
from desktop.signing.keys import check_code
from desktop.signing.trust import Trust

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MayAct = Callable[[SignedBy], bool]  # the roster: may this desk speak for its unit?


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads, and whom it believes."""

    me: UnitCode
    identities: Sequence[str]
    trust: Trust
    may_act: MayAct
    redacted: Callable[[Sequence[str]], set[str]]  # which values are known as destroyed
    fits: Callable[[Revision], None]  # refuses a line that its form does not allow


@contextmanager
def reading(path: Path, spool: Path, by: Reading) -> Iterator[Verified | Pending]:
    """The checked content of a bundle while its spool lives; Refused by reason."""
    with TemporaryDirectory(prefix="in-", dir=spool) as folder:
        plain = Path(folder) / "bundle.asice"
        read = _decrypt(path, plain, by.identities)
        with plain.open("rb") as container:
            yield _checked(container, by, read)


def file_sha256(path: Path) -> str:
    """The file's hash, by which a refused one is remembered."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as source:
            while piece := source.read(PIECE):
                digest.update(piece)
    except OSError as error:
        raise Environment("bundle.unreadable", file=path.name) from error
    return digest.hexdigest()


class _Enough(Exception):
    """The start is there."""


class _Start:
    """Takes the first bytes of a container, and no more than a header needs."""

    def __init__(self) -> None:
        self.held = bytearray()

    def write(self, piece: bytes, /) -> int:
        self.held += piece
        if len(self.held) > MAX_HEADER + PIECE:
            raise _Enough
        return len(piece)


def head(path: Path, identities: Sequence[str]) -> Header:
    """The header of a bundle that was checked before; no more of it is decrypted."""
    start = _Start()
    with path.open("rb") as source, suppress(_Enough):
        decrypt(source, start, identities)
    return read_header(zipread.stored(bytes(start.held), HEADER))


def unpack(path: Path, identities: Sequence[str], out: Path) -> None:
    """The ASiC-E container inside a bundle, for stock tools to look at."""
    try:
        _decrypt(path, out, identities)
    except Refused:
        out.unlink(missing_ok=True)
        raise


class _Hashed(FileIO):
    """A file, and the hash of what was read of it: asked again, a stick may lie."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.digest = hashlib.sha256()

    def seek(self, place: int, whence: int = 0, /) -> int:
        """From its start: the bytes come once more."""
        self.digest = hashlib.sha256()
        return super().seek(place, whence)

    def readinto(self, room: "WriteableBuffer", /) -> int:
        """As a buffer reads."""
        count = super().readinto(room) or 0
        self.digest.update(memoryview(room)[:count])
        return count


def _decrypt(path: Path, plain: Path, identities: Sequence[str]) -> str:
    """The SHA-256 of what was read, when all of it could be decrypted."""
    try:
        if path.stat().st_size > MAX_FILE:
            raise Refused("container.size")
        hashed = _Hashed(path)
        with BufferedReader(hashed, PIECE) as source, plain.open("wb") as target:
            decrypt(source, target, identities)
            return hashed.digest.hexdigest()
    except OSError as error:
        if error.errno in FULL:
            raise Environment("store.disk") from error
        raise Environment("bundle.unreadable", file=path.name) from error


def _checked(container: BinaryIO, by: Reading, read: str) -> Verified | Pending:
    members = zipread.members(container)
    manifest, signer = _signature(container, members, by.trust)
    _digests(container, members, manifest)
    raw = zipread.whole(container, members[HEADER])
    header = read_header(raw)
    signed = SignedBy(
        signer.certificate.sha256,
        signer.certificate.unit,
        signer.certificate.device,
        signer.certificate.der,
    )
    _addresses(header, signed, by)
    if not signer.self_signed and not by.may_act(signed):
        raise Refused("bundle.not_in_roster", unit=signed.unit)
    parts = ContainerParts(container, members, header)
    _contents(header, members, manifest)
    check_lines(parts, header, by.redacted, by.fits)
    digest = hashlib.sha256(raw).hexdigest()
    if signer.self_signed:
        return _pending(header, digest, signed, parts, read)
    return Verified(header, digest, signed, parts, read)


def _signature(
    container: BinaryIO, members: dict[str, Member], trust: Trust
) -> tuple[dict[str, bytes], cms.Signer]:
    for needed in (HEADER, MANIFEST, SIGNATURE):
        if needed not in members:
            raise Refused("container.incomplete", name=needed)
    if list(members)[1] != HEADER or members[HEADER].method != STORED:
        raise Refused("container.layout")  # given again, ``head`` reads it from there
    raw = zipread.whole(container, members[MANIFEST])
    signer = cms.verify(raw, zipread.whole(container, members[SIGNATURE]), trust)
    return read_manifest(raw), signer


def _digests(
    container: BinaryIO, members: dict[str, Member], manifest: dict[str, bytes]
) -> None:
    outside = {"mimetype", MANIFEST, SIGNATURE}
    inside = [name for name in members if name not in outside]
    if list(manifest) != inside:
        raise Refused("manifest.entries")
    for name in inside:
        if zipread.digest(container, members[name]) != manifest[name]:
            raise Refused("manifest.digest", name=name)


def _addresses(header: Header, signed: SignedBy, by: Reading) -> None:
    """The signed header names this receiver, and the sender that signed it."""
    if header.receiver.unit != by.me:
        raise Refused("bundle.other_receiver", unit=header.receiver.unit)
    sender = header.sender
    if sender.cert_sha256 != signed.cert_sha256:
        raise Refused("bundle.other_signer")
    if (sender.unit, sender.device) != (signed.unit, signed.device):
        raise Refused("bundle.other_signer")


def _contents(
    header: Header, members: dict[str, Member], manifest: dict[str, bytes]
) -> None:
    """What the header announces is there, and nothing else."""
    streams = {stream.file for stream in header.streams}
    records = {n for n in members if n.startswith("records/")}
    if records - {"records/values.jsonl"} != streams:
        raise Refused("bundle.streams")
    start = "attachments/"
    named = {f"{start}{a.sha256}": a.bytes for a in header.attachments}
    found = {n: m.size for n, m in members.items() if n.startswith(start)}
    if named != found or len(named) != len(header.attachments):
        raise Refused("bundle.attachments")
    if any(manifest[name].hex() != name.removeprefix(start) for name in found):
        raise Refused("bundle.attachments")


def _pending(
    header: Header, digest: str, signed: SignedBy, parts: ContainerParts, read: str
) -> Pending:
    """A desk without a certificate: whole, but believed only after a person's act."""
    request = parts.document(REQUEST.removeprefix("documents/"))
    if request is None:
        raise Refused("bundle.self_signed")
    asked = read_request(request)
    unit, device, key = certs.request_key(asked.csr)
    if (unit, device) != (signed.unit, signed.device):
        raise Refused("certificate.request")
    if key != certs.certificate_key(signed.cert_der):
        raise Refused("certificate.request")
    return Pending(header, digest, signed, request, check_code(key), parts, read)


def granted(pending: Pending) -> Verified:
    """A pending bundle whose desk a person has just certified (enrol grant)."""
    return Verified(
        pending.header,
        pending.header_sha256,
        pending.signer,
        pending.parts,
        pending.file_sha256,
    )
