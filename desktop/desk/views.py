"""What the desk answers: frozen values for a screen or a command line."""

from collections.abc import Generator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from desktop.ledger.ids import RecordId, UnitCode

if TYPE_CHECKING:  # a list is shown before any record is looked into
    from desktop.xforms.definition import Ref

T = TypeVar("T")
VILLAGE = "residential_unit"  # the form whose records may be merged and split


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of long work; ``what`` is a message code."""

    done: int
    total: int
    what: str


Work: TypeAlias = Generator[Progress, None, T]  # closing it cancels


def finish(work: Work[T]) -> T:
    """Run long work to its end without showing progress."""
    while True:
        try:
            next(work)
        except StopIteration as done:
            result: T = done.value
            return result


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
    gone: bool = False  # only records of it are left
    used: bool = False  # records of it are here


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
    until: str = ""  # ISO, the last day it stays
    gone: bool = False  # destroyed; its name says so, and when


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer of an earlier version that the form has no question for."""

    label: str
    value: str
    beside: "tuple[Ref, ...]" = ()  # questions that ask it anew
    row: int = 0  # its number in a repeat


@dataclass(frozen=True, slots=True)
class SmallCell:
    """A number of less than ``below`` persons, or one that would give it back."""

    label: str
    below: int


@dataclass(frozen=True, slots=True)
class Side:
    """One of several states of a record; under the same letter at each desk."""

    letter: str
    revision: str
    device: str
    by: str
    at: str
    op: str  # put | void | merge | redact
    lines: tuple[tuple[str, str], ...]  # labels and shown values, in form order


@dataclass(frozen=True, slots=True)
class RecordView:
    """A finished record as it stands: labels and shown values, in form order."""

    row: RecordRow
    lines: tuple[tuple[str, str], ...]
    kept: tuple[Kept, ...]  # answers of earlier versions without a question
    files: tuple[FileView, ...]
    history: tuple[str, ...]  # "at · by · op", "· set_back" if so; oldest first
    gone: bool = False  # without its form the answers stand only in the raw view
    erasable: tuple[tuple[str, str], ...] = ()  # label and question of a private text
    papers: tuple[str, ...] = ()  # number and place of papers that are not copied
    sides: tuple[Side, ...] = ()  # where there are several heads, each of them
    unit_name: str = ""  # as the unit was called that wrote it


@dataclass(frozen=True, slots=True)
class Changed:
    """What a write changed; each open list decides whether to fetch again."""

    records: frozenset[RecordId]
    forms: frozenset[str]
    at: str  # ISO timestamp of the commit
