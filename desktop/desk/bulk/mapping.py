"""Columns of a table to questions of a form, by what stands over them."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from desktop.desk.bulk.rules import Rule
from desktop.desk.bulk.views import Column, Offer, Plan
from desktop.errors import Refused
from desktop.ledger.canonical import Json
from desktop.store import settings
from desktop.store.connection import Connection
from desktop.tables.table import Row, Table
from desktop.text import legacy
from desktop.text.clean import clean
from desktop.text.fold import words
from desktop.xforms.definition import (
    Definition,
    Group,
    Item,
    Kind,
    Question,
)

READ = frozenset((
    Kind.TEXT, Kind.MULTILINE, Kind.INTEGER, Kind.DECIMAL, Kind.DATE, Kind.SELECT_ONE,
    Kind.SELECT_MULTIPLE,
))  # fmt: skip
_LOOK = 20  # rows among which the header is looked for


def questions(definition: Definition) -> dict[str, Question]:
    """What a column may answer, by ``group/name``, in form order."""
    asked = (q for q in _flat(definition.root.children) if q.kind in READ)
    return {question.ref.split("/", 2)[2]: question for question in asked}


def offers(definition: Definition) -> tuple[Offer, ...]:
    """The same, to choose from."""
    known = questions(definition)
    return tuple(Offer(name, label_of(question)) for name, question in known.items())


def label_of(question: Question) -> str:
    """Its label in the form's language."""
    return next(iter(question.label.values()), question.name)


def plan(
    table: Table, definition: Definition, rule: Rule, header: int | None = None
) -> Plan:
    """The row that most of the form's words stand in, and what each column answers."""
    known = _known(definition, rule)
    rows = range(min(_LOOK, len(table.rows)))
    best = max(rows, key=lambda at: (_matches(table, at, known), at), default=0)
    if header is None:
        header = best if _matches(table, best, known) else _first_filled(table)
    taken: set[str] = set()
    columns = []
    for index, text in enumerate(headers(table, header)):
        question = known.get(key_of(text), "")
        question = "" if question in taken else question
        taken.add(question)
        columns.append(Column(index, text, question))
    return Plan(header, tuple(columns))


def mapped(plan: Plan, given: Mapping[str, str], definition: Definition) -> Plan:
    """The same columns with other questions: by letter, or by what stands over them."""
    known, places = questions(definition), _places(plan, given)
    for name in given.values():
        if name and name not in known:
            raise Refused("import.question", question=name[:60])
    chosen = {places[said]: name for said, name in given.items()}
    taken = [name for name in chosen.values() if name]
    if len(set(taken)) < len(taken):
        raise Refused("import.twice_mapped")
    columns = (_chosen(c, chosen, taken) for c in plan.columns)
    return Plan(plan.header, tuple(columns), plan.remembered)


def _places(plan: Plan, given: Mapping[str, str]) -> dict[str, int]:
    by_letter = {column.letter: column.index for column in plan.columns}
    by_header = {key_of(c.header): c.index for c in plan.columns if c.header}
    found = {}
    for said in given:
        place = by_header.get(key_of(said), by_letter.get(said.strip().upper()))
        if place is None:
            raise Refused("import.column", column=said[:60])
        found[said] = place
    return found


def _chosen(column: Column, chosen: Mapping[int, str], taken: Sequence[str]) -> Column:
    free = "" if column.question in taken else column.question
    return Column(column.index, column.header, chosen.get(column.index, free))


def headers(table: Table, at: int) -> list[str]:
    """What stands over each column; where that is blank, what stands above it."""
    own: Row = table.rows[at] if at < len(table.rows) else []
    above: Row = table.rows[at - 1] if 0 < at <= len(table.rows) else []
    return [
        clean(str(text if text != "" else upper))
        for text, upper in zip_longest(own, above[: len(own)], fillvalue="")
    ]


def key_of(header: str) -> str:
    """Headers are the same whatever their case, tones, stops and former coding."""
    found = legacy.reading(header)
    return " ".join(words(found.text if found else header))


# remembered


def remember(writer: Connection, form: str, plan: Plan) -> None:
    """The next table with this header is read in the same way."""
    said = {str(c.index): c.question for c in plan.columns}
    settings.put(writer, _name(form, plan), json.dumps(said))


def recalled(reader: Connection, form: str, plan: Plan, definition: Definition) -> Plan:
    """As the last table with this header was read, as far as the form still asks it."""
    text = settings.get(reader, _name(form, plan))
    if not text:
        return plan
    said: dict[str, Json] = json.loads(text)
    known = questions(definition)
    columns = (
        Column(c.index, c.header, str(name) if name in known else "")
        for c in plan.columns
        for name in [said.get(str(c.index), "")]
    )
    return Plan(plan.header, tuple(columns), remembered=True)


def _name(form: str, plan: Plan) -> str:
    told = "\n".join(key_of(column.header) for column in plan.columns)
    return f"import.{form}.{hashlib.sha256(told.encode()).hexdigest()[:16]}"


# inside


def _flat(items: Sequence[Item]) -> Iterator[Question]:
    for item in items:
        if isinstance(item, Group):
            yield from _flat(item.children)
        elif isinstance(item, Question):
            yield item


def _known(definition: Definition, rule: Rule) -> dict[str, str]:
    """Names by what may stand over their column; a label comes before an alias."""
    found: dict[str, str] = {}
    asked = questions(definition)
    for name, question in asked.items():
        for header in (label_of(question), question.name):
            found.setdefault(key_of(header), name)
    for name, more in rule.headers.items():
        for header in more if name in asked else ():
            found.setdefault(key_of(header), name)
    return found


def _matches(table: Table, at: int, known: Mapping[str, str]) -> int:
    texts = (cell for cell in table.rows[at] if isinstance(cell, str))
    return len({known[key] for text in texts if (key := key_of(text)) in known})


def _first_filled(table: Table) -> int:
    rows = enumerate(table.rows)
    return next((at for at, row in rows if any(cell != "" for cell in row)), 0)
