"""Closed periods and where the streams stood then."""

from dataclasses import dataclass

from desktop.ledger.ids import RecordId
from desktop.store.connection import Connection


@dataclass(frozen=True, slots=True)
class ClosedPeriod:
    """A report_submission and the state it speaks of."""

    record: RecordId
    kind: str
    start: str
    end: str
    streams: str  # JSON: the heads used


def close(connection: Connection, closed: ClosedPeriod) -> None:
    """Remember it."""
    connection.execute(
        "INSERT OR REPLACE INTO closed_periods VALUES (?, ?, ?, ?, ?)",
        (closed.record, closed.kind, closed.start, closed.end, closed.streams),
    )


def find(connection: Connection, kind: str, start: str, end: str) -> RecordId | None:
    """The newest submission for exactly these days."""
    row = connection.execute(
        'SELECT record FROM closed_periods WHERE kind = ? AND start = ? AND "end" = ?'
        " ORDER BY rowid DESC LIMIT 1",
        (kind, start, end),
    ).fetchone()
    return RecordId(row[0]) if row else None
