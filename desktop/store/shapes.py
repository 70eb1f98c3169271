"""Tables that fit the forms: made, widened by every version, rebuilt from the lines."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from desktop.errors import Refused
from desktop.store.connection import Connection
from desktop.store.specs import ColumnKind, ColumnSpec, RepeatSpec, TableSpec

_TYPES = {ColumnKind.INTEGER: "INTEGER", ColumnKind.SCALED: "INTEGER"}
OWN = ("record", "unit", "units", "form_version", "revision", "flagged", "redacted",
       "at", "attached")  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Seen:
    """A column as some version of the form had it; ``part`` "" is the form itself."""

    part: str
    part_path: tuple[str, ...]
    column: ColumnSpec


def whole(connection: Connection, spec: TableSpec) -> TableSpec:
    """``spec`` with the columns and places that only older versions knew."""
    past = list(_seen(connection, spec.form, "AND past"))
    if not past:
        return spec
    repeats = {repeat.name: repeat for repeat in spec.repeats}
    for old in past:
        if old.part and old.part not in repeats:
            repeats[old.part] = RepeatSpec(old.part, old.part_path, ())
    return replace(
        spec,
        columns=_widened(spec.columns, past, ""),
        repeats=tuple(
            replace(repeat, columns=_widened(repeat.columns, past, repeat.name))
            for repeat in repeats.values()
        ),
    )


def _widened(
    columns: Iterable[ColumnSpec], past: Iterable[_Seen], part: str
) -> tuple[ColumnSpec, ...]:
    found = {column.name: column for column in columns}
    for old in past:
        if old.part != part:
            continue
        now = found.get(old.column.name, old.column)
        if now.path != old.column.path:
            now = replace(now, former=(*now.former, old.column.path))
        found[now.name] = now
    return tuple(found.values())


def learn(connection: Connection, spec: TableSpec) -> None:
    """Note the columns of ``spec``; those of older versions are past, never re-used."""
    living = {(s.part, s.column.name): s for s in _parts(spec)}
    for old in list(_seen(connection, spec.form)):
        now = living.get((old.part, old.column.name))
        if now is not None and _reused(connection, spec.form, now, old):
            raise Refused("store.column_reused", form=spec.form, column=now.column.name)
    connection.execute("UPDATE shapes SET past = 1 WHERE form = ?", (spec.form,))
    connection.executemany(
        "INSERT OR REPLACE INTO shapes VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
        [_row(spec.form, seen) for seen in living.values()],
    )


def _reused(connection: Connection, form: str, now: _Seen, old: _Seen) -> bool:
    """A name that had gone comes back to mean another kind of thing."""
    if now.column.kind is old.column.kind:
        return False
    alive = connection.execute(
        "SELECT 1 FROM shapes WHERE form = ? AND part = ? AND name = ? AND NOT past",
        (form, old.part, old.column.name),
    ).fetchone()
    return alive is None


def _parts(spec: TableSpec) -> Iterator[_Seen]:
    for column in spec.columns:
        yield _Seen("", (), column)
    for repeat in spec.repeats:
        for column in repeat.columns:
            yield _Seen(repeat.name, repeat.path, column)


def _row(form: str, seen: _Seen) -> tuple[str | int, ...]:
    column = seen.column
    return (
        form, seen.part, json.dumps(seen.part_path), column.name,
        json.dumps(column.path), column.kind.value, column.scale,
    )  # fmt: skip


def _seen(connection: Connection, form: str, more: str = "") -> Iterator[_Seen]:
    rows = connection.execute(
        "SELECT part, part_path, name, path, kind, scale FROM shapes"
        f" WHERE form = ? {more}",
        (form,),
    )
    for part, part_path, name, path, kind, scale in rows:
        column = ColumnSpec(name, ColumnKind(kind), tuple(json.loads(path)), scale)
        yield _Seen(part, tuple(json.loads(part_path)), column)


def create(connection: Connection, spec: TableSpec) -> None:
    """Empty tables of this shape, in place of the old ones."""
    for name in _tables_of(connection, spec.form):
        connection.execute(f'DROP TABLE "{name}"')
    own = "".join(f", {_declared(column)}" for column in spec.columns)
    connection.execute(
        f'CREATE TABLE "{spec.table}" (record TEXT PRIMARY KEY, unit TEXT, units TEXT,'
        " form_version TEXT, revision TEXT, flagged INTEGER, redacted INTEGER,"
        f" at TEXT, attached INTEGER{own}) WITHOUT ROWID"
    )
    for repeat in spec.repeats:
        own = "".join(f", {_declared(column)}" for column in repeat.columns)
        connection.execute(
            f'CREATE TABLE "{spec.table}__{repeat.name}" (record TEXT, _row TEXT,'
            f" position INTEGER{own}, PRIMARY KEY (record, position)) WITHOUT ROWID"
        )


def _tables_of(connection: Connection, form: str) -> list[str]:
    pattern = f"f_{form}".replace("_", r"\_")
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        r" AND (name LIKE ? ESCAPE '\' OR name LIKE ? ESCAPE '\')",
        (pattern, pattern + r"\_\_%"),
    ).fetchall()
    return [row[0] for row in found]


def _declared(column: ColumnSpec) -> str:
    return f'"{column.name}" {_TYPES.get(column.kind, "TEXT")}'
