"""Published figures of real districts, typed in as dated records, come out to the digit.

TC1: Phước Sơn (old district 511), 2023. TC2: Nông Sơn (old district 519), 2018.
"""

from datetime import date

import pytest

from desktop.cli.demo.clock import TrainingClock
from desktop.desk import profile
from desktop.desk.desk import open_desk
from desktop.desk.entry import problems_or_finished
from tests.desk.conftest import PASSWORD, Chance, org


@pytest.fixture
def district(tmp_path):
    opened = []

    def make(unit, day):
        clock = TrainingClock(day)
        profile.create(
            tmp_path / unit, unit, "canbo", "Cán bộ", PASSWORD, clock, Chance()
        )
        desk = open_desk(tmp_path / unit, PASSWORD, clock, Chance())
        opened.append(desk)
        return desk

    yield make
    for desk in opened:
        desk.close()


def add(desk, form, data):
    desk.act.finish(problems_or_finished(desk.ask.records.new(form, data)))


def drives(desk, year, count, attendance):
    """``count`` drives in twelve records, ``attendance`` in all."""
    for month in range(1, 13):
        share = count // 12 + (month <= count % 12)
        people = attendance // 12 + (month <= attendance % 12)
        add(desk, "mobilisation_event", {
            "event_form": "buoi_tap_trung", "event_date": f"{year}-{month:02}-10",
            "lead_org": org(desk), "session_count": str(share), "session_unit": "dot",
            "attendance": str(people),
        })  # fmt: skip


def models(desk, year, count, members):
    for number in range(count):
        people = members // count + (number < members % count)
        day = f"{year}-01-{number % 28 + 1:02}"
        add(desk, "model", {
            "title": f"Mô hình tự quản số {number + 1}", "field": "tu_quan",
            "launched_date": day, "lead_org": org(desk, number % 9),
            "first_point": {
                "point_place": "commune", "started_date": day, "team_count": "1",
                "member_count": str(people),
            },
        })  # fmt: skip


def figures(desk, unit, year):
    days = date(year, 1, 1), date(year, 12, 31)
    return {f.code: f for f in desk.ask.period.figures((unit,), *days)}


def test_tc1_phuoc_son_2023(district):
    desk = district("511", date(2023, 12, 31))
    drives(desk, 2023, 91, 8686)
    models(desk, 2023, 31, 375)
    found = figures(desk, "511", 2023)
    assert (str(found["I11.dot"].value), str(found["I12"].value)) == ("91", "8686")
    assert str(found["I13.dot"].value) == "95.5"  # 95,4505
    assert (found["I13.dot"].n, found["I13.dot"].d) == (8686, 91)
    assert str(found["I22"].value) == "31"
    assert str(found["I25.members"].value) == "12.1"
    assert found["I13.buoi"].value is None and found["I11.buoi"].value == 0


def test_tc2_nong_son_2018(district):
    desk = district("519", date(2018, 12, 31))
    drives(desk, 2018, 15, 9191)
    models(desk, 2018, 31, 31)
    found = figures(desk, "519", 2018)
    assert str(found["I13.dot"].value) == "612.7"  # 612,7333
    assert str(found["I22"].value) == "31"
    assert (
        len(
            desk.ask.period.drill("I22", ("519",), date(2018, 1, 1), date(2018, 12, 31))
        )
        == 31
    )


def test_an_old_district_has_no_records_after_its_end(district):
    desk = district("511", date(2026, 3, 1))
    with pytest.raises(Exception) as refused:
        drives(desk, 2026, 12, 120)
    assert refused.value.code == "entry.problems"
    assert refused.value.facts["question"] == "event_date"
