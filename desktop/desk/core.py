"""What every verb of an opened desk stands on."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.desk import profile as profiles
from desktop.desk.catalogue import Catalogue
from desktop.desk.profile import Profile
from desktop.errors import Environment
from desktop.ledger.ids import UnitCode
from desktop.ledger.world import Clock, Random, timestamp
from desktop.signing import keyring
from desktop.signing.keyring import DataKey
from desktop.store import connection, settings
from desktop.store.connection import Connection

if TYPE_CHECKING:
    from desktop.signing.certs import Certificate
    from desktop.signing.keys import AgeIdentity
    from desktop.signing.trust import Trust


def no_pin() -> str:
    """Where nobody can be asked."""
    raise Environment("token.no_pin")


@dataclass(frozen=True, slots=True)
class Core:
    """An unlocked profile; connections are handed to the verbs apart."""

    folder: Path
    profile: Profile
    key: DataKey
    clock: Clock
    random: Random
    catalogue: Catalogue
    pin: Callable[[], str] = no_pin  # of a token; asked when a key on one is opened

    def reader(self, *, once: bool = False) -> Connection:
        """A new connection that cannot write; ``once``: and keeps little."""
        store = self.folder / profiles.STORE
        return connection.open_reader(store, self.key, once=once)

    def secret(self, name: str) -> bytes:
        """A sealed secret; Environment when this desk does not hold it."""
        found = keyring.get_secret(self.folder, self.key, name)
        if found is None:
            raise Environment("key.not_here", name=name)
        return found

    def identity(self) -> "AgeIdentity":
        """The unit's key for what is sent to it."""
        from desktop.signing import keys

        return keys.age_identity(self.secret("age").decode())

    def now(self) -> str:
        """The time as lines carry it."""
        return timestamp(self.clock.now())

    def scope(self) -> tuple[UnitCode, ...]:
        """The units a report of this desk speaks of: its own, and those below it."""
        below = self.catalogue.pack.children(self.profile.unit)
        return (self.profile.unit, *(child.code for child in below))

    def name_of(self, unit: UnitCode) -> str:
        """A unit's name."""
        return self.catalogue.pack.unit(unit).label


def parent(reader: Connection) -> UnitCode | None:
    """The unit this desk hands up to."""
    found = settings.get(reader, "parent")
    return UnitCode(found) if found else None


def certificate(reader: Connection, name: str) -> "Certificate | None":
    """root, issuer or own, as far as this desk has them."""
    from base64 import b64decode

    from desktop.signing import certs  # X.509 waits until a certificate is read

    found = settings.get(reader, f"certificate.{name}")
    return certs.read_certificate(b64decode(found)) if found else None


def certified(reader: Connection) -> bool:
    """Whether the province has answered this desk's request."""
    return settings.get(reader, "certificate.own") != ""


def trust(core: Core, reader: Connection, *, late: bool = False) -> "Trust":
    """The pinned root and the newest list of revoked certificates."""
    from base64 import b64decode

    from desktop.signing.trust import Trust

    root = certificate(reader, "root")
    crl = settings.get(reader, "crl")
    return Trust(
        roots=(root.der,) if root else (),
        now=core.clock.now(),
        crl=b64decode(crl) if crl else None,
        crl_number=int(settings.get(reader, "crl_number") or 0),
        late=late,
    )
