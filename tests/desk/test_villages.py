"""Villages are merged and split on a day, all in one act; old records keep theirs."""

from datetime import date

import pytest

from desktop.errors import Error
from desktop.store import history
from tests.desk.conftest import event

DAY = date(2026, 3, 1)


def village(bench, name, **more):
    data = {"unit_name": name, "unit_type": "thon", "valid_from": "2025-07-01"}
    return bench.add("residential_unit", data | more)


@pytest.fixture
def desk(bench):
    """A commune with three villages, in March 2026."""
    bench.clock.turn_to(date(2026, 3, 10))
    bench.one = village(bench, "Thôn 1", households="100", population="400")
    bench.two = village(bench, "Thôn 2", households="50", population="210")
    bench.three = village(bench, "Thôn 3")
    return bench


def merge(bench, *ended, name="Thôn Tân Tiến", day=DAY):
    done = bench.commune.ask.villages.merged(ended, name, day)
    bench.commune.act.finish(done)
    return done.contents[0].record


def split(bench, ended, *names, day=DAY):
    done = bench.commune.ask.villages.split(ended, names, day)
    bench.commune.act.finish(done)
    return [c.record for c in done.contents if not c.base]


def told(bench, record):
    """What the record's head says."""
    reader = bench.commune.core.reader()
    try:
        (name,) = history.heads(reader, record)
        return history.read(reader, name)
    finally:
        reader.close()


def there(bench, day):
    return {one.name for one in bench.commune.ask.villages.there(day)}


def refused(bench, act, *given, **more):
    before = bench.commune.core.reader()
    lines = history.count(before)
    with pytest.raises(Error) as error:
        act(bench, *given, **more)
    assert history.count(before) == lines
    before.close()
    return error.value.code


def test_merged_villages_end_on_the_day_before_and_one_made_of_them_begins(desk):
    made = merge(desk, desk.one, desk.two)
    new = told(desk, made).data
    assert (new["unit_name"], new["valid_from"]) == ("Thôn Tân Tiến", "2026-03-01")
    assert new["split_from"].split() == [desk.one, desk.two]
    assert (new["households"], new["population"]) == ("150", "610")
    for old in (desk.one, desk.two):
        data = told(desk, old).data
        assert (data["valid_to"], data["merged_into"]) == ("2026-02-28", made)
    assert there(desk, date(2026, 2, 28)) == {
        "Thôn 1", "Thôn 2", "Thôn 3", "Thôn Tân Tiến",
    }  # fmt: skip
    assert there(desk, DAY) == {"Thôn 3", "Thôn Tân Tiến"}


def test_it_is_one_act_of_signed_lines_one_behind_the_other(desk):
    made = merge(desk, desk.one, desk.two)
    lines = sorted(told(desk, one).seq for one in (made, desk.one, desk.two))
    assert lines == list(range(lines[0], lines[0] + 3))
    assert len({told(desk, one).at for one in (made, desk.one, desk.two)}) == 1
    reader = desk.commune.core.reader()
    assert history.verify_chains(reader) == history.count(reader)
    reader.close()


def test_a_village_is_split_into_several_and_one_may_keep_its_name(desk):
    first, second = split(desk, desk.one, "Thôn 1", "Thôn Mới")
    assert told(desk, first).data["split_from"] == desk.one
    assert told(desk, second).data["valid_from"] == "2026-03-01"
    assert told(desk, second).data.get("households") is None  # nobody counted yet
    assert told(desk, desk.one).data["valid_to"] == "2026-02-28"
    assert there(desk, DAY) == {"Thôn 1", "Thôn 2", "Thôn 3", "Thôn Mới"}


def test_two_reorganisations_follow_each_other(desk):
    made = merge(desk, desk.one, desk.two)
    first, _ = split(desk, made, "Thôn A", "Thôn B", day=date(2026, 3, 5))
    again = merge(desk, first, desk.three, name="Thôn C", day=date(2026, 3, 8))
    assert there(desk, date(2026, 3, 8)) == {"Thôn B", "Thôn C"}
    assert told(desk, again).data["split_from"].split() == [first, desk.three]


def test_records_of_before_show_the_village_they_were_written_for(desk):
    given = event(desk, place_scope="villages", residential_unit_ids=desk.one)
    record = desk.add("mobilisation_event", given | {"event_date": "2026-02-01"})
    merge(desk, desk.one, desk.two)
    shown = dict(desk.commune.ask.records.view(record).lines)
    assert shown["Khu dân cư"] == "Thôn 1"


def test_a_new_record_chooses_the_villages_of_its_day(desk):
    made = merge(desk, desk.one, desk.two)
    entry = desk.commune.ask.records.new("mobilisation_event")

    def offered(day):
        entry.answer("/data/event_date", day)
        entry.answer("/data/place_scope", "villages")
        found = entry.choices("/data/residential_unit_ids")
        return {choice.value for choice in found if not choice.retired}

    assert {desk.one, desk.two} <= offered("2026-02-28")
    assert not {desk.one, desk.two} & offered("2026-03-01") and made in offered(
        "2026-03-01"
    )


def test_what_cannot_be_merged_or_split_changes_nothing(desk):
    other = desk.add("mobilisation_event", event(desk, event_date="2026-02-01"))
    done = village(desk, "Thôn Cũ", valid_to="2025-12-31")
    for code, act, given, more in (
        ("village.merge_one", merge, (desk.one,), {}),
        ("village.merge_one", merge, (desk.one, desk.one), {}),
        ("village.split_one", split, (desk.one, "Thôn A"), {}),
        ("village.future", merge, (desk.one, desk.two), {"day": date(2026, 3, 11)}),
        ("village.too_early", merge, (desk.one, desk.two), {"day": date(2025, 7, 1)}),
        ("village.ended", merge, (desk.one, done), {}),
        ("village.other_form", merge, (desk.one, other), {}),
        ("village.taken", merge, (desk.one, desk.two), {"name": "THÔN  3"}),
        ("village.taken", split, (desk.one, "Thôn A", "thôn a"), {}),
        ("village.no_name", split, (desk.one, "Thôn A", " "), {}),
        ("entry.problems", merge, (desk.one, desk.two), {"name": "x" * 121}),
        ("record.unknown", merge, (desk.one, "0" * 32), {}),
    ):
        assert refused(desk, act, *given, **more) == code, code


def test_a_village_that_is_being_edited_is_left_alone(desk):
    entry = desk.commune.ask.records.edit(desk.one)
    desk.commune.act.save_draft(entry.draft())
    assert refused(desk, merge, desk.one, desk.two) == "village.draft"


def test_a_village_is_found_by_its_name_however_it_is_typed(desk):
    villages = desk.commune.ask.villages
    assert villages.named("thon  1", DAY) == desk.one
    assert villages.named(desk.two, DAY) == desk.two
    merge(desk, desk.one, desk.two)
    for text in ("Thôn 1", ""):
        with pytest.raises(Error) as error:
            villages.named(text, DAY)
        assert error.value.code == "village.unknown"
