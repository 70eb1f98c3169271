"""Decrypting a bundle's container onto the computer's own disk."""

from pathlib import Path

from desktop.bundle import reader as bundles
from desktop.desk import disks
from desktop.desk.core import Core
from desktop.desk.saving import check_name
from desktop.errors import Environment, Refused, Usage
from desktop.store import activity
from desktop.store.activity import Activity
from desktop.store.connection import Connection


def unpack(core: Core, connection: Connection, file: Path, out: Path) -> Path:
    """The container of ``file`` at ``out``; who did it is written down."""
    check_name(out)
    if out.exists():
        raise Usage("unpack.exists", file=out.name)
    if not out.parent.is_dir():
        raise Environment("file.unwritable", file=str(out))
    if disks.leaves_the_computer(out.parent):
        raise Refused("unpack.removable")
    _make_room(out)
    try:
        bundles.unpack(file, (core.identity().secret,), out)
    except (Environment, Refused):
        out.unlink(missing_ok=True)
        raise
    done = Activity(core.now(), core.profile.account, "unpack", file.name)
    activity.note(connection, done)
    return out


def _make_room(out: Path) -> None:
    # Asked by doing it: what a file system allows is known to itself alone.
    try:
        out.touch(exist_ok=False)
    except OSError as error:
        raise Environment("file.unwritable", file=str(out)) from error
