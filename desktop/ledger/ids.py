"""Names of things, and how a new one is made."""

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

_MILLISECONDS = 1000
_LOW_62_BITS = (1 << 62) - 1
_LOW_12_BITS = (1 << 12) - 1


def new_record_id(clock: Clock, random: Random) -> RecordId:
    """A UUIDv7 (RFC 9562) from the passed clock and randomness."""
    stamp = int(clock.now().timestamp() * _MILLISECONDS)
    noise = int.from_bytes(random.bytes(10))
    high = stamp << 16 | 0x7000 | (noise >> 64) & _LOW_12_BITS
    low = 0b10 << 62 | noise & _LOW_62_BITS
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
