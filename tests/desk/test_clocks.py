"""A clock two years off costs a message and no data; a call helps what came late."""

from datetime import date, datetime, time, timedelta

import pytest

from desktop.cli.demo.clock import HANOI, TrainingClock
from desktop.desk.desk import open_desk
from desktop.desk.views import finish
from desktop.errors import Refused
from desktop.store import activity
from tests.desk.conftest import PASSWORD, Chance, event
from tests.desk.test_intake import refusal
from tests.desk.test_renewing import back
from tests.desk.test_revoking import device_of
from tests.desk.test_way import everything

TODAY = date(2025, 7, 2)
BEHIND, AHEAD = date(2023, 7, 2), date(2027, 7, 2)
ENDS = date(2030, 6, 30)  # of certificates of 1 July 2025


class Clock(TrainingClock):
    """May be set back, as clocks of machines are."""

    def turn_to(self, day):
        self._moment = datetime.combine(day, time(7, 30), HANOI)


def clocked(pair, unit, day):
    """The desk of a unit under a clock of its own, which can be set right."""
    clock = Clock(day)
    desk = pair.commune if unit == "20854" else pair.province
    desk.close()
    desk = open_desk(pair.folder / unit, PASSWORD, clock, Chance())
    setattr(pair, "commune" if unit == "20854" else "province", desk)
    return clock


def test_a_commune_two_years_behind_loses_nothing_and_reads_its_receipts(pair):
    record = pair.add("mobilisation_event", event(pair))
    clock = clocked(pair, "20854", BEHIND)
    assert pair.take(pair.province, pair.hand(pair.commune)).new == 1
    down = pair.hand(pair.province, "20854")
    assert pair.take(pair.commune, down).receipts
    clock.turn_to(TODAY)
    assert pair.commune.ask.handover.outbox().revisions == 0
    assert len(pair.commune.ask.records.rows([record])) == 1


def test_a_commune_two_years_ahead_works_on_and_is_warned(pair):
    clock = clocked(pair, "20854", AHEAD)
    pair.add("mobilisation_event", event(pair))
    assert pair.take(pair.province, pair.hand(pair.commune)).new == 1
    assert back(pair).receipts
    assert pair.commune.ask.keys().crl_days_over > 300
    clock.turn_to(TODAY)
    pair.add("mobilisation_event", event(pair, attendance="7"))
    assert pair.take(pair.province, pair.hand(pair.commune)).new == 1
    back(pair)
    assert pair.commune.ask.handover.outbox().revisions == 0


def test_a_province_two_years_behind_takes_in_all_the_same(pair):
    clock = clocked(pair, "48", BEHIND)
    pair.add("mobilisation_event", event(pair))
    assert pair.take(pair.province, pair.hand(pair.commune)).new == 1
    clock.turn_to(TODAY)
    pair.add("mobilisation_event", event(pair, attendance="7"))
    assert pair.take(pair.province, pair.hand(pair.commune)).new == 1


def test_a_province_two_years_ahead_and_set_right_goes_on(pair):
    clock = clocked(pair, "48", AHEAD)
    pair.add("mobilisation_event", event(pair))
    assert pair.take(pair.province, pair.hand(pair.commune)).new == 1
    assert back(pair).receipts
    clock.turn_to(TODAY)
    pair.add("mobilisation_event", event(pair, attendance="7"))
    assert pair.take(pair.province, pair.hand(pair.commune)).new == 1
    assert back(pair).receipts


# a certificate that ended on the way


def late(pair, days):
    """Written the day before the end, and read so many days after it."""
    pair.clock.turn_to(date(2025, 7, 3))
    pair.add("mobilisation_event", event(pair))
    handed = pair.hand(pair.commune)
    pair.clock.turn_to(ENDS + timedelta(days=days))
    return handed


def test_a_certificate_that_ended_on_the_way_needs_a_call_and_is_written_down(pair):
    handed = late(pair, 60)
    assert refusal(pair, handed) == "signature.late"
    assert finish(pair.province.act.take_in(handed.path, late=True)).new == 1
    told = activity.last(pair.province.ask._reader, 1)[0]
    assert told.act == "late" and device_of(pair) in told.what
    # the answer is read even though the own certificate has ended, and helps on
    assert back(pair).receipts
    pair.add("mobilisation_event", event(pair, attendance="7"))
    asking = pair.hand(pair.commune)
    assert refusal(pair, asking) == "signature.late"
    assert finish(pair.province.act.take_in(asking.path, late=True)).new == 1
    back(pair)
    pair.add("mobilisation_event", event(pair, attendance="8"))
    assert pair.take(pair.province, pair.hand(pair.commune)).new == 1


def test_no_call_helps_after_90_days_or_for_what_is_not_newer(pair):
    handed = late(pair, 92)
    clock = clocked(pair, "48", ENDS + timedelta(days=92))
    with pytest.raises(Refused, match=r"signature\.expired"):
        finish(pair.province.act.take_in(handed.path, late=True))
    clock.turn_to(ENDS + timedelta(days=30))
    finish(pair.province.act.take_in(handed.path, late=True))
    before = everything(pair.province)
    with pytest.raises(Refused, match=r"signature\.expired"):
        finish(pair.province.act.take_in(handed.path, late=True))
    assert everything(pair.province) == before


def test_no_call_helps_a_revoked_desk(pair):
    handed = late(pair, 30)
    pair.province.act.enrol.revoke(device_of(pair), "lost")
    with pytest.raises(Refused, match=r"signature\.revoked"):
        finish(pair.province.act.take_in(handed.path, late=True))


def test_a_call_about_a_good_certificate_is_no_entry_in_the_log(pair):
    pair.add("mobilisation_event", event(pair))
    handed = pair.hand(pair.commune)
    assert finish(pair.province.act.take_in(handed.path, late=True)).new == 1
    assert "late" not in {a.act for a in activity.last(pair.province.ask._reader)}


def test_a_desk_whose_certificate_ended_long_ago_begins_again_by_phone(pair):
    pair.clock.turn_to(date(2032, 1, 1))
    pair.add("mobilisation_event", event(pair))
    handed = pair.hand(pair.commune)
    assert refusal(pair, handed) == "signature.expired"
    pair.commune.act.enrol.begin_again()
    again = pair.hand(pair.commune)
    code = pair.commune.ask.desk().check_code
    assert finish(pair.province.act.grant(again.path, code)).new == 1
    back(pair)
    assert pair.commune.ask.desk().certified
