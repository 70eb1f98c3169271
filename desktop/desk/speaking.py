"""Who may say what: which streams a bundle may carry, and whose lines they hold."""

from desktop.desk import returning
from desktop.desk.core import Core, parent
from desktop.errors import Refused
from desktop.ledger.handover import Verified
from desktop.ledger.ids import UnitCode
from desktop.ledger.stream import StreamKey
from desktop.store import settings
from desktop.store.connection import Connection


def check(core: Core, reader: Connection, found: Verified) -> None:
    """Refused where a stream is not the sender's to carry."""
    for stream in found.header.streams:
        if not _may_carry(core, reader, found, stream.span.stream):
            raise Refused("bundle.foreign_stream")


def _may_carry(core: Core, reader: Connection, found: Verified, key: StreamKey) -> bool:
    """Its own stream; and a unit's, between that unit's desks and the one above."""
    signer, own = found.signer, core.profile.unit
    if key.dev == signer.device and key.to == own:
        return True
    unit = returning.between(core, reader, signer.unit)
    if key.to != returning.above(core, reader, unit):
        return False
    known = {desk.device for desk in settings.desks_of(reader, unit)}
    return unit == own or key.dev in known


def unit_of(
    core: Core, reader: Connection, found: Verified, key: StreamKey
) -> UnitCode:
    """The unit whose lines the stream holds, and no other's."""
    ours = vouched(core, reader, found, key)
    return core.profile.unit if ours else found.signer.unit


def vouched(core: Core, reader: Connection, found: Verified, key: StreamKey) -> bool:
    """Whether these are this unit's own lines, given back or of a desk beside this.

    They count at once: who sends them has confirmed them, or is of this unit itself.
    """
    own = core.profile.unit
    from_child = found.signer.unit not in (own, parent(reader))
    return not from_child and key.to == returning.above(core, reader, own)
