"""Rows that are in the register already: found by the form's key, then by content."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from desktop.desk.bulk.rules import Rule
from desktop.desk.core import Core
from desktop.ledger.ids import RecordId
from desktop.store import entities
from desktop.store.connection import Connection
from desktop.store.specs import EntitySpec
from desktop.text.fold import words
from desktop.xforms.definition import Kind, Question

Answers: TypeAlias = Mapping[str, str]
Key: TypeAlias = tuple[str, ...]
_UNIT = "@"  # no question is called so


@dataclass(frozen=True, slots=True)
class Standing:
    """A record of the register, by what is compared."""

    record: RecordId
    answers: Answers


class Register:
    """The unit's own records of a form; each belongs to one row at most."""

    def __init__(
        self,
        core: Core,
        reader: Connection,
        rule: Rule,
        questions: Mapping[str, Question],
        compared: Collection[str],
    ) -> None:
        self._rule = rule
        self._questions = questions
        self._compared = tuple(dict.fromkeys(compared))
        self._free: dict[Key, list[Standing]] = defaultdict(list)
        for one in _standing(core, reader, rule, (*self._compared, *rule.key)):
            self._free[self.key(one.answers)].append(one)

    def key(self, answers: Answers) -> Key:
        """What makes a row and a record the same thing."""
        return tuple(
            self._alike(name, answers.get(name, "")) for name in self._rule.key
        )

    def same(self, answers: Answers) -> Standing | None:
        """A record that says all the same; it belongs to this row now."""
        free = self._free.get(self.key(answers), [])
        found = next((one for one in free if not self.differing(one, answers)), None)
        if found is not None:
            free.remove(found)
        return found

    def other(self, answers: Answers) -> Standing | None:
        """A record of the same key that says something else."""
        free = self._free.get(self.key(answers), [])
        return free.pop(0) if free else None

    def differing(self, one: Standing, answers: Answers) -> list[str]:
        """The questions that a row and a record answer differently."""
        return [
            name
            for name in self._compared
            if one.answers.get(name, "") != answers.get(name, "")
            and not self._equal(name, one.answers.get(name, ""), answers.get(name, ""))
        ]

    def _equal(self, name: str, one: str, other: str) -> bool:
        many = self._questions[name].kind is Kind.SELECT_MULTIPLE
        return many and sorted(one.split()) == sorted(other.split())

    def _alike(self, name: str, text: str) -> str:
        """A text as it is searched for; codes in one order."""
        kind = self._questions[name].kind if name in self._questions else None
        if kind in (Kind.TEXT, Kind.MULTILINE):
            return " ".join(words(text))
        if kind is Kind.SELECT_MULTIPLE:
            return " ".join(sorted(text.split()))
        return text


def _standing(
    core: Core, reader: Connection, rule: Rule, names: Sequence[str]
) -> Iterator[Standing]:
    table = core.catalogue.spec(rule.form)
    by_path = {"/".join(c.path): c for c in table.columns}
    wanted = {name: by_path[name] for name in names if name in by_path}
    properties = tuple((f"@{name}", column.name) for name, column in wanted.items())
    of_records = EntitySpec(rule.form, table, "record", ((_UNIT, "unit"), *properties))
    for row in entities.rows(reader, of_records, {_UNIT: core.profile.unit}):
        answers = {name: row[f"@{name}"] for name in wanted}
        yield Standing(RecordId(row["name"]), answers)
