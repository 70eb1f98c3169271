"""Calendars by receiving line, due in working days, and days to keep in mind."""

from datetime import date

import pytest

from desktop.desk import lines
from desktop.desk.calendars import (
    calendar_for,
    has_own_days,
    own_days,
    working_days_after,
)
from desktop.desk.period_views import Period
from desktop.errors import Refused


@pytest.fixture
def pack(bench):
    return bench.commune.core.catalogue.pack


def test_a_report_is_due_in_working_days(pack):
    assert working_days_after(pack, date(2026, 8, 14), 1) == date(2026, 8, 17)
    assert working_days_after(pack, date(2026, 8, 31), 1) == date(2026, 9, 3)
    assert working_days_after(pack, date(2026, 4, 29), 1) == date(2026, 5, 4)


@pytest.mark.parametrize(
    ("calendar", "kind", "today", "days"),
    [
        ("nd09", "month", date(2026, 8, 20), (date(2026, 7, 15), date(2026, 8, 14))),
        ("nd09", "quarter", date(2026, 9, 20), (date(2026, 6, 15), date(2026, 9, 14))),
        (
            "nd09",
            "half_year",
            date(2026, 7, 1),
            (date(2025, 12, 15), date(2026, 6, 14)),
        ),
        ("nd09", "year", date(2026, 12, 20), (date(2025, 12, 15), date(2026, 12, 14))),
        ("calendar", "month", date(2026, 9, 1), (date(2026, 8, 1), date(2026, 8, 31))),
        ("safety", "year", date(2026, 11, 1), (date(2025, 11, 1), date(2026, 10, 31))),
        ("safety", "year", date(2026, 10, 31), (date(2024, 11, 1), date(2025, 10, 31))),
        (
            "team_rating",
            "year",
            date(2026, 11, 15),
            (date(2025, 11, 15), date(2026, 11, 14)),
        ),
        ("school", "year", date(2026, 9, 1), (date(2025, 9, 1), date(2026, 8, 31))),
        ("term", "stage", date(2026, 9, 1), (date(2023, 10, 17), date(2033, 10, 16))),
    ],
)
def test_each_calendar_has_its_own_days(pack, calendar, kind, today, days):
    found = calendar_for(pack, kind, calendar)
    assert own_days(found, kind, today) == days
    assert has_own_days(found, Period(kind, calendar, *days))


def test_a_line_has_a_usual_calendar_and_a_desk_may_choose_another(bench, pack):
    desk, today = bench.commune, date(2026, 8, 14)

    def told():
        found = lines.lines(pack, desk.core.reader(), today)
        return {line.code: line.calendar.code for line in found}

    assert told() == {"state": "nd09", "front": "calendar", "police": "nd09"}
    desk.act.choose_calendar("police", "calendar")
    assert told()["police"] == "calendar"
    with pytest.raises(Refused) as refused:
        desk.act.choose_calendar("army", "calendar")
    assert refused.value.code == "line.unknown"
    with pytest.raises(Refused) as refused:
        desk.act.choose_calendar("police", "lunar")
    assert refused.value.code == "period.calendar"


def test_reports_and_days_of_the_year_are_told_when_they_come_near(bench, pack):
    reader = bench.commune.core.reader()

    def told(today):
        return [n.facts for n in lines.reminders(pack, reader, today)]

    due = [facts["day"] for facts in told(date(2026, 8, 17)) if "line" in facts]
    assert due == ["19/08/2026", "19/08/2026"]
    words = " ".join(f.get("label", "") for f in told(date(2026, 7, 10)))
    assert "Ngày hội" in words and "19/08/2026" in words
    assert not [f for f in told(date(2026, 10, 1)) if "label" in f]
