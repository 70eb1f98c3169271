"""What the desk answers about bundles that left and came."""

from dataclasses import dataclass
from pathlib import Path

from desktop.ledger.ids import UnitCode


@dataclass(frozen=True, slots=True)
class Outbox:
    """What would leave this computer now."""

    to: UnitCode
    to_name: str
    revisions: int  # not yet acknowledged
    new_since_last: int
    receipts: int  # as written; the newest goes once more
    owed: bool  # something goes for the first time, or was not acknowledged
    asks: int
    attachments: int
    attachment_bytes: int
    next_n: int
    blocked: str  # message code, "" = ready


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A bundle written, read back and compared."""

    path: Path
    name: str
    n: int
    sha256: str
    bytes: int
    revisions: int
    check_code: str  # 12 characters of the bundle, for the slip


@dataclass(frozen=True, slots=True)
class FoundBundle:
    """A file on a stick that looks like a bundle."""

    path: Path
    bytes: int
    hint: str  # unit and number as the name claims; never trusted


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came: revisions = new + same + newer + refused."""

    result: str  # taken | known | pending | gap | fork | restored
    unit: UnitCode
    unit_name: str
    device: str
    n: int
    revisions: int
    new: int
    same: int
    newer: int
    refused: int
    receipts: int
    attachments: int
    documents: tuple[str, ...]
    check_code: str  # of the sender's key when pending, else ""
    unread: int = 0  # of the new and newer: of a form past ours, kept, not counted


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One hand-over in or out."""

    at: str
    direction: str  # in | out
    unit: UnitCode
    n: int
    name: str
    state: str  # exported | received | taken | refused | pending
    code: str


@dataclass(frozen=True, slots=True)
class WaitingView:
    """Lines of a copied or restored desk, kept but not counted until confirmed."""

    unit: UnitCode
    unit_name: str
    device: str
    epoch: str
    mark: str  # fork | restored
    lines: int
    first_at: str
    last_at: str
