"""Running a figure's SELECT from the form pack: it can read, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlcipher3 import dbapi2

from desktop.errors import Refused
from desktop.ledger.ids import RecordId, UnitCode
from desktop.store.connection import Connection

_SCOPE = (
    "WITH scope(unit) AS (SELECT value FROM json_each(:units)),"
    ' period(start, "end") AS (SELECT :start, :end)'
)
_ALLOWED = {
    dbapi2.SQLITE_SELECT,
    dbapi2.SQLITE_FUNCTION,
    dbapi2.SQLITE_RECURSIVE,
}
_TABLE_PREFIXES = ("f_", "scope", "period", "json_each", "sqlite_")
_STEP_LIMIT = 200_000_000  # virtual machine steps: seconds, not minutes
_STEP = 100_000


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One record's share of a figure."""

    record: RecordId
    unit: UnitCode
    key: str
    n: Decimal
    d: Decimal | None


def run(
    reader: Connection, select: str, units: Sequence[str], start: str, end: str
) -> tuple[FigureRow, ...]:
    """The rows of one figure: columns record, unit, key, n, d."""
    body = select.strip().rstrip(";")
    joined = (
        f"{_SCOPE}, {body[4:]}" if body[:4].upper() == "WITH" else f"{_SCOPE} {body}"
    )
    facts = {"units": _json(units), "start": start, "end": end}
    steps = iter(range(_STEP_LIMIT // _STEP))
    reader.set_authorizer(_may)
    reader.set_progress_handler(lambda: next(steps, None) is None, _STEP)
    try:
        rows = reader.execute(joined, facts).fetchall()
    except dbapi2.DatabaseError as error:
        raise Refused("figure.broken", why=str(error)[:120]) from error
    finally:
        reader.set_authorizer(None)
        reader.set_progress_handler(None, 0)
    return tuple(_row(row) for row in rows)


def _may(action: int, first: str | None, *_: object) -> int:
    reads = action == dbapi2.SQLITE_READ and (first or "").startswith(_TABLE_PREFIXES)
    return int(dbapi2.SQLITE_OK if action in _ALLOWED or reads else dbapi2.SQLITE_DENY)


def _row(row: tuple[str, str, object, object, object]) -> FigureRow:
    record, unit, key, n, d = row
    return FigureRow(
        RecordId(record),
        UnitCode(unit),
        "" if key is None else str(key),
        Decimal(str(n if n is not None else 0)),
        None if d is None else Decimal(str(d)),
    )


def _json(units: Sequence[str]) -> str:
    return "[" + ",".join(f'"{unit}"' for unit in units if unit.isalnum()) + "]"
