"""A certificate follows another: asked for under the old one, answered at intake."""

from base64 import b64decode, b64encode
from datetime import datetime

from desktop.bundle.request import Request, read_request
from desktop.desk import core as cores
from desktop.desk import own_key
from desktop.desk.core import Core
from desktop.desk.key_views import ENDING
from desktop.errors import Refused
from desktop.ledger.handover import Verified
from desktop.ledger.ids import new_epoch
from desktop.signing import certs, keys
from desktop.store import activity, settings
from desktop.store.activity import Activity
from desktop.store.connection import Connection, transaction
from desktop.store.settings import KnownDesk

# at the desk that asks


def ask_if_due(core: Core, writer: Connection) -> None:
    """Before a bundle leaves: a certificate near its end asks for the next."""
    own = cores.certificate(writer, "own")
    if own is None or not _ends(own, core.clock.now()):
        return
    if not settings.get(writer, "request"):
        ask(core, writer)


def ask(core: Core, writer: Connection, where: str = "") -> None:
    """A new key asks, with the next bundle up; a desk without a parent answers itself.

    ``where`` names a key that is there already, on a token.
    """
    own = cores.certificate(writer, "own")
    if own is None:
        raise Refused("renew.not_certified")
    if settings.get(writer, "request") and where in (
        "",
        settings.get(writer, "signer.next"),
    ):
        return  # asked already; the answer is on its way
    if not where:
        where = own_key.uri(writer)  # a key on a token stays; its certificate does not
        if where.startswith("file:"):
            where = own_key.make(core, writer)
        elif not _ends(own, core.clock.now()):
            raise Refused("renew.early")
    elif where.startswith("file:"):
        raise Refused("renew.own_file")
    unit, device = core.profile.unit, core.profile.device
    with own_key.opened(core, where) as key:
        csr = certs.make_request(unit, device, key)
    with transaction(writer):
        if cores.parent(writer) is None:
            own_key.use(writer, _issued(core, writer, csr), where)
        else:
            settings.put(writer, "signer.next", where)
            settings.put(writer, "request", b64encode(csr).decode())
        activity.note(
            writer, Activity(core.now(), core.profile.account, "renew", device)
        )


def begin_again(core: Core, writer: Connection) -> None:
    """A new key and a new epoch, as on the first evening: by 12 characters by phone."""
    if cores.parent(writer) is None:
        raise Refused("renew.by_itself")
    where = own_key.make(core, writer)
    with own_key.opened(core, where) as key:
        code = keys.check_code(keys.public_der(key))
    with transaction(writer):
        for name in ("certificate.own", "certificate.self", "signer.next", "request"):
            settings.put(writer, name, "")
        settings.put(writer, "signer", where)
        settings.put(writer, "check_code", code)
        settings.put(writer, "epoch", new_epoch(core.random))
        who, device = core.profile.account, core.profile.device
        activity.note(writer, Activity(core.now(), who, "begin again", device))


def pending(core: Core, reader: Connection) -> Request | None:
    """The request that goes with each bundle until its certificate is here."""
    csr = settings.get(reader, "request")
    return Request(b64decode(csr), core.identity().recipient) if csr else None


# at the desk that answers


def answer(core: Core, writer: Connection, found: Verified) -> None:
    """A desk that asks under a good certificate gets the next; both hold meanwhile."""
    raw = found.parts.document("request")
    if raw is None:
        return
    _, _, public = certs.request_key(read_request(raw).csr)
    given = _given(writer, found.signer.unit, public)
    now = core.clock.now()
    if not any(not _ends(certs.read_certificate(d.certificate), now) for d in given):
        settings.certify(writer, certified(core, writer, raw))


def _given(reader: Connection, unit: str, public: bytes) -> list[KnownDesk]:
    return [
        desk
        for desk in settings.all_desks(reader)
        if desk.unit == unit and certs.certificate_key(desk.certificate) == public
    ]


def _ends(certificate: certs.Certificate, now: datetime) -> bool:
    return certs.valid_until(certificate) - now <= ENDING


def standing(reader: Connection, unit: str, public: bytes) -> set[str]:
    """What the roster says of a key: active, revoked, or nothing."""
    return {desk.status for desk in _given(reader, unit, public)}


def certified(core: Core, writer: Connection, raw: bytes) -> KnownDesk:
    """A new line of the roster for the key of a request."""
    asked = read_request(raw)
    made = _issued(core, writer, asked.csr)
    return KnownDesk(
        made.sha256,
        made.unit,
        made.device,
        made.der,
        asked.recipient,
        "active",
        core.now(),
        sent=False,
    )


def _issued(core: Core, reader: Connection, csr: bytes) -> certs.Certificate:
    issuer = cores.certificate(reader, "issuer")
    if issuer is None:
        raise Refused("enrol.no_authority")
    key, now = core.secret("issuer"), core.clock.now()
    return certs.issue(csr, issuer, key, now, core.random)
