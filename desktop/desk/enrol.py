"""The set-up file: what a desk must know of its province before it can hand over."""

import json
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.bundle.deliver import stick_fault
from desktop.desk import core as cores
from desktop.desk.core import Core
from desktop.desk.key_views import Keys
from desktop.errors import Environment, Refused
from desktop.ledger.canonical import Json
from desktop.ledger.fields import UNIT, Fields
from desktop.ledger.ids import UnitCode
from desktop.signing import certs
from desktop.signing.files import name_of, replace_file
from desktop.store import settings
from desktop.store.connection import Connection, transaction
from desktop.store.settings import KnownDesk

if TYPE_CHECKING:
    from desktop.bundle.update import Update
    from desktop.desk.publishing import Published

FORMAT = "so-phoi-hop.setup"
MAX_BYTES = 256 * 1024


class Enrolment:
    """How a desk and its province come to know each other."""

    def __init__(self, core: Core, writer: Connection) -> None:
        self._core = core
        self._writer = writer

    def write_setup(self, folder: Path) -> Path:
        """Write this province's set-up file: the same for all communes."""
        root = cores.certificate(self._writer, "root")
        if root is None or cores.parent(self._writer) is not None:
            raise Refused("enrol.no_authority")
        unit = self._core.profile.unit
        said: dict[str, Json] = {
            "format": FORMAT,
            "version": 1,
            "unit": unit,
            "root": root.pem.decode(),
            "recipient": self._core.identity().recipient,
        }
        if not folder.is_dir():
            raise Environment("stick.missing", folder=name_of(folder))
        file = folder / setup_name(unit)
        content = json.dumps(said, indent=1).encode()
        try:
            replace_file(file, content)
        except OSError as error:
            raise stick_fault(error, folder, len(content)) from error
        return file

    def publish(self, folder: Path) -> "Published":
        """A new form pack: here from the next opening, below with bundles."""
        from desktop.desk import publishing

        return publishing.publish(self._core, self._writer, folder)

    def announce(self, file: Path, version: str) -> "Update":
        """Which program's setup file is the newest, said with every bundle down."""
        from desktop.desk import updates

        return updates.announce(self._core, self._writer, file, version)

    def keys(self) -> Keys:
        """Certificates as they stand, read by who does the work."""
        from desktop.desk import roster

        return roster.keys(self._core, self._writer)

    def revoke(self, which: str, reason: str) -> tuple[KnownDesk, ...]:
        """A device's certificates, or one of them, count no more from now on."""
        from desktop.desk import revoking

        return revoking.revoke(self._core, self._writer, which, reason)

    def renew(self, where: str = "") -> None:
        """Ask for the next certificate, for a new key or one on a token."""
        from desktop.desk import renewing

        renewing.ask(self._core, self._writer, where)

    def begin_again(self) -> None:
        """A new key, to be accepted by phone: the old one is lost or revoked."""
        from desktop.desk import renewing

        renewing.begin_again(self._core, self._writer)

    def read_beside(self, folder: Path) -> None:
        """Install the set-up file that was brought along, if it is still waited for."""
        parent = cores.parent(self._writer)
        if parent is None or settings.get(self._writer, "parent_recipient"):
            return
        file = folder / setup_name(parent)
        if file.is_file():
            self.read_setup(file)

    def read_setup(self, file: Path) -> None:
        """Install the parent's set-up file; a root other than the pinned is refused."""
        found = _load(file)
        if found.text("format") != FORMAT:
            raise Refused("enrol.not_setup")
        found.number("version", least=1)
        if found.text("unit", UNIT) != cores.parent(self._writer):
            raise Refused("enrol.other_parent")
        root = certs.from_pem(found.text("root").encode())
        recipient = found.text("recipient")
        found.close()
        pinned = cores.certificate(self._writer, "root")
        if pinned is not None and pinned.sha256 != root.sha256:
            raise Refused("enrol.other_root")
        with transaction(self._writer):
            held = b64encode(root.der).decode()
            settings.put(self._writer, "certificate.root", held)
            settings.put(self._writer, "parent_recipient", recipient)


def setup_name(unit: UnitCode) -> str:
    """What a unit's set-up file is called."""
    return f"thiet-lap-{unit}.json"


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
