"""One writer a profile: a lock that the system frees when its holder dies."""

import sys
from pathlib import Path
from typing import IO

from desktop.errors import Environment

FILE = "lock"


def take(folder: Path) -> IO[bytes]:
    """Hold the profile's lock until the file is closed."""
    held = (folder / FILE).open("a+b")
    try:
        hold(held)
    except OSError as error:
        held.close()
        raise Environment("profile.locked") from error
    return held


if sys.platform == "win32":

    def hold(held: IO[bytes]) -> None:
        """Lock an open file, or OSError."""
        import msvcrt

        held.seek(0)
        msvcrt.locking(held.fileno(), msvcrt.LK_NBLCK, 1)

else:

    def hold(held: IO[bytes]) -> None:
        """Lock an open file, or OSError."""
        import fcntl

        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
