"""The list of records, and finding one without its diacritics.

The index takes new records in by the score, since each time costs six pages whatever
their number; those that still wait for it are looked through one by one.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from desktop.ledger.ids import DeviceId, Epoch, RecordId, UnitCode
from desktop.ledger.stream import StreamKey
from desktop.store import settings
from desktop.store.connection import Connection
from desktop.text.fold import words


class Listed(NamedTuple):
    """A record as lists show it."""

    record: RecordId
    form: str
    unit: UnitCode
    title: str
    date: str
    detail: str
    state: str  # complete | void | unread (of a form past ours)
    flagged: bool
    stream: StreamKey  # of the revision it is shown by
    seq: int
    folded: str = ""  # what search finds it by
    redacted: bool = False


_INDEXED = "search.indexed"  # the setting that names the last number in the index
_SCORE = 64  # new records that wait for the index at most
_INSERT = (
    "INSERT INTO records (form, unit, title, date, detail, state, flagged, redacted,"
    ' dev, epoch, "to", seq, folded, record, id)'
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_UPDATE = (
    "UPDATE records SET form = ?, unit = ?, title = ?, date = ?, detail = ?,"
    ' state = ?, flagged = ?, redacted = ?, dev = ?, epoch = ?, "to" = ?, seq = ?,'
    " folded = ? WHERE record = ? AND id = ?"
)


def held(
    connection: Connection, records: Sequence[RecordId]
) -> dict[RecordId, tuple[int, str]]:
    """Number and folded words of those that are listed already."""
    marks = ", ".join("?" * len(records))
    rows = connection.execute(
        f"SELECT record, id, folded FROM records WHERE record IN ({marks})",
        list(records),
    )
    return {RecordId(row[0]): (row[1], row[2]) for row in rows}


def show(
    connection: Connection,
    listed: Sequence[Listed],
    old: dict[RecordId, tuple[int, str]],
) -> None:
    """Put records into the list and the index, in place of their ``old`` selves."""
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM records").fetchone()
    indexed = _indexed(connection)
    added: list[tuple[str | int, ...]] = []
    changed: list[tuple[str | int, ...]] = []
    for next_number, one in enumerate(listed, start=last + 1):
        row_id = old[one.record][0] if one.record in old else next_number
        row = (
            one.form, one.unit, one.title, one.date, one.detail, one.state,
            int(one.flagged), int(one.redacted), one.stream.dev, one.stream.epoch,
            one.stream.to, one.seq, one.folded, one.record, row_id,
        )  # fmt: skip
        (changed if one.record in old else added).append(row)
    held = [old[one.record] for one in listed if one.record in old]
    gone = [pair for pair in held if pair[0] <= indexed]
    _run(
        connection,
        "INSERT INTO search (search, rowid, folded) VALUES ('delete', ?, ?)",
        gone,
    )
    _run(connection, _UPDATE, changed)
    _run(connection, _INSERT, added)
    anew = "INSERT INTO search (rowid, folded) SELECT id, folded FROM records"
    _run(connection, f"{anew} WHERE id = ?", [(number,) for number, _ in gone])
    if last + len(added) - indexed >= _SCORE:
        _index(connection, indexed)
        settings.put(connection, _INDEXED, str(last + len(added)))


def _index(connection: Connection, indexed: int) -> None:
    """Take in what came after ``indexed``, row by row.

    At a statement that brings many the index would write all of itself out first.
    """
    waiting = connection.execute(
        "SELECT id, folded FROM records WHERE id > ?", (indexed,)
    ).fetchall()
    _run(connection, "INSERT INTO search (rowid, folded) VALUES (?, ?)", waiting)


def _indexed(connection: Connection) -> int:
    return int(settings.get(connection, _INDEXED) or 0)


def _run(
    connection: Connection, statement: str, rows: Sequence[tuple[str | int, ...]]
) -> None:
    if rows:
        connection.executemany(statement, rows)


def ids(connection: Connection, form: str, query: str = "") -> list[RecordId]:
    """Records of ``form``, newest first; all words of ``query`` must be in them."""
    if words(query):
        return find(connection, query, form)
    rows = connection.execute(
        "SELECT record FROM records WHERE form = ? ORDER BY date DESC, id DESC",
        (form,),
    )
    return list(chain.from_iterable(rows.fetchall()))


def last_until(connection: Connection, form: str, day: str) -> RecordId | None:
    """The newest record of ``form`` that is not after a day."""
    row = connection.execute(
        "SELECT record FROM records WHERE form = ? AND date <= ?"
        " ORDER BY date DESC, id DESC LIMIT 1",
        (form, day),
    ).fetchone()
    return RecordId(row[0]) if row else None


def forms(connection: Connection) -> list[str]:
    """The forms that records are listed of: one look into the index for each."""
    rows = connection.execute(
        "WITH RECURSIVE f (form) AS (SELECT min(form) FROM records UNION ALL"
        " SELECT (SELECT min(form) FROM records WHERE form > f.form) FROM f"
        " WHERE form IS NOT NULL) SELECT form FROM f WHERE form IS NOT NULL"
    )
    return list(chain.from_iterable(rows.fetchall()))


def find(
    connection: Connection, text: str, form: str | None = None, limit: int = -1
) -> list[RecordId]:
    """Records with all words of ``text``, the last by its beginning; newest first."""
    sought = words(text)
    if not sought:
        return []
    waiting = ", ".join(map(str, _found_waiting(connection, sought)))
    rows = connection.execute(
        "SELECT record FROM records WHERE (? IS NULL OR form = ?)"
        " AND id IN (SELECT rowid FROM search WHERE search MATCH ?"
        f" UNION ALL SELECT id FROM records WHERE id IN ({waiting}))"
        " ORDER BY date DESC, id DESC LIMIT ?",
        (form, form, " ".join(f'"{word}"' for word in sought) + "*", limit),
    )
    return [RecordId(row[0]) for row in rows]


def _found_waiting(connection: Connection, sought: Sequence[str]) -> Iterator[int]:
    """The numbers of what the index would find, had it taken them in already."""
    *whole, begun = sought
    waiting = connection.execute(
        "SELECT id, folded FROM records WHERE id > ?", (_indexed(connection),)
    )
    for number, folded in waiting:
        said = words(folded)
        if all(word in said for word in whole) and any(
            word.startswith(begun) for word in said
        ):
            yield number


def rows(connection: Connection, records: Sequence[RecordId]) -> list[Listed]:
    """The named records, in the order asked for; unknown ones are left out."""
    marks = ", ".join("?" * len(records))
    found = connection.execute(
        "SELECT record, form, unit, title, date, detail, state, flagged, redacted,"
        f' dev, epoch, "to", seq FROM records WHERE record IN ({marks})',
        list(records),
    )
    known = {row[0]: _listed(row) for row in found}
    return [known[record] for record in records if record in known]


def _listed(
    row: tuple[str, str, str, str, str, str, str, int, int, str, str, str, int],
) -> Listed:
    stream = StreamKey(DeviceId(row[9]), Epoch(row[10]), UnitCode(row[11]))
    return Listed(
        RecordId(row[0]), row[1], UnitCode(row[2]), row[3], row[4], row[5], row[6],
        bool(row[7]), stream, row[12], redacted=bool(row[8]),
    )  # fmt: skip
