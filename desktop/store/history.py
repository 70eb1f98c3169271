"""Reading the lines back: heads, a record's past, a stream from a place on."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from desktop.errors import Refused
from desktop.ledger.chain import START
from desktop.ledger.commitment import PrivateValue
from desktop.ledger.ids import RecordId, RevisionId
from desktop.ledger.line import parse_line
from desktop.ledger.revision import Revision, line_hash
from desktop.ledger.stream import Position, StreamKey
from desktop.store import values
from desktop.store.connection import Connection

BATCH = 500


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


def of_record(connection: Connection, record: RecordId) -> list[Revision]:
    """Every revision of a record, in the order they came to this desk."""
    rows = connection.execute(
        "SELECT raw FROM revisions WHERE record = ? ORDER BY rowid", (record,)
    ).fetchall()
    return [parse_line(bytes(row[0])) for row in rows]


def lines_after(
    connection: Connection, stream: StreamKey, seq: int, form: str = "*"
) -> Iterator[bytes]:
    """The stream's raw lines behind ``seq``, in order, never all at once.

    ``form`` keeps to one form, in any of its versions.
    """
    rows = connection.execute(
        'SELECT raw FROM revisions WHERE dev = ? AND epoch = ? AND "to" = ?'
        " AND seq > ? AND mark IS NULL AND form GLOB ? ORDER BY seq",
        (stream.dev, stream.epoch, stream.to, seq, f"{form}@*"),
    )
    raws: Iterator[bytes] = chain.from_iterable(rows)
    return raws


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


def count(connection: Connection) -> int:
    """All lines held."""
    found: int = connection.execute("SELECT count(*) FROM revisions").fetchone()[0]
    return found


def verify_chains(connection: Connection) -> int:
    """Recompute every hash and link; Refused at the first that does not hold.

    A marked line may hang on a line we never saw; all others hang together.
    """
    rows = connection.execute(
        'SELECT dev, epoch, "to", seq, hash, mark, raw FROM revisions'
        ' ORDER BY dev, epoch, "to", seq'
    )
    checked, last, stream = 0, START, None
    for *place, name, mark, raw in rows:
        line = parse_line(bytes(raw))
        held = (line.stream.dev, line.stream.epoch, line.stream.to, line.seq)
        if line_hash(bytes(raw)) != name or held != tuple(place):
            raise Refused("chain.altered", seq=place[3])
        if line.stream != stream:
            stream, last = line.stream, START
        if mark is None:
            if (line.seq - 1, line.prev) != (last.seq, last.head):
                raise Refused("chain.link", seq=line.seq)
            last = Position(line.seq, line.hash)
        checked += 1
    return checked


def private_of(
    connection: Connection, commitments: Iterable[str]
) -> Iterator[PrivateValue]:
    """Values that are still held, of the commitments named and in their order."""
    waiting = iter(commitments)
    while batch := list(islice(waiting, BATCH)):
        yield from values.read_all(connection, batch)
