"""Lines that stand beside a stream: chains of a fork, or of an epoch that waits."""

from dataclasses import dataclass

from desktop.ledger.ids import RevisionId
from desktop.ledger.line import parse_line
from desktop.ledger.revision import Revision
from desktop.ledger.stream import Position, StreamKey
from desktop.store import history, streams
from desktop.store.connection import Connection

_MARKED = 'dev = ? AND epoch = ? AND "to" = ? AND mark IS NOT NULL'


@dataclass(frozen=True, slots=True)
class Branch:
    """A chain of marked lines, from its first to its last, and where it hangs."""

    root: Position
    lines: tuple[Revision, ...]

    @property
    def tip(self) -> Position:
        """Where it ends."""
        return Position(self.lines[-1].seq, self.lines[-1].hash)


def of_stream(
    connection: Connection, stream: StreamKey, *, counted: bool = False
) -> tuple[Branch, ...]:
    """The chains that hang on the stream, or begin with it; in hash order.

    A chain with a hole before it is none: nobody may be told that it is held.
    """
    joined: dict[RevisionId, Revision] = {}
    for line in _marked(connection, stream, counted=counted):
        held = history.hash_at(connection, stream, line.seq - 1)
        if line.prev in joined or line.prev == held:
            joined[line.hash] = line
    before = {line.prev for line in joined.values()}
    ends = sorted(name for name in joined if name not in before)
    return tuple(_down_from(joined, name) for name in ends)


def _down_from(joined: dict[RevisionId, Revision], end: RevisionId) -> Branch:
    chain = [joined[end]]
    while chain[-1].prev in joined:
        chain.append(joined[chain[-1].prev])
    chain.reverse()
    return Branch(Position(chain[0].seq - 1, chain[0].prev), tuple(chain))


def _marked(
    connection: Connection, stream: StreamKey, *, counted: bool
) -> list[Revision]:
    rows = connection.execute(
        f"SELECT raw FROM revisions WHERE {_MARKED} AND counted >= ?"
        " ORDER BY seq, hash",
        (stream.dev, stream.epoch, stream.to, int(counted)),
    ).fetchall()
    return [parse_line(bytes(row[0])) for row in rows]


def tips(connection: Connection, stream: StreamKey) -> list[Position]:
    """Every place up to which a stream is held without a hole."""
    place = streams.position(connection, stream)
    found = [branch.tip for branch in of_stream(connection, stream)]
    return [place, *found] if place is not None and place.seq else found
