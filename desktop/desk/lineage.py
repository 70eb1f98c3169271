"""Registers that hold: no record comes to stand above itself."""

from collections.abc import Mapping

from desktop.desk.packs import Pack
from desktop.desk.standing import leaf
from desktop.errors import Refused
from desktop.ledger.canonical import Json
from desktop.ledger.ids import RecordId, form_id_of
from desktop.ledger.revision import Content, Finished, Op
from desktop.store import lineage
from desktop.store.connection import Connection

_FILE = ("start", "lineage.toml")


def check(pack: Pack, reader: Connection, done: Finished) -> None:
    """Refuse contents by which a record would come to stand above itself."""
    up = _table(pack.toml(*_FILE).get("up"))
    for content in done.contents:
        form = form_id_of(content.form)
        if content.op is Op.PUT and form in up and content.base:
            _no_circle(reader, form, str(up[form]), content)


def _no_circle(reader: Connection, form: str, question: str, content: Content) -> None:
    parent = leaf(content.data, question)
    if not isinstance(parent, str) or not parent:
        return
    first = RecordId(parent)
    line = (first, *lineage.above(reader, form, question, first))
    if content.record in line:
        raise Refused("lineage.circle", steps=line.index(content.record) + 1)


def _table(found: Json) -> Mapping[str, Json]:
    return found if isinstance(found, dict) else {}
