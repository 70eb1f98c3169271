"""Published figures of real places come out to the digit.

What was told of in single works is typed in as dated records, what is known as a total
alone as a carried total. TC1: Phước Sơn (old district 511), 2023. TC2: Nông Sơn (old
district 519), 2018. TC3: Tiên Phước stands with the core forces. TC7: Hải Phòng, five
years. TC8: Mang Yang, 2022. TC10: Đạ Tẻh, 2021. TC12: Chợ Quán, 2025.
"""

from datetime import date

import pytest

from desktop.cli.demo.clock import TrainingClock
from desktop.desk import profile
from desktop.desk.desk import open_desk
from desktop.desk.entry import problems_or_finished
from desktop.desk.period_views import Period
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


def carry(desk, days, **totals):
    """Totals by code, "__" for the dot; a pair is a numerator and a denominator."""
    for code, told in totals.items():
        n, d = told if isinstance(told, tuple) else (told, None)
        add(desk, "carried_figure", {
            "figure_code": code.replace("__", "."), "period_from": days[0],
            "period_to": days[1], "numerator": str(n), "source_doc": "Báo cáo 1",
            **({"denominator": str(d)} if d else {}),
        })  # fmt: skip


def shown(desk, unit, first, last):
    found = desk.ask.period.figures((unit,), first, last)
    return {f.code: None if f.value is None else str(f.value) for f in found}


def alarms(desk, first, last):
    check = desk.ask.period.check(Period("thematic", "free", first, last))
    codes = ("period.check", "period.above_all")
    return [dict(n.facts) for n in check.notices if n.code in codes]


def test_tc1_as_totals_alone(district):
    desk = district("511", date(2023, 12, 31))
    days = ("2023-01-01", "2023-12-31")
    carry(
        desk, days, I11__dot=91, I12=8686, I17__posts=4100, I22=31, I24__members=375,
        I30__collectives=12, I30__individuals=24, I19=7325,
    )  # fmt: skip
    found = shown(desk, "511", date(2023, 1, 1), date(2023, 12, 31))
    assert (found["I13.dot"], found["I25.members"]) == ("95.5", "12.1")
    assert (found["I30.collectives"], found["I30.individuals"]) == ("12", "24")
    assert found["I13.buoi"] is None


def test_tc2_as_totals_alone_with_its_alarm(district):
    desk = district("519", date(2018, 12, 31))
    days = ("2018-01-01", "2018-12-31")
    carry(
        desk, days, I11__dot=15, I12=9191, I21__received=83, I21__valuable=27, I22=31,
        I15=(37, 37), I43=(34, 39), I44=(4, 7), I45=(7, 7), I47=(18, 18),
    )  # fmt: skip
    span = date(2018, 1, 1), date(2018, 12, 31)
    found = shown(desk, "519", *span)
    assert [found[c] for c in ("I13.dot", "I21", "I43", "I44", "I45", "I47")] == [
        "612.7", "32.5", "87.2", "57.1", "100.0", "100.0",
    ]  # fmt: skip
    told = " ".join(fact["label"] for fact in alarms(desk, *span))
    assert "(37)" in told and "(39)" in told


def test_tc7_what_came_and_what_went_in_five_years(district):
    desk = district("48", date(2020, 12, 31))
    days = ("2015-08-19", "2020-08-18")
    carry(desk, days, I26__new=219, I26__points=19, I26__closed=75, I52=127)
    found = shown(desk, "48", date(2015, 8, 19), date(2020, 8, 18))
    assert [found[c] for c in ("I26.net", "I26.closed_share", "I26.points", "I52")] == [
        "144", "34.2", "19", "127",
    ]  # fmt: skip


def test_tc8_what_was_told_is_never_one_sum(district):
    desk = district("48", date(2022, 8, 31))
    days = ("2022-01-01", "2022-07-31")
    carry(
        desk, days, I11__buoi=101, I12=11368, I17__loudspeakers=30, I17__broadcasts=6,
        I17__leaflets=1406, I19=21, I17__posts=1200, I30__collectives=1,
        I30__individuals=4,
    )  # fmt: skip
    found = shown(desk, "48", date(2022, 1, 1), date(2022, 7, 31))
    assert found["I13.buoi"] == "112.6"  # 112,554
    told = ("loudspeakers", "broadcasts", "leaflets", "posts")
    assert [found[f"I17.{c}"] for c in told] == ["30", "6", "1406", "1200"]


def test_tc10_groups_and_the_places_they_reach(district):
    desk = district("48", date(2021, 12, 31))
    days = ("2021-12-15", "2021-12-15")
    carry(desk, days, I40__groups=86, I40__members=2475, I40=(77, 77))
    found = shown(desk, "48", date(2021, 1, 1), date(2021, 12, 31))
    assert (found["I40"], found["I40.average"]) == ("100.0", "28.8")


def test_tc12_what_was_signed_is_told_by_its_kind(district):
    desk = district("20854", date(2025, 12, 31))
    parties = [
        {"org_id": org(desk, number), "party_role": "member", "signed": "yes"}
        for number in range(2)
    ]
    for kind, count in (("kh", 1), ("qc", 6), ("giao_uoc", 25)):
        for number in range(count):
            add(desk, "coordination_programme", {
                "doc_no": f"{number + 1}/{kind}", "doc_type": kind,
                "title": "Văn bản ký ngày 18/8/2025", "level": "commune",
                "signed_date": "2025-08-18", "effective_from": "2025-08-18",
                "period_from": "2025-08-18", "period_to": "2026-08-17",
                "parties": parties, "content_areas": "propaganda",
                "meeting_cycle": "quarterly", "report_cycle": "quarterly",
                "has_assignment_annex": "no", "programme_status": "signed",
            })  # fmt: skip
    found = shown(desk, "20854", date(2025, 7, 1), date(2025, 12, 31))
    assert [found[f"I02.{kind}"] for kind in ("kh", "qc", "giao_uoc")] == [
        "1",
        "6",
        "25",
    ]


def test_a_balance_that_does_not_hold_is_told(district):
    desk = district("511", date(2024, 12, 31))
    days = ("2024-01-01", "2024-12-31")
    carry(
        desk, days, I27__start=30, I27__new=5, I27__closed=2, I27__end=34, I22=34, I23=20,
        I31__start=10, I31__new=4, I31__completed=3, I31__stopped=1, I31__end=11,
    )  # fmt: skip
    told = [
        fact["label"] for fact in alarms(desk, date(2024, 1, 1), date(2024, 12, 31))
    ]
    assert [words for words in told if "là 33, cuối kỳ ghi 34" in words]
    assert [words for words in told if "là 10, cuối kỳ ghi 11" in words]
    assert [
        words
        for words in told
        if "mô hình (34) nhiều hơn số điểm mô hình (20)" in words
    ]
