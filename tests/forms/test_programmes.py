"""Programmes, tasks and their progress."""

import pytest

from tests.forms.pack import answer, blocked, opened, told, warned

PROGRAMMES = [
    {"name": "p07", "label": "Chương trình 07", "signed_date": "2023-10-17"},
    {"name": "new", "label": "Kế hoạch mới", "signed_date": "2026-03-01"},
]
TASK = {
    "name": "t1", "label": "Tuyên truyền phòng, chống lừa đảo", "lead_org": "ca",
    "assigned_date": "2026-01-05", "due_date": "2026-03-31", "target_name": "số buổi",
    "target_unit": "buoi", "target_value": "4",
}  # fmt: skip


def programme(**more):
    record = opened("coordination_programme", {"programmes": PROGRAMMES})
    answers = {
        "doc_no": "12/KH-UBND", "doc_type": "kh", "title": "Kế hoạch phối hợp",
        "signed_date": "2026-02-10", "period_from": "2026-01-01",
        "period_to": "2030-12-31", "content_areas": "propaganda model",
    }  # fmt: skip
    return answer(record, **(answers | more))


def bare(**more):
    """Without the empty first row that a new form offers."""
    record = programme(**more)
    for row in record.rows("/data/parties"):
        record.remove_row(row)
    return record


def party(record, org, role="member"):
    record.add_row("/data/parties")
    row = record.rows("/data/parties")[-1]
    record.set(f"{row}/org_id", org)
    record.set(f"{row}/party_role", role)
    return row


def test_a_programme_is_between_at_least_two():
    record = bare()
    assert "party_count" in blocked(record)
    party(record, "ca", "lead")
    assert blocked(record) == {"party_count"}
    party(record, "mt", "co_lead")
    assert not told(record)
    assert record.data(final=True)["party_count"] == "2"


def test_police_and_front_are_expected_not_demanded():
    record = bare()
    party(record, "ca", "lead")
    other = party(record, "pn")
    assert (blocked(record), warned(record)) == (set(), {"party_count"})
    record.set(f"{other}/org_id", "mt")
    assert not told(record)
    record.set(f"{other}/org_id", "ca")
    assert blocked(record) == {"org_id"}


def signed_by_two(**more):
    record = bare(**more)
    return record, (party(record, "ca", "lead"), party(record, "mt"))


@pytest.mark.parametrize(
    "day, warns",
    [("2026-02-10", False), ("2026-04-11", False), ("2026-04-12", True),
     ("2025-12-12", False), ("2025-12-11", True)],
)  # fmt: skip
def test_parties_sign_within_sixty_days(day, warns):
    record, (_, second) = signed_by_two()
    record.set(f"{second}/party_signed_date", day)
    assert ("party_signed_date" in warned(record)) is warns
    assert not blocked(record)


@pytest.mark.parametrize(
    "answers, stop",
    [
        ({"effective_from": "2026-02-09"}, {"effective_from"}),
        ({"period_to": "2026-01-01"}, {"period_to"}),
        ({"signed_date": "2026-05-01"}, {"signed_date", "effective_from"}),
        ({"parent_programme_id": "new"}, {"parent_programme_id"}),
        ({"parent_programme_id": "p07"}, set()),
        ({"doc_no": "x" * 61}, {"doc_no"}),
        ({"priority_topics": "phap_luat toi_pham lua_dao ma_tuy atgt pccc"}, {"priority_topics"}),
    ],
)  # fmt: skip
def test_what_a_programme_cannot_say(answers, stop):
    record, _ = signed_by_two()
    assert not told(record)
    assert blocked(answer(record, **answers)) == stop


@pytest.mark.parametrize(
    "number, warns",
    [("12/KH-UBND", False), ("12-NQ/ĐU", False), ("38-CTr/BDVTW-BCA", False),
     ("KH-UBND", True)],
)  # fmt: skip
def test_a_document_number_is_free_text_with_a_digit(number, warns):
    record, _ = signed_by_two(doc_no=number)
    assert not blocked(record)
    assert (warned(record) == {"doc_no"}) is warns


def test_an_older_programme_is_kept_with_a_warning():
    record, _ = signed_by_two()
    answer(record, signed_date="2025-06-30")
    assert "signed_date" not in warned(record)  # the code was another unit's then
    record = answer(
        opened("coordination_programme", unit="06978"), signed_date="2023-10-17"
    )
    assert "signed_date" in warned(record) and "signed_date" not in blocked(record)


def task(**more):
    record = opened("task_assignment", {"programmes": PROGRAMMES})
    answers = {
        "task_title": "Rà soát tổ an ninh", "programme_id": "p07", "lead_org": "ca",
        "support_orgs": "mt", "assigned_date": "2026-02-01", "due_date": "2026-06-30",
    }  # fmt: skip
    return answer(record, **(answers | more))


def test_a_task_may_be_due_in_the_future_but_not_before_it_was_given():
    assert not told(task())
    assert blocked(task(due_date="2026-01-31")) == {"due_date"}
    assert blocked(task(assigned_date="2026-05-01")) == {"assigned_date"}
    assert warned(task(due_date="2036-01-01")) == {"due_date"}


def test_a_task_has_one_lead_and_others_beside_it():
    assert blocked(task(support_orgs="")) == {"support_orgs"}
    assert blocked(task(support_orgs="ca")) == {"support_orgs"}


def test_a_target_is_told_whole_or_not_at_all():
    assert blocked(task(target_name="số buổi")) == {"target_unit", "target_value"}
    assert blocked(task(target_value="4")) == {"target_value"}  # the name comes first
    assert blocked(task(target_unit="buoi")) == {"target_unit"}
    whole = task(target_name="số buổi", target_unit="buoi", target_value="4")
    assert not told(whole)


def progress(rows=(), **more):
    record = opened("task_progress", {"tasks": [TASK], "progress": list(rows)})
    return answer(record, **({"task_id": "t1", "progress_date": "2026-03-20"} | more))


def earlier(status, day, result=""):
    return {
        "name": day, "label": "", "task_id": "t1", "progress_status": status,
        "progress_date": day, "result_value": result,
    }  # fmt: skip


def test_progress_shows_the_task_it_belongs_to():
    record = progress()
    assert not told(record)
    assert record.node("/data/task_name").value == TASK["label"]
    assert record.node("/data/task_due_shown").label == "Hạn hoàn thành: 31/03/2026"
    assert warned(answer(record, progress_date="2026-01-04")) == {"progress_date"}


def test_late_and_overdue_are_not_for_choosing():
    codes = {choice.value for choice in progress().choices("/data/progress_status")}
    assert codes == {"not_started", "in_progress", "done", "partly", "cancelled"}


def test_done_without_proof_is_allowed_and_said():
    record = progress(progress_status="done")
    assert (blocked(record), warned(record)) == (set(), {"progress_status"})
    assert not told(answer(record, evidence_doc="05/BC-UBND, 20/3/2026"))


def test_finished_work_is_reopened_only_with_a_reason():
    before = [earlier("done", "2026-03-10")]
    assert blocked(progress(before, progress_status="in_progress")) == {"reopen_reason"}
    assert not blocked(progress(before, progress_status="done"))
    sooner = progress(before, progress_status="in_progress", progress_date="2026-03-01")
    assert not blocked(sooner)
    reason = progress(before, progress_status="partly", reopen_reason="Phải làm lại")
    assert not blocked(reason)


def test_work_given_up_needs_a_reason():
    record = progress(progress_status="cancelled")
    assert blocked(record) == {"cancel_reason"}


def test_a_result_smaller_than_before_is_pointed_out():
    before = [
        earlier("in_progress", "2026-02-10", "3"),
        earlier("partly", "2026-03-01"),
    ]
    record = progress(before, result_value="2")
    assert record.node("/data/result_smaller").relevant
    assert "(3)" in record.node("/data/result_smaller").label
    assert not blocked(record)
    assert not answer(record, result_value="3").node("/data/result_smaller").relevant
    assert not progress((), result_value="2").node("/data/result_smaller").relevant
