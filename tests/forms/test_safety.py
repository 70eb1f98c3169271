"""Registering for a safe place: one record for each subject and year."""

import pytest

from tests.forms.entered import refusals
from tests.forms.pack import answer, messages, opened, warned

VILLAGES = [
    {"name": "v1", "label": "Thôn 1", "valid_from": "2025-07-01", "valid_to": ""},
]
ORGANISATIONS = [
    {"name": "o1", "label": "Trạm Y tế xã", "org_type": "co_quan", "active_to": ""},
    {"name": "o2", "label": "Trường THCS", "org_type": "csgd", "active_to": ""},
    {"name": "o3", "label": "Hội Phụ nữ", "org_type": "hoi_lhpn", "active_to": ""},
]


def registration(**changed):
    lists = {"residential_units": VILLAGES, "organisations": ORGANISATIONS}
    record = opened("safety_registration", lists, "2026-12-01")
    return answer(record, **({"registered_date": "2026-02-10"} | changed))


@pytest.mark.parametrize(
    "kind, question, offered",
    [
        ("kdc", "residential_unit_id", ["v1"]), ("co_quan", "subject_org", ["o1"]),
        ("csgd", "subject_org", ["o2"]), ("doanh_nghiep", "subject_org", []),
    ],
)  # fmt: skip
def test_a_subject_is_chosen_among_its_kind(kind, question, offered):
    record = registration(subject_type=kind)
    assert [c.value for c in record.choices(f"/data/{question}")] == offered
    assert set(refusals(record)) == {question}


def test_the_commune_itself_is_not_chosen():
    record = registration(subject_type="xa")
    assert not messages(record)
    final = record.data(final=True)
    assert (final["subject"], final["subject_name"]) == ("20854", "Xã Tiên Phước")


def test_what_is_not_recognised_has_a_reason_and_no_decision():
    record = registration(residential_unit_id="v1", recognised="no")
    assert set(refusals(record)) == {"reason_code"}
    answer(record, reason_code="criteria")
    assert not messages(record) and "decision_no" not in record.data(final=True)


def test_registering_after_the_first_quarter_is_asked_about():
    assert not warned(registration(subject_type="xa", registered_date="2026-03-31"))
    late = registration(subject_type="xa", registered_date="2026-04-01")
    assert warned(late) == {"registered_date"}


def test_recognised_and_weak_at_once_is_asked_about():
    told = {"residential_unit_id": "v1", "recognised": "yes", "decision_no": "Không số",
            "decision_date": "2026-11-25"}  # fmt: skip
    record = registration(**told, classification="yeu")
    assert warned(record) == {"classification", "decision_no"}
