"""A clock that was set back is marked at the bundle and at the lines, and no more."""

from datetime import date, datetime, time

from desktop.cli.demo.clock import HANOI, TrainingClock
from desktop.desk.desk import open_desk
from desktop.desk.views import finish
from tests.desk.conftest import PASSWORD, Chance, event
from tests.desk.test_clocks import clocked
from tests.desk.unit import Unit

MARK = "set_back"


def test_a_bundle_written_by_a_clock_set_back_is_marked_and_taken_in(pair):
    clock = clocked(pair, "20854", date(2025, 7, 20))
    pair.add("mobilisation_event", event(pair))
    first = pair.take(pair.province, pair.hand(pair.commune))
    clock.turn_to(date(2025, 7, 5))
    pair.add("mobilisation_event", event(pair, attendance="7"))
    handed = pair.hand(pair.commune)
    would = finish(pair.province.ask.handover.verify(handed.path))
    told = pair.take(pair.province, handed)
    assert (first.clock, first.result) == ("", "taken")
    assert (told.clock, told.result, told.new) == ("set_back", "taken", 1)
    assert would == told
    rows = pair.province.ask.handover.journal()
    marked = [row.n for row in rows if row.clock == "set_back"]
    assert marked == [handed.n]


def test_the_line_behind_which_the_clock_went_back_is_marked_at_both_desks(pair):
    clock = clocked(pair, "20854", date(2025, 7, 20))
    before = pair.add("mobilisation_event", event(pair))
    clock.turn_to(date(2025, 7, 5))
    after = pair.add("mobilisation_event", event(pair, attendance="7"))
    later = pair.add("mobilisation_event", event(pair, attendance="8"))
    pair.take(pair.province, pair.hand(pair.commune))
    for desk in (pair.commune, pair.province):
        told = {
            record: desk.ask.records.view(record).history
            for record in (before, after, later)
        }
        assert MARK in told[after][0]
        assert MARK not in told[before][0] + told[later][0]


def test_some_hours_to_and_fro_are_no_set_back(pair):
    clock = clocked(pair, "20854", date(2025, 7, 20))
    pair.add("mobilisation_event", event(pair))
    pair.take(pair.province, pair.hand(pair.commune))
    clock.turn_to(date(2025, 7, 20))
    record = pair.add("mobilisation_event", event(pair, attendance="7"))
    assert pair.take(pair.province, pair.hand(pair.commune)).clock == ""
    assert MARK not in pair.commune.ask.records.view(record).history[0]


def test_a_desk_knows_its_own_clock_went_back_before_it_ever_handed_over(pair):
    """The last line it wrote tells, as well as the last bundle."""
    clock = clocked(pair, "20854", date(2027, 7, 2))
    pair.add("mobilisation_event", event(pair))
    clock.turn_to(date(2025, 7, 3))
    assert pair.take(pair.province, pair.hand(pair.commune)).clock == "set_back"


def test_a_restored_machine_with_an_old_clock_is_marked_by_what_came_before(pair):
    """It does not know itself what it showed; the receiver remembers the dates."""
    unit = Unit(pair)
    kept = unit.backup("a", "")
    unit.clock.turn_to(date(2025, 9, 1))
    unit.add(unit.a, "7")
    unit.up(unit.a)
    unit.a.close()
    unit.restore("a", kept)
    unit.a.close()
    clock = TrainingClock(date(2025, 7, 10))
    unit.a = open_desk(unit.a.core.folder, PASSWORD, clock, Chance())
    unit.add(unit.a, "8")
    unit.hand(unit.a)
    unit.add(unit.a, "9")
    told = pair.take(unit.province, unit.hand(unit.a))
    assert told.clock == "set_back" and told.result != "refused"
    pair.commune = unit.a
    unit.close()
    assert clock.now() < datetime.combine(date(2025, 7, 11), time(), HANOI)
