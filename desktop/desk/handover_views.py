"""What the desk answers about bundles that left and came."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from desktop.desk.views import Progress
from desktop.errors import Error
from desktop.ledger.ids import UnitCode

STORED = frozenset(("taken", "gap", "fork", "restored"))  # results that brought lines


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
    clock: str = ""  # set_back: the sender's clock was; it changes nothing else
    pack: int = 0  # the number of a form pack to be used from the next opening


@dataclass(frozen=True, slots=True)
class Met:
    """What became of one file of a folder."""

    file: Path
    result: str  # as TakenIn says, or own | refused
    check_code: str = ""  # of the file, as on the sender's slip
    taken: TakenIn | None = None
    error: Error | None = None  # why it was refused

    @property
    def reason(self) -> str:
        """The code it was refused by, else ""."""
        return self.error.code if self.error else ""


@dataclass(frozen=True, slots=True)
class Step(Progress):
    """One file further, and what became of it."""

    met: Met | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to a unit: written into a folder, or why not."""

    unit: UnitCode
    unit_name: str
    path: Path | None = None
    check_code: str = ""
    error: Error | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """A folder that was taken in."""

    met: tuple[Met, ...]
    receipts: tuple[Receipt, ...]

    @property
    def counts(self) -> Counter[str]:
        """How many files had which result."""
        return Counter(one.result for one in self.met)


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One hand-over in or out."""

    at: str
    direction: str  # in | out
    unit: UnitCode
    n: int
    name: str
    state: str  # written | exported | received | accepted | partial | refused
    code: str
    by: str  # the account that did it
    sha256: str  # of the file; "" where none was kept
    clock: str = ""  # set_back: its sender's clock was

    @property
    def check_code(self) -> str:
        """12 characters of the file, as on the slip."""
        from desktop.signing.keys import check_code  # keys are not read for a list

        return check_code(bytes.fromhex(self.sha256)) if self.sha256 else ""


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
