"""A record that stands in two states: both shown to its owner, joined by a revision."""

from dataclasses import replace
from string import ascii_uppercase

from desktop.desk.core import Core
from desktop.desk.entry import again, finished
from desktop.errors import Refused, Usage
from desktop.ledger.ids import RecordId
from desktop.ledger.revision import Content, Finished, Op, Reason, Revision
from desktop.store import history
from desktop.store.connection import Connection


def heads(reader: Connection, record: RecordId) -> tuple[Revision, ...]:
    """The states, in the order of their letters."""
    found = (history.read(reader, name) for name in history.heads(reader, record))
    return tuple(line for line in found if line is not None)


def joined(core: Core, reader: Connection, record: RecordId, take: str) -> Finished:
    """The content that makes one of the states the only one, and names them all."""
    found = heads(reader, record)
    if not found:
        raise Refused("record.unknown")
    if found[0].unit != core.profile.unit:
        raise Refused("record.other_unit", unit=found[0].unit)
    if len(found) == 1:
        raise Refused("record.one_head")
    letters = ascii_uppercase[: len(found)]
    if len(take) != 1 or take not in letters:
        raise Usage("record.no_side", sides=", ".join(letters))
    return finished(_join(found, found[letters.index(take)]))


def _join(found: tuple[Revision, ...], chosen: Revision) -> Content:
    """A withdrawn state stays withdrawn; what was erased, erased."""
    op = Op.VOID if chosen.op is Op.VOID else Op.MERGE
    taken = again(chosen, op, dict(chosen.data), Reason.JOINED)
    names = tuple(line.hash for line in found)
    return replace(taken, base=names)
