"""Records that point to others, by one question of their form."""

from collections.abc import Iterator

from desktop.ledger.ids import RecordId
from desktop.store.connection import Connection


def above(
    reader: Connection, form: str, question: str, record: RecordId
) -> Iterator[RecordId]:
    """Who stands above a record, step by step; ends where a circle would begin."""
    seen = {record}
    while True:
        row = reader.execute(
            f'SELECT "{question}" FROM "f_{form}" WHERE record = ?', (record,)
        ).fetchone()
        if row is None or row[0] is None:
            return
        record = RecordId(row[0])
        yield record
        if record in seen:
            return
        seen.add(record)


def naming(
    reader: Connection, table: str, column: str, record: RecordId
) -> tuple[RecordId, ...]:
    """The records that name another, alone or among several."""
    rows = reader.execute(
        f'SELECT DISTINCT record FROM "{table}"'
        f" WHERE instr(' ' || \"{column}\" || ' ', ' ' || ? || ' ')",
        (record,),
    )
    return tuple(RecordId(row[0]) for row in rows)
