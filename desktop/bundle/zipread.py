"""Reading the strict container: anything a lenient reader would guess at is refused."""

import hashlib
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from isal import isal_zlib

from desktop.bundle.names import (
    MAX_ENTRIES,
    MAX_RATIO,
    MIMETYPE,
    NAME,
    PIECE,
    limit_of,
)
from desktop.errors import Refused

_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_UTF8_FLAG = 0x0800
_TEXT_ROOM = 64 * 1024  # small files may deflate well


@dataclass(frozen=True, slots=True)
class Member:
    """An entry whose two headers agree."""

    name: str
    method: int
    crc32: int
    packed: int
    size: int
    start: int  # of its packed bytes


def members(file: BinaryIO) -> dict[str, Member]:
    """Every entry in order, after checking the whole layout."""
    file.seek(0, 2)
    total = file.tell()
    if total < _END.size:
        raise Refused("container.size")
    count, size, start = _end(file, total)
    file.seek(start)
    directory = file.read(size)
    found: dict[str, Member] = {}
    at = expected = 0
    for _ in range(count):
        member, at, offset = _central(directory, at)
        if offset != expected or member.name in found:
            raise Refused("container.layout")
        member = _with_local(file, member, offset)
        expected = member.start + member.packed
        found[member.name] = member
    if at != size or expected != start:
        raise Refused("container.layout")
    _check_first(file, found)
    return found


def _end(file: BinaryIO, total: int) -> tuple[int, int, int]:
    file.seek(total - _END.size)
    mark, disk, other, here, count, size, start, comment = _END.unpack(
        file.read(_END.size)
    )
    if mark != b"PK\5\6" or comment or disk or other or here != count:
        raise Refused("container.end")
    if not 0 < count <= MAX_ENTRIES or start + size + _END.size != total:
        raise Refused("container.end")
    return count, size, start


def _central(directory: bytes, at: int) -> tuple[Member, int, int]:
    if at + _CENTRAL.size > len(directory):
        raise Refused("container.layout")
    (mark, _, _, flags, method, _, _, crc32, packed, size, name_size, extra, comment,
     disk, _, _, offset) = _CENTRAL.unpack_from(directory, at)  # fmt: skip
    after = at + _CENTRAL.size
    raw = directory[after : after + name_size]
    if mark != b"PK\1\2" or extra or comment or disk:
        raise Refused("container.layout")
    if flags not in (0, _UTF8_FLAG) or method not in (0, 8):
        raise Refused("container.method")
    name = raw.decode("ascii", "replace")
    if not NAME.fullmatch(name):
        raise Refused("container.name")
    return Member(name, method, crc32, packed, size, 0), after + name_size, offset


def _with_local(file: BinaryIO, member: Member, offset: int) -> Member:
    """The entry's own header must say the same as the directory."""
    file.seek(offset)
    raw = file.read(_LOCAL.size)
    if len(raw) != _LOCAL.size:
        raise Refused("container.layout")
    (mark, _, flags, method, _, _, crc32, packed, size, name_size, extra) = (
        _LOCAL.unpack(raw)
    )
    name = file.read(name_size).decode("ascii", "replace")
    said = (name, method, crc32, packed, size)
    known = (member.name, member.method, member.crc32, member.packed, member.size)
    if mark != b"PK\3\4" or extra or flags not in (0, _UTF8_FLAG) or said != known:
        raise Refused("container.layout")
    if method == 0 and packed != size:
        raise Refused("container.layout")
    start = offset + _LOCAL.size + name_size
    return Member(name, method, crc32, packed, size, start)


def stored(start: bytes, wanted: str) -> bytes:
    """A stored entry's content, from the start of a container checked before."""
    at = 0
    while at + _LOCAL.size <= len(start):
        (*_, packed, _, name_size, _) = _LOCAL.unpack_from(start, at)
        name = at + _LOCAL.size
        at = name + name_size + packed
        if start[name : name + name_size] == wanted.encode():
            return start[at - packed : at]
    return b""


def _check_first(file: BinaryIO, found: dict[str, Member]) -> None:
    first = next(iter(found.values()))
    if first.name != "mimetype" or first.method != 0:
        raise Refused("container.mimetype")
    file.seek(first.start)
    if file.read(first.packed) != MIMETYPE:
        raise Refused("container.mimetype")


def pieces(file: BinaryIO, member: Member) -> Iterator[bytes]:
    """The entry's content; limits are counted, never taken from what it declares."""
    most = min(limit_of(member.name), max(member.packed * MAX_RATIO, _TEXT_ROOM))
    check, size = 0, 0
    for piece in _inflated(file, member):
        size += len(piece)
        if size > most:
            raise Refused("container.bomb", name=member.name)
        check = isal_zlib.crc32(piece, check)
        yield piece
    if size != member.size or check != member.crc32:
        raise Refused("container.damaged", name=member.name)


def _inflated(file: BinaryIO, member: Member) -> Iterator[bytes]:
    inflate = zlib.decompressobj(-15) if member.method else None
    at, end = member.start, member.start + member.packed
    while at < end and (packed := _read(file, at, min(PIECE, end - at))):
        at += len(packed)
        if inflate is None:
            yield packed
        else:
            yield from _some(inflate, packed, member.name)
    if inflate is not None and (not inflate.eof or inflate.unused_data):
        raise Refused("container.damaged", name=member.name)


def _read(file: BinaryIO, at: int, size: int) -> bytes:
    file.seek(at)
    return file.read(size)


def _some(inflate: "zlib._Decompress", packed: bytes, name: str) -> Iterator[bytes]:
    while packed:
        try:
            piece = inflate.decompress(packed, PIECE)
        except zlib.error as error:
            raise Refused("container.damaged", name=name) from error
        packed = inflate.unconsumed_tail
        if piece:
            yield piece


def whole(file: BinaryIO, member: Member) -> bytes:
    """A small entry's content in one piece."""
    return b"".join(pieces(file, member))


def digest(file: BinaryIO, member: Member) -> bytes:
    """SHA-256 of the entry's content."""
    found = hashlib.sha256()
    for piece in pieces(file, member):
        found.update(piece)
    return found.digest()
