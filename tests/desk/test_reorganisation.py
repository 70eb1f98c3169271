"""The next reorganisation is a data file: published on its day, played through."""

import shutil
from datetime import date

import pytest

from desktop import assets
from desktop.desk import profile
from desktop.desk.desk import open_desk
from desktop.desk.scopes import counted
from desktop.desk.views import finish
from desktop.errors import Refused
from tests.desk import units
from tests.desk.conftest import PASSWORD, Chance, event, org

DAY = date(2027, 7, 1)
OURS, BESIDE, MOVING = "20854", "20848", "20857"  # of province 48
NEW_NAME = "Xã Tiên Hòa"
YEAR = date(2027, 1, 1), date(2027, 12, 31)


def ended(row):
    return row | {"valid_to": "2027-06-30"}


def begun(row, **more):
    return row | {"valid_from": DAY.isoformat(), "valid_to": ""} | more


@pytest.fixture
def lists(tmp_path):
    """Ours and the one beside become one under our code; a third goes to province 51."""
    folder = tmp_path / "forms"
    shutil.copytree(assets.forms(), folder, ignore=shutil.ignore_patterns("compiled"))
    told, order = units.rows("units"), units.rows("succession")
    found = []
    for row in told:
        goes = not row["valid_to"] and row["name"] in (OURS, BESIDE, MOVING)
        found.append(ended(row) if goes else row)
        if goes and row["name"] == OURS:
            found.append(begun(row, label=NEW_NAME, place="Tiên Hòa"))
        if goes and row["name"] == MOVING:
            found.append(begun(row, parent="51"))
    for old, new in ((OURS, OURS), (BESIDE, OURS), (MOVING, MOVING)):
        step = {"old_code": old, "new_code": new, "kind": "whole", "day": str(DAY)}
        order.append(step)
    units.put(folder, units.written(found), units.written(order), str(DAY))
    return folder


class Neighbour:
    """Another commune of the province, certified and with an event of its own."""

    def __init__(self, pair, unit):
        profile.create(
            pair.folder / unit, unit, "canbo", "Cán bộ", PASSWORD, pair.clock, Chance()
        )
        desk = open_desk(pair.folder / unit, PASSWORD, pair.clock, Chance())
        desk.act.enrol.read_setup(pair.province.act.enrol.write_setup(pair.stick))
        told = event(pair, event_date="2027-05-02", attendance="33", lead_org=org(desk))
        self.record = pair.add("mobilisation_event", told, desk)
        first, code = pair.hand(desk), desk.ask.desk().check_code
        finish(pair.province.act.grant(first.path, code))
        desk.close()


@pytest.fixture
def played(pair, lists):
    """Through the day: events before, the new list published and taken in, one after."""
    pair.clock.turn_to(date(2027, 6, 1))
    pair.old = pair.add("mobilisation_event", event(pair, event_date="2027-05-01"))
    pair.take(pair.province, pair.hand(pair.commune))
    pair.beside, pair.moving = Neighbour(pair, BESIDE), Neighbour(pair, MOVING)
    with pytest.raises(Refused, match=r"units\.too_early"):
        pair.province.act.enrol.publish(lists)
    pair.clock.turn_to(DAY)
    pair.province.act.enrol.publish(lists)
    reopen(pair)
    pair.take(pair.commune, pair.hand(pair.province, OURS))
    reopen(pair)
    told = event(pair, event_date="2027-07-01", attendance="7")
    pair.new = pair.add("mobilisation_event", told)
    pair.take(pair.province, pair.hand(pair.commune))
    return pair


def reopen(pair):
    for name, unit in (("commune", OURS), ("province", "48")):
        getattr(pair, name).close()
        setattr(pair, name, pair.open(unit))


def attendance(desk, unit, start=YEAR[0], end=YEAR[1]):
    found = desk.ask.period.figures((unit,), start, end)
    return next(int(figure.n) for figure in found if figure.code == "I12")


def test_the_new_unit_has_its_name_and_the_figures_of_both_it_was_made_of(played):
    assert played.commune.ask.desk().unit_name == NEW_NAME
    assert attendance(played.province, OURS) == 120 + 33 + 7
    before = YEAR[0], date(2027, 6, 30)
    assert attendance(played.province, OURS, *before) == 120 + 33
    assert attendance(played.commune, OURS) == 120 + 7  # what is at this desk


def test_every_record_is_read_under_the_name_its_unit_had(played):
    records = played.province.ask.records
    names = [
        records.view(record).unit_name
        for record in (played.old, played.beside.record, played.new)
    ]
    beside = played.province.core.name_of(BESIDE)
    assert names == ["Xã Tiên Phước", beside, NEW_NAME]
    assert records.unit_name(played.old, OURS) == "Xã Tiên Phước"
    assert records.unit_name(played.new, "99999") == "99999"


def test_what_went_to_another_province_is_counted_there_with_its_past(played):
    pack = played.province.core.catalogue.pack
    scopes = {
        code: counted(pack, (code, *(u.code for u in pack.children(code)))).scope
        for code in ("48", "51")
    }
    assert MOVING not in scopes["48"].codes and MOVING in scopes["51"].codes
    assert BESIDE in scopes["48"].codes
    assert attendance(played.province, MOVING) == 33


def test_the_new_unit_writes_from_its_first_day_and_mends_what_it_wrote_before(played):
    records = played.commune.ask.records
    early = records.new("mobilisation_event", event(played, event_date="2027-06-30"))
    assert {p.ref.rpartition("/")[2] for p in early.finish()} == {"event_date"}
    entry = records.edit(played.old)
    entry.answer("/data/attendance", "100")
    played.commune.act.save_draft(entry.draft())
    again = played.commune.ask.records.resume(played.old)
    played.commune.act.finish(again.finish())
    assert records.view(played.old).unit_name == "Xã Tiên Phước"
    assert attendance(played.commune, OURS) == 100 + 7


# what is not published


def lose_a_unit(found, order):
    found.pop(next(i for i, row in enumerate(found) if row["name"] == OURS))


def lose_a_step(found, order):
    order.pop(0)


def forget_an_heir(found, order):
    order.pop()


def begin_too_late(found, order):
    order[-1] = order[-1] | {"day": "2027-07-02"}


@pytest.mark.parametrize(
    ("change", "version", "code"),
    [
        (None, "2026-04-30", "units.version"), (None, "mới", "units.version"),
        (None, "2027-07-02", "units.too_early"), (lose_a_unit, "", "pack.code_gone"),
        (lose_a_step, "", "pack.code_gone"), (forget_an_heir, "", "units.no_heir"),
        (begin_too_late, "", "units.step"),
    ],
)  # fmt: skip
def test_a_list_by_which_records_would_be_miscounted_is_refused(
    pair, lists, change, version, code
):
    pair.clock.turn_to(DAY)
    told, order = (units.rows(name, lists) for name in ("units", "succession"))
    if change is not None:
        change(told, order)
    units.put(lists, units.written(told), units.written(order), version or str(DAY))
    with pytest.raises(Refused) as refused:
        pair.province.act.enrol.publish(lists)
    assert refused.value.code == code
