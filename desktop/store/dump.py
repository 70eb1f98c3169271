"""Everything the database says, row by row: two equal dumps, nothing changed."""

from collections.abc import Iterator

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
    """What SQLite and SQLCipher find wrong; empty when sound."""
    found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    broken = [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
    return [text for text in found if text != "ok"] + broken
