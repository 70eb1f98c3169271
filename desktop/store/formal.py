"""What a unit's own records and reports tell of how they came about."""

from dataclasses import dataclass

from desktop.ledger.ids import RecordId, UnitCode
from desktop.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Entered:
    """A record by the day that it tells of and the moment it was first written."""

    record: RecordId
    day: str
    at: str


def report_before(
    reader: Connection, unit: UnitCode, kind: str, day: str
) -> RecordId | None:
    """The last report of this kind that ended before a day."""
    row = reader.execute(
        "SELECT record FROM f_report_submission WHERE unit = ? AND kind = ?"
        " AND period_to < ? ORDER BY period_to DESC, record DESC LIMIT 1",
        (unit, kind, day),
    ).fetchone()
    return RecordId(row[0]) if row else None


def figures_of(reader: Connection, report: RecordId) -> dict[str, str]:
    """Code -> value, as a report tells them."""
    rows = reader.execute(
        "SELECT code, value FROM f_report_submission__figures WHERE record = ?",
        (report,),
    )
    return {code: value or "" for code, value in rows}


def sections_of(reader: Connection, report: RecordId) -> dict[str, str]:
    """Heading -> text, as a report tells them."""
    rows = reader.execute(
        "SELECT heading, body FROM f_report_submission__sections WHERE record = ?",
        (report,),
    )
    return {heading: body or "" for heading, body in rows}


def sharing_files(
    reader: Connection, unit: UnitCode, start: str, end: str
) -> tuple[RecordId, ...]:
    """Records of some days with a file that hangs on another record, too."""
    rows = reader.execute(
        "SELECT DISTINCT r.record FROM records r JOIN files f ON f.record = r.record"
        " WHERE r.unit = ? AND r.date BETWEEN ? AND ? AND EXISTS ("
        "SELECT 1 FROM files o JOIN records q ON q.record = o.record"
        " WHERE o.sha256 = f.sha256 AND o.record <> f.record AND q.unit = r.unit)"
        " ORDER BY r.date, r.record",
        (unit, start, end),
    )
    return tuple(RecordId(row[0]) for row in rows)


def entered(
    reader: Connection, unit: UnitCode, start: str, end: str
) -> tuple[Entered, ...]:
    """Records that tell of some days, with when they were first written."""
    rows = reader.execute(
        "SELECT r.record, r.date, min(v.at) FROM records r"
        " JOIN revisions v ON v.record = r.record"
        " WHERE r.unit = ? AND r.date BETWEEN ? AND ? AND r.state <> 'void'"
        " GROUP BY r.record ORDER BY r.date, r.record",
        (unit, start, end),
    )
    return tuple(Entered(RecordId(record), day, at) for record, day, at in rows)
