"""Values that stay at the desk they were typed at: no bundle is made from this table.

A line commits to a text that stands in for such a value and goes to others; the text
is the value's own commitment, so what was typed can be shown to be what was signed.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from desktop.ledger.commitment import PrivateValue, stands_for
from desktop.ledger.ids import RecordId
from desktop.store.connection import Connection

ELSEWHERE = "(chỉ lưu ở nơi ghi)"  # what is shown where the value is not
_raw = bytes.fromhex


class Home(NamedTuple):
    """A value that stays, and the record it was typed into."""

    record: RecordId
    text: str  # that stands in for it
    value: str


def keep(
    connection: Connection, record: RecordId, found: Iterable[PrivateValue]
) -> None:
    """Hold values of a record that has just been written here."""
    connection.executemany(
        "INSERT OR IGNORE INTO home_values VALUES (?, ?, ?, ?)",
        [(_raw(name), _raw(salt), value, record) for name, salt, value in found],
    )


def read(connection: Connection, text: str) -> str | None:
    """The value that ``text`` stands in for, if it is here."""
    name = stands_for(text)
    if name is None:
        return None
    row = connection.execute(
        "SELECT value FROM home_values WHERE commitment = ?", (_raw(name),)
    ).fetchone()
    return row[0] if row else None


def every(connection: Connection) -> Iterator[Home]:
    """All that are here."""
    rows = connection.execute("SELECT record, commitment, value FROM home_values")
    return (Home(row[0], f"#{row[1].hex()}", row[2]) for row in rows)


def told(
    connection: Connection, found: Mapping[str, str | None]
) -> Mapping[str, str | None]:
    """Texts by their commitments, each that stands in for a value as that is shown."""
    away = {name: text for name, text in found.items() if text and stands_for(text)}
    if not away:
        return found
    shown = {name: read(connection, text) for name, text in away.items()}
    return {**found, **{name: value or ELSEWHERE for name, value in shown.items()}}


def behind(found: Mapping[str, str]) -> list[str]:
    """The commitments to values that some of these texts stand in for."""
    return [name for text in found.values() if (name := stands_for(text))]


def shown(text: str) -> str:
    """A text, or that it stands in for a value that is elsewhere."""
    return ELSEWHERE if stands_for(text) else text


def forget(connection: Connection, names: Iterable[str]) -> None:
    """Destroy values."""
    connection.executemany(
        "DELETE FROM home_values WHERE commitment = ?",
        [(_raw(name),) for name in names],
    )
