"""A row's answers held against the form, as the screen would hold them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from desktop.desk.core import Core
from desktop.desk.entry import TOLD, Entry, Origin, put
from desktop.desk.free_text import FreeTexts, is_free
from desktop.desk.records import RecordsAsk
from desktop.ledger.canonical import Data, Json
from desktop.ledger.ids import new_record_id
from desktop.ledger.revision import Content, Finished
from desktop.store.connection import Connection
from desktop.xforms.definition import Ref
from desktop.xforms.instance import Problem, ProblemKind
from desktop.xforms.series import Judged, Series, fits

_OWN_WORDS = {
    ProblemKind.REQUIRED: "cli.problem.required",
    ProblemKind.CONSTRAINT: "cli.problem.not_allowed",
    ProblemKind.CHOICE: "cli.problem.not_allowed",
    ProblemKind.OUTDATED: "cli.problem.outdated",
    ProblemKind.TYPE: "cli.problem.wrong_type",
    ProblemKind.WARNING: "cli.problem.check_again",
}
_ENDED, _LEFT_OUT = "import.choice_ended", "import.left_out"

Answers: TypeAlias = Mapping[str, str]  # by ``group/name``


@dataclass(frozen=True, slots=True)
class Found:
    """Something about one question of a row."""

    question: str
    code: str
    words: str = ""
    grave: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """A row as it would be written; ``contents`` only where nothing grave was found."""

    data: Data
    found: tuple[Found, ...]
    contents: Callable[[], Sequence[Content]]

    @property
    def good(self) -> bool:
        """Whether nothing stands in the way."""
        return not any(one.grave for one in self.found)


Judge: TypeAlias = Callable[[Answers], Verdict]


def judge(core: Core, reader: Connection, form_id: str) -> Judge:
    """How rows of this form are judged: in a series where the form allows it."""
    records = RecordsAsk(core, reader)
    first = records.new(form_id, {})
    if not fits(first.form) or first.folds:
        return lambda answers: judged(records.new(form_id, nested(answers)))
    series = Series(first.instance)
    texts = FreeTexts(core.catalogue.free_texts)
    questions = first.form.definition.questions
    free = {_name(q.ref): q.ref for q in questions if is_free(q)}

    def verdict(answers: Answers) -> Verdict:
        done = series.judge(answers)
        said = {free[name]: text for name, text in answers.items() if name in free}
        told = {r: text for r, text in said.items() if text and r not in done.hidden}
        return _in_series(core, first, done, tuple(texts.of(told)))

    return verdict


def judged(entry: Entry) -> Verdict:
    """One that is judged by itself."""
    done = entry.finish()
    problems = entry.problems()
    data = dict(entry.instance.data(final=True))
    if not isinstance(done, Finished):
        return Verdict(data, _found(problems, (), ()), tuple)
    contents = done.contents
    return Verdict(data, _found(problems, (), entry.hidden()), lambda: contents)


def nested(answers: Answers) -> Data:
    """``group/name`` as data has it."""
    data: Data = {}
    for name, text in answers.items():
        *groups, last = name.split("/")
        level = data
        for group in groups:
            inner = level.setdefault(group, {})
            level = inner if isinstance(inner, dict) else {}
        level[last] = text or None
    return data


def flat(data: Mapping[str, Json]) -> Mapping[str, str]:
    """The answers of data by ``group/name``; a blank is not there, or ""."""
    if any(isinstance(node, (dict, list)) for node in data.values()):
        return _flat(data, "")
    return {name: node for name, node in data.items() if isinstance(node, str)}


def _flat(data: Mapping[str, Json], above: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, node in data.items():
        if isinstance(node, dict):
            found |= _flat(node, f"{above}{name}/")
        elif not isinstance(node, list):
            found[above + name] = str(node or "")
    return found


def _in_series(
    core: Core, first: Entry, done: Judged, texts: Sequence[Problem]
) -> Verdict:
    data = done.data
    for told in TOLD:
        data.pop(told, None)
    problems = (*done.problems, *texts)

    def contents() -> Sequence[Content]:
        record = new_record_id(core.clock, core.random)
        origin = Origin(record, first.origin.unit, first.origin.units)
        return (put(first.form.definition, origin, data, core.random),)

    if not (problems or done.gone or done.hidden):
        return Verdict(data, (), contents)
    return Verdict(data, _found(problems, done.gone, done.hidden), contents)


def _found(
    problems: Sequence[Problem], gone: Sequence[Ref], hidden: Sequence[Ref]
) -> tuple[Found, ...]:
    told = (
        Found(
            _name(problem.ref),
            "" if problem.message else _OWN_WORDS[problem.kind],
            problem.message,
            problem.kind is not ProblemKind.WARNING,
        )
        for problem in problems
    )
    ended = (Found(_name(ref), _ENDED) for ref in gone)
    left = (Found(_name(ref), _LEFT_OUT, grave=False) for ref in hidden)
    return (*told, *ended, *left)


def _name(ref: str) -> str:
    return ref.split("/", 2)[2]
