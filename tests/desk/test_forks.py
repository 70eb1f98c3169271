"""A record in two states is shown to its owner with both, and joined by naming both."""

import pytest

from desktop.desk import doctor
from desktop.desk.views import finish
from desktop.errors import Refused, Usage
from desktop.store import history
from tests.cli.run import sophoihop
from tests.desk.conftest import PASSWORD
from tests.desk.unit import Unit

ATTENDANCE = "Số lượt người tham dự"


@pytest.fixture
def unit(pair):
    found = Unit(pair)
    yield found
    found.close()


def change(desk, record, attendance):
    entry = desk.ask.records.edit(record)
    entry.answer("/data/attendance", attendance)
    desk.act.finish(entry.finish())


@pytest.fixture
def forked(unit):
    """Both desks of a unit changed the same record, neither knowing of the other."""
    unit.record = unit.add(unit.a, "7")
    unit.across(unit.a, unit.b)
    change(unit.a, unit.record, "70")
    change(unit.b, unit.record, "71")
    unit.across(unit.b, unit.a)
    return unit


def join(desk, record, take):
    desk.act.finish(desk.ask.records.joined(record, take))


def sides(desk, record):
    return desk.ask.records.view(record).sides


def attendance(desk, record):
    return dict(desk.ask.records.view(record).lines)[ATTENDANCE]


def test_the_owner_sees_both_values_under_the_same_letters_at_each_desk(forked):
    forked.across(forked.a, forked.b)
    (row,) = forked.a.ask.records.rows([forked.record])
    assert row.flagged
    at_a, at_b = sides(forked.a, forked.record), sides(forked.b, forked.record)
    assert at_a == at_b and [side.letter for side in at_a] == ["A", "B"]
    assert {dict(side.lines)[ATTENDANCE] for side in at_a} == {"70", "71"}
    assert {side.device for side in at_a} == {
        desk.core.profile.device for desk in (forked.a, forked.b)
    }


@pytest.mark.parametrize("take", ["A", "B"])
def test_joining_names_both_and_the_province_counts_what_was_chosen(forked, take):
    chosen = next(s for s in sides(forked.a, forked.record) if s.letter == take)
    both = set(history.heads(forked.a.ask._reader, forked.record))
    join(forked.a, forked.record, take)
    (name,) = history.heads(forked.a.ask._reader, forked.record)
    line = history.read(forked.a.ask._reader, name)
    assert (line.op, line.reason, set(line.base)) == ("merge", "joined", both)
    forked.up(forked.b, forked.a)
    forked.down(forked.b)
    said = dict(chosen.lines)[ATTENDANCE]
    for desk in (forked.a, forked.b, forked.province):
        assert attendance(desk, forked.record) == said
        assert sides(desk, forked.record) == ()
        assert doctor.examine(desk).revisions


def test_joins_of_both_desks_at_once_fork_again_and_are_joined_again(forked):
    forked.across(forked.a, forked.b)
    join(forked.a, forked.record, "A")
    join(forked.b, forked.record, "B")
    forked.across(forked.b, forked.a)
    assert len(sides(forked.a, forked.record)) == 2
    join(forked.a, forked.record, "B")
    forked.across(forked.a, forked.b)
    assert sides(forked.b, forked.record) == ()


def test_a_withdrawal_that_is_chosen_withdraws(forked):
    forked.across(forked.a, forked.b)
    (taken, other) = sides(forked.a, forked.record)
    desk = forked.a if taken.device == forked.a.core.profile.device else forked.b
    assert other.device != desk.core.profile.device
    join(forked.a, forked.record, "A")
    join(forked.b, forked.record, "B")
    forked.b.act.void(forked.record, "nhập trùng")
    forked.across(forked.b, forked.a)
    letter = next(s.letter for s in sides(forked.a, forked.record) if s.op == "void")
    join(forked.a, forked.record, letter)
    (row,) = forked.a.ask.records.rows([forked.record])
    assert row.work == "void" and not row.flagged


def test_what_is_erased_after_the_join_is_gone_on_both_sides(forked):
    forked.across(forked.a, forked.b)
    held = [text for s in sides(forked.b, forked.record) for _, text in s.lines]
    assert "lồng ghép" in " ".join(held)
    lines = history.of_record(forked.b.ask._reader, forked.record)
    join(forked.a, forked.record, "A")
    forked.a.act.erase.question(forked.record, "note", "theo yêu cầu")
    forked.across(forked.a, forked.b)
    for desk in (forked.a, forked.b):
        plain = [desk.ask.records.plain(line).get("note") for line in lines]
        assert plain == [None] * 3 and sides(desk, forked.record) == ()


def test_only_several_states_are_joined_and_only_by_a_letter_there_is(forked, unit):
    with pytest.raises(Usage, match=r"record\.no_side"):
        join(forked.a, forked.record, "C")
    with pytest.raises(Usage, match=r"record\.no_side"):
        join(forked.a, forked.record, "AB")
    with pytest.raises(Refused, match=r"record\.two_heads"):
        forked.a.act.void(forked.record, "nhập trùng")
    other = unit.add(unit.a, "9")
    with pytest.raises(Refused, match=r"record\.one_head"):
        join(unit.a, other, "A")
    with pytest.raises(Refused, match=r"record\.unknown"):
        join(unit.a, "0" * 32, "A")
    unit.up(unit.a)
    with pytest.raises(Refused, match=r"record\.other_unit"):
        join(unit.province, other, "A")


def test_the_command_shows_where_the_sides_differ_and_joins_them(forked):
    forked.a.close()
    password = forked.folder / "password"
    password.write_text(PASSWORD, "utf-8")
    desk = {"profile": forked.folder / "20854", "password": password}
    _, shown, _ = sophoihop("record", "show", forked.record, **desk)
    assert "A: 7" in shown and "B: 7" in shown
    code, told, _ = sophoihop("record", "show", forked.record, "--json", **desk)
    assert (code, [side["letter"] for side in told["sides"]]) == (0, ["A", "B"])
    code, _, _ = sophoihop("record", "join", forked.record, "--take", "b", **desk)
    assert code == 0
    _, told, _ = sophoihop("record", "show", forked.record, "--json", **desk)
    assert told["sides"] == []
    forked._open("a", forked.folder / "20854")


def test_lines_that_wait_are_listed_and_confirmed_by_command(unit):
    from desktop.store import settings

    settings.put(unit.a.act._writer, "epoch", "e" * 32)
    unit.up(unit.b)
    first = unit.add(unit.a, "7")
    unit.up(unit.a)
    unit.province.close()
    password = unit.folder / "password"
    password.write_text(PASSWORD, "utf-8")
    desk = {"profile": unit.folder / "48", "password": password}
    _, told, _ = sophoihop("waiting", "--json", **desk)
    (one,) = told["waiting"]
    named = (one["device"], one["epoch"])
    _, told, _ = sophoihop("waiting", "--confirm", *named, "--json", **desk)
    assert told["waiting"] == []
    unit._open("province", unit.folder / "48")
    assert first in unit.province.ask.records.ids("mobilisation_event")


def test_a_file_is_taken_in_all_the_same(forked):
    """What forks is no reason to refuse: nothing of either side is lost."""
    told = finish(forked.province.ask.handover.verify(forked.hand(forked.a).path))
    assert (told.result, told.refused) == ("taken", 0)
