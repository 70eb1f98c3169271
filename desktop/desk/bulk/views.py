"""What a table would bring, and what it brought: frozen values for screen and line."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.desk.views import Changed
from desktop.ledger.ids import RecordId
from desktop.tables.table import Place, letters


@dataclass(frozen=True, slots=True)
class Offer:
    """A question that a column may answer."""

    name: str  # ``group/name``
    label: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table and the question it answers, "" for none."""

    index: int
    header: str
    question: str = ""

    @property
    def letter(self) -> str:
        """As the spreadsheet names it."""
        return letters(self.index)


@dataclass(frozen=True, slots=True)
class Plan:
    """How a table is read: where its header stands, which column answers what."""

    header: int  # its row, from 0
    columns: tuple[Column, ...]
    remembered: bool = False  # from the last table with this header


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something at a place of the table: by code, or in the form's own words."""

    row: int  # as the spreadsheet numbers it
    column: str  # its letter, "" where the table has none for it
    header: str  # the column's, else the question's label
    code: str
    facts: Mapping[str, str | int] = field(default_factory=dict)
    words: str = ""  # the form's own
    grave: bool = True  # else only to be known


@dataclass(frozen=True, slots=True)
class Former:
    """A cell in a coding of before Unicode, and how it reads."""

    place: Place
    before: str
    after: str
    coding: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """What a row says otherwise than the record it belongs to."""

    row: int
    record: RecordId
    label: str
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class Look:
    """What taking a table in would do; nothing was written."""

    rows: int
    new: int
    same: int
    changed: int
    differences: tuple[Difference, ...]
    troubles: tuple[Trouble, ...]
    former: tuple[Former, ...]

    @property
    def grave(self) -> tuple[Trouble, ...]:
        """What stands in the way: while there is any, nothing is written."""
        return tuple(one for one in self.troubles if one.grave)


@dataclass(frozen=True, slots=True)
class TakenRows:
    """What was looked at, and what was written of it: nothing, or all."""

    look: Look
    written: int
    changed: Changed | None


@dataclass(frozen=True, slots=True)
class Wish:
    """What the officer decided."""

    converted: frozenset[Place] = frozenset()  # cells to be read in their former coding
    update: bool = False  # rows that differ from their records become revisions
