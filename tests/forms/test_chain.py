"""From signing to review for each organisation; worked out by hand."""

import pytest

from desktop.desk.chain import chain
from desktop.desk.figures import ask_for
from tests.forms.tables import OTHER, OURS, YEAR


def organisation(tables, record, member="yes", unit=OURS):
    told = {"is_programme_member": member, "active_from": "2025-01-01"}
    return tables.add("organisation", unit=unit, record=record, title=record, **told)


def signed(tables, *orgs, day="2026-01-05"):
    told = {"signed_date": day, "programme_status": "signed"}
    record = tables.add("coordination_programme", **told)
    for at, org in enumerate(orgs):
        tables.writer.execute(
            "INSERT INTO f_coordination_programme__parties"
            " (record, _row, position, org_id, signed) VALUES (?, ?, ?, ?, 'yes')",
            (record, f"{at:016}", at, org),
        )
    return record


def told(tables, units=(OURS,)):
    return chain(ask_for(tables.pack, tables.reader, units, *YEAR))


def counts(found):
    return {one.record: [link.count for link in one.links] for one in found.members}


@pytest.fixture
def year(tables):
    """The police lead two tasks, the Front helps in one; the youth union only signed."""
    for org in ("ca", "mt", "doan"):
        organisation(tables, org)
    organisation(tables, "ubnd", member="no")
    tables.programme = signed(tables, "ca", "mt", "doan", "ubnd")
    one = tables.task("2026-06-01", support_orgs=("mt", "ubnd"))
    tables.task("2026-09-01")
    tables.begun = tables.progress(one, "in_progress", "2026-03-01")
    tables.done = tables.progress(one, "done", "2026-05-20", evidence_doc="05/BB")
    return tables


def test_each_member_has_its_count_at_each_step_and_others_are_left_out(year):
    found = told(year)
    assert found.steps == (
        "Đã ký", "Phân công", "Triển khai", "Minh chứng", "Sơ kết",
    )  # fmt: skip
    assert counts(found) == {
        "ca": [1, 2, 1, 1, 0], "mt": [1, 1, 1, 1, 0], "doan": [1, 0, 0, 0, 0],
    }  # fmt: skip
    assert [one.record for one in found.members] == ["ca", "doan", "mt"]


def test_each_count_names_its_records_the_last_progress_of_a_task(year):
    ca = told(year).members[0]
    assert ca.links[0].records == (year.programme,)
    assert len(ca.links[1].records) == 2
    assert ca.links[2].records == ca.links[3].records == (year.done,)


def test_a_task_is_reviewed_once_a_review_covers_the_day_of_its_proof(year):
    year.add(
        "review", held_date="2026-07-10", period_from="2026-01-01",
        period_to="2026-04-30",
    )  # fmt: skip
    assert counts(told(year))["ca"][4] == 0
    year.add(
        "review", held_date="2026-07-10", period_from="2026-05-01",
        period_to="2026-06-30",
    )  # fmt: skip
    assert counts(told(year))["ca"][4] == 1


def test_the_step_where_most_is_lost_is_named_with_its_two_numbers(year):
    assert told(year).drop == (
        "Rơi nhiều nhất ở bước: sơ kết (còn 0 trên 2 phần việc)."
    )
    year.add(
        "review", held_date="2026-07-10", period_from="2026-05-01",
        period_to="2026-06-30",
    )  # fmt: skip
    assert told(year).drop == (
        "Rơi nhiều nhất ở bước: phân công (còn 2 trên 3 tổ chức)."
    )


def test_where_nothing_is_lost_no_step_is_named(tables):
    organisation(tables, "ca")
    assert counts(told(tables)) == {"ca": [0, 0, 0, 0, 0]} and told(tables).drop == ""


def test_a_task_that_ended_before_the_period_is_no_part_of_it(tables):
    organisation(tables, "ca")
    old = tables.task("2025-06-01", assigned="2025-01-05")
    tables.progress(old, "done", "2025-05-20")
    assert counts(told(tables)) == {"ca": [0, 0, 0, 0, 0]}


def test_another_communes_members_are_not_told(tables):
    organisation(tables, "ca")
    organisation(tables, "xa", unit=OTHER)
    assert set(counts(told(tables))) == {"ca"}
