"""Form packs newer than the program's own, in the profile: ``packs/0002``, ``0003`` …

The province's come from publishing, a commune's with a bundle from above. The newest is
used from the next opening on; a folder appears whole or not at all.
"""

import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from desktop.desk import packs
from desktop.desk.packs import Pack
from desktop.errors import Environment
from desktop.signing.disk import put_in_place
from desktop.signing.files import replace_file

FOLDER = "packs"
_COMPILED = "compiled"
_BESIDE = "new"


def newest(folder: Path) -> Pack | None:
    """The newest pack of a profile; None while the program's own is in use."""
    inside = folder / FOLDER
    if not inside.is_dir():
        return None
    counter = max(_counters(inside), default=None)
    if counter is None:
        return None
    return packs.load(_place(inside, counter), inside / _COMPILED, counter)


def prepare(folder: Path, counter: int, files: Mapping[str, bytes]) -> Pack:
    """The pack, compiled, not in use yet; Refused where it does not hold."""
    inside = folder / FOLDER
    beside = inside / _BESIDE
    try:
        shutil.rmtree(beside, ignore_errors=True)  # of a try that was cut short
        for name, content in files.items():
            target = beside / name
            target.parent.mkdir(parents=True, exist_ok=True)
            replace_file(target, content)
        return packs.load(beside, inside / _COMPILED, counter)
    except OSError as error:
        raise Environment("store.disk") from error


def install(folder: Path, pack: Pack) -> None:
    """Put a prepared pack in use, from the next opening on."""
    inside = folder / FOLDER
    target = _place(inside, pack.counter)
    try:
        with suppress(FileNotFoundError):
            shutil.rmtree(target)
        put_in_place(pack.folder, target)
    except OSError as error:
        raise Environment("store.disk") from error


def _place(inside: Path, counter: int) -> Path:
    return inside / f"{counter:04}"


def _counters(inside: Path) -> list[int]:
    return [int(found.name) for found in inside.iterdir() if found.name.isdecimal()]
