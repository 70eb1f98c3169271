"""Running a figure's SELECT from the form pack: it can read, and nothing else."""

import json
import re
from dataclasses import dataclass
from decimal import Decimal

from sqlcipher3 import dbapi2

from desktop.errors import Refused
from desktop.ledger.ids import RecordId, UnitCode
from desktop.store.connection import Connection
from desktop.store.scope import Scope

_SCOPE = (
    "WITH scope(unit, counted) AS MATERIALIZED (SELECT json_extract(value, '$[0]'),"
    " json_extract(value, '$[1]') FROM json_each(:units)),"
    ' period(start, "end") AS (SELECT :start, :end)'
)
_LIMITED = (
    ", limited(unit, since, until) AS (SELECT value ->> 0, value ->> 1, value ->> 2"
    " FROM json_each(:limits))"
)
_WITHIN = (
    "unit NOT IN (SELECT unit FROM limited) OR EXISTS (SELECT 1 FROM limited l"
    " WHERE l.unit = f.unit AND coalesce(f.units, '') >= l.since"
    " AND (l.until = '' OR coalesce(f.units, '') < l.until))"
)
_TABLE = re.compile(r"\bf_\w+")
_ALLOWED = {
    dbapi2.SQLITE_SELECT,
    dbapi2.SQLITE_FUNCTION,
    dbapi2.SQLITE_RECURSIVE,
}
_TABLE_PREFIXES = ("f_", "scope", "period", "limited", "json_each", "sqlite_")
_STEP_LIMIT = 200_000_000  # virtual machine steps: seconds, not minutes
_STEP = 100_000
ALL = -1


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One record's share of a figure."""

    record: RecordId
    unit: UnitCode
    key: str
    n: Decimal | None  # nothing said is not 0
    d: Decimal | None


@dataclass(frozen=True, slots=True)
class Total:
    """What the rows of a figure come to: all of them, those of a key, or of a unit."""

    of: str  # the key or the unit; "" for all
    rows: int
    n: Decimal
    d: Decimal
    keys: int  # different ones
    met: int  # rows that have something in ``n``
    largest: Decimal | None
    told: int  # rows that say something in ``n``, 0 or more


_EACH = {"all": "''", "key": "coalesce(key, '')", "unit": "unit"}


def run(
    reader: Connection,
    select: str,
    scope: Scope,
    start: str,
    end: str,
    most: int = ALL,
) -> tuple[FigureRow, ...]:
    """The rows of one figure, the first ``most``: record, unit, key, n, d."""
    asked, few = "SELECT record, unit, key, n, d", f" LIMIT {most:d}"
    found = _ask(reader, asked, select, scope, start, end, few)
    return tuple(_row(row) for row in found)


def totals(
    reader: Connection,
    select: str,
    scope: Scope,
    start: str,
    end: str,
    each: str = "all",
) -> tuple[Total, ...]:
    """The same rows added up where they lie; ``each`` is all, key or unit."""
    asked = (
        f"SELECT {_EACH[each]} AS told, count(*), coalesce(sum(n), 0),"
        " coalesce(sum(d), 0), count(DISTINCT coalesce(key, '')),"
        " coalesce(sum(n > 0), 0), max(n), count(n)"
    )
    found = _ask(reader, asked, select, scope, start, end, " GROUP BY told")
    return tuple(_total(row) for row in found)


def table(
    reader: Connection, select: str, scope: Scope, start: str, end: str
) -> list[dict[str, object]]:
    """The rows of any such SELECT by the names of its columns."""
    names, rows = _named(reader, "SELECT *", select, scope, start, end)
    return [dict(zip(names, row, strict=True)) for row in rows]


def _ask(
    reader: Connection,
    asked: str,
    select: str,
    scope: Scope,
    start: str,
    end: str,
    after: str = "",
) -> list[tuple[object, ...]]:
    return _named(reader, asked, select, scope, start, end, after)[1]


def _named(
    reader: Connection,
    asked: str,
    select: str,
    scope: Scope,
    start: str,
    end: str,
    after: str = "",
) -> tuple[list[str], list[tuple[object, ...]]]:
    """Rows of a SELECT around the figure's own, which may read and nothing else."""
    body = select.strip().rstrip(";")
    facts = {"units": json.dumps(scope.pairs), "start": start, "end": end}
    facts["limits"] = json.dumps([[s.code, s.since, s.until] for s in scope.limits])
    only = _only(reader, body) if scope.limits else ""
    steps = iter(range(_STEP_LIMIT // _STEP))
    reader.set_authorizer(_may)
    reader.set_progress_handler(lambda: next(steps, None) is None, _STEP)
    try:
        whole = f"{_SCOPE}{only} {asked} FROM ({body}){after}"
        cursor = reader.execute(whole, facts)
        names = [column[0] for column in cursor.description]
        found: list[tuple[object, ...]] = cursor.fetchall()
    except dbapi2.DatabaseError as error:
        raise Refused("figure.broken", why=str(error)[:120]) from error
    finally:
        reader.set_authorizer(None)
        reader.set_progress_handler(None, 0)
    return names, found


def _only(reader: Connection, body: str) -> str:
    """Each form's table as it is, less what other units wrote under the same code.

    A repeat's rows hang on their record's, and need no such sieve.
    """
    named = sorted(set(_TABLE.findall(body)))
    tables = reader.execute(
        "SELECT value FROM json_each(?) WHERE value IN (SELECT name FROM sqlite_master)"
        " AND value NOT LIKE '%\\_\\_%' ESCAPE '\\'",
        (json.dumps(named),),
    ).fetchall()
    return _LIMITED + "".join(
        f', "{table}" AS (SELECT * FROM main."{table}" f WHERE {_WITHIN})'
        for (table,) in tables
    )


def _may(action: int, first: str | None, *_: object) -> int:
    reads = action == dbapi2.SQLITE_READ and (first or "").startswith(_TABLE_PREFIXES)
    return int(dbapi2.SQLITE_OK if action in _ALLOWED or reads else dbapi2.SQLITE_DENY)


def _row(row: tuple[object, ...]) -> FigureRow:
    record, unit, key, n, d = row
    return FigureRow(
        RecordId(str(record)),
        UnitCode(str(unit)),
        "" if key is None else str(key),
        None if n is None else Decimal(str(n)),
        None if d is None else Decimal(str(d)),
    )


def _total(row: tuple[object, ...]) -> Total:
    of, rows, n, d, keys, met, largest, told = row
    return Total(
        str(of),
        int(str(rows)),
        Decimal(str(n)),
        Decimal(str(d)),
        int(str(keys)),
        int(str(met)),
        None if largest is None else Decimal(str(largest)),
        int(str(told)),
    )
