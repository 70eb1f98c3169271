"""How far each stream reaches, and how far the other side says it has it."""

from desktop.ledger.ids import DeviceId, Epoch, RevisionId, UnitCode
from desktop.ledger.stream import Position, StreamKey
from desktop.store.connection import Connection


def position(connection: Connection, stream: StreamKey) -> Position | None:
    """The stream's last line here; None for a stream never seen."""
    row = connection.execute(
        'SELECT seq, head FROM streams WHERE dev = ? AND epoch = ? AND "to" = ?',
        (stream.dev, stream.epoch, stream.to),
    ).fetchone()
    return Position(row[0], RevisionId(row[1])) if row else None


def move(
    connection: Connection, stream: StreamKey, place: Position, *, own: bool
) -> None:
    """The stream now reaches ``place``."""
    connection.execute(
        'INSERT INTO streams (dev, epoch, "to", seq, head, own)'
        " VALUES (?, ?, ?, ?, ?, ?)"
        ' ON CONFLICT (dev, epoch, "to") DO UPDATE SET seq = excluded.seq,'
        " head = excluded.head",
        (stream.dev, stream.epoch, stream.to, place.seq, place.head, int(own)),
    )


def acknowledged(connection: Connection, stream: StreamKey) -> int:
    """The highest line the receiver has signed for."""
    row = connection.execute(
        'SELECT acked FROM streams WHERE dev = ? AND epoch = ? AND "to" = ?',
        (stream.dev, stream.epoch, stream.to),
    ).fetchone()
    return row[0] if row else 0


def acknowledge(connection: Connection, stream: StreamKey, seq: int) -> None:
    """A receipt says the other side has lines up to ``seq``."""
    connection.execute(
        'UPDATE streams SET acked = ? WHERE dev = ? AND epoch = ? AND "to" = ? AND own',
        (seq, stream.dev, stream.epoch, stream.to),
    )


def own(connection: Connection) -> list[tuple[StreamKey, Position]]:
    """The streams this database wrote."""
    rows = connection.execute(
        'SELECT dev, epoch, "to", seq, head FROM streams WHERE own'
    ).fetchall()
    return [_pair(row) for row in rows]


def of_unit(connection: Connection, unit: UnitCode) -> list[StreamKey]:
    """The streams of a unit's desks, also those whose lines only wait."""
    rows = connection.execute(
        'SELECT dev, epoch, "to" FROM streams s WHERE ? = (SELECT unit FROM revisions r'
        ' WHERE r.dev = s.dev AND r.epoch = s.epoch AND r."to" = s."to"'
        "  AND mark IS NULL LIMIT 1)"
        ' UNION SELECT dev, epoch, "to" FROM revisions'
        "  WHERE mark IS NOT NULL AND unit = ?"
        ' ORDER BY dev, epoch, "to"',
        (unit, unit),
    ).fetchall()
    return [StreamKey(*row) for row in rows]


def is_known(connection: Connection, dev: DeviceId) -> bool:
    """Whether lines of this device count here."""
    row = connection.execute(
        "SELECT 1 FROM streams WHERE dev = ? LIMIT 1", (dev,)
    ).fetchone()
    return row is not None


def _pair(row: tuple[str, str, str, int, str]) -> tuple[StreamKey, Position]:
    key = StreamKey(DeviceId(row[0]), Epoch(row[1]), UnitCode(row[2]))
    return key, Position(row[3], RevisionId(row[4]))
