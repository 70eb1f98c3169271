"""Onto the stick: temporary name, flush, rename, read back past the cache, compare."""

import contextlib
import errno
import hashlib
import os
from collections.abc import Generator, Iterator
from pathlib import Path

from desktop.bundle.names import FULL, PIECE
from desktop.errors import Environment
from desktop.ledger.world import Random
from desktop.signing.files import names_like, sync_folder


def deliver(
    source: Path, folder: Path, name: str, random: Random
) -> Generator[int, None, tuple[str, str]]:
    """Copy ``source`` into ``folder``; yields bytes done, returns name and SHA-256.

    A file of other content keeps its name and the copy takes a free one; a copy that
    is there already stays as it is. Complete when the generator has ended.
    """
    size = source.stat().st_size
    _check_room(folder, size)
    beside = folder / f".tmp-{random.bytes(6).hex()}"
    try:
        name = free_name(source, folder, name)
        if not (folder / name).exists():
            yield from _copy(source, beside)
            beside.replace(folder / name)
            sync_folder(folder)
        yield size
        return name, _compare(source, folder / name)
    except OSError as error:
        raise _stick_fault(error) from error
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


def _check_room(folder: Path, size: int) -> None:
    import shutil

    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise Environment("stick.missing", folder=folder.name) from error
    if free < size + PIECE:
        raise Environment("stick.full", need=size // 1024 + 1, free=free // 1024)


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
    digest, same = hashlib.sha256(), True
    with source.open("rb") as own, path.open("rb") as back:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(back.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while same and (piece := own.read(16 * PIECE)):
            digest.update(piece)
            same = back.read(16 * PIECE) == piece
        same = same and not back.read(1)
    if not same:
        path.unlink(missing_ok=True)
        raise Environment("stick.differs")
    return digest.hexdigest()


def _stick_fault(error: OSError) -> Environment:
    if error.errno in FULL:
        return Environment("stick.full", need=0, free=0)
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return Environment("stick.readonly")
    return Environment("stick.gone")
