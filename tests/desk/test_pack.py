"""A pack is compiled once; a table that cannot be read is refused by its name."""

import csv

import pytest

from desktop.desk import compiling
from desktop.desk.packs import Pack
from desktop.errors import Refused
from desktop.ledger.ids import UnitCode

HEAD = "name,label,level,parent,valid_from,valid_to,place\n"


@pytest.fixture
def pack(tmp_path):
    """Its list and its units each have one cell of a letter more than CSV may hold."""
    huge = "x" * (csv.field_size_limit() + 1)
    for folder, name, text in (
        ("lists", "dai.csv", f"name,label\na,{huge}\n"),
        ("units", "units.csv", f"{HEAD}20854,{huge},commune,48,,,\n"),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(text, "utf-8")
    return Pack(tmp_path, tmp_path, "")


def test_a_list_with_a_cell_past_the_limit_is_refused_by_name(pack):
    with pytest.raises(Refused) as refused:
        pack.rows("lists", "dai.csv")
    assert refused.value.code == "pack.table"
    assert refused.value.facts == {"file": "lists/dai.csv", "limit": "131.072"}


def test_a_unit_with_a_cell_past_the_limit_is_refused_by_name(pack):
    with pytest.raises(Refused) as refused:
        pack.unit(UnitCode("20854"))
    assert refused.value.facts["file"] == "units/units.csv"


def test_of_two_that_compile_a_pack_at_once_the_first_names_it(tmp_path):
    target = tmp_path / "cache" / "pack"

    def first(whole):
        whole.mkdir()
        (whole / "index.json").write_text("first")

    def second(whole):
        compiling.once(target, first)
        whole.mkdir()
        (whole / "index.json").write_text("second")

    compiling.once(target, second)
    assert (target / "index.json").read_text() == "first"
    assert [found.name for found in target.parent.iterdir()] == ["pack"]
