"""The shape of a form's typed tables, as the desk reads it from the definition."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class ColumnKind(StrEnum):
    """How an answer is kept in a column."""

    TEXT = "text"
    INTEGER = "integer"
    SCALED = "scaled"  # a decimal times 10**scale
    MULTIPLE = "multiple"  # space-separated


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One question's column; ``path`` is where its leaf stands in data."""

    name: str
    kind: ColumnKind
    path: tuple[str, ...]
    scale: int = 0
    labels: tuple[tuple[str, str], ...] = ()  # of a code list, for lists and search
    former: tuple[tuple[str, ...], ...] = ()  # where older versions kept the answer
    shown: str = ""  # how a list row words it, "…" in the answer's place


@dataclass(frozen=True, slots=True)
class RepeatSpec:
    """A repeat's table."""

    name: str
    path: tuple[str, ...]
    columns: tuple[ColumnSpec, ...]


@dataclass(frozen=True, slots=True, eq=False)
class TableSpec:
    """A form's table, its repeats, and what a list row shows of it.

    One for each form of a pack, told apart by identity: what is made from it is kept.
    """

    form: str
    columns: tuple[ColumnSpec, ...]
    repeats: tuple[RepeatSpec, ...] = ()
    title: tuple[str, ...] = ()
    date: str = ""
    detail: tuple[str, ...] = ()
    version: str = ""  # the newest that can be read; "" = any
    past: tuple["TableSpec", ...] = ()  # of the versions before, the oldest first

    def reads(self, form: str) -> bool:
        """Whether lines of ``form`` ("model@3") can be read with this shape."""
        return not is_newer(form.partition("@")[2], self.version)

    @property
    def table(self) -> str:
        """The table's name."""
        return f"f_{self.form}"

    @property
    def fingerprint(self) -> str:
        """Changes when anything about the shape changes."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class EntitySpec:
    """A list that other forms choose from: columns of a form's table."""

    list_name: str
    table: TableSpec
    label: str  # column shown
    properties: tuple[tuple[str, str], ...]  # (property, column)


def is_newer(version: str, known: str) -> bool:
    """Whether a form's version is past the known one; no number counts as past it."""
    if not known or version == known:
        return False
    if not (_is_number(version) and _is_number(known)):
        return True
    return int(version) > int(known)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
