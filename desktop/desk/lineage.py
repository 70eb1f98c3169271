"""Registers that hold: nothing above itself, nothing withdrawn that others name."""

from collections.abc import Iterator, Mapping

from desktop.desk.packs import Pack
from desktop.desk.standing import leaf
from desktop.errors import Refused
from desktop.ledger.canonical import Json
from desktop.ledger.ids import RecordId, form_id_of
from desktop.ledger.revision import Content, Finished, Op
from desktop.store import lineage, search
from desktop.store.connection import Connection

_FILE = ("start", "lineage.toml")
_SOME = 3  # of those that name a record, told by their titles


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


def not_named(pack: Pack, reader: Connection, form: str, record: RecordId) -> None:
    """Refuse to withdraw what living records name; they are told."""
    found = [name for names in _naming(pack, reader, form, record) for name in names]
    if found:
        rows = search.rows(reader, found[:_SOME])
        some = "; ".join(row.title for row in rows)
        raise Refused("lineage.named", count=len(found), some=some)


def _naming(
    pack: Pack, reader: Connection, form: str, record: RecordId
) -> Iterator[tuple[RecordId, ...]]:
    named = _table(_table(pack.toml(*_FILE).get("named")).get(form))
    for other, question in named.items():
        if other in pack.forms:
            yield lineage.naming(reader, other, str(question), record)


def _table(found: Json) -> Mapping[str, Json]:
    return found if isinstance(found, dict) else {}
