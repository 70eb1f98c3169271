"""Looking for bundles on a stick: by content, also hidden and renamed ones."""

import contextlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from desktop.errors import Environment
from desktop.signing.envelope import MAGIC, looks_like_age
from desktop.signing.files import name_of

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
        os.scandir(folder).close()
    except OSError as error:
        raise Environment("stick.missing", folder=name_of(folder)) from error
    entries = islice(_entries(folder, 0), MAX_LOOKED_AT)
    files = (Path(e.path) for e in entries if e.is_file(follow_symlinks=False))
    known = [one for one in map(_look, files) if one is not None]
    return tuple(sorted(known, key=lambda one: one.path.name))


def _entries(folder: Path, depth: int) -> Iterator[os.DirEntry[str]]:
    """What lies in a folder and below; a folder nobody may open hides no other."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _leads_away(entry):
                continue
            yield entry
            if depth < MAX_DEPTH and entry.is_dir(follow_symlinks=False):
                yield from _entries(Path(entry.path), depth + 1)


def _leads_away(entry: os.DirEntry[str]) -> bool:
    """A link or, on Windows, a junction; and what cannot even be asked."""
    try:
        found = entry.stat(follow_symlinks=False)
    except OSError:
        return True
    attributes = getattr(found, "st_file_attributes", 0)
    return entry.is_symlink() or bool(attributes & stat.FILE_ATTRIBUTE_REPARSE_POINT)


def _look(path: Path) -> Found | None:
    if path.suffix.lower() in _NEVER:
        return None
    try:
        size = path.lstat().st_size
        with path.open("rb") as file:
            start = file.read(len(MAGIC))
    except OSError:  # a bad place on the stick: the intake names it, others come in
        return Found(path, 0) if path.suffix == ".sph" else None
    return Found(path, size) if looks_like_age(start) else None
