"""Records that others name: not withdrawn unasked, and told where they were."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.desk.catalogue import Catalogue
from desktop.desk.packs import Pack
from desktop.errors import Refused
from desktop.ledger.canonical import Json
from desktop.ledger.ids import RecordId
from desktop.store import lineage, search
from desktop.store.connection import Connection

if TYPE_CHECKING:  # a desk opens without the form engine
    from desktop.xforms.instance import NodeState, Problem

_SOME = 3  # of those that name a record, told by their titles
_ID = 32  # letters of a record's name


def not_named(
    catalogue: Catalogue, reader: Connection, form: str, record: RecordId
) -> None:
    """Refuse to withdraw what living records name; they are told."""
    found = sorted(set(_naming(catalogue, reader, form, record)) - {record})
    if found:
        some = "; ".join(row.title for row in search.rows(reader, found[:_SOME]))
        raise Refused("lineage.named", count=len(found), some=some)


def _naming(
    catalogue: Catalogue, reader: Connection, form: str, record: RecordId
) -> Iterator[RecordId]:
    from desktop.desk.shapes import choosing

    known = catalogue.pack.forms.get(form)
    if known is None or not known.saves_to:
        return
    for other in catalogue.pack.forms:
        for table, column in choosing(catalogue.definition(other), known.saves_to):
            yield from lineage.naming(reader, table, column, record)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The withdrawn records that some answers name, by title, and the pack's words."""

    titles: Mapping[str, str]
    words: Mapping[str, str]

    def shown(self, code: str) -> str:
        """How an answer is told: the title of what was withdrawn, else as it is."""
        return self._say("shown", code) if code in self.titles else code

    def problems(self, nodes: "Sequence[NodeState]") -> "Iterator[Problem]":
        """A warning for each answer that names one."""
        from desktop.xforms.instance import Problem, ProblemKind

        if not self.titles:
            return
        for node in nodes:
            if node.relevant and node.question is not None and node.question.choices:
                for code in filter(self.titles.__contains__, node.value.split()):
                    words = self._say("says", code)
                    yield Problem(node.ref, ProblemKind.WARNING, words)

    def _say(self, how: str, code: str) -> str:
        return self.words.get(how, "{title}").replace("{title}", self.titles[code])


NOTHING = Withdrawn({}, {})


def withdrawn(pack: Pack, reader: Connection, said: Json) -> Withdrawn:
    """Which of the records that answers name are withdrawn."""
    named = [RecordId(word) for word in _words(said) if len(word) == _ID]
    rows = search.rows(reader, named) if named else []
    titles = {str(row.record): row.title for row in rows if row.state == "void"}
    if not titles:
        return NOTHING
    told = pack.toml("start", "lineage.toml").get("withdrawn")
    words = told.items() if isinstance(told, dict) else ()
    return Withdrawn(titles, {name: str(text) for name, text in words})


def _words(node: Json) -> Iterator[str]:
    if isinstance(node, str):
        yield from node.split()
    elif isinstance(node, dict):
        for inner in node.values():
            yield from _words(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _words(inner)
