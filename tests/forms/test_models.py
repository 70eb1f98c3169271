"""Models, their points, and the registers that others point to."""

import pytest

from desktop.xforms.definition import Group, Question
from tests.forms.pack import answer, blocked, definition, opened, ref, told, warned

MODELS = [
    {"name": "m1", "label": "Tiếng kẻng an ninh", "title_key": "tieng keng an ninh",
     "launched_date": "2025-08-01", "field": "tieng_loa", "model_status": "active"},
    {"name": "m2", "label": "Xứ đạo bình yên", "title_key": "xu dao binh yen",
     "launched_date": "2025-08-01", "field": "ton_giao", "model_status": "active"},
]  # fmt: skip
POINTS = [
    {"name": "a", "label": "Tiếng kẻng - 2025-08-01", "model_id": "m1"},
    {"name": "b", "label": "Xứ đạo - 2025-08-01", "model_id": "m2"},
]
VILLAGES = [
    {"name": "v1", "label": "Thôn 1", "valid_from": "2025-07-01", "valid_to": "",
     "name_key": "thon an dong"},
]  # fmt: skip
LISTS = {"models": MODELS, "model_points": POINTS, "residential_units": VILLAGES}


def model(**more):
    record = opened("model", LISTS)
    answers = {
        "title": "Camera an ninh", "field": "camera", "launched_date": "2026-01-10",
        "lead_org": "ca", "residential_unit_ids": "v1", "member_count": "12",
    }  # fmt: skip
    return answer(record, **(answers | more))


def point(**more):
    record = opened("model_point", LISTS)
    answers = {
        "model_id": "m1", "residential_unit_ids": "v1", "started_date": "2026-01-10",
        "member_count": "12",
    }  # fmt: skip
    return answer(record, **(answers | more))


def leaves(items):
    for item in items:
        if isinstance(item, Question):
            yield item.name
        elif item.name != "meta":
            yield from leaves(item.children)


def test_a_models_first_point_asks_what_a_point_asks():
    first = next(
        item
        for item in definition("model").root.children
        if isinstance(item, Group) and item.name == "first_point"
    )
    point_names = set(leaves(definition("model_point").root.children))
    alone = {
        "unit_code", "model_id", "model_name", "model_field", "origin_point_id",
        "ended_date", "end_reason", "note",
    }  # fmt: skip
    assert set(leaves(first.children)) == point_names - alone


def test_a_models_first_point_starts_on_the_day_of_launch():
    record = model()
    assert not told(record)
    assert record.node("/data/first_point/started_date").value == "2026-01-10"
    answer(record, started_date="2026-02-01", launched_date="2026-01-15")
    assert record.node("/data/first_point/started_date").value == "2026-02-01"


def test_a_proposed_model_and_an_edited_one_have_no_first_point():
    assert "first_point" not in model(model_status="proposed").data(final=True)
    record = answer(
        opened("model", LISTS, with_first_point=""),
        title="Camera", field="camera", launched_date="2026-01-10", lead_org="ca",
    )  # fmt: skip
    assert not blocked(record)
    assert "first_point" not in record.data(final=True)


@pytest.mark.parametrize(
    "title", ["Tiếng kẻng an ninh", "TIẾNG KẺNG  AN NINH", "tieng keng an ninh"]
)
def test_a_model_of_the_same_name_is_pointed_out_without_marks(title):
    assert "title" in warned(model(title=title))
    edited = answer(opened("model", LISTS, with_first_point=""), title=title)
    assert "title" not in warned(edited)


@pytest.mark.parametrize(
    "answers, stop",
    [
        ({"launched_date": "2026-05-01"}, {"launched_date", "started_date"}),
        ({"parent_model_id": "m1", "replication_mode": "same"}, set()),
        ({"parent_model_id": "m1"}, {"replication_mode"}),
        ({"parent_model_id": "m1", "replication_mode": "same",
          "launched_date": "2025-07-31"}, {"parent_model_id"}),
        ({"parent_name": "Mô hình tỉnh bạn"}, {"replication_mode"}),
        ({"model_status": "closed"}, {"closed_date", "close_reason"}),
        ({"model_status": "merged"}, {"closed_date"}),
        ({"model_status": "closed", "close_reason": "other",
          "closed_date": "2026-01-09"}, {"closed_date", "close_reason_other"}),
        ({"field": "other"}, {"field_other"}),
        ({"support_orgs": "ca"}, {"support_orgs"}),
        ({"title": ""}, {"title"}),
        ({"member_count": ""}, {"member_count"}),
        ({"point_place": "commune"}, set()),
        ({"residential_unit_ids": ""}, {"residential_unit_ids"}),
        ({"point_place": "other"}, {"point_place_other"}),
    ],
)  # fmt: skip
def test_what_a_model_must_say(answers, stop):
    assert blocked(model(**answers)) == stop


def test_the_place_a_model_was_copied_from_is_chosen_step_by_step():
    record = model(parent_name="Tổ liên gia", replication_mode="adapted")
    provinces = [c.label for c in record.choices(ref(record, "parent_province"))]
    assert len(provinces) == 34 and "Thành phố Đà Nẵng" in provinces
    answer(record, parent_province="48")
    communes = [c.label for c in record.choices(ref(record, "parent_commune"))]
    assert len(communes) == 94 and "Xã Tiên Phước" in communes
    assert not blocked(answer(record, parent_commune="20854"))


def test_a_model_older_than_the_unit_is_inherited_not_refused():
    record = opened("model", LISTS, unit="20194")  # a ward of another name until 2025
    answer(record, title="Đèn sáng", field="anh_sang", lead_org="ca",
           launched_date="2024-01-10")  # fmt: skip
    assert "launched_date" not in blocked(record)
    gone = answer(opened("model", LISTS, unit="511"), launched_date="2025-07-01")
    assert "launched_date" in blocked(gone)


def test_a_point_belongs_to_a_model_and_may_end():
    assert not told(point())
    assert blocked(point(model_id="")) == {"model_id"}
    assert warned(point(started_date="2025-07-31")) == {"started_date"}
    assert blocked(point(ended_date="2026-01-09")) == {"ended_date", "end_reason"}
    assert blocked(point(ended_date="2026-05-01", end_reason="x")) == {"ended_date"}
    assert not blocked(point(ended_date="2026-04-01", end_reason="Hết kinh phí"))


def test_a_point_is_copied_from_points_of_its_own_model():
    record = point()
    assert [c.value for c in record.choices("/data/origin_point_id")] == ["a"]


def test_members_fewer_than_teams_are_pointed_out():
    assert warned(point(team_count="5", member_count="4")) == {"member_count"}
    assert not told(point(team_count="5", member_count="5"))
    assert blocked(point(team_count="-1")) == {"team_count"}


def test_points_of_faith_and_minority_models_carry_no_note():
    final = point(model_id="m2", note="ghi chú").data(final=True)
    assert "note" not in final
    assert "note" not in model(field="dtts", note="ghi chú").data(final=True)
    assert model(note="ghi chú").data(final=True)["note"] == "ghi chú"


def organisation(**more):
    record = opened("organisation")
    answers = {
        "title": "Hội Nông dân",
        "org_type": "hoi_nd",
        "active_from": "2025-07-01",
    }
    return answer(record, **(answers | more))


def test_one_active_organisation_of_a_kind_in_a_commune():
    assert not told(organisation())
    assert blocked(organisation(org_type="cong_an")) == {"org_type"}
    ended = {"active_from": "2020-01-01", "active_to": "2025-06-30"}
    assert not told(organisation(org_type="cong_an", **ended))
    assert not told(organisation(org_type="cong_an", level="unit"))
    assert not told(organisation(org_type="doanh_nghiep"))
    assert blocked(organisation(active_to="2025-06-30")) == {"active_to"}


def test_no_form_asks_for_a_head_by_name_or_for_tips():
    for name in ("organisation", "model", "model_point", "mobilisation_event"):
        names = {question.name for question in definition(name).questions}
        assert not names & {"head_name", "tips_received", "tips_valuable"}


def village(**more):
    record = opened("residential_unit", LISTS)
    return answer(
        record, **({"unit_name": "Thôn 2", "valid_from": "2025-07-01"} | more)
    )


def test_a_village_is_known_by_name_and_days():
    assert not told(village())
    assert blocked(village(unit_name="THÔN AN ĐÔNG")) == {"unit_name"}
    assert not told(village(unit_name="Thôn An Đông", valid_to="2025-12-31"))
    assert not told(village(unit_name="Thôn An Đông", split_from="v1"))
    assert blocked(village(valid_to="2025-06-30")) == {"valid_to"}
    assert blocked(village(households="100", population="99")) == {"population"}
    assert not blocked(village(population="99"))
    assert blocked(village(unit_type="other")) == {"unit_type_other"}


def profile(**more):
    record = opened("commune_profile", LISTS)
    answers = {
        "as_of_date": "2026-01-01", "population": "28137", "households": "7410",
        "area_km2": "74.6", "agency_count": "9", "enterprise_count": "0",
        "school_count": "11",
    }  # fmt: skip
    return answer(record, **(answers | more))


def test_a_profile_is_dated_named_and_whole():
    record = profile()
    assert not told(record)
    assert record.node("/data/unit_label").value == "Xã Tiên Phước"
    assert record.node("/data/residential_unit_count").value == "1"
    old = profile(as_of_date="2025-06-30")
    assert old.node("/data/unit_label").value == "Thị trấn Tiên Kỳ"
    assert blocked(profile(households="30000")) == {"population"}
    assert blocked(profile(agency_count="")) == {"agency_count"}
    assert blocked(profile(area_km2="0.05")) == {"area_km2"}
    assert blocked(profile(area_km2="2000.1")) == {"area_km2"}


@pytest.mark.parametrize(
    ("known", "ok"),
    [
        ({"name": "p", "as_of_date": "2026-01-01"}, False),
        ({"name": "p", "as_of_date": "2025-12-31"}, True),
        ({"name": "p", "as_of_date": "2026-01-01", "unit": "20194"}, True),
        ({"name": "new", "as_of_date": "2026-01-01"}, True),  # itself, being edited
    ],
)
def test_a_day_has_one_profile(known, ok):
    lists = LISTS | {"commune_profiles": [known | {"label": ""}]}
    record = opened("commune_profile", lists, data=profile().data(final=True))
    assert blocked(record) == (set() if ok else {"as_of_date"})


def test_a_village_does_not_come_from_itself():
    record = opened("residential_unit", LISTS, own_record="v1")
    answer(record, unit_name="Thôn An Đông", valid_from="2020-01-01")
    assert not told(record)  # its own name is no other's
    answer(record, valid_to="2026-01-31")
    for question in ("merged_into", "split_from"):
        offered = [c.value for c in record.choices(f"/data/{question}")]
        assert "v1" not in offered
