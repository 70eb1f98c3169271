"""A unit's lines reach each of its desks: from above, from the side, after a loss."""

import shutil
from datetime import date

import pytest

from desktop.desk import doctor
from desktop.desk.desk import open_desk
from desktop.desk.views import finish
from desktop.errors import Refused, Usage
from desktop.store import journal, settings, streams
from tests.desk.conftest import PASSWORD, Chance
from tests.desk.test_way import YEAR
from tests.desk.unit import Unit


@pytest.fixture
def unit(pair):
    found = Unit(pair)
    yield found
    found.close()


def events(desk):
    return sorted(desk.ask.records.ids("mobilisation_event"))


def owes(desk, to=None):
    return desk.ask.handover.outbox(to).revisions


# a sibling


def test_each_desk_of_a_unit_gets_what_the_other_handed_up(unit):
    mine, theirs = unit.add(unit.a, "7"), unit.add(unit.b, "9")
    unit.up(unit.a, unit.b)
    told = unit.down(unit.a, unit.b)
    assert [one.refused for one in told] == [0, 0]
    assert events(unit.a) == events(unit.b) == events(unit.province)
    assert {mine, theirs} <= set(events(unit.a))
    unit.up(unit.a, unit.b)
    assert owes(unit.province, "20854") == 0
    for desk in (unit.a, unit.b, unit.province):
        assert doctor.examine(desk).revisions


def test_a_desk_hands_to_the_one_beside_it_and_that_one_hands_both_up(unit):
    mine, theirs = unit.add(unit.a, "7"), unit.add(unit.b, "9")
    told = unit.across(unit.a, unit.b)
    assert (told.result, told.refused) == ("taken", 0) and told.new
    assert {mine, theirs} <= set(events(unit.b))
    unit.up(unit.b)
    assert {mine, theirs} <= set(events(unit.province))
    # the first hears from the province what the second carried up for it
    unit.down(unit.a, unit.b)
    assert owes(unit.a) == 0
    assert {mine, theirs} <= set(events(unit.a))
    assert unit.up(unit.a)[0].new == 0


def test_both_hand_up_and_the_order_does_not_matter(unit):
    unit.add(unit.a, "7")
    unit.across(unit.a, unit.b)
    unit.add(unit.b, "9")
    carried, own = unit.hand(unit.b), unit.hand(unit.a)
    assert unit.pair.take(unit.province, carried).new == 2
    assert (unit.pair.take(unit.province, own).new) == 0
    assert events(unit.province) == events(unit.b)


def test_what_one_desk_changes_of_the_others_record_has_one_head(unit):
    record = unit.add(unit.a, "7")
    unit.across(unit.a, unit.b)
    unit.b.act.void(record, "nhập trùng")
    unit.up(unit.b, unit.a)
    unit.down(unit.a)
    (row,) = unit.a.ask.records.rows([record])
    assert row.work == "void" and not row.flagged


def test_a_receipt_from_the_side_ends_the_repeating(unit):
    unit.add(unit.a, "7")
    assert unit.across(unit.a, unit.b).new
    unit.across(unit.b, unit.a)
    assert owes(unit.a, "20854") == 0
    unit.add(unit.a, "8")
    assert owes(unit.a, "20854") == 1


def test_a_desk_without_another_in_its_unit_cannot_hand_to_the_side(pair):
    with pytest.raises(Usage, match=r"handoff\.no_sibling"):
        pair.hand(pair.commune, "20854")


def test_a_revoked_desk_is_neither_heard_nor_sealed_to_by_the_one_beside_it(unit):
    handed = unit.hand(unit.b, "20854")
    unit.province.act.enrol.revoke(unit.b.core.profile.device, "left")
    unit.down(unit.a)
    with pytest.raises(Refused, match=r"signature\.revoked"):
        unit.pair.take(unit.a, handed)
    with pytest.raises(Usage, match=r"handoff\.no_sibling"):
        unit.hand(unit.a, "20854")


def test_a_desk_of_another_unit_is_no_sibling(unit):
    """Whom the desk above does not list is a stranger, whatever its certificate."""
    writer = unit.b.act._writer
    for desk in settings.desks_of(writer, "20854"):
        settings.revoke(writer, desk.cert_sha256)
    with pytest.raises(Refused, match=r"bundle\.not_in_roster"):
        unit.across(unit.a, unit.b)


def test_an_overtaken_list_of_desks_brings_no_revoked_one_back(unit):
    old = unit.hand(unit.province, "20854")
    unit.province.act.enrol.revoke(unit.b.core.profile.device, "left")
    new = unit.hand(unit.province, "20854")
    unit.pair.take(unit.a, new)
    unit.pair.take(unit.a, old)
    with pytest.raises(Usage, match=r"handoff\.no_sibling"):
        unit.hand(unit.a, "20854")


def test_what_one_desk_erased_is_gone_at_the_other_and_in_its_outbox(unit):
    record = unit.add(unit.a, "7")
    unit.across(unit.a, unit.b)
    unit.hand(unit.a)
    unit.b.act.erase.question(record, "note", "theo yêu cầu")
    unit.across(unit.b, unit.a)
    view = unit.a.ask.records.view(record)
    assert "lồng ghép" not in " ".join(text for _, text in view.lines)
    outbox = unit.a.core.folder / "outbox"
    left = {s.name for s in journal.all_sent(unit.a.ask._reader) if s.copies}
    assert left.isdisjoint(file.name for file in outbox.iterdir())
    assert unit.up(unit.a)[0].refused == 0


# a loss


@pytest.mark.parametrize("what", ["store.db", ""])
def test_a_restored_desk_gets_back_what_it_had_handed_up(unit, what):
    kept = unit.backup("a", what)
    lost = unit.add(unit.a, "7")
    unit.up(unit.a)
    unit.down(unit.a)
    unit.restore("a", kept)
    assert lost not in events(unit.a)
    unit.rounds(2, unit.a, unit.b)
    assert events(unit.a) == events(unit.province) == events(unit.b)
    assert lost in events(unit.a)
    last = unit.add(unit.a, "8")
    unit.up(unit.a)
    unit.confirm()
    assert last in events(unit.province)


def test_a_restored_desks_report_comes_back_with_its_pages(unit):
    kept = unit.backup("a", "")
    unit.clock.turn_to(date(2026, 7, 1))
    check = unit.a.ask.period.check(YEAR)
    closed = finish(unit.a.act.close_period(YEAR, check.sentences))
    unit.up(unit.a)
    unit.restore("a", kept)
    unit.down(unit.a)
    for desk in (unit.a, unit.province):
        (file,) = desk.ask.records.view(closed.record).files
        assert file.here and file.sha256 == closed.pdf_sha256


def test_nothing_counts_as_received_that_a_restored_province_no_longer_holds(unit):
    kept = unit.backup("province")
    lost = unit.add(unit.a, "7")
    unit.up(unit.a)
    unit.down(unit.a)
    assert owes(unit.a) == 0
    unit.restore("province", kept)
    unit.down(unit.a)
    assert owes(unit.a) >= 1
    (row,) = unit.a.ask.records.rows([lost])
    assert row.delivery == "exported"
    unit.up(unit.a)
    assert lost in events(unit.province)
    unit.down(unit.a)
    assert owes(unit.a) == 0


@pytest.mark.parametrize("what", ["store.db", ""])
def test_the_receipt_of_a_refused_bundle_says_from_where_to_send(unit, what):
    """A restored province refuses what does not join; its answer makes it join."""
    kept = unit.backup("province", what)
    unit.add(unit.a, "7")
    unit.up(unit.a)
    unit.down(unit.a)
    unit.restore("province", kept)
    last = unit.add(unit.a, "8")
    assert unit.up(unit.a)[0].result == "gap"
    unit.rounds(3, unit.a)  # of a whole folder, first the numbers must tell
    assert last in events(unit.province)
    assert owes(unit.a) == 0


def test_a_restored_database_is_known_by_the_bundles_it_forgot(unit):
    """A province writes few records: its bundles, too, tell that it was set back."""
    kept = unit.backup("province")
    epoch = settings.get(unit.province.ask._reader, "epoch")
    unit.up(unit.a)
    unit.down(unit.a)
    unit.restore("province", kept)
    assert unit.province.act.restored
    assert settings.get(unit.province.ask._reader, "epoch") != epoch


# order


def acked(desk):
    reader = desk.ask._reader
    return [streams.acknowledged(reader, key) for key, _ in streams.own(reader)]


def test_an_overtaken_receipt_takes_nothing_back(unit):
    unit.add(unit.a, "7")
    unit.up(unit.a)
    old = unit.hand(unit.province, "20854")
    unit.add(unit.a, "8")
    unit.up(unit.a)
    unit.down(unit.a)
    before = acked(unit.a)
    unit.pair.take(unit.a, old)
    assert acked(unit.a) == before


def test_two_epochs_of_a_desk_may_arrive_in_either_order(unit):
    unit.add(unit.a, "7")
    first = unit.hand(unit.a)
    with_epoch = unit.a.act._writer
    settings.put(with_epoch, "epoch", "e" * 32)
    unit.add(unit.a, "8")
    second = unit.hand(unit.a)
    unit.pair.take(unit.province, second)
    unit.pair.take(unit.province, first)
    unit.confirm()
    unit.rounds(2, unit.a, unit.b)
    assert events(unit.province) == events(unit.a) == events(unit.b)
    assert owes(unit.a) == 0


def test_lines_that_wait_are_told_of_though_their_desk_never_spoke_here(unit):
    """A restored desk's new epoch comes first with the desk beside it."""
    settings.put(unit.a.act._writer, "epoch", "e" * 32)
    record = unit.add(unit.a, "7")
    unit.across(unit.a, unit.b)
    assert unit.up(unit.b)[0].result == "restored"
    (waiting,) = unit.province.ask.handover.waiting()
    assert (waiting.unit, waiting.device) == ("20854", unit.a.core.profile.device)
    unit.province.act.confirm(waiting.device, waiting.epoch)
    assert record in events(unit.province)


def test_a_clones_lines_come_to_the_owner_beside_its_own(unit, tmp_path):
    twin_folder = tmp_path / "twin"
    shutil.copytree(unit.backup("a", ""), twin_folder)
    twin = open_desk(twin_folder, PASSWORD, unit.clock, Chance())
    mine, theirs = unit.add(unit.a, "10"), unit.add(twin, "20")
    unit.up(unit.a, twin)
    for _ in range(3):
        unit.confirm()
        unit.down(unit.a, twin, unit.b)
        unit.up(unit.a, twin, unit.b)
    desks = (unit.a, twin, unit.b, unit.province)
    assert all({mine, theirs} <= set(events(desk)) for desk in desks)
    assert all(doctor.examine(desk).revisions for desk in desks)
    assert owes(unit.a) == owes(twin) == owes(unit.province, "20854") == 0
    twin.close()
