"""A newer program: the province says by what its file is known, and desks compare.

The program itself comes by any way. No file is started, here or anywhere.
"""

from pathlib import Path

from desktop import assets
from desktop.bundle.update import Update, read_update, write_update
from desktop.desk import core as cores
from desktop.desk.core import Core
from desktop.errors import Refused
from desktop.ledger.fields import NAME
from desktop.store import activity, settings
from desktop.store.activity import Activity
from desktop.store.connection import Connection, transaction

DOCUMENT = "update"
_SETTING = "update"  # the notice that was sent, or came


def announce(core: Core, writer: Connection, file: Path, version: str) -> Update:
    """From now on every bundle down says which setup file is the newest."""
    if cores.certificate(writer, "issuer") is None or cores.parent(writer) is not None:
        raise Refused("enrol.no_authority")
    if not NAME.fullmatch(version):
        raise Refused("update.version")
    made = Update(version, *_known_by(file))
    with transaction(writer):
        keep(writer, write_update(made))
        what = f"{made.version} {made.sha256}"
        activity.note(
            writer, Activity(core.now(), core.profile.account, "announce", what)
        )
    return made


def _known_by(file: Path) -> tuple[int, str]:
    from desktop.bundle.reader import file_sha256

    sha256 = file_sha256(file)  # Environment where it cannot be read
    return file.stat().st_size, sha256


def keep(writer: Connection, raw: bytes) -> None:
    """The newest notice, inside the caller's transaction."""
    settings.put(writer, _SETTING, raw.decode())


def owed(reader: Connection) -> dict[str, bytes]:
    """What goes with a bundle down: it costs little, and says itself again."""
    raw = settings.get(reader, _SETTING)
    return {DOCUMENT: raw.encode()} if raw else {}


def told(reader: Connection) -> Update | None:
    """The notice, while this is another program than the one it speaks of."""
    raw = settings.get(reader, _SETTING)
    found = read_update(raw.encode()) if raw else None
    return found if found and found.version != assets.version() else None


def compare(reader: Connection, file: Path) -> Update:
    """The notice, if ``file`` is what it speaks of; Refused otherwise."""
    found = told(reader)
    if found is None:
        raise Refused("update.none")
    if _known_by(file) != (found.bytes, found.sha256):
        raise Refused("update.other", file=file.name, version=found.version)
    return found
