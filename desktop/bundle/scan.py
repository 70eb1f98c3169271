"""Looking for bundles on a stick: by content, also hidden and renamed ones."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desktop.errors import Environment
from desktop.signing.envelope import MAGIC, looks_like_age

MAX_LOOKED_AT = 20_000
MAX_DEPTH = 3
_NEVER = {".lnk", ".exe", ".bat", ".cmd", ".scr", ".vbs", ".js", ".pif", ".com"}


@dataclass(frozen=True, slots=True)
class Found:
    """A regular file that begins as a bundle does."""

    path: Path
    bytes: int


def scan(folder: Path) -> tuple[Found, ...]:
    """Bundles in ``folder``, in the order of their names; nothing is written."""
    try:
        found = [_look(path) for path in _files(folder, 0)]
    except OSError as error:
        raise Environment("stick.missing", folder=folder.name) from error
    known = [one for one in found if one is not None]
    return tuple(sorted(known, key=lambda one: one.path.name))


def _files(folder: Path, depth: int) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        for number, entry in enumerate(entries):
            if number > MAX_LOOKED_AT:
                return
            if entry.is_symlink():
                continue
            if entry.is_dir(follow_symlinks=False) and depth < MAX_DEPTH:
                with suppress(PermissionError):  # Windows keeps one on each stick
                    yield from _files(Path(entry.path), depth + 1)
            elif entry.is_file(follow_symlinks=False):
                yield Path(entry.path)


def _look(path: Path) -> Found | None:
    if path.suffix.lower() in _NEVER:
        return None
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):
        return None
    try:
        with path.open("rb") as file:
            start = file.read(len(MAGIC))
    except OSError:  # a bad place on the stick: the intake names it, others come in
        return Found(path, status.st_size) if path.suffix == ".sph" else None
    return Found(path, status.st_size) if looks_like_age(start) else None
