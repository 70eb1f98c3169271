"""Files that hang on records, the bytes at hand, and what was asked for."""

from dataclasses import dataclass

from desktop.ledger.ids import RecordId, UnitCode
from desktop.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes kept on this computer, sealed; numbers are of the plain content."""

    sha256: str
    bytes: int
    crc32: int
    media: str


def keep(connection: Connection, blob: Blob) -> None:
    """The sealed file is on disk; now it counts."""
    connection.execute(
        "INSERT OR IGNORE INTO blobs VALUES (?, ?, ?, ?)",
        (blob.sha256, blob.bytes, blob.crc32, blob.media),
    )


def get(connection: Connection, sha256: str) -> Blob | None:
    """The blob, if its bytes are here."""
    row = connection.execute(
        "SELECT sha256, bytes, crc32, media FROM blobs WHERE sha256 = ?", (sha256,)
    ).fetchone()
    return Blob(*row) if row else None


def drop(connection: Connection, sha256: str) -> None:
    """The sealed bytes are destroyed; the hash stays in the lines."""
    connection.execute("DELETE FROM blobs WHERE sha256 = ?", (sha256,))


def kept(connection: Connection) -> list[str]:
    """The hashes of all files whose bytes are here."""
    rows = connection.execute("SELECT sha256 FROM blobs ORDER BY sha256").fetchall()
    return [row[0] for row in rows]


def ask(
    connection: Connection, sha256: str, unit: UnitCode, direction: str, at: str
) -> None:
    """A file is wanted: ``out`` by us from ``unit``, ``in`` by ``unit`` from us."""
    connection.execute(
        "INSERT INTO asks VALUES (?, ?, ?, ?, 'open')"
        " ON CONFLICT (sha256, unit, direction) DO UPDATE SET state = 'open', at = ?",
        (sha256, unit, direction, at, at),
    )


def asked(
    connection: Connection, unit: UnitCode, direction: str, state: str
) -> list[str]:
    """Hashes wanted in this direction that are in ``state`` (open, sent, done)."""
    rows = connection.execute(
        "SELECT sha256 FROM asks WHERE unit = ? AND direction = ? AND state = ?"
        " ORDER BY sha256",
        (unit, direction, state),
    ).fetchall()
    return [row[0] for row in rows]


def set_ask(
    connection: Connection, sha256: str, unit: UnitCode, direction: str, state: str
) -> None:
    """Move a request on."""
    connection.execute(
        "UPDATE asks SET state = ? WHERE sha256 = ? AND unit = ? AND direction = ?",
        (state, sha256, unit, direction),
    )


def owner(connection: Connection, sha256: str) -> tuple[RecordId, UnitCode] | None:
    """A record that a file hangs on, and whose it is."""
    row = connection.execute(
        "SELECT r.record, r.unit FROM files f JOIN records r ON r.record = f.record"
        " WHERE f.sha256 = ? LIMIT 1",
        (sha256,),
    ).fetchone()
    return (row[0], row[1]) if row else None


def index(
    connection: Connection, record: RecordId, files: list[tuple[str, str, int, str]]
) -> None:
    """Which files hang on a record now: (sha256, name commitment, bytes, media)."""
    connection.execute("DELETE FROM files WHERE record = ?", (record,))
    connection.executemany(
        "INSERT OR IGNORE INTO files VALUES (?, ?, ?, ?, ?)",
        [(record, *file) for file in files],
    )


def holders(connection: Connection, sha256: str) -> list[tuple[RecordId, str]]:
    """The records a file hangs on, each with the commitment of its name there."""
    rows = connection.execute(
        "SELECT record, name FROM files WHERE sha256 = ? ORDER BY record", (sha256,)
    )
    return [(RecordId(row[0]), row[1]) for row in rows]


def erased(connection: Connection) -> list[str]:
    """Files whose bytes are here though each of their names was destroyed."""
    rows = connection.execute(
        "SELECT sha256 FROM blobs b WHERE EXISTS (SELECT 1 FROM files f"
        " WHERE f.sha256 = b.sha256) AND NOT EXISTS (SELECT 1 FROM files f"
        " WHERE f.sha256 = b.sha256"
        " AND NOT EXISTS (SELECT 1 FROM redacted r WHERE r.commitment = f.name))"
    )
    return [row[0] for row in rows]


_TERM = "keep."  # the setting that says until when a file stays


def keep_until(connection: Connection, sha256: str, last: str) -> None:
    """A file's last day; of two the later one."""
    connection.execute(
        "INSERT INTO settings VALUES (?, ?) ON CONFLICT (name)"
        " DO UPDATE SET value = max(value, excluded.value)",
        (_TERM + sha256, last),
    )


def terms(connection: Connection) -> dict[str, str]:
    """The last day of each file that has one."""
    rows = connection.execute(
        "SELECT substr(name, ?), value FROM settings WHERE name GLOB ?",
        (len(_TERM) + 1, f"{_TERM}*"),
    )
    return dict(rows.fetchall())
