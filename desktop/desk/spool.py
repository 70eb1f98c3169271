"""The spool: where bundles lie open while they are made or read, and never longer."""

from contextlib import suppress
from pathlib import Path


def clear(folder: Path) -> None:
    """Take away what a power cut left open in a profile's spool."""
    import shutil

    for left in (folder / "spool").glob("*"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            with suppress(OSError):  # Windows: another program is checking it now
                left.unlink()
