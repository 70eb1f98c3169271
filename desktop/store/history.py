"""Reading the lines back: heads, a record's past, a stream from a place on."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from desktop.errors import Refused
from desktop.ledger.chain import START
from desktop.ledger.ids import RecordId, RevisionId
from desktop.ledger.line import parse_line
from desktop.ledger.revision import Revision, line_hash
from desktop.ledger.stream import Position, StreamKey
from desktop.store import values
from desktop.store.connection import Connection

BATCH = 500
_TOGETHER = 200  # lines that are read in one go


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


def every(connection: Connection) -> Iterator[Revision]:
    """Every revision of this desk, in the order they came."""
    rows = connection.execute("SELECT raw FROM revisions ORDER BY rowid")
    return (parse_line(bytes(row[0])) for row in rows)


def blocks(
    connection: Connection, stream: StreamKey, after: int, upto: int
) -> Iterator[bytes]:
    """The stream's raw lines behind ``after``, in order, each with its line feed.

    Many at once, joined by the database: a step for each would ask for the interpreter
    as often, and wait for whoever works beside.
    """
    place = (stream.dev, stream.epoch, stream.to)
    for start in range(after, upto, _TOGETHER):
        end = min(start + _TOGETHER, upto)
        (found,) = connection.execute(
            "SELECT CAST(group_concat(raw, char(10)) || char(10) AS BLOB) FROM ("
            'SELECT raw FROM revisions WHERE dev = ? AND epoch = ? AND "to" = ?'
            " AND seq > ? AND seq <= ? AND mark IS NULL ORDER BY seq)",
            (*place, start, end),
        ).fetchone()
        yield found or b""


def lines_of_form(
    connection: Connection, stream: StreamKey, seq: int, form: str
) -> Iterator[bytes]:
    """The stream's raw lines behind ``seq`` that count and are of one form.

    By way of its records: there are few, and the lines of a stream are many.
    """
    rows = connection.execute(
        "SELECT raw FROM records CROSS JOIN revisions USING (record)"
        " WHERE records.form = ? AND revisions.dev = ? AND revisions.epoch = ?"
        ' AND revisions."to" = ? AND revisions.seq > ? AND mark IS NULL AND counted'
        " ORDER BY revisions.seq",
        (form, stream.dev, stream.epoch, stream.to, seq),
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


def values_of(connection: Connection, commitments: Iterable[str]) -> Iterator[bytes]:
    """Lines of the values still held, of commitments in their order, many at once."""
    waiting = iter(commitments)
    while batch := list(islice(waiting, BATCH)):
        yield values.lines_of(connection, batch)
