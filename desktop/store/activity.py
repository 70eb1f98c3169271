"""Who viewed, exported, printed, decrypted: codes and ids, never a value."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.ledger.ids import AccountId
from desktop.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Activity:
    """One act upon what is kept here."""

    at: str
    by: AccountId
    act: str  # view | export | print | decrypt | unpack | backup | ...
    what: str  # a record id, a hash, a bundle's name


def note(connection: Connection, done: Activity) -> None:
    """Write an act down."""
    connection.execute(
        "INSERT INTO activity VALUES (?, ?, ?, ?)",
        (done.at, done.by, done.act, done.what),
    )


def last(connection: Connection, limit: int = 200) -> Sequence[Activity]:
    """The newest acts, newest first."""
    rows = connection.execute(
        'SELECT at, "by", act, what FROM activity ORDER BY rowid DESC LIMIT ?', (limit,)
    ).fetchall()
    return [Activity(row[0], AccountId(row[1]), row[2], row[3]) for row in rows]


def between(connection: Connection, start: str, end: str) -> Sequence[Activity]:
    """The acts of these days (ISO), newest first."""
    rows = connection.execute(
        'SELECT at, "by", act, what FROM activity WHERE substr(at, 1, 10)'
        " BETWEEN ? AND ? ORDER BY rowid DESC",
        (start, end),
    )
    return [Activity(row[0], AccountId(row[1]), row[2], row[3]) for row in rows]
