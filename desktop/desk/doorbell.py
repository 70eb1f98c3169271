"""One window a profile: a later start leaves a letter for it, and ends.

The window holds a lock in the profile's folder ``window``; whoever finds it held writes
a letter beside it: JSON, ``{"file": its whole path or null}``. The window answers by
taking the letter away. No letter, no waiting: the lock goes with its process.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path
from typing import IO

from desktop.desk import lock
from desktop.errors import Environment
from desktop.ledger.canonical import Json
from desktop.signing.files import replace_file

FOLDER = "window"
LETTER = ".letter"
PATIENCE = 15  # seconds; a window that saves or prints answers within a few
_PAUSE = 0.05  # seconds between two looks


def hold_or_ring(
    profile: Path, file: Path | None
) -> AbstractContextManager[object] | None:
    """What to hold while the window is open; None where an open one has been told.

    Environment ``window.silent`` where there is one and it does not answer.
    """
    place = profile / FOLDER
    try:
        place.mkdir(parents=True, exist_ok=True)
        return _hold(place) or _ring(place, file)
    except OSError:
        return nullcontext()  # a folder that cannot be written: the window says why


def letters(profile: Path) -> Iterator[Path | None]:
    """Take each letter away, which answers it; the file it tells of."""
    for letter in sorted((profile / FOLDER).glob(f"*{LETTER}")):
        with suppress(OSError):  # one that is held for a moment comes again
            told = _read(letter)
            letter.unlink()
            yield told


def _hold(place: Path) -> IO[bytes] | None:
    try:
        return lock.take(place)
    except Environment:
        return None


def _ring(place: Path, file: Path | None) -> IO[bytes] | None:
    letter = place / f"{os.getpid()}{LETTER}"
    let_come_forward()
    replace_file(letter, json.dumps({"file": file and str(file)}).encode())
    for _ in range(int(PATIENCE / _PAUSE)):
        if not letter.exists():
            return None
        held = _hold(place)
        if held is not None:  # the other ended meanwhile
            letter.unlink(missing_ok=True)
            return held
        time.sleep(_PAUSE)
    with suppress(FileNotFoundError):  # answered in the last moment
        letter.unlink()
        raise Environment("window.silent")
    return None


def _read(letter: Path) -> Path | None:
    try:
        said: Json = json.loads(letter.read_bytes())
    except (ValueError, RecursionError):
        return None
    file = said.get("file") if isinstance(said, dict) else None
    return Path(file) if isinstance(file, str) else None


if sys.platform == "win32":
    import ctypes

    _ANYBODY = 0xFFFFFFFF  # ASFW_ANY: until somebody's next key or click

    def let_come_forward() -> None:
        """Whoever was started by hand may be in front, and may pass that on."""
        ctypes.WinDLL("user32").AllowSetForegroundWindow(_ANYBODY)

else:

    def let_come_forward() -> None:
        """Other systems ask nobody."""
