"""Taking a table in: looked at row by row, then all of it written, or nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from desktop.desk import carrying
from desktop.desk.bulk import mapping
from desktop.desk.bulk.judging import Found, Verdict, flat, judge, judged
from desktop.desk.bulk.known import Register, Standing
from desktop.desk.bulk.mapping import label_of
from desktop.desk.bulk.reading import Line, Reading
from desktop.desk.bulk.rules import rule
from desktop.desk.bulk.views import Difference, Look, Plan, Trouble, Wish
from desktop.desk.core import Core
from desktop.desk.entry import FIRST_POINT, finished
from desktop.desk.records import RecordsAsk
from desktop.desk.views import Progress, Work
from desktop.errors import Refused
from desktop.ledger.ids import RecordId
from desktop.ledger.revision import Content
from desktop.store import drafts
from desktop.store.connection import Connection
from desktop.tables.table import Table
from desktop.xforms.definition import Question

_STEP = 200  # rows between two words of progress
_POINT = f"{FIRST_POINT}/"  # its answers are another record's, made with the first


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was seen, and what would be written."""

    look: Look
    contents: tuple[Content, ...]


@dataclass(slots=True)
class _Row:
    line: Line
    verdict: Verdict
    answers: Mapping[str, str]


@dataclass(slots=True)
class _Sum:
    """What comes together over the rows."""

    new: list[_Row] = field(default_factory=list)
    same: int = 0
    changed: list[tuple[_Row, Standing]] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    contents: list[Content] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    rows: int = 0


class Taking:
    """One table for one form."""

    def __init__(
        self,
        core: Core,
        reader: Connection,
        form_id: str,
        table: Table,
        plan: Plan,
        wish: Wish,
    ) -> None:
        self._core, self._reader, self._form_id = core, reader, form_id
        self._wish = wish
        self._rule = rule(core.catalogue.pack, form_id)
        definition = core.catalogue.form(form_id).definition
        self._questions = mapping.questions(definition)
        self._columns = {c.question: c for c in plan.columns if c.question}
        if not self._columns:
            raise Refused("import.nothing_mapped")
        self._reading = Reading(
            core, reader, table, plan, self._questions, definition, self._rule, wish
        )
        kept = [name for name in self._columns if not name.startswith(_POINT)]
        self._register = Register(core, reader, self._rule, self._questions, kept)
        self._judge = judge(core, reader, form_id)
        self._sum = _Sum()

    def prepare(self) -> Work[Prepared]:
        """Look at every row."""
        found = self._sum
        waiting: list[_Row] = []
        total = self._reading.count
        for done, line in enumerate(self._reading.lines()):
            if done % _STEP == 0:
                yield Progress(done, total, "progress.rows")
            if line is not None:
                found.rows += 1
                waiting += self._first(line)
        self._settle(waiting)
        for row in found.new:
            self._write_new(row)
        for row, standing in found.changed:
            self._tell(row, standing)
            if self._wish.update:
                self._write_changed(row, standing)
        troubles = tuple(sorted(found.troubles, key=lambda one: one.row))
        look = Look(
            rows=found.rows,
            new=len(found.new),
            same=found.same,
            changed=len(found.changed),
            differences=tuple(found.differences),
            troubles=troubles,
            former=tuple(self._reading.former),
        )
        return Prepared(look, () if look.grave else tuple(found.contents))

    def _first(self, line: Line) -> Iterator[_Row]:
        """A row that can be read, unless the register has the very same."""
        self._sum.troubles += line.troubles
        if line.troubles:
            return
        verdict = self._judge(line.answers)
        answers = flat(verdict.data)
        if self._register.same(answers) is not None:
            self._sum.same += 1
        else:
            yield _Row(line, verdict, answers)

    def _settle(self, waiting: Sequence[_Row]) -> None:
        """Rows of a record that says something else, and new ones."""
        before: dict[tuple[str, ...], int] = {}
        for row in waiting:
            key = self._register.key(row.answers)
            other = self._register.other(row.answers)
            if other is not None:
                self._sum.changed.append((row, other))
            else:
                self._sum.new.append(row)
            if self._rule.once and key in before:
                self._say(row, self._rule.key[0], "import.twice", first=before[key])
            before.setdefault(key, row.line.number)

    def _write_new(self, row: _Row) -> None:
        self._say_found(row, row.verdict.found)
        if not row.verdict.good:
            return
        contents = row.verdict.contents()
        try:
            carrying.check(self._core.catalogue.pack, self._reader, finished(*contents))
        except Refused as refusal:
            name = self._rule.key[0]
            self._say(row, name, refusal.code, **dict(refusal.facts))
        self._sum.contents += contents

    def _write_changed(self, row: _Row, standing: Standing) -> None:
        record = standing.record
        if drafts.get(self._reader, record) is not None:
            self._say(row, self._rule.key[0], "import.draft")
            return
        entry = RecordsAsk(self._core, self._reader).edit(record)
        for name in self._register.differing(standing, row.answers):
            entry.answer(self._questions[name].ref, row.answers.get(name, ""))
        verdict = judged(entry)
        self._say_found(row, verdict.found)
        self._sum.contents += verdict.contents() if verdict.good else ()

    def _tell(self, row: _Row, standing: Standing) -> None:
        for name in self._register.differing(standing, row.answers):
            question = self._questions[name]
            self._sum.differences.append(
                Difference(
                    row.line.number,
                    RecordId(standing.record),
                    label_of(question),
                    self._reading.shown(name, standing.answers.get(name, "")),
                    self._reading.shown(name, row.answers.get(name, "")),
                )
            )

    # what is said of a row

    def _say_found(self, row: _Row, found: Sequence[Found]) -> None:
        for one in found:
            self._sum.troubles.append(
                self._trouble(row.line.number, one.question, one.code, {}, one)
            )

    def _say(self, row: _Row, name: str, code: str, **facts: str | int) -> None:
        told = Found(name, code)
        self._sum.troubles.append(
            self._trouble(row.line.number, name, code, facts, told)
        )

    def _trouble(
        self,
        number: int,
        name: str,
        code: str,
        facts: Mapping[str, str | int],
        found: Found,
    ) -> Trouble:
        column, question = self._columns.get(name), self._questions.get(name)
        label = label_of(question) if isinstance(question, Question) else name
        return Trouble(
            number,
            column.letter if column else "",
            column.header if column else label,
            code,
            facts,
            found.words,
            found.grave,
        )
