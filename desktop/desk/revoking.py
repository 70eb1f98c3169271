"""Revoking a desk's certificates, and the list that says so to all the others."""

from base64 import b64decode, b64encode
from datetime import timedelta

from desktop.desk import core as cores
from desktop.desk.core import Core
from desktop.errors import Refused, Usage
from desktop.signing import certs, revocation
from desktop.signing.revocation import RevokedList
from desktop.store import activity, settings
from desktop.store.activity import Activity
from desktop.store.connection import Connection, transaction
from desktop.store.settings import KnownDesk

FRESH = timedelta(days=30)  # an older list is signed anew before it travels
_LEAP = 1000  # as for the numbers of bundles: a stolen key cannot use them up
_LEAST_PREFIX = 8  # of a certificate's SHA-256


def revoke(
    core: Core, writer: Connection, which: str, reason: str
) -> tuple[KnownDesk, ...]:
    """Every certificate of a device, or the one named; a list with the next number."""
    if cores.certificate(writer, "issuer") is None or cores.parent(writer) is not None:
        raise Refused("enrol.no_authority")
    gone = _named(writer, which)
    serials = tuple(certs.read_certificate(desk.certificate).serial for desk in gone)
    with transaction(writer):
        _renew_list(core, writer, serials, reason)
        for desk in gone:
            settings.revoke(writer, desk.cert_sha256)
            what = f"{desk.unit} {desk.device} {desk.cert_sha256[:16]} {reason}"
            activity.note(
                writer, Activity(core.now(), core.profile.account, "revoke", what)
            )
    return gone


def freshen(core: Core, writer: Connection) -> None:
    """Before a bundle goes down: a list of more than a month is signed anew."""
    held = newest(writer)
    if held is None or cores.parent(writer) is not None:
        return
    behind = _seen(writer) > held.number  # this database was restored
    if behind or core.clock.now() - held.since > FRESH:
        with transaction(writer):
            _renew_list(core, writer)


def newest(reader: Connection) -> RevokedList | None:
    """The newest list this desk holds."""
    crl = settings.get(reader, "crl")
    return revocation.read(b64decode(crl)) if crl else None


def _renew_list(
    core: Core, writer: Connection, serials: tuple[int, ...] = (), reason: str = ""
) -> None:
    issuer = cores.certificate(writer, "issuer")
    if issuer is None:
        raise Refused("enrol.no_authority")
    held = b64decode(settings.get(writer, "crl"))
    key, now = core.secret("issuer"), core.clock.now()
    above = _seen(writer)
    made = revocation.next_list(held, issuer, key, now, serials, reason, above)
    settings.put(writer, "crl", b64encode(made).decode())
    settings.put(writer, "crl_number", str(revocation.read(made).number))


def heard(writer: Connection, number: int) -> None:
    """A desk below says which list it has; a leap is no number of ours."""
    if _seen(writer) < number <= int(settings.get(writer, "crl_number")) + _LEAP:
        settings.put(writer, "crl_seen", str(number))


def _seen(reader: Connection) -> int:
    return int(settings.get(reader, "crl_seen") or 0)


def _named(reader: Connection, which: str) -> tuple[KnownDesk, ...]:
    """Active desks of that device, or with a certificate that begins so."""
    active = [desk for desk in settings.all_desks(reader) if desk.status == "active"]
    found = [desk for desk in active if desk.device == which.upper()]
    if not found and len(which) >= _LEAST_PREFIX:
        found = [d for d in active if d.cert_sha256.startswith(which.lower())]
    if not found:
        raise Refused("revoke.unknown", which=which[:64])
    if len({(desk.unit, desk.device) for desk in found}) > 1:
        raise Usage("revoke.several", which=which[:64])
    return tuple(found)
