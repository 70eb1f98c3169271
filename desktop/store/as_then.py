"""How far every stream reached at some time, and the records as they stood then."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.ledger.ids import DeviceId, Epoch, RevisionId, UnitCode
from desktop.ledger.line import parse_line
from desktop.ledger.revision import Revision
from desktop.ledger.stream import StreamKey
from desktop.store import projections, revisions
from desktop.store.connection import Connection, open_writer, transaction

_PLACE = 'dev = ? AND epoch = ? AND "to" = ?'
_MEMORY = Path(":memory:")


@dataclass(frozen=True, slots=True)
class Reach:
    """A stream up to a line; or one line that counts beside its stream."""

    stream: StreamKey
    seq: int
    head: RevisionId
    mark: str = ""  # fork | restored: the line stands alone


def reaches(connection: Connection) -> list[Reach]:
    """All that counts now: every stream, and each marked line that was confirmed."""
    rows = connection.execute(
        "SELECT dev, epoch, \"to\", seq, head, '' FROM streams WHERE seq > 0"
        ' UNION ALL SELECT dev, epoch, "to", seq, hash, mark FROM revisions'
        " WHERE mark IS NOT NULL AND counted ORDER BY 1, 2, 3, 4, 5"
    )
    return [_reach(*row) for row in rows]


def _reach(dev: str, epoch: str, to: str, seq: int, head: str, mark: str) -> Reach:
    stream = StreamKey(DeviceId(dev), Epoch(epoch), UnitCode(to))
    return Reach(stream, seq, RevisionId(head), mark)


def is_here(connection: Connection, reach: Reach) -> bool:
    """Whether the line that a reach ends with is held."""
    row = connection.execute(
        "SELECT 1 FROM revisions WHERE hash = ?", (reach.head,)
    ).fetchone()
    return row is not None


def rebuilt(
    reader: Connection,
    specs: projections.Specs,
    reached: Sequence[Reach],
    key: bytes,
) -> Connection:
    """A database in memory that holds what counted then, and nothing later."""
    memory = open_writer(_MEMORY, key)
    projections.ensure(memory, specs)
    with transaction(memory):
        memory.executemany(
            "INSERT INTO private_values VALUES (?, ?, ?)",
            reader.execute("SELECT commitment, salt, value FROM private_values"),
        )
        memory.executemany(
            "INSERT INTO home_values VALUES (?, ?, ?, ?)",
            reader.execute("SELECT commitment, salt, value, record FROM home_values"),
        )
        for reach in reached:
            lines = _lines(reader, reach)
            mark = reach.mark or None
            revisions.extend(memory, specs, lines, mark, counts=True)
    return memory


def _lines(reader: Connection, reach: Reach) -> Iterator[Revision]:
    if reach.mark:
        rows = reader.execute("SELECT raw FROM revisions WHERE hash = ?", (reach.head,))
    else:
        stream = reach.stream
        rows = reader.execute(
            f"SELECT raw FROM revisions WHERE {_PLACE} AND seq <= ? AND mark IS NULL"
            " ORDER BY seq",
            (stream.dev, stream.epoch, stream.to, reach.seq),
        )
    for (raw,) in rows:
        yield parse_line(bytes(raw))
