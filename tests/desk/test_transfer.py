"""Another officer or another machine takes over: revoke the one, enrol the other."""

import pytest

from desktop.cli.context import finish
from desktop.desk import profile
from desktop.desk.desk import open_desk
from desktop.errors import Refused
from tests.desk.conftest import PASSWORD, Chance, event, org
from tests.desk.test_revoking import device_of


@pytest.fixture
def successor(pair):
    """A new machine of the same unit, with the province's set-up file."""
    folder = pair.folder / "successor"
    profile.create(folder, "20854", "moi", "Cán bộ mới", PASSWORD, pair.clock, Chance())
    desk = open_desk(folder, PASSWORD, pair.clock, Chance())
    desk.act.enrol.read_setup(pair.province.act.enrol.write_setup(pair.stick))
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
