"""Onto the stick: temporary name, flush, rename, read back past the cache, compare."""

import contextlib
import errno
import hashlib
import os
from collections.abc import Generator
from itertools import chain, count
from pathlib import Path

from desktop.bundle.names import PIECE
from desktop.errors import Environment
from desktop.ledger.world import Random
from desktop.signing.files import sync_folder

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def deliver(
    source: Path, folder: Path, name: str, random: Random
) -> Generator[int, None, str]:
    """Copy ``source`` into ``folder``; yields bytes done, returns its name there.

    A file of other content keeps its name and the copy takes a free one; a copy that
    is there already stays as it is. Complete when the generator has ended.
    """
    size = source.stat().st_size
    _check_room(folder, size)
    beside = folder / f".tmp-{random.bytes(6).hex()}"
    try:
        name = free_name(source, folder, name)
        if not (folder / name).exists():
            digest = yield from _copy(source, beside)
            beside.replace(folder / name)
            sync_folder(folder)
            yield size
            _compare(folder / name, digest)
        yield size
    except OSError as error:
        raise _stick_fault(error) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
    return name


def free_name(source: Path, folder: Path, name: str) -> str:
    """``name``, or with the first number under which no other content lies."""
    stem, suffix = Path(name).stem, Path(name).suffix
    numbered = (f"{stem}-{number}{suffix}" for number in count(2))
    return next(n for n in chain([name], numbered) if _is_free(source, folder / n))


def _is_free(source: Path, target: Path) -> bool:
    if not os.path.lexists(target):
        return True
    alike = target.is_file() and target.stat().st_size == source.stat().st_size
    return alike and _digest(target) == _digest(source)


def _check_room(folder: Path, size: int) -> None:
    import shutil

    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise Environment("stick.missing", folder=folder.name) from error
    if free < size + PIECE:
        raise Environment("stick.full", need=size // 1024 + 1, free=free // 1024)


def _copy(source: Path, target: Path) -> Generator[int, None, bytes]:
    digest = hashlib.sha256()
    done = 0
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with (
        source.open("rb") as read,
        os.fdopen(os.open(target, flags, 0o644), "wb") as out,
    ):
        while piece := read.read(16 * PIECE):
            digest.update(piece)
            out.write(piece)
            done += len(piece)
            yield done
        out.flush()
        os.fsync(out.fileno())
    return digest.digest()


def _compare(path: Path, digest: bytes) -> None:
    """Read what the stick really holds, not what memory remembers of it."""
    if _digest(path) != digest:
        path.unlink(missing_ok=True)
        raise Environment("stick.differs")


def _digest(path: Path) -> bytes:
    """SHA-256 of the file as the disk holds it."""
    found = hashlib.sha256()
    with path.open("rb") as back:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(back.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while piece := back.read(16 * PIECE):
            found.update(piece)
    return found.digest()


def _stick_fault(error: OSError) -> Environment:
    if error.errno in _FULL:
        return Environment("stick.full", need=0, free=0)
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return Environment("stick.readonly")
    return Environment("stick.gone")
