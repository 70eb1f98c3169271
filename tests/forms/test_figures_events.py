"""What a blank, a nought, a half and an empty denominator do to figures of mass work."""

from datetime import date
from decimal import Decimal

import pytest

from tests.forms.tables import OTHER, OURS

NO_SHARE = (None, 0, 0)


def test_what_was_not_told_is_not_nought(tables):
    tables.event("2026-03-01", 1, None)
    nobody = tables.event("2026-03-02", 3, 0)
    some = tables.event("2026-03-03", 1, 10)
    assert tables.drill("I12") == tables.drill("I13.buoi") == {nobody, some}
    assert tables.told("I11.buoi", "I12", "I13.buoi") == [
        (5, 5, None), (10, 10, None), (Decimal("2.5"), 10, 4),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("people", "sessions", "shown"),
    [(1, 4, "0.3"), (9, 20, "0.5"), (7, 20, "0.4"), (349, 1000, "0.3")],
)
def test_a_half_goes_up_and_only_at_the_end(tables, people, sessions, shown):
    tables.event("2026-03-01", sessions, people)
    assert str(tables.figures()["I13.buoi"].value) == shown


def test_a_mean_is_of_all_rows_and_not_of_their_means(tables):
    tables.event("2026-03-01", 1, 100)
    tables.event("2026-03-02", 9, 100)
    assert tables.told("I13.buoi") == [(20, 200, 10)]


def test_sessions_and_drives_share_no_mean(tables):
    tables.event("2026-03-01", 2, 100)
    tables.event("2026-03-02", 1, 500, session_unit="dot")
    assert tables.told("I12", "I13.buoi", "I13.dot") == [
        (600, 600, None), (50, 100, 2), (500, 500, 1),
    ]  # fmt: skip


def test_reach_on_a_network_is_no_attendance(tables):
    tables.event("2026-03-01", None, kind="facebook", posts=3, reach=120000)
    tables.event("2026-03-01", 1, 40)
    assert tables.told("I12", "I18") == [(40, 40, None), (120000, 120000, None)]


def test_attendance_at_the_festival_is_counted_there_alone(tables):
    festival(tables, attendance=300)
    assert tables.told("I12", "I42.attendance") == [(0, 0, None), (300, 300, None)]


def test_a_forum_without_an_opinion_has_no_share(tables):
    told = {"kind": "dien_dan", "opinions": 0, "opinions_answered": 0}
    record = tables.event("2026-03-01", 1, 90, **told)
    assert tables.told("I20", "P3.opinions") == [NO_SHARE, NO_SHARE]
    assert tables.drill("I20") == {record}


def test_a_period_without_tips_has_no_share(tables):
    told = {"period_from": "2026-01-01", "period_to": "2026-03-31"}
    tables.add("tip_count", received=0, valuable=0, **told)
    assert tables.told("I21.received", "I21") == [(0, 0, None), NO_SHARE]


def test_without_a_population_nobody_stands_against_it(tables):
    tables.event("2026-03-01", 1, 40)
    assert tables.told("I14") == [(None, 40, 0)]


def test_a_village_named_by_another_unit_or_before_is_not_reached(tables):
    village = tables.add("residential_unit", unit_name="Thôn", valid_from="2025-01-01")
    tables.event("2025-12-31", 1, 9, residential_unit_ids=(village,))
    tables.event("2026-03-01", 1, 9, residential_unit_ids=(village,), unit=OTHER)
    assert tables.told("I15") == [(0, 0, 1)]


def test_no_topic_has_priority_where_no_programme_says_so(tables):
    tables.event("2026-03-01", 2, 10, topics=("lua_dao",))
    told = {"programme_status": "running", "signed_date": "2027-01-01"}
    tables.add("coordination_programme", priority_topics=("lua_dao",), **told)
    assert tables.told("I11c") == [NO_SHARE]


def test_months_of_two_communes_are_told_of_each(tables):
    tables.event("2026-01-20", 1, 10)
    tables.event("2026-02-20", 1, 10, unit=OTHER)
    tables.event("2026-03-20", 1, 10, unit=OTHER)
    quarter = {"start": date(2025, 12, 15), "end": date(2026, 3, 14)}
    both = {"units": (OURS, OTHER)}
    assert tables.told("I11b", **quarter, **both) == [(Decimal("33.3"), 2, 6)]


def festival(tables, **more):
    told = {"place_level": "khu_dan_cu", "held_date": "2026-08-15"}
    return tables.add("national_day", **(told | more))


def test_the_festival_counts_points_people_and_villages(tables):
    one, _ = (
        tables.add("residential_unit", unit_name=name, valid_from="2025-01-01")
        for name in ("Thôn 1", "Thôn 2")
    )
    festival(tables, residential_unit_ids=(one,), attendance=300, gifts_count=20)
    festival(tables, place_level="xa", attendance=150)
    festival(tables, held_date="2025-08-18", attendance=999)
    codes = ("I42.points", "I42.attendance", "I42.gifts", "I42")
    assert [n for n, _, _ in tables.told(*codes)] == [2, 450, 20, 50]


def test_bodies_and_persons_who_are_praised_are_told_apart(tables):
    festival(tables, collectives_praised=2, individuals_praised=5)
    festival(tables, individuals_praised=3)
    codes = ("I42.praised", "I42.praised.collective", "I42.praised.individual")
    assert [n for n, _, _ in tables.told(*codes)] == [10, 2, 8]


def test_half_of_a_hundred_thousand_goes_up(tables):
    tables.add(
        "resource_use", source="state", amount_million_vnd=25, used_date="2026-03-01"
    )
    assert str(tables.figures()["I54.state"].value) == "0.3"
