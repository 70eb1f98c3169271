"""What people told is counted by report period, and never finer than a month of five."""

import pytest

from tests.forms.pack import answer, blocked, opened


def count(kind, first, last, received="9", known=()):
    record = opened("tip_count", {"tip_counts": list(known)})
    told = {"period_from": first, "period_to": last, "received": received}
    return answer(record, period_kind=kind, valuable="0", **told)


@pytest.mark.parametrize(
    ("kind", "first", "last", "ok"),
    [
        ("month", "2026-03-15", "2026-04-14", True),
        ("month", "2026-02-01", "2026-02-28", True),
        ("month", "2026-04-10", "2026-04-16", False),  # a week
        ("month", "2026-04-01", "2026-05-01", False),  # ends ahead
        ("quarter", "2025-12-15", "2026-03-14", True),
        ("quarter", "2026-03-01", "2026-03-31", False),
        ("quarter", "2026-03-14", "2025-12-15", False),
        ("half_year", "2025-06-15", "2025-12-14", True),
        ("half_year", "2025-10-01", "2025-12-31", False),
        ("year", "2025-01-01", "2025-12-31", True),
        ("year", "2024-01-01", "2025-12-31", False),
    ],
)
def test_the_days_fit_the_kind_of_period(kind, first, last, ok):
    assert blocked(count(kind, first, last)) == (set() if ok else {"period_to"})


@pytest.mark.parametrize(("received", "ok"), [("4", False), ("5", True), ("0", False)])
def test_a_month_of_fewer_than_five_waits_for_its_quarter(received, ok):
    record = count("month", "2026-03-01", "2026-03-31", received)
    assert blocked(record) == (set() if ok else {"received"})
    assert not blocked(count("quarter", "2026-01-01", "2026-03-31", received))


def test_days_are_counted_once_by_each_unit():
    told = {"period_from": "2026-01-01", "period_to": "2026-03-31", "label": ""}
    ours = {"name": "other"} | told
    theirs = {"name": "theirs", "unit": "20194"} | told
    days = ("quarter", "2026-01-15", "2026-04-14")
    assert blocked(count(*days, known=[ours])) == {"period_from"}
    assert not blocked(count(*days, known=[theirs, ours | {"name": "new"}]))
