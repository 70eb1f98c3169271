"""The set-up file: what a desk must know of its province before it can hand over."""

import json
from base64 import b64encode
from pathlib import Path

from desktop.desk import core as cores
from desktop.desk.core import Core
from desktop.errors import Environment, Refused
from desktop.ledger.canonical import Json
from desktop.ledger.fields import UNIT, Fields
from desktop.signing import certs
from desktop.signing.files import replace_file
from desktop.store import settings
from desktop.store.connection import Connection, transaction

FORMAT = "so-phoi-hop.setup"
MAX_BYTES = 256 * 1024


def write_setup(core: Core, reader: Connection, folder: Path) -> Path:
    """Write this province's set-up file: the same for all communes."""
    root = cores.certificate(reader, "root")
    if root is None or cores.parent(reader) is not None:
        raise Refused("enrol.no_authority")
    said: dict[str, Json] = {
        "format": FORMAT,
        "version": 1,
        "unit": core.profile.unit,
        "root": root.pem.decode(),
        "recipient": core.identity().recipient,
    }
    if not folder.is_dir():
        raise Environment("stick.missing", folder=folder.name)
    file = folder / f"thiet-lap-{core.profile.unit}.json"
    replace_file(file, json.dumps(said, indent=1).encode())
    return file


def read_setup(writer: Connection, file: Path) -> None:
    """Install the parent's set-up file; another root than the pinned one is refused."""
    found = _load(file)
    if found.text("format") != FORMAT:
        raise Refused("enrol.not_setup")
    found.number("version", least=1)
    if found.text("unit", UNIT) != cores.parent(writer):
        raise Refused("enrol.other_parent")
    root = certs.from_pem(found.text("root").encode())
    recipient = found.text("recipient")
    found.close()
    pinned = cores.certificate(writer, "root")
    if pinned is not None and pinned.sha256 != root.sha256:
        raise Refused("enrol.other_root")
    with transaction(writer):
        settings.put(writer, "certificate.root", b64encode(root.der).decode())
        settings.put(writer, "parent_recipient", recipient)


def _load(file: Path) -> Fields:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise Refused("enrol.not_setup")
        value: Json = json.loads(file.read_bytes())
    except OSError as error:
        raise Environment("enrol.unreadable", file=file.name) from error
    except ValueError as error:
        raise Refused("enrol.not_setup") from error
    return Fields(value, "setup")
