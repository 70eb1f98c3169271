"""The one table people write: append our own lines, extend by verified ones."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from desktop.errors import Refused
from desktop.ledger.chain import START
from desktop.ledger.commitment import PrivateValue
from desktop.ledger.ids import AccountId, RecordId, RevisionId
from desktop.ledger.line import parse_line
from desktop.ledger.revision import (
    Finished,
    Op,
    Position,
    Revision,
    StreamKey,
    line_hash,
    seal,
)
from desktop.store import projections, streams, values
from desktop.store.connection import Connection, DatabaseError, transaction

BATCH = 500


@dataclass(frozen=True, slots=True)
class Extended:
    """What verified lines brought: lines = new + same."""

    new: int
    same: int
    newer: int  # of the new: a record that was already here
    records: frozenset[RecordId]


def append(
    connection: Connection,
    specs: projections.Specs,
    finished: Finished,
    stream: StreamKey,
    by: AccountId,
    at: str,
) -> tuple[Revision, ...]:
    """Write finished contents in one transaction; the drafts they end go with it."""
    with transaction(connection):
        place = streams.position(connection, stream) or START
        sealed: list[Revision] = []
        for content in finished.contents:
            revision = seal(content, stream, place, by, at)
            place = Position(revision.seq, revision.hash)
            values.keep(connection, content.values)
            sealed.append(revision)
        streams.move(connection, stream, place, own=True)
        _store(connection, specs, sealed, mark=None)
        connection.executemany(
            "DELETE FROM drafts WHERE record = ?",
            [(content.record,) for content in finished.contents],
        )
    return tuple(sealed)


def extend(
    connection: Connection,
    specs: projections.Specs,
    lines: Iterator[Revision],
    mark: str | None,
) -> Extended:
    """Take verified lines in, inside the caller's transaction; known ones stay."""
    new = same = newer = 0
    touched: set[RecordId] = set()
    while batch := list(islice(lines, BATCH)):
        fresh = _unknown(connection, batch)
        known = _known_records(connection, {line.record for line in fresh})
        new += len(fresh)
        same += len(batch) - len(fresh)
        newer += sum(line.record in known for line in fresh)
        touched |= _store(connection, specs, fresh, mark)
    return Extended(new, same, newer, frozenset(touched))


def _unknown(connection: Connection, batch: Sequence[Revision]) -> list[Revision]:
    marks = ", ".join("?" * len(batch))
    rows = connection.execute(
        f"SELECT hash FROM revisions WHERE hash IN ({marks})",
        [line.hash for line in batch],
    )
    known = {row[0] for row in rows}
    return [line for line in batch if line.hash not in known]


def _known_records(connection: Connection, records: set[RecordId]) -> set[str]:
    marks = ", ".join("?" * len(records))
    rows = connection.execute(
        f"SELECT record FROM heads WHERE record IN ({marks})", list(records)
    )
    return {row[0] for row in rows}


def _store(
    connection: Connection,
    specs: projections.Specs,
    lines: Sequence[Revision],
    mark: str | None,
) -> set[RecordId]:
    try:
        connection.executemany(
            "INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [_row(line, mark) for line in lines],
        )
    except DatabaseError as error:
        raise Refused("store.place_taken") from error
    connection.executemany(
        "INSERT OR IGNORE INTO bases (revision, base) VALUES (?, ?)",
        [(line.hash, base) for line in lines for base in line.base],
    )
    _move_heads(connection, lines)
    for line in lines:
        if line.op is Op.REDACT:
            values.redact(connection, line)
    fresh = {line.hash: line for line in lines}
    touched = {line.record for line in lines}
    projections.project(connection, specs, sorted(touched), fresh)
    return touched


def _row(line: Revision, mark: str | None) -> tuple[str | int | bytes | None, ...]:
    return (
        line.hash, line.stream.dev, line.stream.epoch, line.stream.to, line.seq,
        line.record, line.form, line.unit, line.op.value, line.by, line.at, mark,
        line.raw,
    )  # fmt: skip


def _move_heads(connection: Connection, lines: Sequence[Revision]) -> None:
    """A line is a head until another names it as its base, in any order of arrival."""
    connection.executemany(
        "INSERT OR IGNORE INTO heads (record, revision) SELECT ?, ?"
        " WHERE NOT EXISTS (SELECT 1 FROM bases WHERE base = ?)",
        [(line.record, line.hash, line.hash) for line in lines],
    )
    connection.executemany(
        "DELETE FROM heads WHERE record = ? AND revision = ?",
        [(line.record, base) for line in lines for base in line.base],
    )


def heads(connection: Connection, record: RecordId) -> tuple[RevisionId, ...]:
    """The revisions of a record that nothing has replaced."""
    rows = connection.execute(
        "SELECT revision FROM heads WHERE record = ? ORDER BY revision", (record,)
    )
    return tuple(RevisionId(row[0]) for row in rows)


def read(connection: Connection, name: RevisionId) -> Revision | None:
    """One revision by its hash."""
    row = connection.execute(
        "SELECT raw FROM revisions WHERE hash = ?", (name,)
    ).fetchone()
    return parse_line(bytes(row[0])) if row else None


def history(connection: Connection, record: RecordId) -> list[Revision]:
    """Every revision of a record, in the order they came to this desk."""
    rows = connection.execute(
        "SELECT raw FROM revisions WHERE record = ? ORDER BY rowid", (record,)
    ).fetchall()
    return [parse_line(bytes(row[0])) for row in rows]


def lines_after(connection: Connection, stream: StreamKey, seq: int) -> Iterator[bytes]:
    """The stream's raw lines behind ``seq``, in order, never all at once."""
    rows = connection.execute(
        'SELECT raw FROM revisions WHERE dev = ? AND epoch = ? AND "to" = ?'
        " AND seq > ? AND mark IS NULL ORDER BY seq",
        (stream.dev, stream.epoch, stream.to, seq),
    )
    for row in rows:
        yield bytes(row[0])


def hash_at(connection: Connection, stream: StreamKey, seq: int) -> RevisionId | None:
    """The line we hold at this place of a stream."""
    if seq == 0:
        return START.head
    row = connection.execute(
        'SELECT hash FROM revisions WHERE dev = ? AND epoch = ? AND "to" = ?'
        " AND seq = ? AND mark IS NULL",
        (stream.dev, stream.epoch, stream.to, seq),
    ).fetchone()
    return RevisionId(row[0]) if row else None


def place_of(connection: Connection, name: RevisionId) -> tuple[StreamKey, int]:
    """Where a revision stands."""
    row = connection.execute(
        'SELECT dev, epoch, "to", seq FROM revisions WHERE hash = ?', (name,)
    ).fetchone()
    return StreamKey(row[0], row[1], row[2]), row[3]


def count(connection: Connection) -> int:
    """All lines held."""
    found: int = connection.execute("SELECT count(*) FROM revisions").fetchone()[0]
    return found


def verify_chains(connection: Connection) -> int:
    """Recompute every hash and link; Refused at the first that does not hold."""
    rows = connection.execute(
        'SELECT dev, epoch, "to", seq, hash, raw FROM revisions WHERE mark IS NULL'
        ' ORDER BY dev, epoch, "to", seq'
    )
    checked = 0
    last: tuple[StreamKey, int, str] | None = None
    for dev, epoch, to, seq, name, raw in rows:
        line = parse_line(bytes(raw))
        key = StreamKey(dev, epoch, to)
        if line_hash(bytes(raw)) != name or line.stream != key or line.seq != seq:
            raise Refused("chain.altered", seq=seq)
        before = (last[1], last[2]) if last and last[0] == key else (0, START.head)
        if (seq - 1, line.prev) != before:
            raise Refused("chain.link", seq=seq)
        last = (key, seq, name)
        checked += 1
    return checked


def private_of(
    connection: Connection, commitments: Iterable[str]
) -> Iterator[PrivateValue]:
    """Values that are still held, of the commitments named."""
    for commitment in commitments:
        found = values.read(connection, commitment)
        if found is not None:
            yield found
