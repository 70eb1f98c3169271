"""Writing a bundle: measure the parts, sign the manifest, encrypt in one pass."""

import hashlib
import io
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from isal import isal_zlib

from desktop.bundle.header import write_header
from desktop.bundle.manifest import write_manifest
from desktop.bundle.names import HEADER, MANIFEST, MIMETYPE, SIGNATURE
from desktop.bundle.zipwrite import (
    DEFLATED,
    STORED,
    Content,
    Entry,
    Pieces,
    container,
)
from desktop.ledger.handover import Header
from desktop.signing.envelope import Target, encrypt

_AHEAD = 4  # blocks that may wait in memory
_LEVEL = 1  # of ISA-L: smaller than zlib's first level in a quarter of its time


@dataclass(frozen=True, slots=True)
class Measured:
    """Lines gathered into one file of the spool, deflated."""

    entry: Entry
    count: int


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels along, measured when it was attached."""

    sha256: str
    bytes: int
    crc32: int
    open: Callable[[], Content]


@dataclass(frozen=True, slots=True)
class BundleParts:
    """All that goes into a bundle."""

    header: Header
    records: Sequence[Measured]
    documents: Mapping[str, bytes]
    attachments: Sequence[Attachment]
    values: Callable[[], Measured] | None = None  # measured while the rest is written


@dataclass(frozen=True, slots=True)
class Written:
    """The finished file."""

    header_sha256: str


class _Squeezed:
    """Deflates into a file and measures on the way."""

    def __init__(self, out: BinaryIO, note: Callable[[bytes], None]) -> None:
        self._out = out
        self._note = note
        self._squeeze = isal_zlib.compressobj(_LEVEL, isal_zlib.DEFLATED, -15)
        self.digest = hashlib.sha256()
        self.crc32 = self.size = 0

    def take(self, whole: bytes) -> None:
        """The next bytes."""
        self._note(whole)
        self.digest.update(whole)
        self.crc32 = isal_zlib.crc32(whole, self.crc32)
        self.size += len(whole)
        self._out.write(self._squeeze.compress(whole))

    def end(self) -> int:
        """No more bytes; returns how many were written."""
        self._out.write(self._squeeze.flush())
        return self._out.tell()


def _ignore(_: bytes) -> None:
    """Nobody asked what goes by."""


def gather(
    name: str,
    blocks: Iterable[bytes],
    spool: Path,
    note: Callable[[bytes], None] = _ignore,
) -> Measured:
    """Deflate blocks of lines into ``spool`` and measure them; ``note`` sees each.

    A second thread squeezes while this one reads on: both the database and the library
    let go of the interpreter.
    """
    from concurrent.futures import Future, ThreadPoolExecutor

    count = 0
    under_way: deque[Future[None]] = deque()
    with spool.open("wb") as out, ThreadPoolExecutor(1) as apart:
        squeezed = _Squeezed(out, note)
        for block in blocks:
            count += block.count(b"\n")
            under_way.append(apart.submit(squeezed.take, block))
            if len(under_way) > _AHEAD:
                under_way.popleft().result()
        for one in under_way:
            one.result()
        packed = squeezed.end()
    entry = Entry(
        name,
        DEFLATED,
        squeezed.crc32,
        packed,
        squeezed.size,
        squeezed.digest.digest(),
        lambda: spool.open("rb"),
    )
    return Measured(entry, count)


def write(
    out: Target,
    parts: BundleParts,
    sign: Callable[[bytes], bytes],
    recipients: Sequence[str],
) -> Written:
    """Write the encrypted bundle to ``out``; what it says is signed at its end."""
    header = write_header(parts.header)
    said = container(_signed(entries(parts, header), sign))
    encrypt(Pieces(said), out, recipients)
    return Written(hashlib.sha256(header).hexdigest())


def _signed(
    entries: Iterable[Entry], sign: Callable[[bytes], bytes]
) -> Iterator[Entry]:
    """The entries, then what names each by its digest, and the signature of that."""
    digests: dict[str, bytes] = {}
    for entry in entries:
        digests[entry.name] = entry.sha256
        yield entry
    del digests["mimetype"]  # it names no content
    manifest = write_manifest(digests)
    yield _plain(MANIFEST, manifest)
    yield _plain(SIGNATURE, sign(manifest))


def entries(parts: BundleParts, header: bytes) -> Iterator[Entry]:
    """What a bundle says, in the order of its container; the values come last."""
    yield _plain("mimetype", MIMETYPE)
    yield _plain(HEADER, header)
    yield from (measured.entry for measured in parts.records)
    yield from map(_attached, parts.attachments)
    yield from (_plain(f"documents/{n}", raw) for n, raw in parts.documents.items())
    if parts.values is not None:
        yield parts.values().entry


def _plain(name: str, content: bytes) -> Entry:
    size = len(content)
    return Entry(
        name,
        STORED,
        zlib.crc32(content),
        size,
        size,
        hashlib.sha256(content).digest(),
        lambda: io.BytesIO(content),
    )


def _attached(found: Attachment) -> Entry:
    return Entry(
        f"attachments/{found.sha256}",
        STORED,
        found.crc32,
        found.bytes,
        found.bytes,
        bytes.fromhex(found.sha256),
        found.open,
    )
