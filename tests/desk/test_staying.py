"""A name that stayed its time is erased by the desk itself, and nothing else is."""

from datetime import date, timedelta

import pytest

from desktop.cli.main import run_verb
from desktop.cli.options import split
from desktop.store import history
from tests.cli.windowless import no_window
from tests.desk.conftest import PASSWORD, Chance, event
from tests.desk.praised import (
    LABEL,
    NAME,
    QUESTION,
    change,
    held,
    praise,
    praised,
    shown,
)
from tests.desk.unit import Unit

LAST = date(2027, 7, 1)  # of an award of 1 July 2025
AFTER = LAST + timedelta(days=1)
ERASED = "(đã xóa theo yêu cầu ngày 02/07/2027)"
WHY = "Hết 24 tháng lưu tên người được khen"


@pytest.fixture
def record(pair):
    return pair.add("exemplar", praise())


def opened(pair, day):
    """The commune's desk on the morning of ``day``; it was at work the year before."""
    for when in (date(2026, 7, 1), day):
        pair.commune.close()
        pair.clock.turn_to(when)
        pair.commune = pair.open("20854")
        _ = pair.commune.act
        if when < day:
            pair.add("mobilisation_event", event(pair))
    return pair.commune


def listed(desk):
    return [(one.record, one.until, one.past) for one in desk.ask.privacy.staying()]


def redactions(desk, record):
    reader = desk.core.reader()
    lines = [line for line in history.of_record(reader, record) if line.op == "redact"]
    assert history.verify_chains(reader)
    reader.close()
    return lines


def test_on_its_last_day_a_name_is_still_there_and_listed(pair, record):
    desk = opened(pair, LAST)
    assert listed(desk) == [(record, LAST, False)]
    assert shown(desk, record)[LABEL] == NAME
    assert redactions(desk, record) == []


def test_the_day_after_it_is_gone_and_the_record_counts(pair, record):
    change(pair.commune, record, "/data/post_or_org", "Công an viên")
    pair.take(pair.province, pair.hand(pair.commune))
    desk = opened(pair, AFTER)
    assert shown(desk, record)[LABEL] == ERASED
    assert shown(desk, record)["Chức danh, đơn vị"] == "Công an viên"
    assert NAME not in held(desk)
    assert listed(desk) == []
    assert praised(desk) == 1
    assert len(redactions(desk, record)) == 1
    assert WHY in held(desk)
    pair.take(pair.province, pair.hand(desk))
    assert shown(pair.province, record)[LABEL] == ERASED
    assert praised(pair.province) == 1


def test_it_is_erased_once(pair, record):
    desk = opened(pair, AFTER)
    desk.close()
    pair.commune = pair.open("20854")
    _ = pair.commune.act
    assert len(redactions(pair.commune, record)) == 1


def test_only_what_is_past_its_day_goes(pair, record):
    later = pair.add("exemplar", praise(decision_no="78/QĐ-UBND"))
    change(pair.commune, later, "/data/decision_date", "2025-07-02")
    desk = opened(pair, AFTER)
    assert shown(desk, record)[LABEL] == ERASED
    assert shown(desk, later)[LABEL] == NAME
    assert listed(desk) == [(later, AFTER, False)]


def test_a_clock_that_leapt_erases_nothing_until_something_is_written(pair, record):
    """A dead battery shows another year: what is gone by it could not be had back."""
    pair.commune.close()
    pair.clock.turn_to(AFTER)
    pair.commune = pair.open("20854")
    _ = pair.commune.act
    assert listed(pair.commune) == [(record, LAST, True)]
    assert shown(pair.commune, record)[LABEL] == NAME
    pair.add("mobilisation_event", event(pair))
    pair.commune.close()
    pair.commune = pair.open("20854")
    _ = pair.commune.act
    assert shown(pair.commune, record)[LABEL].startswith("(đã xóa")


def test_half_typed_changes_of_the_record_stay_without_the_name(pair, record):
    entry = pair.commune.ask.records.edit(record)
    entry.answer("/data/post_or_org", "Công an viên")
    pair.commune.act.save_draft(entry.draft())
    desk = opened(pair, AFTER)
    assert NAME not in held(desk)
    entry = desk.ask.records.edit(record)
    assert entry.node(QUESTION).value == ""
    assert entry.node("/data/post_or_org").value == "Công an viên"
    desk.act.finish(entry.finish())
    assert desk.ask.records.view(record).sides == ()
    assert shown(desk, record)["Chức danh, đơn vị"] == "Công an viên"


def test_of_a_record_with_two_states_nothing_goes_before_one_was_kept(pair):
    unit = Unit(pair)
    record = pair.add("exemplar", praise(), unit.a)
    unit.across(unit.a, unit.b)
    for desk, post in ((unit.a, "Công an viên"), (unit.b, "Tổ viên")):
        change(desk, record, "/data/post_or_org", post)
    unit.across(unit.b, unit.a)
    desk = opened(pair, AFTER)
    assert listed(desk) == [(record, LAST, True)]
    desk.act.finish(desk.ask.records.joined(record, "A"))
    desk.close()
    pair.commune = pair.open("20854")
    _ = pair.commune.act
    assert shown(pair.commune, record)[LABEL].startswith("(đã xóa")
    assert NAME not in held(pair.commune)
    unit.b.close()


def test_what_another_desk_holds_is_left_to_it(pair):
    unit = Unit(pair)
    record = pair.add("exemplar", praise(), unit.a)
    unit.across(unit.a, unit.b)
    assert listed(unit.b) == []
    assert listed(unit.a) == [(record, LAST, False)]
    unit.b.close()


def test_it_is_listed_and_erased_by_command(pair, record, capsys):
    pair.commune.close()
    password = pair.folder / "password"
    password.write_text(PASSWORD + "\n", "utf-8")

    def run(*words):
        where = ("--dir", str(pair.folder / "20854"), "--password-file", str(password))
        assert run_verb(split([*words, *where]), pair.clock, Chance(), no_window) == 0
        return capsys.readouterr().out

    assert f"{record}  01/07/2027   " in run("person", "staying")
    assert f"{LABEL}: {NAME}" in run("record", "show", record)
    pair.clock.turn_to(AFTER)
    assert f"{record}  01/07/2027!  " in run("person", "staying")
    for _ in range(2):  # the first writes down what day it is
        run("handoff", "--to", str(pair.stick))
    assert NAME not in (told := run("record", "show", record))
    assert f"{LABEL}: {ERASED}" in told
    assert record not in run("person", "staying")
    pair.commune = pair.open("20854")
