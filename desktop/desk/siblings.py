"""The desks beside this one, in the same unit, as the desk above lists them."""

from desktop.bundle.roster import Listed, read_roster, write_roster
from desktop.desk.core import Core
from desktop.errors import Refused
from desktop.ledger.handover import Verified
from desktop.ledger.ids import UnitCode
from desktop.signing import certs
from desktop.store import settings
from desktop.store.connection import Connection
from desktop.store.settings import KnownDesk


def told(reader: Connection, unit: UnitCode) -> bytes:
    """The roster of a unit, as it goes down with each bundle."""
    active = [d for d in settings.desks_of(reader, unit) if d.status == "active"]
    return write_roster(Listed(desk.certificate, desk.recipient) for desk in active)


def read(core: Core, found: Verified) -> tuple[KnownDesk, ...] | None:
    """The desks that a bundle lists beside this one; None where it lists none at all.

    Refused for another unit's.
    """
    raw = found.parts.document("roster")
    if raw is None:
        return None
    known = []
    for one in read_roster(raw):
        certificate = certs.read_certificate(one.certificate)
        if certificate.unit != core.profile.unit:
            raise Refused("certificate.subject")
        if certificate.device != core.profile.device:
            known.append(_known(core, certificate, one.recipient))
    return tuple(known)


def _known(core: Core, one: certs.Certificate, recipient: str) -> KnownDesk:
    return KnownDesk(
        one.sha256,
        one.unit,
        one.device,
        one.der,
        recipient,
        "active",
        core.now(),
        sent=True,
    )


def learn(core: Core, writer: Connection, listed: tuple[KnownDesk, ...]) -> None:
    """Who is listed may hand over and be handed to; who is listed no more may not."""
    for desk in settings.desks_of(writer, core.profile.unit):
        settings.revoke(writer, desk.cert_sha256)
    for desk in listed:
        settings.certify(writer, desk)
