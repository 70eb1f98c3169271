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
    working: bool = False  # of the desk's own working page
    standing: bool = False  # as of the last day
    records: int = 0  # how many rows stand behind it
    carried: Decimal = Decimal(0)  # of ``n``, what stands in no record
    sources: tuple[str, ...] = ()  # the papers that this was carried from
    words: tuple[str, ...] = ()  # how 0 and 1 are said, where they are no numbers
    few: int = 0
    veiled: bool = False  # less than ``few``, and not this desk's own

    @property
    def is_known(self) -> bool:
        """Whether anything was said of it."""
        return self.records > 0 or bool(self.sources)

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
    source: str = ""  # the paper of a total that stands in no record
    key: str = ""  # which part of the figure it belongs to, as the figure tells it
    opens: str = ""  # without a record: the form in whose list it may be added


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure beside the same days of the year before."""

    now: FigureValue
    before: FigureValue | None  # None: nothing is known of it
    change: Decimal | None  # percent of what it was, rounded as printed


@dataclass(frozen=True, slots=True)
class Registered:
    """What the clerk and the signer gave a report."""

    number: str  # as on the paper: "15/BC-BCĐ"
    day: str  # ISO
    signer: str = ""
    post: str = ""


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
    records: tuple[RecordId, ...] = ()  # those it speaks of


@dataclass(frozen=True, slots=True)
class PeriodCheck:
    """What closing would find."""

    period: Period
    figures: tuple[FigureValue, ...]
    drafts: tuple[RecordRow, ...]
    notices: tuple[Notice, ...]  # what is missing, late or unusual
    sentences: tuple[tuple[str, str], ...]  # (section title, drafted text)
    already_closed: RecordId | None
    questions: tuple[Notice, ...] = ()  # for this desk's own eyes, before it signs


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed period: its report_submission and the printed report."""

    record: RecordId
    pdf: Path
    pdf_sha256: str
    figures: tuple[FigureValue, ...]
