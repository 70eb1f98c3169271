"""Where the officer can be; pages ask for a place and never for each other.

Places of different classes differ, whatever they hold.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from desktop.ledger.ids import RecordId


@dataclass(frozen=True, slots=True)
class _Form:
    form_id: str


@dataclass(frozen=True, slots=True)
class _Record:
    record: RecordId


@dataclass(frozen=True, slots=True)
class _Desk:
    at: str = ""  # the question with the cursor


@dataclass(frozen=True, slots=True)
class Records(_Form):
    """The list of a form's records, from a day backwards."""

    day: str = ""  # ISO


class NewRecord(_Form):
    """An empty form."""


class ImportTable(_Form):
    """A table on its way into a form's list."""


class EditRecord(_Record):
    """A draft, or a finished record to be followed by a revision."""


class ShowRecord(_Record):
    """A finished record as it stands."""


class RawRecord(_Record):
    """A record's answers as they are kept."""


class ClosePeriod(_Desk):
    """A period and its report."""


class ClosedReport(_Record):
    """A closed period: what was signed, what it is now, its number."""


@dataclass(frozen=True, slots=True)
class OrganisationChain:
    """How far each organisation got in some days."""

    start: str  # ISO
    end: str


class SameEvents(_Desk):
    """Records that may tell of one event."""


class OtherForms(_Desk):
    """Every form, found by its name."""


class HandOver(_Desk):
    """What leaves."""


@dataclass(frozen=True, slots=True)
class TakeIn:
    """What comes; ``file`` is one that was opened outside."""

    file: Path | None = None
    left: bool = False  # a record that is being typed was left for it


class ReportsReceived(_Desk):
    """Whose report came."""


class Certificates(_Desk):
    """Those this desk gave."""


class Privacy(_Desk):
    """Residents' data: requests, files past their day, who looked."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Who, where, and how it looks; ``fault`` is said there at once."""

    at: str = ""  # the question with the cursor
    fault: str = ""


class UpdateProgram(_Desk):
    """A newer program from a stick; ``at``: the version that was to come."""


@dataclass(frozen=True, slots=True)
class Back:
    """Where we were before; ``done`` is a record that was just finished."""

    done: RecordId | None = None


Place: TypeAlias = (
    Records
    | NewRecord
    | ImportTable
    | EditRecord
    | ShowRecord
    | RawRecord
    | ClosePeriod
    | ClosedReport
    | OrganisationChain
    | SameEvents
    | OtherForms
    | HandOver
    | TakeIn
    | ReportsReceived
    | Certificates
    | Privacy
    | Settings
    | UpdateProgram
    | Back
)
