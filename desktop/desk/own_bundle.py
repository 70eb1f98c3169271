"""A bundle that this desk wrote itself is told as that, and not taken in."""

from collections.abc import Iterator
from contextlib import contextmanager
from filecmp import cmp
from pathlib import Path

from desktop.desk.core import Core
from desktop.errors import Refused
from desktop.store import journal
from desktop.store.connection import Connection

OWN = "intake.own"
_NOT_MINE = "envelope.not_for_me"


@contextmanager
def refused(core: Core, reader: Connection, file: Path) -> Iterator[None]:
    """By its copy in the outbox; by its name where that is gone and it cannot open."""
    if _is_copied(core, file):
        raise Refused(OWN)
    try:
        yield
    except Refused as error:
        if error.code == _NOT_MINE and _is_named(reader, file):
            raise Refused(OWN) from error
        raise


def _is_copied(core: Core, file: Path) -> bool:
    try:
        size = file.stat().st_size
        return any(
            other.stat().st_size == size and cmp(other, file, shallow=False)
            for other in (core.folder / "outbox").iterdir()
        )
    except OSError:
        return False  # the intake says by name what cannot be read


def _is_named(reader: Connection, file: Path) -> bool:
    return any(sent.name == file.name for sent in journal.all_sent(reader))
