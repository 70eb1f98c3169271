"""A computer whose clock is two years off: it is told where it matters, nothing is lost."""

from datetime import datetime, timedelta

import pytest

from desktop.desk import doctor
from desktop.desk.desk import open_desk
from desktop.desk.entry import problems_or_finished
from desktop.errors import Refused
from tests.desk.conftest import PASSWORD, Chance, event
from tests.desk.test_way import everything


class Off:
    """A clock that goes wrong by so many days."""

    def __init__(self, clock, days):
        self.clock, self.by = clock, timedelta(days=days)

    def now(self) -> datetime:
        return self.clock.now() + self.by


def reopened(pair, unit, days):
    """The desk opened anew on a computer whose clock is off."""
    part = "commune" if unit == "20854" else "province"
    getattr(pair, part).close()
    clock = Off(pair.clock, days)
    setattr(pair, part, open_desk(pair.folder / unit, PASSWORD, clock, Chance()))


def level(pair):
    """Both desks hold the same records, whole."""
    for desk in (pair.commune, pair.province):
        doctor.examine(desk)
    ids = [
        d.ask.records.ids("mobilisation_event") for d in (pair.commune, pair.province)
    ]
    return sorted(ids[0]) == sorted(ids[1])


TWO_YEARS = [-731, 731]


@pytest.mark.parametrize("days", TWO_YEARS)
def test_what_a_desk_hands_over_by_a_wrong_clock_is_taken_in(pair, days):
    pair.add("mobilisation_event", event(pair))
    pair.add("mobilisation_event", event(pair))
    (first, _) = pair.commune.ask.records.ids("mobilisation_event")
    reopened(pair, "20854", days)
    pair.commune.act.void(first, "nhập nhầm")
    assert pair.take(pair.province, pair.hand(pair.commune)).new == 3
    pair.take(pair.commune, pair.hand(pair.province, "20854"))
    assert pair.commune.ask.handover.outbox().revisions == 0
    reopened(pair, "20854", 0)
    pair.add("mobilisation_event", event(pair))
    assert pair.take(pair.province, pair.hand(pair.commune)).new == 1
    assert level(pair)


def test_what_a_clock_behind_does_not_let_finish_stays_a_draft(pair):
    data = event(pair)
    reopened(pair, "20854", -731)
    entry = pair.commune.ask.records.new("mobilisation_event", data)
    pair.commune.act.save_draft(entry.draft())
    with pytest.raises(Refused) as told:
        problems_or_finished(entry)
    assert told.value.facts["question"] == "event_date"  # later than today, it says
    reopened(pair, "20854", 0)
    again = pair.commune.ask.records.resume(entry.record)
    pair.commune.act.finish(problems_or_finished(again))
    assert pair.take(pair.province, pair.hand(pair.commune)).new == 1


@pytest.mark.parametrize("days", TWO_YEARS)
def test_a_desk_with_a_wrong_clock_takes_in(pair, days):
    pair.add("mobilisation_event", event(pair))
    reopened(pair, "48", days)
    assert pair.take(pair.province, pair.hand(pair.commune)).new == 1
    reopened(pair, "20854", days)
    assert pair.take(pair.commune, pair.hand(pair.province, "20854")).receipts == 1
    assert level(pair)


@pytest.mark.parametrize("days", TWO_YEARS)
def test_a_certificate_given_by_a_wrong_clock_serves(bench, days):
    """Else the receipt that brings it would be refused, and all after it, for years."""
    reopened(bench, "48", days)
    bench.enrolled()
    reopened(bench, "48", 0)
    bench.add("mobilisation_event", event(bench))
    handed = bench.hand(bench.commune)
    assert bench.take(bench.province, handed).new == handed.revisions == 1
    assert bench.commune.ask.desk().certified and level(bench)


@pytest.mark.parametrize(
    ("days", "code"), [(-9_000, "signature.not_yet"), (9_000, "signature.expired")]
)
def test_a_clock_beyond_all_certificates_is_told_and_changes_nothing(pair, days, code):
    pair.add("mobilisation_event", event(pair))
    handed = pair.hand(pair.commune)
    reopened(pair, "48", days)
    before = everything(pair.province)
    with pytest.raises(Refused) as told:
        pair.take(pair.province, handed)
    assert told.value.code == code and everything(pair.province) == before
    reopened(pair, "48", 0)
    assert pair.take(pair.province, handed).new == 1
