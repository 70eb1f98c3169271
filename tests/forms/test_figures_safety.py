"""Figures of safe places and of Circular 124, against tables filled by hand."""

from datetime import date
from decimal import Decimal

import pytest


@pytest.fixture
def here(tables):
    """Three villages, two agencies, one enterprise, one school: seven in scope."""
    for name in ("v1", "v2", "v3"):
        tables.add("residential_unit", record=name, valid_from="2025-07-01")
    tables.add(
        "commune_profile", record="profile", as_of_date="2026-01-05", population=28137,
        agency_count=2, enterprise_count=1, school_count=1,
    )  # fmt: skip
    return tables


def registered(tables, kind, subject, ok=None, year=2026, day=None, decided=None):
    return tables.add(
        "safety_registration", subject_type=kind, subject=subject,
        assessment_year=str(year), registered_date=day or f"{year}-02-10",
        recognised=ok, decision_date=decided or (f"{year}-11-25" if ok else None),
    )  # fmt: skip


def test_villages_are_of_the_register_and_each_is_shown(here):
    good = registered(here, "kdc", "v1", "yes")
    told = registered(here, "kdc", "v2", "no")
    registered(here, "kdc", "v3", "yes", year=2025)
    assert here.told("I43", "I43.registered") == [
        (Decimal("33.3"), 1, 3), (Decimal("66.7"), 2, 3),
    ]  # fmt: skip
    assert here.drill("I43") == {good, told, "v3"}


def test_a_recognition_counts_from_the_day_of_its_decision(here):
    registered(here, "kdc", "v1", "yes", decided="2026-11-25")
    spring = {"start": date(2026, 1, 1), "end": date(2026, 6, 30)}
    assert here.told("I43", "I43.registered", **spring) == [
        (Decimal("0.0"), 0, 3), (Decimal("33.3"), 1, 3),
    ]  # fmt: skip


def test_other_subjects_are_measured_by_the_profile(here):
    registered(here, "co_quan", "o1", "yes")
    registered(here, "co_quan", "o2")
    registered(here, "csgd", "o3", "yes")
    assert here.told("I45", "I45.registered", "I46", "I47", "I47.registered") == [
        (50, 1, 2), (100, 2, 2), (0, 0, 1), (100, 1, 1), (100, 1, 1),
    ]  # fmt: skip


def test_the_commune_counts_as_one(here):
    assert here.told("I44", "I44.registered") == [(0, 0, 1), (0, 0, 1)]
    own = registered(here, "xa", "20854", "yes")
    assert here.told("I44", "I44.registered") == [(100, 1, 1), (100, 1, 1)]
    assert here.drill("I44") == {own}


SEVEN = [
    ("kdc", "v1"), ("kdc", "v2"), ("kdc", "v3"), ("co_quan", "o1"), ("co_quan", "o2"),
    ("doanh_nghiep", "o3"), ("csgd", "o4"),
]  # fmt: skip


@pytest.mark.parametrize(
    "asked, recognised, met",
    [(7, 5, 2), (7, 4, 1), (6, 5, 1), (6, 4, 0)],  # 5 of 7 are 71.4 %
)
def test_all_register_and_seven_of_ten_are_recognised(here, asked, recognised, met):
    for number, (kind, subject) in enumerate(SEVEN[:asked]):
        registered(here, kind, subject, "yes" if number < recognised else None)
    assert here.told("I48") == [(int(met == 2), met, 2)]


def test_without_a_profile_the_rule_is_not_judged(tables):
    tables.add("residential_unit", record="v1", valid_from="2025-07-01")
    registered(tables, "kdc", "v1", "yes")
    assert tables.told("I48") == [(None, 0, 0)]


def test_seventy_of_a_hundred_are_enough(here):
    here.add(
        "commune_profile", as_of_date="2026-06-05", population=28137, agency_count=7,
        enterprise_count=0, school_count=0,
    )  # fmt: skip
    for number, name in enumerate(("v1", "v2", "v3")):
        registered(here, "kdc", name, "yes" if number else None)
    for number in range(7):
        registered(here, "co_quan", f"o{number}", "yes" if number < 5 else None)
    assert here.told("I48") == [(1, 2, 2)]  # 7 of 10
