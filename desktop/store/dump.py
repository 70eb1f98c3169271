"""Everything the database says, row by row: two equal dumps, nothing changed."""

from collections.abc import Iterator
from pathlib import Path

from desktop.store.connection import Connection


def dump(
    connection: Connection, but: tuple[str, ...] = ("quarantine",)
) -> Iterator[tuple[object, ...]]:
    """(table, *row) of every table but those named, in a stable order."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    ).fetchall()
    for (name,) in names:
        if name not in but:
            rows = connection.execute(f'SELECT * FROM "{name}"').fetchall()
            for row in sorted(rows, key=repr):
                yield (name, *row)


def integrity(connection: Connection) -> list[str]:
    """What SQLite and SQLCipher find wrong; empty when sound.

    SQLCipher's own check looks at the bare file. Where a power cut tore a page that was
    being written back, the log still holds it whole: the bare file says nothing then.
    SQLite's check reads and authenticates every page in use through the log.
    """
    found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    wrong = [text for text in found if text != "ok"]
    if _has_log(connection):
        return wrong
    return wrong + [
        row[0] for row in connection.execute("PRAGMA cipher_integrity_check")
    ]


def _has_log(connection: Connection) -> bool:
    file = connection.execute("PRAGMA database_list").fetchone()[2]
    log = Path(f"{file}-wal")
    return log.is_file() and log.stat().st_size > 0
