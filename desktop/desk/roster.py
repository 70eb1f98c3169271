"""Certificates as they stand: how long they last, and which were revoked."""

from datetime import datetime

from desktop.desk import core as cores
from desktop.desk import revoking
from desktop.desk.core import Core
from desktop.desk.key_views import Keys, KnownKey
from desktop.signing import certs
from desktop.signing.revocation import RevokedList
from desktop.store import settings
from desktop.store.connection import Connection
from desktop.store.settings import KnownDesk


def keys(core: Core, reader: Connection) -> Keys:
    """Those of this desk, and of the desks below it."""
    now = core.clock.now()
    own, listed = cores.certificate(reader, "own"), revoking.newest(reader)
    until = certs.valid_until(own) if own is not None else None
    return Keys(
        until=_day(until, now),
        days_left=(until - now).days if until else 0,
        asked=settings.get(reader, "request") != "",
        crl_number=listed.number if listed else 0,
        crl_until=_day(listed.until if listed else None, now),
        crl_days_over=_days_over(reader, listed, now),
        desks=tuple(_known(core, desk, now) for desk in settings.all_desks(reader)),
    )


def _days_over(reader: Connection, listed: RevokedList | None, now: datetime) -> int:
    """Of a list that came from above; one's own is signed anew when it travels."""
    if listed is None or cores.parent(reader) is None:
        return 0
    return max(0, (now - listed.until).days)


def _known(core: Core, desk: KnownDesk, now: datetime) -> KnownKey:
    until = certs.valid_until(certs.read_certificate(desk.certificate))
    return KnownKey(
        desk.unit,
        core.name_of(desk.unit),
        desk.device,
        desk.cert_sha256,
        desk.status,
        _day(until, now),
    )


def _day(moment: datetime | None, now: datetime) -> str:
    return moment.astimezone(now.tzinfo).date().isoformat() if moment else ""
