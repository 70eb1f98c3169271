"""Small facts by name, and the desks a province has certified."""

from dataclasses import dataclass

from desktop.ledger.ids import DeviceId, UnitCode
from desktop.store.connection import Connection

TABLES = "specs"  # the setting that names what the forms' tables were made from


def get(connection: Connection, name: str) -> str:
    """A setting; empty while it was never set."""
    row = connection.execute(
        "SELECT value FROM settings WHERE name = ?", (name,)
    ).fetchone()
    return row[0] if row else ""


def put(connection: Connection, name: str, value: str) -> None:
    """Set it."""
    connection.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, value))


@dataclass(frozen=True, slots=True)
class KnownDesk:
    """A desk below with its certificate."""

    cert_sha256: str
    unit: UnitCode
    device: DeviceId
    certificate: bytes  # DER
    recipient: str
    status: str  # active | revoked
    granted_at: str
    sent: bool  # the certificate went down


_SELECT = (
    "SELECT cert_sha256, unit, device, certificate, recipient, status, granted_at, sent"
    " FROM desks"
)


def certify(connection: Connection, desk: KnownDesk) -> None:
    """Enter a desk into the roster."""
    connection.execute(
        "INSERT OR REPLACE INTO desks VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (desk.cert_sha256, desk.unit, desk.device, desk.certificate, desk.recipient,
         desk.status, desk.granted_at, int(desk.sent)),
    )  # fmt: skip


def desks_of(connection: Connection, unit: UnitCode) -> list[KnownDesk]:
    """The desks of a unit, oldest first."""
    rows = connection.execute(
        f"{_SELECT} WHERE unit = ? ORDER BY granted_at", (unit,)
    ).fetchall()
    return [_desk(row) for row in rows]


def all_desks(connection: Connection) -> list[KnownDesk]:
    """The whole roster."""
    rows = connection.execute(f"{_SELECT} ORDER BY unit, granted_at").fetchall()
    return [_desk(row) for row in rows]


def certificate_sent(connection: Connection, unit: UnitCode) -> None:
    """The unit's certificates have gone down in a bundle."""
    connection.execute("UPDATE desks SET sent = 1 WHERE unit = ?", (unit,))


def revoke(connection: Connection, cert_sha256: str) -> None:
    """A desk's certificate does not count any more."""
    connection.execute(
        "UPDATE desks SET status = 'revoked' WHERE cert_sha256 = ?", (cert_sha256,)
    )


def _desk(row: tuple[str, str, str, bytes, str, str, str, int]) -> KnownDesk:
    return KnownDesk(
        row[0], UnitCode(row[1]), DeviceId(row[2]), bytes(row[3]), row[4], row[5],
        row[6], bool(row[7]),
    )  # fmt: skip
