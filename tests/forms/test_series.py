"""Judging in a series gives what the screen's engine gives, record by record."""

import random

import pytest

from desktop.xforms.series import Series, fits
from tests.forms.pack import form, opened, ref

VALUES = {
    "event_form": [
        "buoi_tap_trung",
        "dien_dan",
        "zalo",
        "truyen_thanh",
        "tieng_loa",
        "other",
        "không có",
    ],
    "event_date": ["2025-07-01", "2025-08-30", "1990-01-01", "hôm qua", ""],
    "lead_org": ["ca", "mt", "lạ", ""],
    "place_scope": ["commune", "villages", ""],
    "residential_unit_ids": ["v1", "v1 v2", "v9", ""],
    "session_count": ["1", "0", "700", "x", ""],
    "session_unit": ["buoi", ""],
    "attendance": ["120", "-3", "0", "30000", ""],
    "broadcasts": ["3", ""],
    "loudspeaker_runs": ["2", ""],
    "topics": [
        "ma_tuy",
        "other",
        "tin_nguong",
        "ma_tuy atgt lua_dao phap_luat toi_pham other",
        "",
    ],
    "other_topic": ["việc khác", "x" * 130, ""],
    "audience": ["nhan_dan", "dtts", "tin_do other", ""],
    "support_orgs": ["ca", "mt pn", ""],
    "end_date": ["2025-07-02", "2024-01-01", ""],
    "attendance_female": ["60", "500", ""],
    "opinions": ["5", "0", ""],
    "opinions_answered": ["3", ""],
    "opinions_pending": ["2", "9", ""],
    "note": ["Có lồng ghép.", "x" * 600, ""],
    "unit_name": ["Thôn 3", "Thôn Đông", ""],
    "unit_type": ["thon", "other", "sai"],
    "unit_type_other": ["khu", ""],
    "households": ["120", "7000", "-1", "x"],
    "population": ["500", "20", ""],
    "valid_from": ["2020-01-01", "2030-01-01", ""],
    "valid_to": ["2024-01-01", "2010-01-01", ""],
    "merged_into": ["v1", ""],
}
FORMS = ["mobilisation_event", "residential_unit"]
VILLAGES = [
    {
        "name": "v1",
        "label": "Thôn 1",
        "unit_type": "thon",
        "name_key": "thon 1",
        "valid_from": "2000-01-01",
        "valid_to": "",
    },
    {
        "name": "v2",
        "label": "Thôn 2",
        "unit_type": "thon",
        "name_key": "thon dong",
        "valid_from": "2000-01-01",
        "valid_to": "",
    },
]
REGISTERS = {"residential_units": VILLAGES}


def rows(name, count):
    chance = random.Random(name)
    known = [
        question.name
        for question in form(name).definition.questions
        if question.name in VALUES
    ]
    for _ in range(count):
        asked = chance.sample(known, chance.randint(1, len(known)))
        yield {one: chance.choice(VALUES[one]) for one in asked}


def at_the_screen(name, answers):
    record = opened(name, REGISTERS)
    for question, text in answers.items():
        record.set(ref(record, question), text)
    return record


def sorted_codes(data):
    return {
        k: sorted(v.split()) if isinstance(v, str) and k in MANY else v
        for k, v in data.items()
    }


MANY = {"topics", "audience", "support_orgs", "residential_unit_ids"}


@pytest.mark.parametrize("name", FORMS)
def test_what_the_series_says_is_what_the_screen_says(name):
    assert fits(form(name))
    series = Series(opened(name, REGISTERS))
    blocked = 0
    for answers in rows(name, 250):
        screen = at_the_screen(name, answers)
        judged = series.judge(answers)
        assert judged.problems == screen.problems(), answers
        assert sorted_codes(judged.data) == sorted_codes(screen.data(final=True)), (
            answers
        )
        assert set(judged.hidden) == {
            r for r in screen.hidden() if r.rpartition("/")[2] in answers
        }
        blocked += bool(judged.problems)
    assert blocked > 20


def test_one_record_leaves_nothing_behind_for_the_next():
    series = Series(opened("mobilisation_event", REGISTERS))
    given = {
        "event_form": "zalo",
        "event_date": "2025-07-01",
        "lead_org": "ca",
        "posts": "3",
    }
    first = series.judge(given)
    series.judge({"event_form": "dien_dan", "opinions": "x", "note": "y" * 600})
    assert series.judge(given) == first


def test_a_choice_that_has_ended_on_the_day_is_told():
    ended = [VILLAGES[0] | {"valid_to": "2024-12-31"}, VILLAGES[1]]
    series = Series(opened("mobilisation_event", {"residential_units": ended}))
    event = {
        "event_form": "zalo",
        "lead_org": "ca",
        "posts": "3",
        "place_scope": "villages",
        "residential_unit_ids": "v1",
    }
    assert series.judge(event | {"event_date": "2025-07-01"}).gone == (
        "/data/residential_unit_ids",
    )
    assert series.judge(event | {"event_date": "2024-07-01"}).gone == ()


def test_forms_with_rows_or_actions_are_not_judged_so():
    assert not fits(form("report_submission"))
