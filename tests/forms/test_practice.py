"""Examples from practice: finished as they stand, each rule refused once, figures moved.

For each examples/FORM.json, examples/FORM.toml says what must be there before, what the
form refuses in which words, and which figures the example moves.
"""

import tomllib

import pytest

from tests.desk.conftest import bench, made  # noqa: F401 - a real desk
from tests.forms.entered import EXAMPLES, Desk, example, put, refusals
from tests.forms.pack import definition

TOLD = {
    path.stem: tomllib.loads(path.read_text("utf-8"))
    for path in sorted(EXAMPLES.glob("*.toml"))
}


@pytest.fixture
def desk(bench):  # noqa: F811
    return Desk(bench)


@pytest.fixture(params=TOLD)
def form(request, desk):
    for name, data in TOLD[request.param]["before"]:
        desk.add(name, data)
    return request.param


def test_the_example_is_finished_as_it_stands(desk, form):
    kept = desk.kept(desk.add(form, example(form)))
    told = desk.with_records(example(form))
    assert _asked(kept, told) == told


def _asked(kept, told):
    """Of what is kept, that which was told; the rest the form answered by itself."""
    if isinstance(told, dict):
        return {name: _asked(kept[name], node) for name, node in told.items()}
    if isinstance(told, list):
        return [_asked(*pair) for pair in zip(kept, told, strict=True)]
    return kept


def test_each_refusal_has_its_words(desk, form):
    for case in TOLD[form]["refused"]:
        data = put(example(form, **case.get("with", {})), case)
        found = refusals(desk.entry(form, data).instance)
        assert found.get(case["question"]) == case["says"], case


def test_the_example_moves_its_figures_and_no_others_of_its_chapter(desk, form):
    told = TOLD[form]
    chapter = tuple(told["figures"].split())
    moved = {code for code in desk.moved(form) if code.startswith(chapter)}
    assert moved == set(told["moves"])


@pytest.mark.parametrize("name", TOLD)
def test_every_rule_is_refused_once(name):
    """Each message of a form that can stand in the way is among the refusals."""
    rules = {
        (bind.ref.rpartition("/")[2], words)
        for bind in definition(name).binds.values()
        for text in (bind.constraint_message, bind.required_message)
        for words in text.plain().values()
    }
    refused = {
        (case["question"].rpartition("/")[2], case["says"])
        for case in TOLD[name]["refused"]
    }
    assert rules <= refused
