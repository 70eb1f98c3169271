"""The worked example of coordination depth and of replication, to the digit."""

from datetime import date
from decimal import Decimal

import pytest

P = {"start": date(2026, 1, 1), "end": date(2026, 12, 31)}
AS_OF = {"start": date(2026, 1, 1), "end": date(2026, 12, 14)}


def share(tables, code, **span):
    found = tables.figures(**(span or P))[code]
    return str(found.value), int(found.n), found.d if found.d is None else int(found.d)


@pytest.fixture
def orgs(tables):
    """Seven members, all of them signed."""
    members = [
        tables.add(
            "organisation", is_programme_member="yes", active_from="2025-01-01",
            title=f"Tổ chức {n}",
        )
        for n in range(7)
    ]  # fmt: skip
    programme = tables.add(
        "coordination_programme", programme_status="running", signed_date="2026-01-05",
        meeting_cycle="quarterly", doc_type="kh", content_areas=AREAS,
    )  # fmt: skip
    tables.bulk(
        "coordination_programme__parties (record, _row, position, org_id, signed)",
        [(programme, f"{n:016}", n + 1, org, "yes") for n, org in enumerate(members)],
    )
    return members, programme


AREAS = (
    "sign_assign", "lead_direct", "link_ses", "it_dx", "propaganda", "model", "support",
    "core_force",
)  # fmt: skip


def tasks(tables, orgs, count=20, rough=4, later=2):
    """Tasks of five bodies; ``rough`` without a target, ``later`` not yet due."""
    members, programme = orgs
    return [
        tables.task(
            "2027-03-31" if n >= count - later else "2026-06-30",
            lead_org=members[n % 4], support_orgs=(members[4],), programme_id=programme,
            target_value=None if n < rough else 10,
            coordination_area=AREAS[n % 6],
        )
        for n in range(count)
    ]  # fmt: skip


def test_of_seven_that_signed_five_have_tasks(tables, orgs):
    tasks(tables, orgs)
    assert share(tables, "D1") == ("71.4", 5, 7)
    assert share(tables, "I03") == ("100.0", 7, 7)


def test_sixteen_of_twenty_tasks_say_who_what_and_when(tables, orgs):
    tasks(tables, orgs)
    assert share(tables, "D2") == ("80.0", 16, 20)


def test_of_eighteen_tasks_due_twelve_are_done_in_time(tables, orgs):
    given = tasks(tables, orgs)
    for task in given[:12]:
        tables.progress(task, "done", "2026-06-30")
    for task in given[12:15]:
        tables.progress(task, "done", "2026-07-01")
    assert share(tables, "D3") == ("66.7", 12, 18)


def test_of_fifteen_results_nine_are_shown_by_a_paper_or_a_file(tables, orgs):
    given = tasks(tables, orgs)
    for n, task in enumerate(given[:15]):
        shown = {"evidence_doc": "45/BB"} if n < 5 else {"attached": n < 9}
        tables.progress(task, "done", "2026-06-01", **shown)
    assert share(tables, "D4") == ("60.0", 9, 15)


def test_of_forty_activities_fourteen_join_two_bodies(tables):
    for n in range(40):
        tables.event("2026-05-01", 1, 20, support_orgs=("a", "b") if n < 14 else ("a",))
    assert share(tables, "D5") == ("35.0", 14, 40)


def test_four_of_seven_lead_something(tables, orgs):
    tasks(tables, orgs)
    assert share(tables, "D6b") == ("57.1", 4, 7)


def test_three_of_four_promised_meetings_are_held(tables, orgs):
    for month in (1, 4, 7):
        tables.add(
            "coordination_meeting", meeting_type="giao_ban",
            meeting_date=f"2026-{month:02}-05",
        )  # fmt: skip
    assert share(tables, "D7") == ("75.0", 3, 4)


def test_more_meetings_than_promised_are_no_more_than_all(tables, orgs):
    for day in range(1, 8):
        tables.add(
            "coordination_meeting", meeting_type="giao_ban",
            meeting_date=f"2026-02-{day:02}",
        )  # fmt: skip
    assert share(tables, "D7") == ("100.0", 4, 4)


def test_three_of_six_recommendations_are_done_in_time(tables):
    for n in range(6):
        done = ("2026-05-31", "2026-06-01", None)[n % 3] if n > 1 else "2026-05-30"
        tables.add(
            "recommendation", issued_date="2026-01-01", due_date="2026-05-31",
            done_date=done, recommendation_status="doing",
        )  # fmt: skip
    assert share(tables, "D8") == ("50.0", 3, 6)


def test_from_signing_to_the_first_work_are_forty_two_days(tables, orgs):
    first = tasks(tables, orgs)[0]
    tables.progress(first, "in_progress", "2026-02-16")
    tables.progress(first, "done", "2026-06-01")
    assert tables.figures(**P)["D9"].value == 42


def test_of_eight_promised_contents_six_are_shown(tables, orgs):
    for task in tasks(tables, orgs)[:6]:
        tables.progress(task, "done", "2026-06-01", evidence_doc="45/BB")
    assert share(tables, "D10") == ("75.0", 6, 8)


@pytest.fixture
def lineage(tables):
    """A with two copies, B with none, C copied from elsewhere and closed."""

    def model(launched, **more):
        told = {"launched_date": launched, "model_status": "active"} | more
        return tables.add("model", **told)

    def point(model, started, **more):
        told = {"model_id": model, "started_date": started} | more
        return tables.add("model_point", **told)

    def make(chained=False):
        a, b = model("2024-03-01"), model("2025-01-01")
        c = model(
            "2025-05-01", parent_name="Mô hình tỉnh bạn", model_status="closed",
            closed_date="2026-03-01",
        )  # fmt: skip
        a0 = point(a, "2024-03-01")
        a1 = point(a, "2024-09-01", origin_point_id=a0)
        point(a, "2025-06-01", origin_point_id=a1 if chained else a0)
        point(b, "2025-01-01")
        point(c, "2025-05-01", ended_date="2026-03-01")
        return a, b

    return make


def test_the_first_copy_comes_after_six_months_and_one_waits_since_twenty_three(
    tables, lineage, pack
):
    a, b = lineage()
    assert share(tables, "R1", **AS_OF) == ("50.0", 1, 2)
    found = tables.rows("R1", **AS_OF)
    assert {row.record: row.key for row in found} == {
        a: "nhân rộng sau 6 tháng",
        b: "chưa nhân rộng sau 23 tháng",
    }


def test_one_of_two_originals_is_copied_within_a_year(tables, lineage):
    lineage()
    assert share(tables, "R3.12", **AS_OF) == ("50.0", 1, 2)


def test_four_of_five_points_live_a_year(tables, lineage):
    lineage()
    assert share(tables, "R5", **AS_OF) == ("80.0", 4, 5)


@pytest.mark.parametrize(("chained", "depth"), [(False, 1), (True, 2)])
def test_the_depth_follows_from_where_a_point_was_copied(
    tables, lineage, chained, depth
):
    lineage(chained)
    assert tables.figures(**AS_OF)["R4"].value == Decimal(depth)
