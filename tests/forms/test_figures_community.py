"""Figures of help in the community, against tables filled by hand."""

from datetime import date
from decimal import Decimal


def count(tables, day, start, new, better, left, end, other=None, **more):
    return tables.add(
        "community_headcount", as_of_date=day, being_helped_start=start,
        newly_accepted=new, completed_progress=better, stopped_other=left,
        being_helped_end=end, other_change=other, **more,
    )  # fmt: skip


def values(tables, *codes, **span):
    found = tables.figures(**span)
    return [found[code].value for code in codes]


PERSONS = ("I31.start", "I31.new", "I31.completed", "I31.stopped", "I31.end")


def test_a_year_begins_with_its_first_headcount_and_ends_with_its_last(tables):
    first = count(tables, "2026-03-14", 24, 5, 7, 0, 22)
    last = count(tables, "2026-06-14", 22, 3, 4, 3, 18)
    count(tables, "2025-12-14", 30, 0, 6, 0, 24)
    assert values(tables, *PERSONS) == [24, 8, 11, 3, 18]
    assert tables.drill("I31.start") == {first}
    assert tables.drill("I31.end") == {last}
    assert tables.drill("I31.new") == {first, last}
    assert tables.told("I32") == [(Decimal("34.4"), 11, 32)]  # of 24 + 5 + 3


def test_what_was_added_together_is_told_apart_and_in_no_rate(tables):
    count(tables, "2026-03-14", 24, 5, 7, 0, 22)
    count(tables, "2026-06-14", 22, None, None, None, 19, -3)
    assert values(tables, *PERSONS, "I31.other") == [24, 5, 7, 0, 19, -3]
    assert tables.told("I32") == [(Decimal("24.1"), 7, 29)]


def test_persons_are_told_of_one_commune_alone(tables):
    count(tables, "2026-03-14", 24, 5, 7, 0, 22)
    count(tables, "2026-03-14", 9, 3, 3, 0, 9, unit="20194")
    both = tables.figures(units=("20854", "20194"))
    assert not {code for code in both if code.startswith(("I31", "I32", "I33"))}
    ours = tables.figures(start=date(2026, 1, 1), end=date(2026, 6, 30))
    assert ours["I31.end"].value == 22 and ours["I31.end"].few == 3


def help_of(tables, day, who="pn", times=(), **more):
    record = tables.add("community_help", as_of_date=day, helping_org=who, **more)
    for place, (measure, count) in enumerate(times):
        row = {"record": record, "_row": f"{place:016x}", "position": place + 1}
        row |= {"measure": measure, "times": count}
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        tables.writer.execute(
            f"INSERT INTO f_community_help__help ({names}) VALUES ({marks})",
            list(row.values()),
        )
    return record


def test_help_is_added_by_kind_and_money_keeps_its_decimals(tables):
    one = help_of(
        tables, "2026-03-14", times=[("viec_lam", 6), ("tham_hoi", 30), ("other", None)],
        jobs_supported=6, loans_supported=5, loan_million_vnd=25050,
    )  # fmt: skip
    two = help_of(tables, "2026-06-14", "mt", [("viec_lam", 4)], other_results=7)
    help_of(tables, "2025-12-14", "mt", [("viec_lam", 40)], jobs_supported=9)
    found = tables.figures()
    assert [found[f"I33.{part}"].value for part in ("jobs", "loans", "trained")] == [
        6, 5, 0,
    ]  # fmt: skip
    assert found["I33.loan_million"].value == Decimal("250.5")
    assert found["I33.other"].value == 7
    assert (found["I33.times"].value, found["I33.times.viec_lam"].value) == (40, 10)
    assert tables.drill("I33.times.viec_lam") == {one, two}


def test_what_was_only_added_together_is_not_told_as_none(tables):
    count(tables, "2026-03-14", 24, None, None, None, 23, -1)
    assert values(tables, *PERSONS, "I31.other") == [24, None, None, None, 23, -1]
    assert values(tables, "I31.new", start=date(2026, 6, 1)) == [0]  # nobody counted
    count(tables, "2026-06-14", 23, 0, 0, 0, 23)
    assert values(tables, "I31.new") == [0]  # looked for, and there was none
