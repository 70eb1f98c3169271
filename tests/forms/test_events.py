"""A mobilisation event asks what its form of work needs, and nothing else."""

import pytest

from tests.forms.pack import (
    LISTS,
    answer,
    blocked,
    messages,
    opened,
    ref,
    table,
    told,
    warned,
)

FACE_TO_FACE = (
    "buoi_tap_trung", "phat_dong", "dien_dan", "sinh_hoat", "hoi_thi", "san_khau",
    "ngoai_khoa", "toa_dam", "tung_nha",
)  # fmt: skip
OWN_COUNT = {
    "truyen_thanh": {"broadcasts"}, "tieng_loa": {"broadcasts"},
    "xe_loa": {"loudspeaker_runs"}, "zalo": {"posts"}, "facebook": {"posts"},
    "cong_ttdt": {"posts"}, "to_roi": {"leaflets"}, "pano": {"banners"},
    "hop_thu": set(), "qr": set(), "other": {"other_form"},
}  # fmt: skip


def event(**more):
    record = opened("mobilisation_event")
    return answer(record, **({"event_date": "2026-04-20", "lead_org": "ca"} | more))


@pytest.mark.parametrize("kind", FACE_TO_FACE)
def test_face_to_face_work_needs_attendance(kind):
    record = event(event_form=kind)
    assert blocked(record) == {"attendance"}
    answer(record, attendance="120")
    assert not told(record)
    record.set("/data/session_count", "")
    assert blocked(record) == {"session_count"}


@pytest.mark.parametrize("kind", OWN_COUNT)
def test_other_work_needs_its_own_count_and_no_sessions(kind):
    record = event(event_form=kind)
    assert blocked(record) == OWN_COUNT[kind]
    final = record.data(final=True)
    assert ("session_count" in final) is (kind == "other")


def test_every_form_of_work_is_either_held_or_counted():
    codes = {row["name"] for row in table(LISTS["propaganda_form"]).rows({})}
    assert codes == {*FACE_TO_FACE, *OWN_COUNT}


@pytest.mark.parametrize(
    "day, ok",
    [
        ("2026-04-30", True), ("2026-05-01", False), ("2025-07-01", True),
        ("2025-06-30", True),  # the code was Thị trấn Tiên Kỳ then
    ],
)  # fmt: skip
def test_the_day_lies_in_the_units_life_and_not_ahead(day, ok):
    assert ("event_date" not in blocked(event(event_date=day, attendance="9"))) is ok


@pytest.mark.parametrize(
    "unit, day, ok",
    [
        ("511", "2023-05-01", True), ("511", "2025-07-01", False),
        ("20194", "2025-08-01", True), ("48", "2025-08-01", True),
        ("48", "2025-06-30", True),  # the former city, under the same code
        ("49", "2025-06-30", True), ("49", "2025-07-01", False),
        ("99999", "2025-08-01", False),
    ],
)  # fmt: skip
def test_a_unit_has_no_records_outside_its_life(unit, day, ok):
    record = answer(opened("mobilisation_event", unit=unit), event_date=day)
    assert ("event_date" not in blocked(record)) is ok


def test_the_whole_commune_or_villages():
    villages = [
        {"name": "v1", "label": "Thôn 1", "valid_from": "2025-07-01", "valid_to": ""},
        {
            "name": "v2",
            "label": "Thôn 2",
            "valid_from": "2010-01-01",
            "valid_to": "2026-01-31",
        },
    ]
    record = opened("mobilisation_event", {"residential_units": villages})
    answer(record, event_date="2026-04-20", lead_org="ca", attendance="30")
    assert not blocked(record)
    answer(record, place_scope="villages")
    assert blocked(record) == {"residential_unit_ids"}
    shown = [c.value for c in record.choices("/data/residential_unit_ids")]
    assert shown == ["v1"]
    answer(record, event_date="2026-01-10")
    shown = [c.value for c in record.choices("/data/residential_unit_ids")]
    assert shown == ["v1", "v2"]


def test_parts_are_not_more_than_the_whole():
    record = event(attendance="100", attendance_female="101", attendance_members="99")
    assert blocked(record) == {"attendance_female"}
    answer(record, attendance_female="0", attendance_members="100")
    assert not told(record)


def test_nought_attendance_is_kept_after_a_warning():
    record = event(attendance="0")
    assert (blocked(record), warned(record)) == (set(), {"attendance"})
    assert warned(answer(record, attendance="20001")) == {"attendance"}


def test_answered_and_pending_make_up_the_opinions():
    record = event(event_form="dien_dan", attendance="80", opinions="21")
    assert blocked(record) == {"opinions_answered", "opinions_pending"}
    answer(record, opinions_answered="15", opinions_pending="5")
    assert blocked(record) == {"opinions_pending"}
    answer(record, opinions_pending="6")
    assert not blocked(record)
    answer(record, opinions_answered="22")
    assert "opinions_answered" in blocked(record)


def test_the_lead_does_not_support_itself():
    record = event(attendance="10", support_orgs="ca mt")
    assert blocked(record) == {"support_orgs"}
    assert not blocked(answer(record, support_orgs="mt pn"))


def test_at_most_five_topics():
    record = event(
        attendance="10", topics="phap_luat toi_pham lua_dao ma_tuy atgt pccc"
    )
    assert blocked(record) == {"topics"}


@pytest.mark.parametrize(
    "question, code",
    [("topics", "tin_nguong"), ("audience", "tin_do"), ("audience", "dtts")],
)
def test_rows_on_faith_and_minorities_carry_no_free_text(question, code):
    record = event(attendance="10", note="ghi chú", topics="other", other_topic="việc")
    chosen = "other " + code if question == "topics" else code
    answer(record, **{question: chosen})
    assert not blocked(record)
    final = record.data(final=True)
    assert "note" not in final and "other_topic" not in final


def test_other_always_needs_its_words():
    record = event(attendance="10", topics="other", audience="other")
    assert blocked(record) == {"other_topic", "other_audience"}


def test_a_code_that_ended_is_offered_only_for_days_before(monkeypatch):
    forms = [dict(row) for row in table(LISTS["propaganda_form"]).rows({})]
    forms[0]["valid_to"] = "2026-03-31"
    record = opened("mobilisation_event", {"propaganda_form": forms})
    answer(record, event_form="xe_loa", event_date="2026-04-20")
    shown = [c.value for c in record.choices("/data/event_form")]
    assert forms[0]["name"] not in shown and len(shown) == len(forms) - 1
    answer(record, event_date="2026-03-31")
    assert len(record.choices("/data/event_form")) == len(forms)


def test_the_short_path_is_what_an_evening_needs():
    record = event()
    short = [
        n.question.name
        for n in record.nodes()
        if n.question and n.relevant and n.question.columns.get("short") == "yes"
    ]
    assert short == [
        "event_form", "event_date", "lead_org", "place_scope", "session_count",
        "session_unit", "attendance",
    ]  # fmt: skip


def test_messages_say_what_to_do():
    record = event(attendance="", lead_org="", place_scope="villages")
    said = messages(record)
    assert said["lead_org"] == "Hãy chọn đơn vị chủ trì."
    assert said["attendance"] == "Hãy nhập số lượt người tham dự."
    assert said["residential_unit_ids"].startswith("Hãy chọn ít nhất một khu dân cư")
    assert ref(record, "note") == "/data/note"
