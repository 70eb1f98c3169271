"""How far the work reached: villages, months, topics, people; worked out by hand."""

from decimal import Decimal

from tests.forms.tables import OTHER, OURS


def village(tables, name, since="2025-01-01", until=None, unit=OURS):
    told = {"unit_name": name, "valid_from": since, "valid_to": until}
    return tables.add("residential_unit", unit=unit, **told)


def profile(tables, day, population, unit=OURS):
    tables.add("commune_profile", unit=unit, as_of_date=day, population=population)


def test_villages_count_once_and_only_those_that_stand_on_the_last_day(tables):
    one, two, _ = (village(tables, f"Thôn {n}") for n in range(3))
    gone = village(tables, "Thôn cũ", until="2026-06-30")
    tables.event("2026-03-01", 1, 10, residential_unit_ids=(one, two, gone))
    tables.event("2026-03-02", 1, 10, residential_unit_ids=(one,))
    tables.event("2026-03-03", 1, 10)  # the whole commune names none
    assert tables.told("I15") == [(Decimal("66.7"), 2, 3)]
    assert tables.drill("I15") == {one, two, _}


def test_attendance_stands_against_the_last_population_that_was_told(tables):
    profile(tables, "2025-12-31", 9999)
    profile(tables, "2026-05-01", 28137)
    profile(tables, "2027-01-01", 1)
    tables.event("2026-03-01", 1, 8686)
    assert tables.told("I14") == [(Decimal("30.9"), 8686, 28137)]
    assert tables.told("P2.attendance") == tables.told("I14")


def test_of_several_communes_the_populations_add_up(tables):
    profile(tables, "2026-01-01", 100)
    profile(tables, "2026-01-01", 300, unit=OTHER)
    tables.event("2026-03-01", 1, 20)
    tables.event("2026-03-01", 1, 20, unit=OTHER)
    assert tables.told("I14", units=(OURS, OTHER)) == [(Decimal("10.0"), 40, 400)]


def test_leaflets_posts_and_loudspeakers_are_never_one_sum(tables):
    tables.event("2026-03-01", None, kind="to_roi", leaflets=1406, posts=6)
    tables.event("2026-03-01", None, kind="xe_loa", loudspeaker_runs=30)
    assert [n for n, _, _ in tables.told(
        "I17.leaflets", "I17.posts", "I17.loudspeakers", "I17.broadcasts", "I17.banners"
    )] == [1406, 6, 30, 0, 0]  # fmt: skip


def test_answers_of_a_forum_count_where_both_numbers_were_told(tables):
    told = {"kind": "dien_dan"}
    tables.event("2026-03-01", 1, 90, opinions=21, opinions_answered=20, **told)
    tables.event("2026-03-02", 1, 90, opinions=9, **told)
    assert tables.told("I20", "I20.opinions", "I20.answered") == [
        (Decimal("95.2"), 20, 21), (30, 30, None), (20, 20, None),
    ]  # fmt: skip


def test_months_with_a_session_are_counted_from_the_first_day(tables):
    tables.event("2026-01-31", 1, 10)
    tables.event("2026-02-01", 1, 10)
    tables.event("2026-02-28", 1, 10)
    tables.event("2026-05-01", None, kind="to_roi", leaflets=5)  # no session
    assert tables.told("I11b") == [(Decimal("16.7"), 2, 12)]


def test_the_longest_gap_of_a_village_counts_the_edges_of_the_period(tables):
    one = village(tables, "Thôn 1")
    two = village(tables, "Thôn 2", since="2026-12-01")
    tables.event("2026-03-01", 1, 10, residential_unit_ids=(one,))
    tables.event("2026-07-01", 1, 10, residential_unit_ids=(one, two))
    assert tables.told("I11b.gap")[0][0] == 183  # 1 July to 31 December
    assert tables.drill("I11b.gap") == {one, two}


def test_sessions_on_priority_topics_are_those_of_programmes_in_force(tables):
    told = {"programme_status": "running", "signed_date": "2026-01-01"}
    tables.add("coordination_programme", priority_topics=("lua_dao", "ma_tuy"), **told)
    closed = told | {"programme_status": "closed"}
    tables.add("coordination_programme", priority_topics=("atgt",), **closed)
    tables.event("2026-03-01", 2, 10, topics=("lua_dao", "ma_tuy"))
    tables.event("2026-03-02", 3, 10, topics=("atgt",))
    assert tables.told("I11c") == [(Decimal("40.0"), 2, 5)]


def test_forms_and_topics_are_told_as_different_ones(tables):
    tables.event("2026-03-01", 2, 10, topics=("lua_dao", "ma_tuy"))
    tables.event("2026-03-02", 3, 10, topics=("lua_dao",), kind="toa_dam")
    tables.event("2026-03-03", 3, 10, topics=("lua_dao",), kind="toa_dam")
    assert [n for n, _, _ in tables.told("I11d.forms", "I11d.topics")] == [2, 2]


def tips(tables, first, last, received, valuable):
    told = {"period_from": first, "period_to": last}
    tables.add("tip_count", received=received, valuable=valuable, **told)


def test_tips_count_in_periods_that_hold_all_their_days(tables):
    tips(tables, "2026-01-01", "2026-03-31", 83, 27)
    tips(tables, "2025-10-01", "2026-01-01", 50, 50)
    assert tables.told("I21.received", "I21.valuable", "I21", "P3.tips") == [
        (83, 83, None), (27, 27, None),
        (Decimal("32.5"), 27, 83), (Decimal("32.5"), 27, 83),
    ]  # fmt: skip


def test_a_digital_group_counts_as_it_was_last_told(tables):
    covered = village(tables, "Thôn 1")
    village(tables, "Thôn 2")
    first = None
    for day, groups in (("2026-01-01", 5), ("2026-06-01", 86), ("2027-01-01", 99)):
        record = tables.add(
            "digital_item", item_type="zalo_group", as_of_date=day, earlier=first,
            units_covered=(covered,), group_count=groups, member_count=2475,
        )  # fmt: skip
        first = first or record
    assert tables.told("I40.groups", "I40.average", "I40") == [
        (86, 86, None), (Decimal("28.8"), 2475, 86), (Decimal("50.0"), 1, 2),
    ]  # fmt: skip


def test_two_groups_are_two_although_their_names_were_erased(tables):
    told = {"item_type": "zalo_group", "title": None, "as_of_date": "2026-01-01"}
    tables.add("digital_item", group_count=5, **told)
    tables.add("digital_item", group_count=7, **told)
    assert tables.told("I40.groups") == [(12, 12, None)]


def test_cameras_of_points_and_of_the_commune_stand_together(tables):
    tables.add(
        "digital_item", item_type="camera", title="Camera xã", as_of_date="2026-01-01",
        camera_points=3, camera_count=8, funding_social=1250,
    )  # fmt: skip
    tables.point("m", cameras=102, funding_social=50)
    tables.point("n", funding_social=900)  # no cameras: not for them
    assert [n for n, _, _ in tables.told("I41.points", "I41.cameras", "I41.social")] == [
        3, 110, 13,
    ]  # fmt: skip


def test_money_is_told_by_its_source_in_millions(tables):
    for source, amount in (("state", 1250), ("social", 50), ("social", None)):
        tables.add(
            "resource_use", source=source, amount_million_vnd=amount,
            used_date="2026-03-01",
        )  # fmt: skip
    assert [str(v) for v, _, _ in tables.told("I54.state", "I54.social")] == [
        "12.5", "0.5",
    ]  # fmt: skip


def test_movements_count_once_where_a_record_is_linked(tables):
    for code, linked in (("ntm", "r"), ("ntm", "s"), ("giam_ngheo", None)):
        tables.add(
            "movement_link", movement_code=code, linked_record=linked,
            as_of_date="2026-03-01",
        )  # fmt: skip
    assert tables.told("I39") == [(1, 1, None)]


def test_villages_with_work_and_with_people_who_stay(tables):
    one, two, three = (village(tables, f"Thôn {n}") for n in range(3))
    tables.event("2026-03-01", 1, 10, residential_unit_ids=(one, two))
    tables.point("m", residential_unit_ids=(one, three))
    tables.add(
        "core_force", residential_unit_id=three, team_count=1, as_of_date="2026-03-01"
    )
    assert tables.told("P1") == [(Decimal("33.3"), 1, 3)]


def test_a_team_that_was_dissolved_keeps_no_village(tables):
    one = village(tables, "Thôn 1")
    tables.event("2026-03-01", 1, 10, residential_unit_ids=(one,))
    force = {"force_type": "to_antt", "residential_unit_id": one, "place": one}
    tables.add("core_force", team_count=1, members=3, as_of_date="2026-01-01", **force)
    assert tables.told("P1") == [(100, 1, 1)]
    tables.add("core_force", team_count=0, members=0, as_of_date="2026-06-01", **force)
    assert tables.told("P1") == [(0, 0, 1)]
    assert tables.figures()["P2.members"].n == 0


def test_members_of_a_village_that_is_no_more_are_not_counted(tables):
    gone = village(tables, "Thôn cũ", until="2026-06-30")
    tables.add(
        "core_force", force_type="to_antt", residential_unit_id=gone, place=gone,
        team_count=1, members=3, as_of_date="2026-01-01",
    )  # fmt: skip
    profile(tables, "2026-01-01", 1000)
    assert tables.told("P2.members") == [(0, 0, 1000)]


def test_members_of_forces_and_models_stand_against_a_thousand_people(tables):
    profile(tables, "2026-01-01", 28137)
    force = {"force_type": "to_antt", "residential_unit_id": "v", "place": "v"}
    tables.add("core_force", members=60, as_of_date="2026-01-01", **force)
    tables.add("core_force", members=79, as_of_date="2026-06-01", **force)
    tables.point("m", members=10)
    assert tables.told("P2.members") == [(Decimal("3.2"), 89, 28137)]
