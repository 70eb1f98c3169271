"""Where the officer can be; pages ask for a place and never for each other."""

from dataclasses import dataclass
from typing import TypeAlias

from desktop.ledger.ids import RecordId


@dataclass(frozen=True, slots=True)
class Records:
    """The list of a form's records."""

    form_id: str


@dataclass(frozen=True, slots=True)
class NewRecord:
    """An empty form."""

    form_id: str


@dataclass(frozen=True, slots=True)
class EditRecord:
    """A draft, or a finished record to be followed by a revision."""

    record: RecordId


@dataclass(frozen=True, slots=True)
class ShowRecord:
    """A finished record as it stands."""

    record: RecordId


@dataclass(frozen=True, slots=True)
class ClosePeriod:
    """A period and its report."""


@dataclass(frozen=True, slots=True)
class HandOver:
    """What leaves."""


@dataclass(frozen=True, slots=True)
class TakeIn:
    """What comes."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Who, where, and how it looks; ``at`` is the question with the cursor."""

    at: str = ""


@dataclass(frozen=True, slots=True)
class Back:
    """Where we were before; ``done`` is a record that was just finished."""

    done: RecordId | None = None


Place: TypeAlias = (
    Records
    | NewRecord
    | EditRecord
    | ShowRecord
    | ClosePeriod
    | HandOver
    | TakeIn
    | Settings
    | Back
)
