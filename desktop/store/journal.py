"""Bundles that left and came, receipts, and what was turned away."""

from dataclasses import dataclass

from desktop.ledger.ids import AccountId, DeviceId, Epoch, UnitCode
from desktop.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Sent:
    """A bundle this desk wrote."""

    to: UnitCode
    epoch: Epoch
    n: int
    bundle_id: str
    header_sha256: str
    last_seq: int
    name: str
    at: str
    by: AccountId
    state: str = "exported"  # written | exported | received
    code: str = ""
    sha256: str = ""  # of the file, once it was copied
    copies: int = 0  # lines of streams that are not this desk's own


@dataclass(frozen=True, slots=True)
class Came:
    """A bundle this desk took in, with the receipt it owes."""

    dev: DeviceId
    epoch: Epoch
    n: int
    unit: UnitCode
    bundle_id: str
    header_sha256: str
    result: str
    code: str
    receipt: str  # the ack as canonical JSON
    name: str
    at: str
    sha256: str  # of the file
    by: AccountId
    held: str = ""  # its newest receipt as canonical JSON: what its sender holds
    created: str = ""  # when, as its sender says
    clock: str = ""  # "set_back" where its sender's clock was


@dataclass(frozen=True, slots=True)
class Away:
    """A refused file; which unit sent it only its name could tell."""

    at: str
    sha256: str
    code: str
    unit: UnitCode  # "" where the name told none


_OUT = (
    'SELECT "to", epoch, n, bundle_id, header_sha256, last_seq, name, at, "by",'
    " state, code, sha256, copies FROM bundles_out"
)
_IN = (
    "SELECT dev, epoch, n, unit, bundle_id, header_sha256, result, code, receipt, name,"
    ' at, sha256, "by", held, created, clock FROM bundles_in'
)


def sent(connection: Connection, bundle: Sent) -> None:
    """Note a bundle as exported."""
    connection.execute(
        "INSERT INTO bundles_out VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (bundle.to, bundle.epoch, bundle.n, bundle.bundle_id, bundle.header_sha256,
         bundle.last_seq, bundle.name, bundle.at, bundle.state, bundle.code,
         bundle.sha256, bundle.by, bundle.copies),
    )  # fmt: skip


def delivered(connection: Connection, header_sha256: str, sha256: str) -> None:
    """The bundle was copied, read back and compared."""
    connection.execute(
        "UPDATE bundles_out SET sha256 = ?,"
        " state = CASE state WHEN 'written' THEN 'exported' ELSE state END"
        " WHERE header_sha256 = ?",
        (sha256, header_sha256),
    )


def last_sent(connection: Connection, to: UnitCode, epoch: Epoch) -> Sent | None:
    """The newest bundle of this epoch to a unit."""
    row = connection.execute(
        f'{_OUT} WHERE "to" = ? AND epoch = ? ORDER BY n DESC LIMIT 1', (to, epoch)
    ).fetchone()
    return Sent(*row) if row else None


def all_sent(connection: Connection) -> list[Sent]:
    """Every bundle that left, the last first: by order, for clocks go wrong."""
    rows = connection.execute(f"{_OUT} ORDER BY rowid DESC").fetchall()
    return [Sent(*row) for row in rows]


def received(connection: Connection, header_sha256: str, code: str) -> bool:
    """A receipt names this bundle; False when it is none of ours."""
    changed = connection.execute(
        "UPDATE bundles_out SET state = 'received', code = ? WHERE header_sha256 = ?",
        (code, header_sha256),
    ).rowcount
    return bool(changed)


def first_carrying(connection: Connection, to: UnitCode, epoch: Epoch, seq: int) -> int:
    """The first bundle that reached ``seq``; 0 while none has."""
    row = connection.execute(
        'SELECT min(n) FROM bundles_out WHERE "to" = ? AND epoch = ? AND last_seq >= ?'
        " AND state != 'written'",
        (to, epoch, seq),
    ).fetchone()
    return row[0] or 0


def came(connection: Connection, bundle: Came) -> None:
    """Note a bundle as taken in; its receipt waits for the next bundle back."""
    connection.execute(
        "INSERT OR REPLACE INTO bundles_in VALUES"
        " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?)",
        (bundle.dev, bundle.epoch, bundle.n, bundle.unit, bundle.bundle_id,
         bundle.header_sha256, bundle.result, bundle.code, bundle.receipt, bundle.name,
         bundle.at, bundle.sha256, bundle.by, bundle.held,
         bundle.created, bundle.clock),
    )  # fmt: skip


def last_came(connection: Connection, dev: DeviceId, epoch: Epoch) -> Came | None:
    """The newest bundle of a sender's epoch of which something was stored."""
    row = connection.execute(
        f"{_IN} WHERE dev = ? AND epoch = ? AND result != 'refused'"
        " ORDER BY n DESC LIMIT 1",
        (dev, epoch),
    ).fetchone()
    return Came(*row) if row else None


def written_before(
    connection: Connection, dev: DeviceId, epoch: Epoch, n: int
) -> list[str]:
    """When the bundles with lower numbers say they were written."""
    rows = connection.execute(
        "SELECT created FROM bundles_in WHERE dev = ? AND epoch = ? AND n < ?",
        (dev, epoch, n),
    ).fetchall()
    return [row[0] for row in rows if row[0]]


def last_number(connection: Connection, dev: DeviceId, epoch: Epoch) -> int:
    """The highest number that came of a sender's epoch, taken in or not; 0: none."""
    found: int = connection.execute(
        "SELECT ifnull(max(n), 0) FROM bundles_in WHERE dev = ? AND epoch = ?",
        (dev, epoch),
    ).fetchone()[0]
    return found


def came_as(connection: Connection, dev: DeviceId, epoch: Epoch, n: int) -> list[Came]:
    """What was taken in under this number; what was refused is not known by it."""
    rows = connection.execute(
        f"{_IN} WHERE dev = ? AND epoch = ? AND n = ? AND result != 'refused'",
        (dev, epoch, n),
    ).fetchall()
    return [Came(*row) for row in rows]


def came_as_file(connection: Connection, sha256: str) -> bool:
    """Whether the very file was taken in; one that was refused may yet be."""
    row = connection.execute(
        "SELECT 1 FROM bundles_in WHERE sha256 = ? AND result != 'refused'", (sha256,)
    ).fetchone()
    return row is not None


def newest_of(connection: Connection, unit: UnitCode) -> list[Came]:
    """Of each desk and epoch of a unit the bundle with the highest number."""
    rows = connection.execute(
        f"{_IN} b WHERE unit = ? AND rowid = (SELECT rowid FROM bundles_in i"
        " WHERE i.dev = b.dev AND i.epoch = b.epoch"
        " ORDER BY n DESC, rowid DESC LIMIT 1)"
        " ORDER BY rowid",
        (unit,),
    ).fetchall()
    return [Came(*row) for row in rows]


def speaking_last(connection: Connection, unit: UnitCode) -> dict[DeviceId, Epoch]:
    """In which epoch each desk of a unit spoke last, the last to speak at the end."""
    rows = connection.execute(
        "SELECT dev, epoch FROM bundles_in WHERE unit = ? ORDER BY rowid", (unit,)
    )
    found: dict[DeviceId, Epoch] = {}
    for dev, epoch in rows:
        found.pop(dev, None)
        found[dev] = epoch
    return found


def count(connection: Connection) -> int:
    """All bundles that left and came: it only ever rises."""
    found: int = connection.execute(
        "SELECT (SELECT count(*) FROM bundles_out) + (SELECT count(*) FROM bundles_in)"
    ).fetchone()[0]
    return found


def all_came(connection: Connection) -> list[Came]:
    """Every bundle that came, the last to come first, whatever the clock said."""
    rows = connection.execute(f"{_IN} ORDER BY rowid DESC").fetchall()
    return [Came(*row) for row in rows]


def owed(connection: Connection, unit: UnitCode) -> list[Came]:
    """Bundles of a unit whose receipt has not gone back yet, as they came."""
    rows = connection.execute(
        f"{_IN} WHERE unit = ? AND NOT answered ORDER BY rowid", (unit,)
    ).fetchall()
    return [Came(*row) for row in rows]


def answered(connection: Connection, unit: UnitCode) -> None:
    """The receipts owed to a unit have been written to a bundle."""
    connection.execute("UPDATE bundles_in SET answered = 1 WHERE unit = ?", (unit,))


def turned_away(connection: Connection, away: Away) -> None:
    """All that is kept of a refused file: when, its hash, why, and of which unit."""
    connection.execute(
        "INSERT INTO quarantine VALUES (?, ?, ?, ?)",
        (away.at, away.sha256, away.code, away.unit),
    )


def all_away(connection: Connection) -> list[Away]:
    """Every file that was turned away, oldest first."""
    rows = connection.execute(
        "SELECT at, sha256, code, unit FROM quarantine ORDER BY rowid"
    ).fetchall()
    return [Away(*row) for row in rows]
