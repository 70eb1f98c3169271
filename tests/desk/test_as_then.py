"""A closed period is counted again as things stood, and beside what they came to."""

from datetime import date
from decimal import Decimal

import pytest

from desktop.desk.as_then import Number
from desktop.desk.period_views import Period
from desktop.desk.views import finish
from desktop.errors import Refused
from desktop.store.connection import transaction
from tests.desk.conftest import event
from tests.desk.unit import Unit

JULY = Period("month", "nd09", date(2025, 6, 15), date(2025, 7, 14))


def close(desk, period):
    check = desk.ask.period.check(period)
    return finish(desk.act.close_period(period, check.sentences))


@pytest.fixture
def closed(bench):
    """July with one event of 120 people, closed on the day after."""
    bench.clock.turn_to(date(2025, 7, 15))
    bench.event = bench.add("mobilisation_event", event(bench))
    bench.closed = close(bench.commune, JULY)
    return bench


@pytest.fixture
def unit(pair):
    found = Unit(pair)
    yield found
    found.close()


def as_signed(bench, desk=None):
    return (desk or bench.commune).ask.period.closed.as_signed(bench.closed.record)


def changes(found):
    return {one.code: (one.then, one.now) for one in found.changed}


def test_what_was_signed_is_counted_again_from_the_lines_of_its_time(closed):
    found = as_signed(closed)
    assert found.submission.figures["I12"] == Number(Decimal(120), Decimal(120), None)
    assert {f.code for f in closed.closed.figures} == set(found.submission.figures)
    assert (found.lacking, found.wrong, found.changed) == (0, (), ())


def test_later_changes_stand_beside_it_and_move_nothing_that_was_signed(closed):
    before = dict(as_signed(closed).submission.figures)
    closed.add("mobilisation_event", event(closed, attendance="30"))
    entry = closed.commune.ask.records.edit(closed.event)
    entry.answer("/data/attendance", "100")
    closed.commune.act.finish(entry.finish())
    found = as_signed(closed)
    assert found.submission.figures == before and found.wrong == ()
    moved = changes(found)
    assert set(moved) >= {"I11.buoi", "I12", "I13.buoi"}
    assert moved["I12"] == (
        Number(Decimal(120), Decimal(120), None),
        Number(Decimal(130), Decimal(130), None),
    )


def test_a_figure_that_changed_names_the_records_whose_share_is_another(closed):
    came = closed.add("mobilisation_event", event(closed, attendance="30"))
    closed.add("mobilisation_event", event(closed, event_date="2025-07-15"))
    (people,) = (one for one in as_signed(closed).changed if one.code == "I12")
    assert people.records == (came,)
    same = {one.code: one for one in as_signed(closed).figures}["I01"]
    assert (same.differs, same.records) == (False, ())


def test_what_is_withdrawn_or_redacted_later_stood_when_it_was_signed(closed):
    closed.commune.act.erase.question(closed.event, "note", "theo yêu cầu")
    assert (as_signed(closed).wrong, as_signed(closed).changed) == ((), ())
    closed.commune.act.void(closed.event, "ghi nhầm")
    found = as_signed(closed)
    assert found.wrong == ()
    nothing = Number(Decimal(0), Decimal(0), None)
    assert changes(found)["I12"] == (found.submission.figures["I12"], nothing)


def test_number_date_and_signer_that_come_later_leave_it_as_signed(closed):
    entry = closed.commune.ask.records.edit(closed.closed.record)
    entry.answer("/data/doc_number", "12/BC-BCĐ")
    closed.commune.act.finish(entry.finish())
    found = as_signed(closed)
    assert (found.wrong, found.changed) == ((), ())


def test_the_province_counts_a_communes_report_again_from_what_came_with_it(pair):
    pair.clock.turn_to(date(2025, 7, 15))
    pair.add("mobilisation_event", event(pair))
    pair.closed = close(pair.commune, JULY)
    pair.take(pair.province, pair.hand(pair.commune))
    found = as_signed(pair, pair.province)
    assert found.submission.unit == "20854"
    assert (found.lacking, found.wrong, found.changed) == (0, (), ())


def test_a_province_names_every_desk_whose_lines_it_counted(pair):
    pair.clock.turn_to(date(2025, 7, 15))
    pair.add("mobilisation_event", event(pair))
    pair.take(pair.province, pair.hand(pair.commune))
    pair.closed = close(pair.province, JULY)
    pair.add("mobilisation_event", event(pair, attendance="7"))
    pair.take(pair.province, pair.hand(pair.commune))
    found = as_signed(pair, pair.province)
    assert found.submission.figures["I12"].value == 120
    assert (found.lacking, found.wrong) == (0, ())
    assert changes(found)["I12"][1].value == 127


def test_a_report_whose_lines_are_not_all_here_is_not_counted_again(pair):
    pair.clock.turn_to(date(2025, 7, 15))
    pair.add("mobilisation_event", event(pair))
    pair.closed = close(pair.commune, JULY)
    pair.take(pair.province, pair.hand(pair.commune))
    (reach,) = as_signed(pair, pair.province).submission.reached
    writer = pair.province.act._writer
    with transaction(writer):
        writer.execute("DELETE FROM revisions WHERE hash = ?", (reach.head,))
    found = as_signed(pair, pair.province)
    assert (found.lacking, found.wrong) == (1, ())


def test_lines_of_a_copied_desk_that_were_confirmed_counted_then(unit):
    unit.pair.clock.turn_to(date(2025, 7, 15))
    kept = unit.backup("a")
    unit.add(unit.a, "50")
    unit.up(unit.a)
    unit.restore("a", kept)
    unit.add(unit.a, "7")
    unit.up(unit.a)
    unit.confirm()
    unit.pair.closed = close(unit.province, JULY)
    unit.add(unit.a, "1000")
    unit.up(unit.a)
    unit.confirm()
    found = as_signed(unit.pair, unit.province)
    assert found.submission.figures["I12"].value == 57
    assert (found.lacking, found.wrong) == (0, ())
    assert changes(found)["I12"][1].value == 1057


def test_an_event_is_no_report(closed):
    with pytest.raises(Refused) as refused:
        closed.commune.ask.period.closed.as_signed(closed.event)
    assert refused.value.code == "period.no_report"
