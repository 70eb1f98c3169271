"""Lists that forms choose from: SELECTs over projections."""

from collections.abc import Mapping

from desktop.store.connection import Connection
from desktop.store.specs import EntitySpec

Row = Mapping[str, str]


def columns(spec: EntitySpec) -> tuple[str, ...]:
    """The list's columns as a form sees them."""
    return ("name", "label", *(name for name, _ in spec.properties))


def rows(
    connection: Connection, spec: EntitySpec, equal: Mapping[str, str]
) -> list[Row]:
    """Entities whose columns equal what is asked; an unknown column finds none."""
    sources = {"name": "record", "label": spec.label} | dict(spec.properties)
    if not set(equal) <= set(sources):
        return []
    shown = ", ".join(f"coalesce(\"{source}\", '')" for source in sources.values())
    where = " AND ".join(f"coalesce(\"{sources[c]}\", '') = ?" for c in equal) or "1"
    found = connection.execute(
        f'SELECT {shown} FROM "{spec.table.table}" WHERE {where} ORDER BY rowid',
        list(equal.values()),
    ).fetchall()
    return [dict(zip(sources, map(str, row), strict=True)) for row in found]


def count(connection: Connection, spec: EntitySpec) -> int:
    """How many entities the list has."""
    found: int = connection.execute(
        f'SELECT count(*) FROM "{spec.table.table}"'
    ).fetchone()[0]
    return found
