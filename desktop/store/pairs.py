"""What events are compared by, and what was decided about two of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.ledger.ids import RecordId, UnitCode
from desktop.store.connection import Connection
from desktop.store.leaves import Cell
from desktop.store.specs import TableSpec


@dataclass(frozen=True, slots=True)
class Answers:
    """A record's day and the columns asked for, in their order."""

    record: RecordId
    unit: UnitCode
    date: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """What a unit's own record says of two of its records."""

    unit: UnitCode
    kept: RecordId
    other: RecordId
    verdict: str
    reason: str


def answers(
    connection: Connection,
    spec: TableSpec,
    columns: Sequence[str],
    start: str = "0",
    end: str = "9",
) -> list[Answers]:
    """Of the form's standing records between two days."""
    shown = ", ".join(f'f."{column}"' for column in columns)
    rows = connection.execute(
        f'SELECT r.record, r.unit, r.date, {shown} FROM records r JOIN "{spec.table}" f'
        " ON f.record = r.record WHERE r.form = ? AND r.date BETWEEN ? AND ?",
        (spec.form, start, end),
    ).fetchall()
    return [
        Answers(RecordId(row[0]), UnitCode(row[1]), row[2], tuple(row[3:]))
        for row in rows
    ]


def titles(connection: Connection, forms: Sequence[str]) -> list[tuple[str, str]]:
    """Name and title of every record of some forms."""
    marks = ", ".join("?" * len(forms))
    rows = connection.execute(
        f"SELECT record, title FROM records WHERE form IN ({marks})", list(forms)
    ).fetchall()
    return [(row[0], row[1]) for row in rows]


def decided(connection: Connection, spec: TableSpec) -> list[Decided]:
    """Everything that was decided, the newest last."""
    rows = connection.execute(
        f"SELECT unit, kept_record, other_record, verdict, reason FROM {spec.table}"
        " ORDER BY at, record"
    ).fetchall()
    return [
        Decided(
            UnitCode(row[0]), RecordId(row[1]), RecordId(row[2]), row[3], row[4] or ""
        )
        for row in rows
    ]
