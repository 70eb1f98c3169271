"""Private values, apart from the lines that commit to them; and their destruction."""

from collections.abc import Iterable, Iterator, Sequence

from desktop.ledger.canonical import Data, Json
from desktop.ledger.commitment import PrivateValue, commitment_of, commitments_in
from desktop.ledger.fields import HASH
from desktop.ledger.ids import RevisionId
from desktop.ledger.revision import Revision
from desktop.store import homes
from desktop.store.connection import WIPE, Connection
from desktop.store.kept import Kept

_BATCH = 500
_LINE = """json_object(
  'h', lower(hex(commitment)), 's', lower(hex(salt)), 'v', value
)"""
_raw = bytes.fromhex  # hashes and salts take half the room as bytes
META = "@"  # reserved key of data: what a line says about itself
PAPERS = "papers"  # in META: where papers lie that are not copied


def keep(connection: Connection, found: Iterable[PrivateValue]) -> Kept:
    """Hold values, but never one that was redacted; those held are remembered a while.

    Where something was redacted before, nothing is: then only the table knows.
    """
    kept = Kept()
    known = connection.execute("SELECT 1 FROM redacted LIMIT 1").fetchone()
    connection.executemany(
        "INSERT OR IGNORE INTO private_values SELECT ?, ?, ?"
        " WHERE NOT EXISTS (SELECT 1 FROM redacted WHERE commitment = ?)",
        _rows(found, None if known else kept),
    )
    return kept


def _rows(
    found: Iterable[PrivateValue], kept: Kept | None
) -> Iterator[tuple[bytes, bytes, str, str]]:
    for commitment, salt, value in found:
        name = _raw(commitment)
        if kept is not None:
            kept.remember(name, value)
        yield name, _raw(salt), value, commitment


def read(connection: Connection, commitment: str) -> PrivateValue | None:
    """The value behind a commitment, if it is still held.

    Where another stands in for it and it stayed at this desk, the value itself.
    """
    row = connection.execute(
        "SELECT salt, value FROM private_values WHERE commitment = ?",
        (_raw(commitment),),
    ).fetchone()
    if row is None:
        return None
    said = homes.read(connection, row[1]) or row[1]
    return PrivateValue(commitment, row[0].hex(), said)


def every(connection: Connection) -> Iterator[tuple[str, str]]:
    """All values held, each with its commitment."""
    rows = connection.execute("SELECT commitment, value FROM private_values")
    return ((row[0].hex(), row[1]) for row in rows)


def texts(connection: Connection, commitments: Sequence[str]) -> dict[str, str]:
    """The values themselves of those that are still held."""
    found: dict[str, str] = {}
    for start in range(0, len(commitments), _BATCH):
        chunk = commitments[start : start + _BATCH]
        rows = connection.execute(
            f"SELECT commitment, value FROM private_values WHERE {_among(chunk)}",
            [*map(_raw, chunk)],
        )
        found |= {name.hex(): value for name, value in rows}
    return found


def lines_of(connection: Connection, commitments: Sequence[str]) -> bytes:
    """Those of a batch of values that are still held, as lines in their order.

    The database writes them, as canonical JSON has them: what is kept was checked.
    """
    (found,) = connection.execute(
        f"SELECT CAST(group_concat({_LINE} || char(10), '') AS BLOB) FROM ("
        "SELECT commitment, salt, value FROM private_values"
        f" WHERE {_among(commitments)} ORDER BY commitment)",
        [*map(_raw, commitments)],
    ).fetchone()
    return found or b""


def _among(commitments: Sequence[str]) -> str:
    marks = ", ".join("?" * len(commitments))
    return f"commitment IN ({marks})"


def redactions(data: Data) -> list[str]:
    """The commitments a redact line destroys."""
    meta = data.get(META)
    named: Json = meta.get("redacted") if isinstance(meta, dict) else None
    return [str(item) for item in named] if isinstance(named, list) else []


def papers(data: Data) -> list[str]:
    """The commitments to where papers lie that were not copied."""
    meta = data.get(META)
    named: Json = meta.get(PAPERS) if isinstance(meta, dict) else None
    found = map(commitment_of, named) if isinstance(named, list) else ()
    return [name for name in found if name is not None]


def redact(connection: Connection, line: Revision) -> None:
    """Destroy what ``line`` names: its values here, and their copies in drafts."""
    gone = redactions(line.data)
    gone += homes.behind(texts(connection, list(filter(HASH.fullmatch, gone))))
    connection.executemany(
        "INSERT OR IGNORE INTO redacted VALUES (?, ?, ?)",
        [(commitment, line.hash, line.at) for commitment in gone],
    )
    connection.executemany(
        "DELETE FROM private_values WHERE commitment = ?",
        [(_raw(commitment),) for commitment in gone if HASH.fullmatch(commitment)],
    )
    homes.forget(connection, filter(HASH.fullmatch, gone))
    connection.execute("DELETE FROM drafts WHERE record = ?", (line.record,))
    connection.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (WIPE, line.at))


def redacting(connection: Connection) -> list[RevisionId]:
    """The lines that destroyed values here."""
    rows = connection.execute("SELECT DISTINCT revision FROM redacted")
    return [RevisionId(row[0]) for row in rows]


def redacted_at(connection: Connection, commitment: str) -> str | None:
    """When a value was destroyed; None while it stands."""
    row = connection.execute(
        "SELECT at FROM redacted WHERE commitment = ?", (commitment,)
    ).fetchone()
    return row[0] if row else None


def redacted_among(connection: Connection, commitments: Iterable[str]) -> set[str]:
    """Those of the named commitments whose values were destroyed."""
    return {c for c in commitments if redacted_at(connection, c) is not None}


def same_value(
    connection: Connection, revisions: Iterable[Revision], value: str
) -> list[str]:
    """Every commitment in these revisions that hides ``value``."""
    found: list[str] = []
    for revision in revisions:
        names = [file.name for file in revision.files]
        for commitment in [*commitments_in(revision.data), *names]:
            held = read(connection, commitment)
            if held is not None and held.value == value and commitment not in found:
                found.append(commitment)
    return found
