"""Core forces: who stands where, how many, how rated; and a published case."""

from decimal import Decimal

import pytest

from tests.desk.conftest import bench, made  # noqa: F401 - a real desk
from tests.forms.entered import Desk, refusals
from tests.forms.pack import answer, messages, opened, warned

VILLAGES = [
    {"name": "v1", "label": "Thôn 1", "valid_from": "2025-07-01", "valid_to": ""},
]


def rated(*teams):
    """Rows of the register: rating and number of teams in other villages."""
    return [
        {"name": f"r{n}", "label": "", "unit": "20854", "force_type": "to_antt",
         "place": f"o{n}", "as_of_date": "2026-11-18", "rating_year": "2026",
         "rating": rating, "team_count": str(count)}
        for n, (rating, count) in enumerate(teams)
    ]  # fmt: skip


def force(*teams, **changed):
    lists = {"residential_units": VILLAGES, "core_forces": rated(*teams)}
    record = opened("core_force", lists, "2026-11-30")
    told = {"as_of_date": "2026-11-20", "residential_unit_id": "v1", "members": "3"}
    return answer(record, **(told | changed))


def test_a_team_of_less_than_three_is_asked_about_and_kept():
    record = force(members="2")
    assert (refusals(record), warned(record)) == ({}, {"members"})
    assert "từ 3 người trở lên" in messages(record)["members"]
    assert not messages(answer(record, members="6", team_count="2"))
    assert warned(answer(record, members="5")) == {"members"}


@pytest.mark.parametrize(
    "founded, rating, ok",
    [
        ("2026-02-20", "hoan_thanh_tot", True),  # nine months to the day
        ("2026-02-21", "hoan_thanh_tot", False), ("2026-02-21", "chua_xet", True),
        ("2025-12-31", "hoan_thanh_xs", True), ("", "hoan_thanh", True),
    ],
)  # fmt: skip
def test_a_team_younger_than_nine_months_is_not_rated(founded, rating, ok):
    record = force(("hoan_thanh_tot", 9), established_date=founded, rating=rating)
    assert ("rating" not in refusals(record)) is ok


def test_the_excellent_are_a_fifth_of_the_good_at_most():
    assert not warned(force(("hoan_thanh_tot", 5), rating="hoan_thanh_xs"))
    assert warned(force(("hoan_thanh_tot", 4), rating="hoan_thanh_xs")) == {"rating"}
    many = [("hoan_thanh_tot", 9), ("hoan_thanh_xs", 1)]
    assert warned(force(*many, rating="hoan_thanh_xs")) == {"rating"}
    assert not warned(force(*many, rating="hoan_thanh_tot"))


def test_the_whole_commune_needs_no_village():
    record = force(place_scope="commune", force_type="dan_quan")
    assert not messages(record)
    assert record.data(final=True)["place"] == "commune"


def test_tien_phuoc_2025(bench):  # noqa: F811
    """baodanang.vn 10/8/2025: 27 teams in 27 villages, 79 members, 28,137 people."""
    desk = Desk(bench)
    desk.profile("28137")
    for number in range(27):
        village = desk.village(f"Thôn {number + 1}")
        told = {"as_of_date": "2026-08-10", "residential_unit_id": village,
                "team_count": "1", "members": "2" if number < 2 else "3"}  # fmt: skip
        desk.add("core_force", told)
    assert desk.told("I34.units", "I34.members", "I34", "I35", "I36") == [
        (27, 27, None), (79, 79, None), (Decimal("2.9"), 79, 27), (100, 27, 27),
        (Decimal("2.8"), 79, 28137),
    ]  # fmt: skip
