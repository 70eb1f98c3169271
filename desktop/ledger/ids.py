"""Names of things, and how a new one is made."""

from datetime import UTC, datetime, timedelta
from typing import NewType
from uuid import UUID

from desktop.ledger.world import Clock, Random

RecordId = NewType("RecordId", str)  # UUIDv7 as 32 lower-case hex
RevisionId = NewType("RevisionId", str)  # SHA-256 of the line, 64 hex
UnitCode = NewType("UnitCode", str)  # 2, 3 or 5 digits, leading zeros kept
DeviceId = NewType("DeviceId", str)  # 4 to 16 of A-Z 0-9
Epoch = NewType("Epoch", str)  # 32 hex
FormRef = NewType("FormRef", str)  # "model@3"
AccountId = NewType("AccountId", str)

ZERO_HASH = RevisionId("0" * 64)

_START = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LOW_62_BITS = (1 << 62) - 1


def new_record_id(clock: Clock, random: Random) -> RecordId:
    """A UUIDv7 (RFC 9562) from the passed clock and randomness.

    Its first free bits tell the part of the millisecond: rows of a table are written
    within one, and lists to choose from keep the order of their records.
    """
    stamp, part = divmod((clock.now() - _START) // _MICROSECOND, 1000)
    high = stamp << 16 | 0x7000 | (part << 12) // 1000
    low = 0b10 << 62 | int.from_bytes(random.bytes(8)) & _LOW_62_BITS
    return RecordId(f"{high << 64 | low:032x}")


def identity(record: RecordId) -> str:
    """What a form knows a record by: ``uuid:`` and the dashed form."""
    return f"uuid:{UUID(record)}"


def new_row_id(random: Random) -> str:
    """16 hex naming a row of a repeat for its whole life."""
    return random.bytes(8).hex()


def new_epoch(random: Random) -> Epoch:
    """A fresh epoch of a device's streams."""
    return Epoch(random.bytes(16).hex())


def form_ref(form_id: str, version: str) -> FormRef:
    """``model`` and ``3`` become ``model@3``."""
    return FormRef(f"{form_id}@{version}")


def form_id_of(form: FormRef) -> str:
    """The form's name without its version."""
    return form.partition("@")[0]
