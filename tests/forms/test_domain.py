"""Each statement of the article has its records and its place in figures or text."""

import tomllib

import pytest

from desktop import assets
from desktop.desk.figure_defs import all_figures
from tests.forms.pack import FORMS
from tests.package.source import ROOT

PAGE = (ROOT / "docs" / "domain.md").read_text("utf-8")
ROWS = {
    cells[0]: cells
    for line in PAGE.splitlines()
    if (cells := [cell.strip() for cell in line.strip("|").split("|")])[0][:1] == "S"
    and cells[0][1:].isdigit()
}


def listed(cell):
    return {name.strip() for name in cell.split(",") if name.strip()}


def test_all_eighteen_statements_stand_in_the_table():
    assert list(ROWS) == [f"S{number}" for number in range(1, 19)]


@pytest.mark.parametrize("number", ROWS)
def test_a_statement_has_records_that_exist(number):
    records = listed(ROWS[number][2])
    assert records and records <= set(FORMS)


@pytest.mark.parametrize("number", ROWS)
def test_a_statement_has_figures_that_exist(pack, number):
    codes = {figure.code for figure in all_figures(pack)}
    assert listed(ROWS[number][3]) and listed(ROWS[number][3]) <= codes


@pytest.mark.parametrize("number", ROWS)
def test_a_statement_has_its_place_in_the_report(number):
    outline = (assets.forms() / "outlines" / "periodic.toml").read_text("utf-8")
    headings = {s["heading"] for s in tomllib.loads(outline)["sections"]}
    assert ROWS[number][4] in headings
