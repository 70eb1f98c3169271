"""Another officer or another machine takes over: revoke the one, enrol the other."""

import pytest

from desktop.desk import doctor
from desktop.desk.views import finish
from desktop.errors import Refused
from tests.desk.conftest import event, org
from tests.desk.test_revoking import device_of
from tests.desk.unit import beside


@pytest.fixture
def successor(pair):
    """A new machine of the same unit, with the province's set-up file."""
    desk = beside(pair, "successor")
    yield desk
    desk.close()


def add(pair, desk, attendance):
    told = event(pair, attendance=attendance, lead_org=org(desk))
    return pair.add("mobilisation_event", told, desk)


def titles(desk, records):
    return [row.title for row in desk.ask.records.rows(records)]


def test_a_new_machine_takes_over_and_the_old_one_is_heard_no_more(pair, successor):
    theirs = pair.add("mobilisation_event", event(pair))
    pair.take(pair.province, pair.hand(pair.commune))
    pair.province.act.enrol.revoke(device_of(pair), "left")
    mine = add(pair, successor, "7")
    first = pair.hand(successor)
    code = successor.ask.desk().check_code
    assert finish(pair.province.act.grant(first.path, code)).new
    answer = pair.hand(pair.province, "20854")
    assert pair.take(successor, answer).receipts
    assert successor.ask.desk().certified
    # both of the unit's streams stand at the province, in one unit
    assert len(titles(pair.province, [theirs, mine])) == 2
    assert [d.status for d in pair.province.ask.keys().desks] == ["revoked", "active"]
    # the old machine neither hands over nor reads what goes down from now on
    pair.add("mobilisation_event", event(pair, attendance="9"))
    with pytest.raises(Refused, match=r"signature\.revoked"):
        pair.take(pair.province, pair.hand(pair.commune))
    with pytest.raises(Refused, match=r"envelope\.not_for_me"):
        pair.take(pair.commune, answer)


def test_two_machines_of_a_unit_hand_over_side_by_side_until_one_is_revoked(
    pair, successor
):
    first = pair.hand(successor)
    finish(pair.province.act.grant(first.path, successor.ask.desk().check_code))
    answer = pair.hand(pair.province, "20854")
    pair.take(successor, answer)
    pair.take(pair.commune, answer)
    for desk, count in ((successor, "7"), (pair.commune, "9")):
        add(pair, desk, count)
        assert pair.take(pair.province, pair.hand(desk)).new == 1
    pair.province.act.enrol.revoke(device_of(pair), "retired")
    add(pair, successor, "8")
    assert pair.take(pair.province, pair.hand(successor)).new == 1
    assert pair.take(successor, pair.hand(pair.province, "20854")).receipts


# the unit's own records come back


def handed_back(pair, successor):
    first = pair.hand(successor)
    finish(pair.province.act.grant(first.path, successor.ask.desk().check_code))
    return pair.hand(pair.province, "20854")


def test_the_new_machine_gets_its_units_records_back_and_works_on_them(
    pair, successor, tmp_path
):
    theirs = pair.add("mobilisation_event", event(pair))
    pair.take(pair.province, pair.hand(pair.commune))
    pair.province.act.enrol.revoke(device_of(pair), "left")
    down = handed_back(pair, successor)
    told = pair.take(successor, down)
    # a gap: the province's numbers before it went to the old machine
    assert (told.result, told.refused) == ("gap", 0) and told.new > 1
    assert titles(successor, [theirs]) == titles(pair.commune, [theirs])
    view = successor.ask.records.view(theirs)
    assert ("Ghi chú", "Có lồng ghép sinh hoạt thôn.") in view.lines
    assert doctor.examine(successor).revisions
    assert pair.take(successor, down).result == "known"
    # its own from now on: changed here, the change reaches the province
    successor.act.void(theirs, "nhập trùng")
    assert pair.take(pair.province, pair.hand(successor)).newer == 1
    assert successor.ask.handover.outbox().revisions
    pair.take(successor, pair.hand(pair.province, "20854"))
    assert successor.ask.handover.outbox().revisions == 0
    assert doctor.examine(pair.province).revisions


def test_records_come_back_with_each_bundle_until_the_machine_says_it_has_them(
    pair, successor
):
    assert handed_back(pair, successor).revisions > 0
    assert pair.hand(pair.province, "20854").revisions > 0  # the first may be lost
    pair.take(successor, pair.hand(pair.province, "20854"))
    pair.take(pair.province, pair.hand(successor))
    down = pair.hand(pair.province, "20854")
    pair.take(pair.commune, down)  # the old machine gets what the new one began with
    pair.take(pair.province, pair.hand(pair.commune))
    assert pair.hand(pair.province, "20854").revisions == 0


def test_an_old_machine_that_still_works_takes_no_harm_from_the_copies(pair, successor):
    mine = pair.add("mobilisation_event", event(pair))
    pair.take(pair.province, pair.hand(pair.commune))
    down = handed_back(pair, successor)
    told = pair.take(pair.commune, down)
    assert told.refused == 0 and told.same >= 1
    assert len(titles(pair.commune, [mine])) == 1
    pair.add("mobilisation_event", event(pair, attendance="3"))
    assert pair.take(pair.province, pair.hand(pair.commune)).new == 1
    assert doctor.examine(pair.commune).revisions


def test_what_was_erased_does_not_come_back(pair, successor):
    record = pair.add("mobilisation_event", event(pair))
    pair.take(pair.province, pair.hand(pair.commune))
    pair.commune.act.erase.question(record, "note", "theo yêu cầu")
    pair.take(pair.province, pair.hand(pair.commune))
    told = pair.take(successor, handed_back(pair, successor))
    assert told.refused == 0
    view = successor.ask.records.view(record)
    assert "lồng ghép" not in " ".join(text for _, text in view.lines)
