"""The list of records, and finding one without its diacritics."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.ledger.ids import RecordId, RevisionId, UnitCode
from desktop.store.connection import Connection
from desktop.text.fold import fold, words


@dataclass(frozen=True, slots=True)
class Listed:
    """A record as lists show it."""

    record: RecordId
    form: str
    unit: UnitCode
    title: str
    date: str
    detail: str
    state: str  # complete | void
    flagged: bool
    revision: RevisionId
    texts: tuple[str, ...] = ()  # what search finds it by


def show(connection: Connection, listed: Listed) -> None:
    """Put a record into the list and the index, in place of its old self."""
    folded = fold(" ".join(listed.texts))
    old = connection.execute(
        "SELECT id, folded FROM records WHERE record = ?", (listed.record,)
    ).fetchone()
    values = (
        listed.form, listed.unit, listed.title, listed.date, listed.detail,
        listed.state, int(listed.flagged), listed.revision, folded, listed.record,
    )  # fmt: skip
    if old is None:
        number = connection.execute(_INSERT, values).lastrowid
    else:
        number = old[0]
        connection.execute(
            "INSERT INTO search (search, rowid, folded) VALUES ('delete', ?, ?)", old
        )
        connection.execute(_UPDATE, values)
    connection.execute(
        "INSERT INTO search (rowid, folded) VALUES (?, ?)", (number, folded)
    )


_INSERT = (
    "INSERT INTO records (form, unit, title, date, detail, state, flagged, revision,"
    " folded, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_UPDATE = (
    "UPDATE records SET form = ?, unit = ?, title = ?, date = ?, detail = ?,"
    " state = ?, flagged = ?, revision = ?, folded = ? WHERE record = ?"
)


def ids(connection: Connection, form: str, query: str = "") -> list[RecordId]:
    """Records of ``form``, newest first; all words of ``query`` must be in them."""
    found = words(query)
    if not found:
        rows = connection.execute(
            "SELECT record FROM records WHERE form = ? ORDER BY date DESC, id DESC",
            (form,),
        )
        return [RecordId(row[0]) for row in rows]
    sought = " ".join(f'"{word}"' for word in found) + "*"
    rows = connection.execute(
        "SELECT r.record FROM search JOIN records r ON r.id = search.rowid"
        " WHERE search MATCH ? AND r.form = ? ORDER BY r.date DESC, r.id DESC",
        (sought, form),
    )
    return [RecordId(row[0]) for row in rows]


def rows(connection: Connection, records: Sequence[RecordId]) -> list[Listed]:
    """The named records, in the order asked for; unknown ones are left out."""
    marks = ", ".join("?" * len(records))
    found = connection.execute(
        "SELECT record, form, unit, title, date, detail, state, flagged, revision"
        f" FROM records WHERE record IN ({marks})",
        list(records),
    )
    known = {row[0]: _listed(row) for row in found}
    return [known[record] for record in records if record in known]


def _listed(row: tuple[str, str, str, str, str, str, str, int, str]) -> Listed:
    return Listed(
        RecordId(row[0]), row[1], UnitCode(row[2]), row[3], row[4], row[5], row[6],
        bool(row[7]), RevisionId(row[8]),
    )  # fmt: skip


def counts(connection: Connection) -> dict[str, int]:
    """How many records each form has."""
    return dict(
        connection.execute(
            "SELECT form, count(*) FROM records WHERE state != 'void' GROUP BY form"
        ).fetchall()
    )
