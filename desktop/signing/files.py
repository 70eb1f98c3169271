"""Writing a small file so that a power cut leaves the old one or the new one."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

from desktop.signing.disk import put_in_place


def replace_file(path: Path, content: bytes) -> None:
    """A file's new content, whole or not at all."""
    replace_by(path, [content])


def replace_by(path: Path, pieces: Iterable[bytes]) -> None:
    """Write beside, flush to the disk, rename over so that it lasts."""
    beside = path.with_name(f".{path.name}.new")
    try:
        with beside.open("wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        put_in_place(beside, path)
    except BaseException:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def names_like(wanted: Path) -> Iterator[Path]:
    """``report.pdf``, ``report-2.pdf``, ``report-3.pdf`` …"""
    yield wanted
    for number in count(2):
        yield wanted.with_stem(f"{wanted.stem}-{number}")


def name_of(folder: Path) -> str:
    """A folder's own name; of a drive, which has none, the letter."""
    return folder.name or str(folder)
