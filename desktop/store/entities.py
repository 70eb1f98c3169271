"""Lists that forms choose from: SELECTs over projections."""

from collections.abc import Mapping

from desktop.store.connection import Connection
from desktop.store.leaves import Cell, lexical, scaled
from desktop.store.specs import ColumnKind, ColumnSpec, EntitySpec

Row = Mapping[str, str]


def columns(spec: EntitySpec) -> tuple[str, ...]:
    """The list's columns as a form sees them; ``unit`` is whose record it is."""
    return tuple(_sources(spec))


def rows(
    connection: Connection, spec: EntitySpec, equal: Mapping[str, str]
) -> list[Row]:
    """Entities whose columns equal what is asked; an unknown column finds none."""
    sources = _sources(spec)
    if not set(equal) <= set(sources):
        return []
    kinds = {column.name: column for column in spec.table.columns}
    asked = {sources[name]: value for name, value in equal.items()}
    typed = {name: _typed(kinds.get(name), value) for name, value in asked.items()}
    where = " AND ".join(f'"{name}" IS ?' for name in typed) or "1"
    shown = ", ".join(f'"{source}"' for source in sources.values())
    found = connection.execute(
        f'SELECT {shown} FROM "{spec.table.table}" WHERE {where} ORDER BY record',
        list(typed.values()),
    ).fetchall()
    shapes = [kinds.get(source, _RECORD) for source in sources.values()]
    return [
        {
            name: lexical(value, shape)
            for name, value, shape in zip(sources, row, shapes, strict=True)
        }
        for row in found
    ]


def _sources(spec: EntitySpec) -> dict[str, str]:
    own = {"name": "record", "label": spec.label, "unit": "unit"}
    return own | dict(spec.properties)


_RECORD = ColumnSpec("record", ColumnKind.TEXT, ())


def _typed(column: ColumnSpec | None, value: str) -> Cell:
    """What a column holds when its answer is ``value``; "" is none."""
    if value == "":
        return None
    if column is None or column.kind in (ColumnKind.TEXT, ColumnKind.MULTIPLE):
        return value
    return scaled(value, column.scale)


def count(connection: Connection, spec: EntitySpec) -> int:
    """How many entities the list has."""
    found: int = connection.execute(
        f'SELECT count(*) FROM "{spec.table.table}"'
    ).fetchone()[0]
    return found
