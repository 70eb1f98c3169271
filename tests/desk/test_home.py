"""What stays at the desk it is typed at: others see that it is there, and count it."""

import pytest

from desktop.desk import profile
from desktop.ledger.commitment import PrivateValue, hides, stands_for
from desktop.store import history, homes
from tests.desk import versioned
from tests.desk.praised import (
    LABEL,
    NAME,
    QUESTION,
    change,
    held,
    inside,
    praise,
    praised,
    shown,
)
from tests.desk.unit import Unit

AWAY = "(chỉ lưu ở nơi ghi)"
ERASED = "(đã xóa theo yêu cầu ngày "
NOTE = "/data/post_or_org"


@pytest.fixture
def record(pair):
    return pair.add("exemplar", praise())


@pytest.fixture
def unit(pair):
    made = Unit(pair)
    yield made
    made.b.close()


def test_the_province_sees_that_a_name_was_given_and_not_which(pair, record):
    handed = pair.hand(pair.commune)
    assert NAME not in inside(pair.province, handed, pair.folder)
    taken = pair.take(pair.province, handed)
    assert (taken.result, taken.new, taken.refused) == ("taken", 1, 0)
    assert shown(pair.commune, record)[LABEL] == NAME
    assert shown(pair.province, record)[LABEL] == AWAY
    assert shown(pair.province, record)["Chức danh, đơn vị"].startswith("Tổ trưởng")
    assert praised(pair.commune) == praised(pair.province) == 1
    assert NAME not in held(pair.province)
    assert pair.province.ask.handover.waiting() == ()


def test_it_is_listed_and_found_where_it_is_and_nowhere_else(pair, record):
    pair.take(pair.province, pair.hand(pair.commune))
    assert pair.commune.ask.records.ids("exemplar", NAME) == [record]
    assert pair.province.ask.records.ids("exemplar", NAME) == []
    assert dict(pair.province.ask.records.raw(record).lines)["person_name"] == AWAY


def test_the_desk_can_show_that_it_is_what_was_signed(pair, record):
    reader = pair.commune.core.reader()
    row = reader.execute("SELECT commitment, salt, value FROM home_values").fetchone()
    own = PrivateValue(row[0].hex(), row[1].hex(), row[2])
    assert hides(own)
    assert own.value == NAME
    (said,) = reader.execute("SELECT value FROM private_values WHERE value LIKE '#%'")
    assert stands_for(said[0]) == own.commitment
    reader.close()


def test_it_stays_through_later_revisions_and_copies_of_the_desk(pair, record):
    change(pair.commune, record, NOTE, "Công an viên")
    assert shown(pair.commune, record)[LABEL] == NAME
    pair.commune.close()
    pair.commune = pair.open("20854")
    assert shown(pair.commune, record)[LABEL] == NAME
    handed = pair.hand(pair.commune)
    assert NAME not in inside(pair.province, handed, pair.folder)
    assert pair.take(pair.province, handed).new == 2


def test_a_desk_beside_it_can_change_the_rest(unit):
    record = unit.pair.add("exemplar", praise(), unit.a)
    assert unit.across(unit.a, unit.b).new == 1
    assert shown(unit.b, record)[LABEL] == AWAY
    node = unit.b.ask.records.edit(record).node(QUESTION)
    assert (node.value, node.readonly) == (AWAY, True)
    change(unit.b, record, NOTE, "Công an viên")
    assert unit.across(unit.b, unit.a).newer == 1
    assert shown(unit.a, record) | {LABEL: NAME} == shown(unit.a, record)
    assert shown(unit.a, record)["Chức danh, đơn vị"] == "Công an viên"
    assert NAME not in held(unit.b)


def test_a_desk_beside_it_may_type_another(unit):
    """It takes the answer back first: nothing is typed over unseen."""
    record = unit.pair.add("exemplar", praise(), unit.a)
    unit.across(unit.a, unit.b)
    change(unit.b, record, "/data/name_is_public", "no")
    change(unit.b, record, "/data/name_is_public", "yes")
    change(unit.b, record, QUESTION, "Lê Văn Khác")
    unit.across(unit.b, unit.a)
    assert shown(unit.b, record)[LABEL] == "Lê Văn Khác"
    assert shown(unit.a, record)[LABEL] == AWAY
    assert "Lê Văn Khác" not in held(unit.a)


@pytest.mark.parametrize("eraser", ["a", "b"])
def test_any_desk_of_the_unit_erases_it_for_all(unit, eraser):
    record = unit.pair.add("exemplar", praise(), unit.a)
    change(unit.a, record, NOTE, "Công an viên")
    unit.across(unit.a, unit.b)
    getattr(unit, eraser).act.erase.question(record, "person_name", "Theo đơn")
    unit.across(unit.b, unit.a) if eraser == "b" else unit.across(unit.a, unit.b)
    unit.up(unit.a)
    for desk in (unit.a, unit.b, unit.province):
        assert shown(desk, record)[LABEL].startswith(ERASED)
        assert NAME not in held(desk)
    assert praised(unit.province) == 1


def test_a_change_made_meanwhile_does_not_bring_an_erased_name_back(unit):
    record = unit.pair.add("exemplar", praise(), unit.a)
    unit.across(unit.a, unit.b)
    change(unit.b, record, NOTE, "Công an viên")
    unit.a.act.erase.question(record, "person_name", "Theo đơn")
    unit.across(unit.b, unit.a)
    view = unit.a.ask.records.view(record)
    assert {dict(side.lines)[LABEL][:8] for side in view.sides} == {ERASED[:8]}
    assert NAME not in held(unit.a)


def test_a_restored_backup_does_not_bring_an_erased_name_back(unit):
    record = unit.pair.add("exemplar", praise(), unit.a)
    kept = unit.backup("a")
    unit.a.act.erase.question(record, "person_name", "Theo đơn")
    unit.up(unit.a)
    unit.restore("a", kept)
    assert shown(unit.a, record)[LABEL] == NAME
    unit.up(unit.a)
    unit.down(unit.a)
    assert shown(unit.a, record)[LABEL].startswith(ERASED)
    assert NAME not in held(unit.a)


def test_a_draft_that_moves_to_a_form_without_the_question_keeps_it_here(
    pair, tmp_path, monkeypatch
):
    """The answer goes aside, and still to nobody."""
    entry = pair.commune.ask.records.new("exemplar", praise())
    draft = entry.draft()
    pair.commune.act.save_draft(draft)
    pair.commune.close()
    folder = versioned.copied(tmp_path / "pack")
    table = (folder / "xlsform" / "exemplar.md").read_text("utf-8")
    (folder / "earlier").mkdir(exist_ok=True)
    (folder / "earlier" / "exemplar@1.md").write_text(table, "utf-8")
    rows = [row for row in table.splitlines() if "person_name" not in row]
    later = "\n".join(rows).replace("khen thưởng | 1 |", "khen thưởng | 2 |")
    (folder / "xlsform" / "exemplar.md").write_text(later, "utf-8")
    pack = versioned.pack(folder)
    monkeypatch.setattr(profile, "load_pack", lambda: pack)
    pair.commune = pair.open("20854")
    _ = pair.commune.act
    records = pair.commune.ask.records
    moved = records.moved(records.resume(draft.record)).entry
    assert [one.value for one in moved.kept()] == [NAME]
    pair.commune.act.finish(moved.finish())
    handed = pair.hand(pair.commune)
    assert NAME not in inside(pair.province, handed, pair.folder)
    (kept,) = records.view(draft.record).kept
    assert (kept.label, kept.value) == (LABEL, NAME)
    reader = pair.commune.core.reader()
    (stays,) = homes.every(reader)
    assert (stays.record, stays.value) == (draft.record, NAME)
    assert history.verify_chains(reader)
    reader.close()
