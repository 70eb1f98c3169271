"""How many are helped in the community: numbers that add up, and nothing of persons."""

import pytest

from tests.desk.conftest import bench, made  # noqa: F401 - a real desk
from tests.forms.entered import Desk, example, refusals
from tests.forms.pack import answer, blocked, definition, messages, opened, warned

COUNTS = [
    {"name": "h1", "label": "", "unit": "20854", "as_of_date": "2026-03-14",
     "day_number": "20526", "being_helped_end": "22"},
    {"name": "h0", "label": "", "unit": "20854", "as_of_date": "2025-12-14",
     "day_number": "20436", "being_helped_end": "30"},
]  # fmt: skip


@pytest.fixture
def desk(bench):  # noqa: F811
    return Desk(bench)


def headcount(before=(), **changed):
    record = opened("community_headcount", {"headcounts": list(before)}, "2026-06-20")
    return answer(record, **example("community_headcount", **changed))


def test_a_headcount_has_no_free_text():
    assert [q.name for q in definition("community_headcount").questions
            if q.kind.value in ("text", "multiline")] == []  # fmt: skip


def test_a_day_is_told_of_once():
    record = headcount(COUNTS, as_of_date="2026-03-14")
    assert set(refusals(record)) == {"as_of_date"}


def test_a_period_begins_with_what_the_one_before_left():
    record = headcount(COUNTS)
    assert (blocked(record), warned(record)) == (set(), {"being_helped_start"})
    shown = {n.ref: n.label for n in record.nodes() if n.relevant}
    assert shown["/data/start_differs"] == (
        "Kỳ trước còn 22 người, kỳ này ghi đầu kỳ 24 người. Hãy xem lại hai số."
    )
    answer(record, being_helped_start="22", being_helped_end="20")
    assert not messages(record)
    assert "/data/start_differs" not in {n.ref for n in record.nodes() if n.relevant}


def test_a_new_headcount_starts_from_the_end_of_the_last(desk):
    desk.add("community_headcount", example("community_headcount"))
    entry = desk.desk.ask.records.new("community_headcount")
    assert entry.instance.node("/data/being_helped_start").value == "22"


def test_changes_of_a_few_persons_are_told_as_one(desk):
    told = example("community_headcount", newly_accepted="2", being_helped_end="19")
    entry = desk.entry("community_headcount", told)
    assert [(cell.label, cell.below) for cell in entry.small_cells()] == [
        ("Mới nhận trong kỳ", 3), ("Tiến bộ, không cần giúp nữa", 3),
        ("Thôi vì lý do khác", 3),
    ]  # fmt: skip
    record = desk.add("community_headcount", told)
    kept = desk.kept(record)
    flows = ("newly_accepted", "completed_progress", "stopped_other")
    assert [kept[name] for name in flows] == [None] * 3
    assert kept["other_change"] == "-5"
    assert not desk.desk.ask.records.edit(record).problems()  # it may be opened again


def test_kinds_of_help_for_a_few_persons_are_told_as_other_help(desk):
    told = example("community_help")
    told["help"][1]["times"] = "2"
    told |= {"loans_supported": "1", "loan_million_vnd": "20", "other_million_vnd": "5"}
    entry = desk.entry("community_help", told)
    assert [cell.label for cell in entry.small_cells()] == [
        "Dạy nghề", "Hỗ trợ vay vốn", "Số người được dạy nghề",
        "Số người được giúp vay vốn",
    ]  # fmt: skip
    record = desk.add("community_help", told)
    kept = desk.kept(record)
    assert [row["times"] for row in kept["help"]] == [
        "12", None, "6", None, "0", "31", "7",
    ]  # fmt: skip
    assert (kept["vocational_trained"], kept["loans_supported"]) == (None, None)
    assert (kept["other_results"], kept["loan_million_vnd"]) == ("5", None)
    assert kept["other_million_vnd"] == "25" and kept["times_total"] == "56"
    again = desk.desk.ask.records.edit(record)
    assert not again.problems() and not again.small_cells()


def test_help_has_no_free_text_and_no_village():
    for question in definition("community_help").questions:
        assert question.kind.value not in ("text", "multiline")
        assert "village" not in question.name and "residential" not in question.name
