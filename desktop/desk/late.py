"""A bundle whose certificate ended while the stick travelled, confirmed by phone."""

from desktop.desk.core import Core
from desktop.errors import Refused
from desktop.ledger.handover import Verified
from desktop.signing import certs
from desktop.store import activity, journal
from desktop.store.activity import Activity
from desktop.store.connection import Connection


def confirm(core: Core, writer: Connection, found: Verified) -> None:
    """Only what is newer than all that came; who confirmed it is written down."""
    signer, header = found.signer, found.header
    until = certs.valid_until(certs.read_certificate(signer.cert_der))
    if core.clock.now() <= until:
        return
    last = journal.last_came(writer, header.sender.device, header.sender.epoch)
    if last is not None and header.n <= last.n:
        raise Refused("signature.expired")
    what = f"{signer.unit} {signer.device} {header.n} {found.header_sha256[:16]}"
    activity.note(writer, Activity(core.now(), core.profile.account, "late", what))
