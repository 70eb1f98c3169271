"""Writing the strict container: sizes known beforehand, one pass, fixed times."""

import struct
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Protocol

from desktop.bundle.names import PIECE
from desktop.errors import Refused

STORED, DEFLATED = 0, 8
DOS_TIME, DOS_DATE = 0, 33  # 1980-01-01 00:00
_VERSION = 20
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")


class Content(Protocol):
    """Bytes that are read in pieces, once."""

    def read(self, size: int, /) -> bytes:
        """Up to ``size`` bytes; empty at the end."""
        ...

    def close(self) -> None:
        """Let go of them."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the container, measured before it is written."""

    name: str
    method: int
    crc32: int
    packed: int  # bytes in the container
    size: int  # bytes when inflated
    sha256: bytes  # of the inflated content
    open: Callable[[], Content]  # gives the packed bytes


def container(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The container's bytes, in pieces."""
    offset = 0
    central: list[bytes] = []
    for entry in entries:
        head = _local(entry)
        central.append(_central(entry, offset))
        yield head
        sent = 0
        with closing(entry.open()) as source:
            while piece := source.read(PIECE):
                sent += len(piece)
                yield piece
        if sent != entry.packed:
            raise Refused("bundle.source_changed", name=entry.name)
        offset += len(head) + entry.packed
    directory, count = b"".join(central), len(central)
    yield directory
    yield _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), offset, 0)


def _local(entry: Entry) -> bytes:
    name = entry.name.encode()
    head = _LOCAL.pack(
        b"PK\3\4", _VERSION, 0, entry.method, DOS_TIME, DOS_DATE, entry.crc32,
        entry.packed, entry.size, len(name), 0,
    )  # fmt: skip
    return head + name


def _central(entry: Entry, offset: int) -> bytes:
    name = entry.name.encode()
    head = _CENTRAL.pack(
        b"PK\1\2", _VERSION, _VERSION, 0, entry.method, DOS_TIME, DOS_DATE, entry.crc32,
        entry.packed, entry.size, len(name), 0, 0, 0, 0, 0, offset,
    )  # fmt: skip
    return head + name


class Pieces:
    """An iterator of pieces as something to read from."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._left = b""
        self._at = 0  # of what was not taken yet

    def read(self, size: int = -1, /) -> bytes:
        """At most ``size`` bytes; empty at the end."""
        while self._at >= len(self._left):
            found = next(self._pieces, None)
            if found is None:
                return b""
            self._left, self._at = found, 0
        end = len(self._left) if size < 0 else self._at + size
        taken = self._left[self._at : end]
        self._at += len(taken)
        return taken
