"""What the desk answers about periods and figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from desktop.desk.views import RecordRow
from desktop.ledger.ids import RecordId

SUBMISSION = "report_submission"  # the form of what a closed period signed


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
