"""Figures of core forces, against tables filled by hand."""

from datetime import date
from decimal import Decimal

import pytest


@pytest.fixture
def here(tables):
    """Three villages, one of which was merged into another in May."""
    for name, until in (("v1", None), ("v2", None), ("v3", "2026-04-30")):
        tables.add(
            "residential_unit", record=name, valid_from="2025-07-01", valid_to=until
        )
    return tables


def team(tables, day, place="v1", members=3, teams=1, kind="to_antt", **more):
    village = None if place == "commune" else place
    return tables.add(
        "core_force", as_of_date=day, force_type=kind, place=place,
        residential_unit_id=village, team_count=teams, members=members, **more,
    )  # fmt: skip


def values(tables, *codes, **span):
    found = tables.figures(**span)
    return [found[code].value for code in codes]


def test_the_last_record_of_each_place_stands(here):
    team(here, "2026-01-10", members=3)
    last = team(here, "2026-06-10", members=4)
    gone = team(here, "2026-02-10", "v3", members=9)
    other = team(here, "2026-02-10", "v2", members=20, teams=2, kind="doi_dan_phong")
    assert values(here, "I34.units", "I34.members", "I34") == [1, 4, Decimal("4.0")]
    assert here.drill("I34") == {last} and other not in here.drill("I34.members")
    spring = {"start": date(2026, 1, 1), "end": date(2026, 3, 31)}
    assert values(here, "I34.units", "I34.members", **spring) == [2, 12]
    assert gone in here.drill("I34", **spring)


def test_a_village_without_a_team_is_shown_beside_those_with_one(here):
    told = team(here, "2026-01-10")
    team(here, "2026-01-10", "v2", teams=0, members=0)
    assert here.told("I35") == [(Decimal("50.0"), 1, 2)]
    assert here.drill("I35") == {told, "v2"}
    spring = {"start": date(2026, 1, 1), "end": date(2026, 3, 31)}
    assert here.told("I35", **spring) == [(Decimal("33.3"), 1, 3)]


def test_members_for_a_thousand_people_need_the_population(here):
    team(here, "2026-01-10", members=79)
    assert here.told("I36") == [(None, 79, 0)]
    here.add("commune_profile", as_of_date="2026-01-05", population=20000)
    here.add("commune_profile", as_of_date="2026-03-05", population=28137)
    assert here.told("I36") == [(Decimal("2.8"), 79, 28137)]


def test_patrols_and_training_are_of_the_period(here):
    team(here, "2025-12-10", patrols=50, training_sessions=9, trained_in_period=3)
    team(
        here, "2026-02-10", patrols=10, patrol_attendance=30, training_sessions=1,
        trained_in_period=2,
    )  # fmt: skip
    team(here, "2026-06-10", members=4, patrols=12, patrol_attendance=40)
    team(here, "2026-06-10", "commune", members=30, kind="dan_quan")
    sums = values(here, "I37.patrols", "I37.patrol_attendance", "I37.training")
    assert sums == [22, 70, 1]
    assert here.told("I37.trained") == [(Decimal("50.0"), 2, 4)]  # of whom it was said


@pytest.mark.parametrize("good, met", [(5, 1), (4, 0)])
def test_excellent_teams_are_a_fifth_of_the_good_at_most(here, good, met):
    team(here, "2026-11-20", rating="hoan_thanh_xs")
    team(here, "2026-11-20", "v2", teams=good, rating="hoan_thanh_tot")
    (found,) = (here.figures()[c] for c in ("I34.excellent",))
    assert found.value == met
