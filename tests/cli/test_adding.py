"""record add tells all that is wrong, odd or left out, in JSON when asked."""

import pytest

from tests.cli.test_verbs import Profile

ADD = ("record", "add", "mobilisation_event")


@pytest.fixture(scope="module")
def commune(tmp_path_factory):
    return Profile(tmp_path_factory.mktemp("adding"), "20854")


def good(commune, **more):
    return {
        "event_form": "buoi_tap_trung", "event_date": "2026-03-01",
        "lead_org": commune.org(), "session_count": "1", "attendance": "50",
    } | more  # fmt: skip


WRONG = {"event_date": "2999-01-01", "attendance": "nhiều", "lead_org": None}


@pytest.mark.parametrize("words", [("--json", "-"), ("--json",)])
def test_all_problems_are_told_with_their_questions(commune, words):
    code, told, aside = commune(*ADD, *words, given=good(commune, **WRONG))
    error = told["error"]
    assert (code, error["code"]) == (3, "entry.problems")
    problems = {p["question"]: p["message"] for p in error["problems"]}
    assert set(problems) == set(WRONG) and all(problems.values())
    assert error["facts"]["count"] == len(problems)
    assert [m for m in problems.values() if m not in aside] == []


def test_without_json_the_problems_stand_aside_for_a_person(commune):
    code, told, aside = commune(*ADD, given=good(commune, **WRONG))
    assert (code, told) == (3, "")
    assert "- Ngày: " in aside and "- Số lượt người tham dự: " in aside


def test_other_refusals_come_as_json_too(commune):
    code, told, _ = commune(*ADD, "--json", "-", given={"citizen_id": "1"})
    assert (code, told["error"]["code"]) == (3, "form.unknown_key")
    code, told, _ = commune(*ADD, "--json", "/nowhere.json")
    assert (code, told["error"]["code"]) == (2, "cli.unreadable")


def test_odd_and_unneeded_answers_are_named(commune):
    data = good(commune, attendance="20001", loudspeaker_runs="3", note="Đủ.")
    code, told, aside = commune(*ADD, "--json", "-", given=data)
    assert code == 0, aside
    (warning,) = told["warnings"]
    assert warning["question"] == "attendance" and "20.000" in warning["message"]
    assert told["left_out"] == ["loudspeaker_runs"]
    assert told["record"] == told["records"][0]["record"]


def test_what_is_right_leaves_nothing_to_tell(commune):
    code, told, aside = commune(*ADD, "--json", "-", given=good(commune))
    assert code == 0, aside
    assert (told["warnings"], told["left_out"]) == ([], [])


def test_a_question_is_named_by_its_whole_place(commune):
    data = {
        "title": "Camera", "field": "camera", "launched_date": "2026-03-01",
        "lead_org": commune.org(),
        "first_point": {"point_place": "market", "started_date": "2026-03-01",
                        "team_count": "-1", "member_count": "12"},
    }  # fmt: skip
    code, told, _ = commune("record", "add", "model", "--json", given=data)
    assert code == 3
    (problem,) = told["error"]["problems"]
    assert problem["question"] == "first_point/team_count"


def test_cells_of_a_few_persons_are_named_and_added_together(commune):
    data = {
        "as_of_date": "2026-03-14", "helping_org": commune.org(),
        "help": [{"measure": "vay_von", "times": "2"},
                 {"measure": "tham_hoi", "times": "9"}],
    }  # fmt: skip
    add = ("record", "add", "community_help", "--json", "-")
    code, told, aside = commune(*add, given=data)
    assert code == 0, aside
    assert told["folded"] == ["Hỗ trợ vay vốn", "Thăm hỏi, động viên"]
    code, shown, _ = commune("record", "show", told["record"], "--json")
    lines = [line for line in shown["lines"] if "lượt" in line[0]]
    assert code == 0 and lines == [
        ["Số lượt hỗ trợ", "11"],
        ["Tổng số lượt hỗ trợ", "11"],
    ]
