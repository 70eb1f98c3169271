"""The code lists: all there, and what becomes of a code that has had its day."""

import csv
import re
from pathlib import Path

import pytest

from desktop import assets
from desktop.desk.catalogue import Catalogue
from desktop.desk.shapes import list_of

CODES = {
    name: codes.split()
    for name, codes in (
        line.split(": ")
        for line in Path(__file__)
        .with_name("codes.txt")
        .read_text("utf-8")
        .splitlines()
        if not line.startswith("#")
    )
}
# Told from days, never chosen; and what another register keeps (amendments, 6).
COMPUTED = {
    "progress_status": {"done_late", "overdue"},
    "recommendation_status": {"overdue"},
}
ELSEWHERE = {"support_measure": {"giao_duc_xa", "tai_hoa_nhap", "sau_cai"}}
# A closed period's kind is written by the desk, help is asked for measure by measure.
UNASKED = {("report_submission", "kind"), ("community_help", "measure")}


def rows(name):
    path = assets.forms() / "lists" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_all_42_lists_of_the_domain_are_named():
    assert len(CODES) == 42
    assert sum(map(len, CODES.values())) == 408


@pytest.mark.parametrize("name", CODES)
def test_a_list_has_every_code_that_may_be_chosen(name):
    found = [row["name"] for row in rows(name)]
    left_out = COMPUTED.get(name, set()) | ELSEWHERE.get(name, set())
    assert set(CODES[name]) - left_out <= set(found)
    assert not left_out & set(found)


LISTS = sorted(path.stem for path in (assets.forms() / "lists").glob("*.csv"))


@pytest.mark.parametrize("name", LISTS)
def test_a_list_says_how_its_codes_are_called_and_how_long_they_hold(name):
    told = rows(name)
    assert {"name", "label", "valid_from", "valid_to"} <= set(told[0])
    codes = [row["name"] for row in told]
    assert len(set(codes)) == len(codes)
    for row in told:
        assert re.fullmatch(r"[A-Za-z0-9_]{1,40}", row["name"]), row
        assert row["label"].strip(), row


def test_whoever_chooses_from_a_list_of_the_domain_sees_what_holds_on_the_day(pack):
    catalogue, found = Catalogue(pack), set()
    for form in pack.forms:
        for question in catalogue.definition(form).questions:
            if list_of(question) in CODES:
                found |= {(form, question.name, "valid_to" in question.choices.nodeset)}
    assert {one[:2] for one in found if not one[2]} == UNASKED
    assert len(found) > 40
