"""Typed rows of the heads: made from revisions, a batch at a time."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from desktop.ledger.canonical import Data
from desktop.ledger.commitment import commitments_in_line
from desktop.ledger.ids import FormRef, RecordId, RevisionId, form_id_of
from desktop.ledger.line import parse_line
from desktop.ledger.revision import Op, Revision
from desktop.store import files, homes, search, settings, shapes, values
from desktop.store.connection import Connection, transaction
from desktop.store.kept import Kept
from desktop.store.leaves import (
    Cell,
    Reveal,
    cell,
    holds_the_text,
    lexical,
    rows_of,
    typed,
)
from desktop.store.specs import ColumnSpec, RepeatSpec, TableSpec
from desktop.store.wording import detail, worded
from desktop.text.fold import fold

Specs = Mapping[str, TableSpec]
_BATCH = 500  # records whose rows are held before they are written
_Row = list[Cell]


@dataclass(frozen=True, slots=True)
class Fresh:
    """Lines, and values, that were just written."""

    lines: dict[RevisionId, Revision]
    kept: Kept | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The revision a record is shown by."""

    revision: Revision
    flagged: bool  # there are others
    redacted: bool = False  # a value of it was destroyed


@dataclass(frozen=True, slots=True)
class _Plan:
    """A form's tables, statements and labels, made ready once."""

    spec: TableSpec
    plain: dict[str, ColumnSpec]  # by the one key of data that the answer stands at
    texts: dict[str, str]  # of these, the names of columns that hold the very answer
    nested: tuple[ColumnSpec, ...]  # the others
    named: dict[str, ColumnSpec]  # every column, in the table's order
    spoken: dict[tuple[str, Cell], tuple[str, str]]  # labels looked up, and folded
    labels: dict[str, dict[str, str]]
    insert: str
    repeats: tuple[tuple[RepeatSpec, str], ...]
    clear: tuple[str, ...]


@dataclass(slots=True)
class _Batch:
    """Rows by the statement that writes them, and what goes before that."""

    gone: dict[str, list[_Row]] = field(default_factory=dict)
    rows: dict[str, list[_Row]] = field(default_factory=dict)
    listed: list[search.Listed] = field(default_factory=list)
    files: list[tuple[RecordId, Revision]] = field(default_factory=list)

    def add(self, statement: str, rows: Iterable[_Row]) -> None:
        self.rows.setdefault(statement, []).extend(rows)


def ensure(connection: Connection, specs: Specs, mark: str = "") -> list[str]:
    """Make the tables fit ``specs``; rebuilds what changed, returns its forms.

    Equal ``mark``, equal specs: then none of them is even read. "" equals nothing.
    """
    if mark and settings.get(connection, settings.TABLES) == mark:
        return []
    known = dict(connection.execute("SELECT form, spec FROM specs").fetchall())
    changed = [f for f, spec in specs.items() if known.get(f) != spec.fingerprint]
    with transaction(connection):
        for form in changed:
            _rebuild(connection, specs, specs[form])
        settings.put(connection, settings.TABLES, mark)
    return changed


def reads(specs: Specs, form: FormRef) -> bool:
    """Whether a line's form and version are known here: others are only kept."""
    spec = specs.get(form_id_of(form))
    return spec is not None and spec.reads(form)


def rebuild(connection: Connection, specs: Specs, form: str) -> None:
    """Make one form's tables again from the lines."""
    with transaction(connection):
        _rebuild(connection, specs, specs[form])


def _rebuild(connection: Connection, specs: Specs, spec: TableSpec) -> None:
    for known in (*spec.past, spec):
        shapes.learn(connection, known)
    shapes.create(connection, shapes.whole(connection, spec))
    connection.execute(
        "INSERT OR REPLACE INTO specs (form, spec) VALUES (?, ?)",
        (spec.form, spec.fingerprint),
    )
    found = connection.execute(
        "SELECT DISTINCT h.record FROM heads h JOIN revisions r ON r.hash = h.revision"
        " WHERE r.form >= ? || '@' AND r.form < ? || 'A'",  # "A" follows "@"
        (spec.form, spec.form),
    ).fetchall()
    project(connection, specs, [RecordId(row[0]) for row in found], Fresh({}))


def project(
    connection: Connection,
    specs: Specs,
    records: Iterable[RecordId],
    fresh: Fresh,
) -> None:
    """Show each record by its head; ``fresh`` spares reading what was just written."""
    plans: dict[str, _Plan | None] = {}
    waiting = iter(records)
    while chunk := list(islice(waiting, _BATCH)):
        _project(connection, specs, plans, chunk, fresh)


def _project(
    connection: Connection,
    specs: Specs,
    plans: dict[str, _Plan | None],
    records: list[RecordId],
    fresh: Fresh,
) -> None:
    held = search.held(connection, records)
    heads = list(_heads(connection, records, fresh.lines))
    reveal = _revealer(connection, [head.revision for head in heads], fresh.kept)
    batch = _Batch()
    readable: dict[FormRef, bool] = {}
    for head in heads:
        form = form_id_of(head.revision.form)
        if form not in plans:
            spec = specs.get(form)
            plans[form] = _plan(shapes.whole(connection, spec)) if spec else None
        plan = plans[form]
        version = head.revision.form
        if version not in readable:
            readable[version] = reads(specs, version)
        if plan is not None and head.revision.record in held:
            for statement in plan.clear:
                gone = batch.gone.setdefault(statement, [])
                gone.append([head.revision.record])
        _show(batch, plan if readable[version] else None, head, reveal)
    for statement, rows in (*batch.gone.items(), *batch.rows.items()):
        connection.executemany(statement, rows)
    search.show(connection, batch.listed, held)
    _index_files(connection, batch, held)


def _index_files(
    connection: Connection, batch: _Batch, held: dict[RecordId, tuple[int, str]]
) -> None:
    for record, revision in batch.files:
        if record in held or revision.files:
            named = [(f.sha256, f.name, f.bytes, f.media) for f in revision.files]
            files.index(connection, record, named)


@lru_cache(64)
def _plan(spec: TableSpec) -> _Plan:
    names = [*shapes.OWN, *(column.name for column in spec.columns)]
    quoted = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    parts = ["", *(f"__{repeat.name}" for repeat in spec.repeats)]
    plain = {c.path[0]: c for c in spec.columns if len(c.path) == 1 and not c.former}
    return _Plan(
        spec,
        plain,
        {k: c.name for k, c in plain.items() if holds_the_text(c)},
        tuple(c for c in spec.columns if plain.get(c.path[0]) is not c),
        {c.name: c for c in spec.columns},
        {},
        {c.name: dict(c.labels) for c in spec.columns if c.labels},
        f'INSERT INTO "{spec.table}" ({quoted}) VALUES ({marks})',
        tuple((repeat, _insert_rows(spec.table, repeat)) for repeat in spec.repeats),
        tuple(f'DELETE FROM "{spec.table}{part}" WHERE record = ?' for part in parts),
    )


def _insert_rows(table: str, repeat: RepeatSpec) -> str:
    marks = ", ".join("?" * (3 + len(repeat.columns)))
    return f'INSERT INTO "{table}__{repeat.name}" VALUES ({marks})'


def _heads(
    connection: Connection,
    records: list[RecordId],
    fresh: dict[RevisionId, Revision],
) -> Iterator[Head]:
    """Of several heads, the first in hash order, flagged."""
    marks = ", ".join("?" * len(records))
    rows = connection.execute(
        "SELECT record, min(revision), count(*) FROM heads"
        f" WHERE record IN ({marks}) GROUP BY record",
        records,
    ).fetchall()
    redacted = connection.execute("SELECT 1 FROM redacted LIMIT 1").fetchone()
    for _, name, count in rows:
        revision = fresh.get(name) or _read(connection, name)
        gone = redacted is not None and _is_redacted(connection, revision)
        yield Head(revision, count > 1, gone)


def _read(connection: Connection, name: RevisionId) -> Revision:
    row = connection.execute(
        "SELECT raw FROM revisions WHERE hash = ?", (name,)
    ).fetchone()
    return parse_line(bytes(row[0]))


def _is_redacted(connection: Connection, revision: Revision) -> bool:
    named = commitments_in_line(revision.raw)
    marks = ", ".join("?" * len(named))
    return bool(
        connection.execute(
            f"SELECT 1 FROM redacted WHERE commitment IN ({marks}) LIMIT 1", named
        ).fetchone()
    )


def _revealer(
    connection: Connection, revisions: Iterable[Revision], kept: Kept | None
) -> Reveal:
    """The values behind these lines' commitments, looked up in one go."""
    named = [c for revision in revisions for c in commitments_in_line(revision.raw)]
    found = {name: kept.text(name) for name in named} if kept else {}
    more = [name for name in named if found.get(name) is None]
    return homes.told(connection, found | values.texts(connection, more)).get


def _show(batch: _Batch, plan: _Plan | None, head: Head, reveal: Reveal) -> None:
    revision = head.revision
    batch.files.append((revision.record, revision))
    cells: dict[str, Cell] = {}
    if plan is not None:
        cells = _cells(plan, revision.data, reveal)
        if revision.op is not Op.VOID:
            _insert(batch, plan, head, cells, reveal)
    batch.listed.append(_listed(plan, head, cells))


def _cells(plan: _Plan, data: Data, reveal: Reveal) -> dict[str, Cell]:
    """The values of the columns that were answered; most questions are not.

    In an order of their own: a line just written has its keys in another than one read.
    """
    found: dict[str, Cell] = {}
    for key in sorted(data):
        node = data[key]
        if key in plan.texts and isinstance(node, str):
            found[plan.texts[key]] = node or None
        elif node is not None and key in plan.plain:
            column = plan.plain[key]
            found[column.name] = typed(column, node, reveal)
    for column in plan.nested:
        found[column.name] = cell(column, data, reveal)
    return found


def _insert(
    batch: _Batch, plan: _Plan, head: Head, cells: dict[str, Cell], reveal: Reveal
) -> None:
    revision = head.revision
    version = revision.form.partition("@")[2]
    evidence = len(revision.files) + len(values.papers(revision.data))
    own: _Row = [
        revision.record, revision.unit, revision.units, version, revision.hash,
        int(head.flagged), int(head.redacted), revision.at, evidence,
    ]  # fmt: skip
    batch.add(plan.insert, [[*own, *map(cells.get, plan.named)]])
    for repeat, statement in plan.repeats:
        batch.add(statement, _repeat_rows(repeat, revision, reveal))


def _repeat_rows(
    repeat: RepeatSpec, revision: Revision, reveal: Reveal
) -> Iterator[_Row]:
    for position, row in enumerate(rows_of(revision.data, repeat.path), start=1):
        answers = [cell(column, row, reveal) for column in repeat.columns]
        yield [revision.record, str(row.get("_row", "")), position, *answers]


def _listed(plan: _Plan | None, head: Head, cells: dict[str, Cell]) -> search.Listed:
    revision = head.revision
    void = revision.op is Op.VOID
    state = "complete" if plan else "unread"
    said, folded = _said(plan, cells) if plan else ({}, "")
    spec, named = (plan.spec, plan.named) if plan else (TableSpec("", ()), {})
    return search.Listed(
        record=revision.record,
        form=form_id_of(revision.form),
        unit=revision.unit,
        title=" ".join([said[name] for name in spec.title if said.get(name)]),
        date=said.get(spec.date, ""),
        detail=" · ".join(detail(named, spec.detail, said)),
        state="void" if void else state,
        flagged=head.flagged,
        stream=revision.stream,
        seq=revision.seq,
        folded="" if void else folded,
        redacted=head.redacted,
    )


def _said(plan: _Plan, cells: dict[str, Cell]) -> tuple[dict[str, str], str]:
    """What was answered, in words, a plain text being its own; and all of it folded."""
    said: dict[str, str] = {}
    folded: list[str] = []
    for name, found in cells.items():
        if found is None:
            continue
        if name in plan.labels:
            words, plain = plan.spoken.get((name, found)) or _spoken(plan, name, found)
        else:
            text = isinstance(found, str)
            words = str(found) if text else lexical(found, plan.named[name])
            plain = fold(words)
        if words:
            said[name] = words
            folded.append(plain)
    return said, " ".join(folded)


def _spoken(plan: _Plan, name: str, found: Cell) -> tuple[str, str]:
    words = worded(plan.named[name], found, plan.labels[name])
    plan.spoken[name, found] = words, fold(words)
    return plan.spoken[name, found]
