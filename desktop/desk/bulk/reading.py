"""Rows of a table as answers: cell by cell, with what is wrong at its place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from desktop.desk.bulk.cells import Cells, cells, is_turned
from desktop.desk.bulk.choices import Lookup
from desktop.desk.bulk.mapping import label_of
from desktop.desk.bulk.rules import Rule
from desktop.desk.bulk.views import Column, Former, Plan, Trouble, Wish
from desktop.desk.core import Core
from desktop.desk.shapes import list_inside, list_of
from desktop.errors import Refused
from desktop.store.connection import Connection
from desktop.tables.table import Row, Table, Value
from desktop.text import legacy
from desktop.text.dates import format_iso
from desktop.text.numbers import format_lexical
from desktop.xforms.definition import Definition, Itemset, Kind, Question

_NUMBERING = {str(number) for number in range(1, 300)}


@dataclass(slots=True)
class Line:
    """One row: its answers, or what keeps them from being read."""

    number: int  # as the spreadsheet counts
    answers: dict[str, str] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)


class Reading:
    """A table read by a plan."""

    def __init__(
        self,
        core: Core,
        reader: Connection,
        table: Table,
        plan: Plan,
        questions: Mapping[str, Question],
        definition: Definition,
        rule: Rule,
        wish: Wish,
    ) -> None:
        self._table = table
        self._wish = wish
        self._columns = [column for column in plan.columns if column.question]
        self._rows = range(plan.header + 1, len(table.rows))
        self._implied = [
            one
            for one in rule.implies
            if one.question not in {c.question for c in self._columns}
        ]
        self.former: list[Former] = []
        self._cells: list[tuple[Column, Cells]] = []
        self._lookups: dict[str, Lookup] = {}
        for column in self._columns:
            question = questions[column.question]
            found = _lookup(core, reader, definition, question)
            if found is not None:
                self._lookups[column.question] = found
            turned = question.kind is Kind.DATE and is_turned(self._down(column.index))
            self._cells.append((column, cells(question.kind, found, turned=turned)))

    @property
    def count(self) -> int:
        """Rows under the header, blank ones too."""
        return len(self._rows)

    def lines(self) -> Iterator[Line | None]:
        """Row by row; None for one that says nothing."""
        for at in self._rows:
            row = self._table.rows[at]
            yield None if self._says_nothing(at, row) else self._line(at, row)

    def shown(self, question: str, answer: str) -> str:
        """An answer in words."""
        lookup = self._lookups.get(question)
        return lookup.said(answer) if lookup else format_lexical(format_iso(answer))

    def _says_nothing(self, at: int, row: Row) -> bool:
        """Blank, or the numbers that stand under a header."""
        said = (str(cell).strip(" ()") for cell in row if cell != "")
        if at != self._rows.start:
            return not any(said)
        told = [one.removesuffix(".0") for one in said]
        counted = len(told) > 1 and all(one in _NUMBERING for one in told)
        return not any(told) or (counted and _rises(told))

    def _line(self, at: int, row: Row) -> Line:
        line = Line(at + 1)
        for column, cells_of in self._cells:
            value = row[column.index] if column.index < len(row) else ""
            try:
                text = self._former(at, column, value) if value else value
                line.answers[column.question] = cells_of.answer(text)
            except Refused as refusal:
                line.troubles.append(_trouble(at, column, refusal))
        for one in self._implied:
            if line.answers.get(one.answered):
                line.answers[one.question] = one.value
        return line

    def _former(self, at: int, column: Column, value: Value) -> Value:
        """Text of before Unicode: converted where somebody has seen it, else told."""
        if not isinstance(value, str) or value.isascii():
            return value
        place = (at, column.index)
        found = legacy.reading(value, self._table.fonts.get(place))
        if found is None:
            return value
        self.former.append(
            Former(place, value, found.text, found.coding.value, found.sure)
        )
        if place in self._wish.converted:
            return found.text
        if found.sure:
            raise Refused("import.former")
        return value

    def _down(self, index: int) -> Iterator[Value]:
        rows: Sequence[Row] = self._table.rows
        return (rows[at][index] for at in self._rows if index < len(rows[at]))


def _trouble(at: int, column: Column, refusal: Refused) -> Trouble:
    return Trouble(
        at + 1, column.letter, column.header, refusal.code, dict(refusal.facts)
    )


def _rises(told: Sequence[str]) -> bool:
    numbers = [int(one) for one in told]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _lookup(
    core: Core, reader: Connection, definition: Definition, question: Question
) -> Lookup | None:
    if not question.choices:
        return None
    label = label_of(question)
    if not isinstance(question.choices, Itemset):
        fixed = (
            {"name": one.value, "label": next(iter(one.label.plain().values()), "")}
            for one in question.choices
        )
        return Lookup(label, fixed)
    name = list_of(question)
    source = list_inside(definition, name) or core.catalogue.source(name, reader)
    return Lookup(label, source.rows({}))
