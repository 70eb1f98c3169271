"""docs/xforms.md tells the truth: its half hour runs, its matrix is the engine's."""

import re

import pytest

from desktop.xforms.check.appearances import FOLLOWED, PLAIN
from desktop.xforms.check.headers import OWN
from desktop.xforms.definition import Kind
from desktop.xforms.xpath.registry import FUNCTIONS
from tests.xforms.features import (
    GUIDE,
    LISTED,
    STATES,
    features,
    parts,
    rendered,
    with_table,
)

FEATURES = features()
LINES = [
    pytest.param(line, id=name)
    for part, entries in FEATURES.items()
    if part not in LISTED
    for name, line in entries.items()
]


def test_the_half_hour_of_the_guide_runs_as_it_stands():
    code = "\n".join(
        re.findall(r"```python\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    )
    assert code.count("assert") > 10
    exec(compile(code, "docs/xforms.md", "exec"), {"__name__": "guide"})


def test_the_matrix_of_the_guide_is_made_from_its_file():
    guide = GUIDE.read_text("utf-8")
    assert with_table(guide, rendered(FEATURES)) == guide


@pytest.mark.parametrize("line", LINES)
def test_each_line_has_a_mark_and_a_state(line):
    level, state, _ = parts(line)
    assert level in "MSLN" and state in STATES


def words(part, *names):
    return {word for name in names for word in FEATURES[part][name].split()}


def test_the_functions_told_are_those_there_are():
    assert words("functions", "M", "S", "L") == set(FUNCTIONS)
    assert not words("functions", "N") & set(FUNCTIONS)


def test_the_appearances_told_are_those_the_checker_knows():
    assert words("appearances", "yes") == FOLLOWED
    assert words("appearances", "plain") == PLAIN


def test_our_own_columns_stand_in_the_matrix():
    told = " ".join(FEATURES["bind"])
    assert [name for name in OWN if f"sph:{name}" not in told] == []


def test_each_kind_of_question_has_a_line():
    told = " ".join([*FEATURES["types"], *FEATURES["body"]]).lower()
    said = {
        Kind.TEXT: "string", Kind.MULTILINE: "string", Kind.INTEGER: "int",
        Kind.DATETIME: "datetime", Kind.SELECT_ONE: "select1", Kind.SELECT_MULTIPLE: "select",
        Kind.FILE: "upload", Kind.NOTE: "label", Kind.CALCULATE: "input", Kind.HIDDEN: "input",
    }  # fmt: skip
    missing = [kind for kind in Kind if said.get(kind, kind.value) not in told]
    assert missing == []
