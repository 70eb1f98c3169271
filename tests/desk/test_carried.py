"""Totals that stand in no record: typed in, counted, told apart, and never twice."""

from datetime import date

import pytest

from desktop.errors import Refused
from tests.desk.conftest import event, org

YEAR = date(2024, 1, 1), date(2024, 12, 31)
SOURCE = "12/BC-UBND"


def total(desk, code, n, d=None, days=("2024-01-01", "2024-12-31"), **more):
    return {
        "figure_code": code, "period_from": days[0], "period_to": days[1],
        "numerator": str(n), "source_doc": SOURCE, **({"denominator": str(d)} if d else {}),
        **more,
    }  # fmt: skip


def carry(pair, code, n, d=None, **more):
    return pair.add("carried_figure", total(pair.commune, code, n, d, **more))


def told(pair, code, days=YEAR):
    found = pair.commune.ask.period.figures(("20854",), *days)
    return next(f for f in found if f.code == code)


def test_a_total_counts_in_every_period_that_holds_all_its_days(pair):
    carry(pair, "I12", 8686, days=("2024-03-01", "2024-03-31"))
    assert told(pair, "I12").value == 8686
    assert told(pair, "I12", (date(2024, 3, 1), date(2024, 3, 31))).carried == 8686
    assert told(pair, "I12", (date(2024, 3, 2), date(2024, 12, 31))).value == 0


def test_a_ratio_comes_from_the_totals_of_its_parts(pair):
    carry(pair, "I11.dot", 91)
    carry(pair, "I12", 8686)
    mean = told(pair, "I13.dot")
    assert (str(mean.value), mean.n, mean.d) == ("95.5", 8686, 91)
    assert mean.sources == (SOURCE,)
    assert told(pair, "I13.buoi").value is None


@pytest.mark.parametrize(
    ("code", "shown", "parts"),
    [
        ("I20", "95.2", {"I20.answered": 20, "I20.opinions": 21}),
        ("I21", "32.5", {"I21.valuable": 27, "I21.received": 83}),
        ("I40.average", "28.8", {"I40.members": 2475, "I40.groups": 86}),
        ("I14", "30.9", {"I12": 8686}),
    ],
)
def test_each_ratio_knows_its_parts(pair, code, shown, parts):
    people = {
        "as_of_date": "2025-07-01", "population": "28137", "households": "7410",
        "agency_count": "1", "enterprise_count": "1", "school_count": "1",
    }  # fmt: skip
    pair.add("commune_profile", people)
    for part, n in parts.items():
        carry(pair, part, n, days=("2025-07-01", "2025-07-02"))
    days = date(2025, 7, 1), date(2025, 7, 2)
    assert str(told(pair, code, days).value) == shown


def test_attendance_of_sessions_and_drives_together_makes_neither_mean(pair):
    for code, n in (("I11.dot", 91), ("I11.buoi", 40), ("I12", 8686)):
        carry(pair, code, n)
    assert told(pair, "I13.dot").value is None
    assert told(pair, "I13.buoi").value is None


def test_a_share_is_carried_with_both_its_numbers(pair):
    carry(pair, "I16", 34, 39)
    share = told(pair, "I16")
    assert (str(share.value), share.n, share.d) == ("87.2", 34, 39)


def test_a_share_told_without_its_denominator_makes_no_other_share_wrong(pair):
    carry(pair, "I16", 3, 4, days=("2024-01-01", "2024-06-30"))
    carry(pair, "I16", "87.2", days=("2024-07-01", "2024-12-31"))
    share = told(pair, "I16")
    assert (share.value, share.n, share.d) == (75, 3, 4)


def test_the_drill_down_names_the_paper_and_opens_the_total(pair):
    record = carry(pair, "I12", 8686)
    (row,) = pair.commune.ask.period.drill("I12", ("20854",), *YEAR)
    assert (row.record, row.n, row.source) == (record, 8686, SOURCE)
    assert "I12" in row.title


def test_of_what_stands_the_last_total_counts(pair):
    carry(pair, "I23", 900, days=("2024-06-30", "2024-06-30"))
    carry(pair, "I23", 910, days=("2024-12-31", "2024-12-31"))
    assert told(pair, "I23").value == 910


def test_a_total_beside_records_of_the_same_days_is_refused_with_both(pair):
    pair.add("mobilisation_event", event(pair, event_date="2025-07-01"))
    days = ("2025-07-01", "2025-07-02")
    with pytest.raises(Refused) as refused:
        carry(pair, "I12", 500, days=days)
    assert refused.value.code == "carried.records"
    assert refused.value.facts["count"] == 1
    assert refused.value.facts["carried"] == "500"
    rows = pair.commune.ask.records.rows
    assert not rows(pair.commune.ask.records.ids("carried_figure"))


def test_a_total_of_another_body_stands_beside_the_records_of_one(pair):
    first, other = org(pair.commune), org(pair.commune, 3)
    days = ("2025-07-01", "2025-07-02")
    pair.add("mobilisation_event", event(pair, event_date="2025-07-01", lead_org=first))
    span = date(2025, 7, 1), date(2025, 7, 31)
    before = told(pair, "I12", span).value
    carry(pair, "I12", 500, days=days, organisation=other)
    with pytest.raises(Refused):
        carry(pair, "I12", 500, days=days, organisation=first)
    own = told(pair, "I12", span)
    assert (own.value - before, own.carried) == (500, 500)


def test_records_that_come_later_take_the_place_of_a_total(pair):
    carry(pair, "I12", 500, days=("2025-07-01", "2025-07-02"))
    pair.add(
        "mobilisation_event", event(pair, event_date="2025-07-01", attendance="60")
    )
    found = told(pair, "I12", (date(2025, 7, 1), date(2025, 7, 31)))
    assert (found.value, found.carried) == (60, 0)


def test_a_second_total_of_the_same_days_is_refused(pair):
    carry(pair, "I12", 500)
    with pytest.raises(Refused) as refused:
        carry(pair, "I12", 600, days=("2024-12-01", "2025-01-31"))
    assert refused.value.facts["question"] == "period_from"


def test_a_total_can_be_edited_in_its_own_days(pair):
    record = carry(pair, "I12", 500)
    entry = pair.commune.ask.records.edit(record)
    entry.answer("/data/numerator", "600")
    pair.commune.act.finish(entry.finish())
    assert told(pair, "I12").value == 600
