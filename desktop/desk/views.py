"""What the desk answers: frozen values for a screen or a command line."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias, TypeVar

from desktop.ledger.ids import RecordId, UnitCode

T = TypeVar("T")
SUBMISSION = "report_submission"  # the form of what a closed period signed


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of long work; ``what`` is a message code."""

    done: int
    total: int
    what: str


Work: TypeAlias = Generator[Progress, None, T]  # closing it cancels


@dataclass(frozen=True, slots=True)
class DeskView:
    """Whose desk this is."""

    unit: UnitCode
    unit_name: str
    province_name: str
    device: str
    account: str
    shown_name: str
    training: bool
    parent: UnitCode | None
    has_children: bool
    certified: bool  # False: máy mới, chưa cấp chứng thư
    check_code: str  # 12 characters of this desk's key, to read by phone


class WorkState(StrEnum):
    """How far the record itself is."""

    DRAFT = "draft"
    COMPLETE = "complete"
    APPROVED = "approved"
    VOID = "void"


class Delivery(StrEnum):
    """How far the record has travelled."""

    LOCAL = "local"
    EXPORTED = "exported"
    RECEIVED = "received"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class FormView:
    """A form the officer may fill in."""

    form_id: str
    title: str
    first: bool  # among the entries shown from the start


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One line of a record list."""

    record: RecordId
    form_id: str
    title: str
    date: str  # ISO, or ""
    detail: str
    unit: UnitCode
    work: WorkState
    delivery: Delivery
    exported_n: int  # the bundle that carried it last, 0 = none
    flagged: bool  # two heads


@dataclass(frozen=True, slots=True)
class FileView:
    """A file that hangs on a record."""

    name: str
    sha256: str
    bytes: int
    media: str
    here: bool  # its bytes are on this computer
    asked: bool


@dataclass(frozen=True, slots=True)
class RecordView:
    """A finished record as it stands: labels and shown values, in form order."""

    row: RecordRow
    lines: tuple[tuple[str, str], ...]
    files: tuple[FileView, ...]
    history: tuple[str, ...]  # "at · by · op" of each revision, oldest first


@dataclass(frozen=True, slots=True)
class Changed:
    """What a write changed; each open list decides whether to fetch again."""

    records: frozenset[RecordId]
    forms: frozenset[str]
    at: str  # ISO timestamp of the commit


@dataclass(frozen=True, slots=True)
class FigureValue:
    """A printed figure and the two numbers it comes from."""

    code: str
    label: str
    unit_label: str  # "lượt người", "%"
    value: Decimal | None  # rounded as printed; None prints as "–"
    n: Decimal
    d: Decimal | None
    decimals: int

    @property
    def is_ratio(self) -> bool:
        """Whether n/d stands beside it."""
        return self.d is not None


@dataclass(frozen=True, slots=True)
class DrillRow:
    """One record's share in a figure."""

    record: RecordId
    title: str
    date: str
    n: Decimal
    d: Decimal | None


@dataclass(frozen=True, slots=True)
class Period:
    """Days from start to end, both counted."""

    kind: str  # code of list report_kind
    calendar: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know before going on, as a message code with its facts."""

    code: str
    facts: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class PeriodCheck:
    """What closing would find."""

    period: Period
    figures: tuple[FigureValue, ...]
    drafts: tuple[RecordRow, ...]
    notices: tuple[Notice, ...]  # what is missing, late or unusual
    sentences: tuple[tuple[str, str], ...]  # (section title, drafted text)
    already_closed: RecordId | None


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed period: its report_submission and the printed report."""

    record: RecordId
    pdf: Path
    pdf_sha256: str
    figures: tuple[FigureValue, ...]


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
