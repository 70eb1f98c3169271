"""Each form by its example: it is finished, each rule refuses once, and it moves figures.

``tests/examples/FORM.toml`` has: ``data`` as ``record add`` takes it; ``before``, records
that must be there (each with a name, said as "@name" afterwards; "@org:mttq" is the body
of that kind, "@long:501" so many letters); ``refused``, changes to the data with the question and the message they
end in; ``figures``, the codes that the example changes, all of them.
"""

import re
import shutil
import tomllib
from datetime import date
from pathlib import Path

import pytest

from desktop import assets
from desktop.cli.demo.clock import TrainingClock
from desktop.desk.desk import open_desk
from desktop.desk.entry import problems_or_finished
from desktop.xforms.instance import ProblemKind
from tests.desk.conftest import PASSWORD, Chance

EXAMPLES = {
    path.stem: tomllib.loads(path.read_text("utf-8"))
    for path in sorted((Path(__file__).parents[1] / "examples").glob("*.toml"))
}
ELSEWHERE = Path(__file__).parents[1] / "forms" / "examples"  # with their rules
TODAY = date(2026, 10, 15)
SPAN = date(2026, 1, 1), date(2026, 12, 31)
CASES = [
    pytest.param(form, case, id=f"{form}-{number}-{case['question']}")
    for form, example in EXAMPLES.items()
    for number, case in enumerate(example["refused"])
]


@pytest.fixture
def desk(made, tmp_path):
    shutil.copytree(made / "20854", tmp_path / "20854")
    found = open_desk(tmp_path / "20854", PASSWORD, TrainingClock(TODAY), Chance())
    yield found
    found.close()


class Names:
    """What "@…" stands for."""

    def __init__(self, desk):
        self.desk, self.known = desk, {}

    def said(self, value):
        if isinstance(value, dict):
            return {name: self.said(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self.said(one) for one in value]
        words = str(value).split(" ")
        return " ".join(self._named(w) if w.startswith("@") else w for w in words)

    def _named(self, word):
        if word.startswith("@long:"):
            return "ă" * int(word.removeprefix("@long:"))
        if word.startswith("@org:"):
            return self._org(word.removeprefix("@org:"))
        return self.known[word[1:]]

    def _org(self, kind):
        records = self.desk.ask.records
        for record in records.ids("organisation"):
            node = records.edit(record).instance.node("/data/org_type")
            if node.value == kind:
                return record
        raise KeyError(kind)


@pytest.fixture
def ready(desk):
    """The desk with what an example needs, and its data said in record names."""

    def make(form):
        example, names = EXAMPLES[form], Names(desk)
        for before in example.get("before", ()):
            data = names.said(before["data"])
            names.known[before["as"]] = add(desk, before["form"], data)
        return names, names.said(example["data"])

    return make


def add(desk, form, data):
    done = problems_or_finished(desk.ask.records.new(form, data))
    desk.act.finish(done)
    return done.contents[0].record


def merged(data, change):
    """The data with some answers changed, in groups, too; rows are given whole."""
    found = dict(data)
    for name, value in change.items():
        inner = isinstance(value, dict) and isinstance(found.get(name), dict)
        found[name] = merged(found[name], value) if inner else value
    return found


def told(desk):
    found = desk.ask.period.figures(("20854",), *SPAN)
    return {f.code: (f.value, f.n, f.d) for f in found}


def problems(entry):
    return {
        (problem.ref.rpartition("/")[2].partition("[")[0], problem.message)
        for problem in entry.problems()
        if problem.message
    }


@pytest.mark.parametrize("form", EXAMPLES)
def test_the_example_is_finished_without_a_word(desk, ready, form):
    _, data = ready(form)
    entry = desk.ask.records.new(form, data)
    assert problems(entry) == set()
    assert [p for p in entry.problems() if p.kind is not ProblemKind.WARNING] == []


@pytest.mark.parametrize("form", EXAMPLES)
def test_the_example_moves_the_figures_that_it_names_and_no_others(desk, ready, form):
    _, data = ready(form)
    before = told(desk)
    add(desk, form, data)
    after = told(desk)
    moved = {code for code in after if after[code] != before.get(code)}
    assert moved == set(EXAMPLES[form]["figures"])


@pytest.mark.parametrize(("form", "case"), CASES)
def test_each_rule_refuses_in_its_own_words(desk, ready, form, case):
    names, data = ready(form)
    changed = merged(data, names.said(case["data"]))
    entry = desk.ask.records.new(form, changed)
    assert (case["question"], case["message"]) in problems(entry)


@pytest.mark.parametrize("form", EXAMPLES)
def test_every_rule_of_the_form_is_refused_once(desk, form):
    said = [(case["question"], case["message"]) for case in EXAMPLES[form]["refused"]]
    unheard = {
        (question, words)
        for question, words in rules(desk.core.catalogue.definition(form))
        if not any(q == question and alike(words, told) for q, told in said)
    }
    assert unheard == set()


def rules(definition):
    """What the form may say against an answer, by question; "…" for what it computes."""
    for bind in definition.binds.values():
        name = bind.ref.rpartition("/")[2]
        for text in (bind.constraint_message, bind.required_message):
            yield from ((name, words) for words in text.plain().values())
    for question in definition.questions:
        if words := question.columns.get("warningMsg"):
            yield question.name, words


def alike(words, told):
    return re.fullmatch(re.escape(words).replace("…", ".*"), told) is not None


@pytest.mark.parametrize("form", EXAMPLES)
def test_the_short_way_has_six_questions_at_most(desk, form):
    definition = desk.core.catalogue.definition(form)
    short = [q for q in definition.questions if q.columns.get("short") == "yes"]
    asked = [q for q in short if definition.binds[q.ref].relevant in ("", "true()")]
    assert len(asked) <= 6


def test_every_form_has_an_example():
    forms = {path.stem for path in (assets.forms() / "xlsform").glob("*.md")}
    told = {path.stem for path in (ELSEWHERE).glob("*.toml")} | set(EXAMPLES)
    assert forms - told <= OF_THE_PROGRAM


OF_THE_PROGRAM = {"event_pair", "report_submission"}  # written by the desk itself


def test_a_year_is_shown_as_a_year(desk, ready):
    _, data = ready("criteria_assessment")
    record = add(desk, "criteria_assessment", data)
    lines = dict(desk.ask.records.view(record).lines)
    assert lines["Năm"] == data["assessment_year"] == "2026"
