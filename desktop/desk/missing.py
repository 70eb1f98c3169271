"""What is missing before a period is closed, as the pack asks, with the records."""

from collections.abc import Iterator

from desktop.desk.figure_defs import sql_of
from desktop.desk.figures import Asked
from desktop.desk.packs import Pack
from desktop.desk.period_views import Notice
from desktop.ledger.canonical import Json
from desktop.store import figures

_FILE = "missing.toml"


def missing(asked: Asked) -> Iterator[Notice]:
    """One line for each thing that has a row."""
    for entry in _entries(asked.pack):
        sql = sql_of(asked.pack, entry)
        rows = figures.run(asked.reader, sql, asked.scope, *asked.span)
        if rows:
            label = str(entry["label"]).format(count=len(rows))
            records = tuple(row.record for row in rows if row.record)
            yield Notice("period.missing", {"label": label}, records)


def _entries(pack: Pack) -> list[dict[str, Json]]:
    found = pack.toml("figures", _FILE).get("missing")
    return [e for e in found if isinstance(e, dict)] if isinstance(found, list) else []
