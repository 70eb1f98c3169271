"""Records that this desk may change: its unit's own."""

from desktop.desk.core import Core
from desktop.desk.free_text import broken
from desktop.errors import Refused, Usage
from desktop.ledger.commitment import PrivateValue, commit
from desktop.ledger.ids import RecordId
from desktop.ledger.revision import Op, Revision
from desktop.store import history
from desktop.store.connection import Connection
from desktop.text.clean import clean
from desktop.text.dates import format_iso


def standing(core: Core, reader: Connection, record: RecordId) -> Revision:
    """The head of a record that nobody has withdrawn."""
    head = head_of(core, reader, record)
    if head.op is Op.VOID:
        raise Refused("record.void", on=format_iso(head.at))
    return head


def head_of(core: Core, reader: Connection, record: RecordId) -> Revision:
    """The one head of a record of this unit."""
    names = history.heads(reader, record)
    head = history.read(reader, names[0]) if names else None
    if head is None:
        raise Refused("record.unknown")
    if head.unit != core.profile.unit:
        raise Refused("record.other_unit", unit=head.unit)
    if len(names) > 1:
        raise Refused("record.two_heads")
    return head


def reason(core: Core, why: str) -> PrivateValue:
    """Why it was done: kept as a private value, and never nothing."""
    said = clean(why).strip()
    if not said:
        raise Usage("record.why")
    for rule in broken(said, core.catalogue.free_texts):
        if rule.reasons:  # what a redaction takes out must not come back in its reason
            raise Refused("record.why_tells", why=rule.says)
    return commit(said, core.random)
