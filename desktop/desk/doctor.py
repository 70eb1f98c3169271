"""Looking a register over: the chain, the pages, the files at hand."""

import hashlib
from dataclasses import dataclass

from desktop.desk.desk import Desk
from desktop.errors import Refused
from desktop.signing.atrest import unseal
from desktop.store import dump, files, history, streams
from desktop.store.connection import Connection, DatabaseError


@dataclass(frozen=True, slots=True)
class Examined:
    """What was looked at and found sound."""

    revisions: int
    streams: int
    files: int


def examine(desk: Desk) -> Examined:
    """Recompute every hash and link, check every page and file; Refused when broken."""
    reader = desk.core.reader()
    try:
        checked = history.verify_chains(reader)
        wrong = dump.integrity(reader)
        if wrong:
            raise Refused("doctor.pages", count=len(wrong))
        return Examined(checked, len(streams.own(reader)), _files(desk, reader))
    except DatabaseError as error:
        raise Refused("doctor.pages", count=1) from error
    finally:
        reader.close()


def _files(desk: Desk, reader: Connection) -> int:
    """Every file whose bytes should be here opens, and is what its hash says."""
    kept = files.kept(reader)
    for sha256 in kept:
        sealed = desk.core.folder / "attachments" / sha256
        if not sealed.is_file():
            raise Refused("doctor.file", sha256=sha256[:12])
        content = unseal(desk.core.key, sha256, sealed.read_bytes())
        if hashlib.sha256(content).hexdigest() != sha256:
            raise Refused("doctor.file", sha256=sha256[:12])
    return len(kept)
