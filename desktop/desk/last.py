"""The record before: what a form compares with, and begins from."""

from desktop.desk.standing import at_ref
from desktop.ledger.canonical import Data
from desktop.ledger.ids import RecordId, UnitCode
from desktop.ledger.revision import Op, Revision
from desktop.store import history, search
from desktop.store.connection import Connection
from desktop.xforms.casts import cast
from desktop.xforms.definition import Definition, Question
from desktop.xforms.last_saved import SOURCE

_LOOK = 50  # records looked at: others' and withdrawn ones are passed over


def asks_for_last(definition: Definition) -> bool:
    """Whether a form looks at the record before, or begins from it."""
    looks = any(one.src == SOURCE for one in definition.instances)
    return looks or any(_begins(question) for question in definition.questions)


def same(definition: Definition, last: Data) -> dict[str, str]:
    """The answers that a new record begins with, by their questions."""
    found = ((q, at_ref(last, q.ref)) for q in definition.questions if _begins(q))
    return {
        question.ref: value
        for question, value in found
        if isinstance(value, str) and cast(question.type, value)
    }


def _begins(question: Question) -> bool:
    return question.columns.get("last") == "same"


def last_before(
    reader: Connection, form_id: str, unit: UnitCode, record: RecordId | None
) -> Revision | None:
    """The newest by its date, of this unit; of a listed record, the one before it."""
    ids = search.ids(reader, form_id)
    if record in ids:
        ids = ids[ids.index(record) + 1 :]
    for listed in search.rows(reader, ids[:_LOOK]):
        names = history.heads(reader, listed.record)
        head = history.read(reader, names[0]) if names else None
        if head is not None and head.unit == unit and head.op is not Op.VOID:
            return head
    return None
