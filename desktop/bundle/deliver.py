"""Onto the stick: temporary name, flush, rename, read back past the cache, compare."""

import contextlib
import errno
import hashlib
import os
import re
from collections.abc import Generator, Iterator
from pathlib import Path

from desktop.bundle.names import FULL, MAX_FILE, PIECE
from desktop.errors import Environment
from desktop.ledger.world import Random
from desktop.signing.disk import PIECE as READ
from desktop.signing.disk import held, put_in_place
from desktop.signing.files import name_of, names_like

_LEFT = re.compile(r"\.tmp-[0-9a-f]{12}")  # as ``beside`` below


def deliver(
    source: Path, folder: Path, name: str, random: Random
) -> Generator[int, None, tuple[str, str]]:
    """Copy ``source`` into ``folder``; yields bytes done, returns name and SHA-256.

    A file of other content keeps its name and the copy takes a free one; a copy that
    is there already stays as it is. Complete when the generator has ended. What an
    earlier try left behind, pulled out in the middle, goes first.
    """
    size = source.stat().st_size
    _sweep(folder)
    beside = folder / f".tmp-{random.bytes(6).hex()}"
    try:
        name = free_name(source, folder, name)
        if not (folder / name).exists():
            _check_room(folder, size)
            yield from _copy(source, beside)
            put_in_place(beside, folder / name)
        yield size
        return name, _compare(source, folder / name)
    except OSError as error:
        raise stick_fault(error, folder, size) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def free_name(source: Path, folder: Path, name: str) -> str:
    """``name``, or with the first number under which no other content lies."""
    return next(f.name for f in names_like(folder / name) if _is_free(source, f))


def _is_free(source: Path, target: Path) -> bool:
    if not os.path.lexists(target):
        return True
    alike = target.is_file() and target.stat().st_size == source.stat().st_size
    return alike and _is_same(source, target)


def _is_same(one: Path, other: Path) -> bool:
    with one.open("rb") as first, other.open("rb") as second:
        while piece := first.read(16 * PIECE):
            if second.read(16 * PIECE) != piece:
                return False
        return True


def _sweep(folder: Path) -> None:
    with contextlib.suppress(OSError):  # a fault of the stick is told when we write
        for left in folder.iterdir():
            if _LEFT.fullmatch(left.name):
                left.unlink()


def _check_room(folder: Path, size: int) -> None:
    """Before the first byte; no bundle comes near FAT32's 4 GiB for one file."""
    import shutil

    try:
        disk = shutil.disk_usage(folder)
    except OSError as error:
        raise Environment("stick.missing", folder=name_of(folder)) from error
    if disk.total == 0:  # /proc and its like: a folder, and no place for files
        raise Environment("stick.nowhere", folder=name_of(folder))
    if size > MAX_FILE:
        raise Environment("stick.ceiling")
    if disk.free < size + PIECE:
        raise _full(size, disk.free)


def _copy(source: Path, target: Path) -> Iterator[int]:
    done = 0
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with (
        source.open("rb") as read,
        os.fdopen(os.open(target, flags, 0o644), "wb") as out,
    ):
        while piece := read.read(16 * PIECE):
            out.write(piece)
            done += len(piece)
            yield done
        out.flush()
        os.fsync(out.fileno())


def _compare(source: Path, path: Path) -> str:
    """Read what the stick really holds, not what memory remembers of it."""
    digest, same, back = hashlib.sha256(), True, held(path)
    with source.open("rb") as own, contextlib.closing(back):
        while same and (piece := own.read(READ)):
            digest.update(piece)
            same = next(back, b"") == piece
        same = same and not next(back, b"")
    if not same:
        path.unlink(missing_ok=True)
        raise Environment("stick.differs")
    return digest.hexdigest()


def stick_fault(error: OSError, folder: Path, size: int) -> Environment:
    """What an error of the system means to the person who holds the stick."""
    if error.errno == errno.EFBIG:
        return Environment("stick.ceiling")
    if error.errno in FULL:
        return _full(size, _free(folder))
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return Environment("stick.readonly")
    return Environment("stick.gone")


def _full(size: int, free: int) -> Environment:
    return Environment("stick.full", need=size // 1024 + 1, free=free // 1024)


def _free(folder: Path) -> int:
    import shutil

    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0
