"""What was done in a village counts for those that were made of it."""

from datetime import date

import pytest

from desktop.desk.figure_defs import sql_of
from desktop.errors import Refused

SPRING = {"start": date(2026, 1, 1), "end": date(2026, 3, 31)}
WINTER = {"start": date(2026, 1, 1), "end": date(2026, 2, 28)}
CODES = ("I15", "I42", "P1")


@pytest.fixture
def merged(tables):
    """1 and 2 became 12 on the first of March; 3 became 3a and 3b; 4 stays."""

    def village(name, since="2025-07-01", until=None, made_of=()):
        return tables.add(
            "residential_unit", record=name, valid_from=since, valid_to=until,
            split_from=made_of,
        )  # fmt: skip

    for name in ("1", "2", "3"):
        village(name, until="2026-02-28")
    village("12", "2026-03-01", made_of=("1", "2"))
    for name in ("3a", "3b"):
        village(name, "2026-03-01", made_of=("3",))
    village("4")
    return tables


def work(tables, village, day="2026-02-10"):
    """An event, a festival, and a model in a village."""
    there = {"residential_unit_ids": (village,)}
    tables.event(day, 1, 50, **there)
    tables.add("national_day", held_date=day, **there)
    tables.point("m", started="2026-01-01", **there)


def shares(tables, **span):
    told = tables.told(*CODES, **span)
    return {code: one[1:] for code, one in zip(CODES, told, strict=True)}


def test_while_they_are_there_villages_count_for_themselves(merged):
    work(merged, "1")
    assert set(shares(merged, **WINTER).values()) == {(1, 4)}


def test_what_was_done_before_a_merger_counts_for_the_village_made(merged):
    work(merged, "1")
    assert set(shares(merged, **SPRING).values()) == {(1, 4)}
    assert merged.drill("I15", **SPRING) == {"12", "3a", "3b", "4"}
    work(merged, "2")  # two villages that are one now
    work(merged, "12", "2026-03-10")
    assert set(shares(merged, **SPRING).values()) == {(1, 4)}


def test_what_was_done_before_a_split_was_done_in_each_part(merged):
    work(merged, "3")
    assert set(shares(merged, **SPRING).values()) == {(2, 4)}
    assert set(shares(merged, **WINTER).values()) == {(1, 4)}


def test_a_village_made_of_one_that_goes_on_inherits_nothing(merged):
    """Where somebody only wrote it down, and the other never ended."""
    merged.add("residential_unit", record="5", valid_from="2026-03-01", split_from="4")
    work(merged, "4")
    assert set(shares(merged, **SPRING).values()) == {(1, 5)}


def test_two_reorganisations_hand_it_on_twice(merged):
    merged.writer.execute(
        "UPDATE f_residential_unit SET valid_to = '2026-05-31' WHERE record = '12'"
    )
    merged.add(
        "residential_unit", record="124", valid_from="2026-06-01", split_from="12"
    )
    work(merged, "2")
    year = {"start": date(2026, 1, 1), "end": date(2026, 12, 31)}
    assert set(shares(merged, **year).values()) == {(1, 4)}


def test_a_figure_within_a_table_that_nobody_made_is_refused(pack):
    with pytest.raises(Refused, match=r"figure\.within"):
        sql_of(pack, {"within": "neighbours", "sql": "SELECT 1"})
