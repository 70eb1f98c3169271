"""Drafts: one mutable row a record, never chained, never handed over."""

import json
from dataclasses import dataclass

from desktop.ledger.canonical import Data
from desktop.ledger.ids import AccountId, FormRef, RecordId, RevisionId
from desktop.store.connection import Connection, transaction


@dataclass(frozen=True, slots=True)
class Draft:
    """Half-typed work; ``base`` are the heads it would replace."""

    record: RecordId
    form: FormRef
    pack: str
    author: AccountId
    data: Data
    base: tuple[RevisionId, ...]
    touched: str


def save(connection: Connection, draft: Draft) -> None:
    """Keep the draft's present state, on disk when this returns."""
    data = json.dumps(draft.data, ensure_ascii=False)
    with transaction(connection):
        connection.execute(
            "INSERT INTO drafts"
            " (record, form, pack, author, data, base, created, touched)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (record) DO UPDATE SET"
            " form = excluded.form, pack = excluded.pack, data = excluded.data,"
            " base = excluded.base, touched = excluded.touched",
            (draft.record, draft.form, draft.pack, draft.author, data,
             " ".join(draft.base), draft.touched, draft.touched),
        )  # fmt: skip


def drop(connection: Connection, record: RecordId) -> None:
    """The draft is given up."""
    with transaction(connection):
        connection.execute("DELETE FROM drafts WHERE record = ?", (record,))


def get(connection: Connection, record: RecordId) -> Draft | None:
    """One draft."""
    row = connection.execute(f"{_SELECT} WHERE record = ?", (record,)).fetchone()
    return _draft(row) if row else None


def listed(connection: Connection, form_id: str = "") -> list[Draft]:
    """Drafts, last touched first; of one form when named."""
    rows = connection.execute(
        f"{_SELECT} WHERE ? = '' OR form LIKE ? || '@%' ORDER BY touched DESC",
        (form_id, form_id),
    ).fetchall()
    return [_draft(row) for row in rows]


def forms(connection: Connection) -> list[FormRef]:
    """The forms, in their versions, that drafts are of."""
    rows = connection.execute("SELECT DISTINCT form FROM drafts").fetchall()
    return [FormRef(row[0]) for row in rows]


_SELECT = "SELECT record, form, pack, author, data, base, touched FROM drafts"


def _draft(row: tuple[str, str, str, str, str, str, str]) -> Draft:
    return Draft(
        record=RecordId(row[0]),
        form=FormRef(row[1]),
        pack=row[2],
        author=AccountId(row[3]),
        data=json.loads(row[4]),
        base=tuple(RevisionId(name) for name in row[5].split()),
        touched=row[6],
    )
