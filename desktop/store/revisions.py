"""The one table people write: append our own lines, extend by verified ones."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from desktop.errors import Refused
from desktop.ledger.chain import START
from desktop.ledger.ids import (
    AccountId,
    RecordId,
    UnitCode,
)
from desktop.ledger.line import parse_line
from desktop.ledger.revision import Finished, Op, Revision, seal
from desktop.ledger.stream import Position, StreamKey
from desktop.store import history, homes, projections, streams, values
from desktop.store.connection import Connection, IntegrityError, transaction
from desktop.store.kept import Kept

BATCH = 500
_PLACE = 'dev = ? AND epoch = ? AND "to" = ?'


@dataclass(frozen=True, slots=True)
class Extended:
    """What verified lines brought: lines = new + same."""

    new: int
    same: int
    newer: int  # of the new: a record that was already here
    waiting: int = 0  # of the new: kept under a mark until a person confirms them
    unread: int = 0  # of the new: of a form past ours, kept but not counted


@dataclass(frozen=True, slots=True)
class Waiting:
    """Lines kept under a mark: shown and counted only once confirmed."""

    stream: StreamKey
    unit: UnitCode
    mark: str  # fork | restored
    lines: int
    first_at: str
    last_at: str


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
        told = sorted(v for content in finished.contents for v in content.values)
        kept = values.keep(connection, told)  # in the order of their table
        for content in finished.contents:
            if content.home:
                homes.keep(connection, content.record, content.home)
            revision = seal(content, stream, place, by, at)
            place = Position(revision.seq, revision.hash)
            sealed.append(revision)
        streams.move(connection, stream, place, own=True)
        _store(connection, specs, sealed, kept=kept)
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
    *,
    counts: bool = False,
    kept: Kept | None = None,
) -> Extended:
    """Take verified lines in, inside the caller's transaction; known ones stay.

    Their private values come first: ``kept``, as values.keep gave it. Lines under a
    ``mark`` are kept as a union beside the stream and wait for ``confirm``, unless it
    ``counts`` already.
    """
    new = same = newer = unread = 0
    while batch := list(islice(lines, BATCH)):
        fresh = _unknown(connection, batch)
        new += len(fresh)
        same += len(batch) - len(fresh)
        forms = Counter(line.form for line in fresh)
        unread += sum(forms[f] for f in forms if not projections.reads(specs, f))
        if mark is None or counts:
            known = _known_records(connection, {line.record for line in fresh})
            newer += sum(line.record in known for line in fresh)
            _store(connection, specs, fresh, mark, kept)
        else:
            _insert(connection, fresh, mark)
    waiting = 0 if mark is None or counts else new
    return Extended(new, same, newer, waiting, unread)


def waiting(connection: Connection) -> tuple[Waiting, ...]:
    """What waits for a person's confirmation, stream by stream."""
    rows = connection.execute(
        'SELECT dev, epoch, "to", min(unit), mark, count(*), min(at), max(at)'
        ' FROM revisions WHERE NOT counted GROUP BY dev, epoch, "to", mark'
    ).fetchall()
    return tuple(Waiting(StreamKey(*row[:3]), *row[3:]) for row in rows)


def confirm(
    connection: Connection, specs: projections.Specs, stream: StreamKey
) -> frozenset[RecordId]:
    """A person vouches for a stream's waiting lines: from now on they count.

    An epoch of its own becomes an ordinary stream; a fork keeps its mark.
    """
    place = (stream.dev, stream.epoch, stream.to)
    touched: set[RecordId] = set()
    with transaction(connection):
        raws = connection.execute(
            f"SELECT raw FROM revisions WHERE {_PLACE} AND NOT counted ORDER BY seq",
            place,
        ).fetchall()
        lines = (parse_line(bytes(row[0])) for row in raws)
        while batch := list(islice(lines, BATCH)):
            touched |= _count(connection, specs, batch)
        connection.execute(
            f"UPDATE revisions SET counted = 1 WHERE {_PLACE} AND NOT counted", place
        )
        _settle(connection, stream)
    return frozenset(touched)


def _settle(connection: Connection, stream: StreamKey) -> None:
    """Lines that all stand alone at their places are a stream like any other."""
    place = (stream.dev, stream.epoch, stream.to)
    plain, last, count, places = connection.execute(
        "SELECT sum(mark IS NULL), max(seq), count(*), count(DISTINCT seq)"
        f" FROM revisions WHERE {_PLACE}",
        place,
    ).fetchone()
    if plain or not last == count == places:
        return
    connection.execute(f"UPDATE revisions SET mark = NULL WHERE {_PLACE}", place)
    head = history.hash_at(connection, stream, last)
    if head is not None:
        streams.move(connection, stream, Position(last, head), own=False)


def _unknown(connection: Connection, batch: Sequence[Revision]) -> list[Revision]:
    marks = ", ".join("?" * len(batch))
    rows = connection.execute(
        f"SELECT hash FROM revisions WHERE hash IN ({marks})",
        [line.hash for line in batch],
    )
    known = {row[0] for row in rows}
    fresh = {line.hash: line for line in batch if line.hash not in known}
    return list(fresh.values())


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
    mark: str | None = None,
    kept: Kept | None = None,
) -> None:
    _insert(connection, lines, mark, counts=True)
    _count(connection, specs, lines, kept)


def _insert(
    connection: Connection,
    lines: Sequence[Revision],
    mark: str | None,
    *,
    counts: bool = False,
) -> None:
    try:
        connection.executemany(
            "INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [_row(line, mark, counts=counts) for line in lines],
        )
    except IntegrityError as error:
        raise Refused("store.place_taken") from error


def _count(
    connection: Connection,
    specs: projections.Specs,
    lines: Sequence[Revision],
    kept: Kept | None = None,
) -> set[RecordId]:
    """Let lines speak: for heads, redactions, projections and search."""
    connection.executemany(
        "INSERT OR IGNORE INTO bases (revision, base) VALUES (?, ?)",
        [(line.hash, base) for line in lines for base in line.base],
    )
    _move_heads(connection, lines)
    for line in lines:
        if line.op is Op.REDACT:
            values.redact(connection, line)
            if kept is not None:
                kept.forget()
    fresh = projections.Fresh({line.hash: line for line in lines}, kept)
    touched = {line.record for line in lines}
    projections.project(connection, specs, sorted(touched), fresh)
    return touched


def _row(
    line: Revision, mark: str | None, *, counts: bool
) -> tuple[str | int | bytes | None, ...]:
    return (
        line.hash, line.stream.dev, line.stream.epoch, line.stream.to, line.seq,
        line.record, line.form, line.unit, line.op.value, line.by, line.at, mark,
        int(counts), line.raw,
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
