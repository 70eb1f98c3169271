"""Typed tables of the heads: made from revisions, rebuilt when a form changes."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.ledger.canonical import Data
from desktop.ledger.ids import RecordId, RevisionId, form_id_of
from desktop.ledger.line import parse_line
from desktop.ledger.revision import Op, Revision
from desktop.store import files, search
from desktop.store.connection import Connection, transaction
from desktop.store.leaves import Cell, Reveal, cell, rows_of
from desktop.store.specs import ColumnKind, ColumnSpec, RepeatSpec, TableSpec

Specs = dict[str, TableSpec]
_TYPES = {ColumnKind.INTEGER: "INTEGER", ColumnKind.SCALED: "INTEGER"}
_HEAD = ("record", "unit", "units", "form_version", "revision", "flagged", "at")


@dataclass(frozen=True, slots=True)
class Head:
    """The revision a record is shown by."""

    revision: Revision
    flagged: bool  # there are others


def ensure(connection: Connection, specs: Specs) -> list[str]:
    """Make the tables fit ``specs``; rebuilds what changed, returns its forms."""
    known = dict(connection.execute("SELECT form, spec FROM specs").fetchall())
    changed = [f for f, spec in specs.items() if known.get(f) != spec.fingerprint]
    if changed:
        with transaction(connection):
            for form in changed:
                _rebuild(connection, specs, specs[form])
    return changed


def _rebuild(connection: Connection, specs: Specs, spec: TableSpec) -> None:
    for name in _tables_of(connection, spec.form):
        connection.execute(f'DROP TABLE "{name}"')
    _create(connection, spec)
    connection.execute(
        "INSERT OR REPLACE INTO specs (form, spec) VALUES (?, ?)",
        (spec.form, spec.fingerprint),
    )
    found = connection.execute(
        "SELECT DISTINCT h.record FROM heads h JOIN revisions r ON r.hash = h.revision"
        " WHERE r.form LIKE ? || '@%'",
        (spec.form,),
    ).fetchall()
    project(connection, specs, [RecordId(row[0]) for row in found], {})


def _tables_of(connection: Connection, form: str) -> list[str]:
    pattern = f"f_{form}".replace("_", r"\_")
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        r" AND (name LIKE ? ESCAPE '\' OR name LIKE ? ESCAPE '\')",
        (pattern, pattern + r"\_\_%"),
    ).fetchall()
    return [row[0] for row in found]


def _create(connection: Connection, spec: TableSpec) -> None:
    own = ", ".join(_declared(column) for column in spec.columns)
    connection.execute(
        f'CREATE TABLE "{spec.table}" (record TEXT PRIMARY KEY, unit TEXT, units TEXT,'
        f" form_version TEXT, revision TEXT, flagged INTEGER, at TEXT, {own})"
    )
    for column in _multiples(spec):
        name = f"{spec.table}__{column.name}_m"
        connection.execute(
            f'CREATE TABLE "{name}" (record TEXT, value TEXT, '
            "PRIMARY KEY (record, value)) WITHOUT ROWID"
        )
    for repeat in spec.repeats:
        own = ", ".join(_declared(column) for column in repeat.columns)
        connection.execute(
            f'CREATE TABLE "{spec.table}__{repeat.name}" (record TEXT, _row TEXT,'
            f" position INTEGER, {own})"
        )
        connection.execute(
            f'CREATE INDEX "{spec.table}__{repeat.name}_record"'
            f' ON "{spec.table}__{repeat.name}" (record)'
        )


def _declared(column: ColumnSpec) -> str:
    return f'"{column.name}" {_TYPES.get(column.kind, "TEXT")}'


def _multiples(spec: TableSpec) -> list[ColumnSpec]:
    return [c for c in spec.columns if c.kind is ColumnKind.MULTIPLE]


def project(
    connection: Connection,
    specs: Specs,
    records: Iterable[RecordId],
    fresh: dict[RevisionId, Revision],
) -> None:
    """Show each record by its head; ``fresh`` spares reading lines just written."""
    reveal = revealer(connection)
    for record in records:
        head = head_of(connection, record, fresh)
        if head is not None:
            _show(connection, specs, head, reveal)


def revealer(connection: Connection) -> Reveal:
    """Looks values up by commitment."""

    def reveal(commitment: str) -> str | None:
        row = connection.execute(
            "SELECT value FROM private_values WHERE commitment = ?", (commitment,)
        ).fetchone()
        return row[0] if row else None

    return reveal


def head_of(
    connection: Connection, record: RecordId, fresh: dict[RevisionId, Revision]
) -> Head | None:
    """Of several heads, the first in hash order, flagged."""
    found = connection.execute(
        "SELECT revision FROM heads WHERE record = ? ORDER BY revision LIMIT 2",
        (record,),
    ).fetchall()
    if not found:
        return None
    name = RevisionId(found[0][0])
    revision = fresh.get(name) or _read(connection, name)
    return Head(revision, len(found) > 1)


def _read(connection: Connection, name: RevisionId) -> Revision:
    row = connection.execute(
        "SELECT raw FROM revisions WHERE hash = ?", (name,)
    ).fetchone()
    return parse_line(bytes(row[0]))


def _show(connection: Connection, specs: Specs, head: Head, reveal: Reveal) -> None:
    revision = head.revision
    spec = specs.get(form_id_of(revision.form))
    void = revision.op is Op.VOID
    if spec is not None:
        _clear(connection, spec, revision.record)
        if not void:
            _insert(connection, spec, head, reveal)
    files.index(
        connection,
        revision.record,
        [(file.sha256, file.name, file.bytes, file.media) for file in revision.files],
    )
    search.show(connection, _listed(spec, head, reveal))


def _clear(connection: Connection, spec: TableSpec, record: RecordId) -> None:
    connection.execute(f'DELETE FROM "{spec.table}" WHERE record = ?', (record,))
    for name in [f"{c.name}_m" for c in _multiples(spec)] + [
        r.name for r in spec.repeats
    ]:
        connection.execute(
            f'DELETE FROM "{spec.table}__{name}" WHERE record = ?', (record,)
        )


def _insert(
    connection: Connection, spec: TableSpec, head: Head, reveal: Reveal
) -> None:
    revision = head.revision
    version = revision.form.partition("@")[2]
    cells: list[Cell] = [
        revision.record, revision.unit, revision.units, version, revision.hash,
        int(head.flagged), revision.at,
    ]  # fmt: skip
    cells += [cell(column, revision.data, reveal) for column in spec.columns]
    names = ", ".join(f'"{n}"' for n in (*_HEAD, *(c.name for c in spec.columns)))
    marks = ", ".join("?" * len(cells))
    connection.execute(f'INSERT INTO "{spec.table}" ({names}) VALUES ({marks})', cells)
    for column in _multiples(spec):
        chosen = str(cell(column, revision.data, reveal) or "").split()
        connection.executemany(
            f'INSERT OR IGNORE INTO "{spec.table}__{column.name}_m" VALUES (?, ?)',
            [(revision.record, value) for value in chosen],
        )
    for repeat in spec.repeats:
        _insert_rows(
            connection, f"{spec.table}__{repeat.name}", repeat, revision, reveal
        )


def _insert_rows(
    connection: Connection,
    table: str,
    repeat: RepeatSpec,
    revision: Revision,
    reveal: Reveal,
) -> None:
    marks = ", ".join("?" * (3 + len(repeat.columns)))
    rows = [
        [
            revision.record,
            str(row.get("_row", "")),
            position,
            *(cell(column, row, reveal) for column in repeat.columns),
        ]
        for position, row in enumerate(rows_of(revision.data, repeat.path), start=1)
    ]
    connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)


def worded(column: ColumnSpec, data: Data, reveal: Reveal) -> str:
    """A column's value as people read it: labels in place of codes."""
    found = cell(column, data, reveal)
    if found is None:
        return ""
    labels = dict(column.labels)
    codes = str(found).split() if column.kind is ColumnKind.MULTIPLE else [str(found)]
    return ", ".join(labels.get(code, code) for code in codes)


def _listed(spec: TableSpec | None, head: Head, reveal: Reveal) -> search.Listed:
    revision = head.revision
    void = revision.op is Op.VOID
    data: Data = revision.data
    columns = {c.name: c for c in spec.columns} if spec else {}

    def shown(name: str) -> str:
        return worded(columns[name], data, reveal) if name in columns else ""

    texts = (
        [] if void else [worded(column, data, reveal) for column in columns.values()]
    )
    return search.Listed(
        record=revision.record,
        form=form_id_of(revision.form),
        unit=revision.unit,
        title=" ".join(filter(None, map(shown, spec.title if spec else ()))),
        date=shown(spec.date) if spec else "",
        detail=" · ".join(filter(None, map(shown, spec.detail if spec else ()))),
        state="void" if void else "complete",
        flagged=head.flagged,
        revision=revision.hash,
        texts=tuple(filter(None, texts)),
    )
