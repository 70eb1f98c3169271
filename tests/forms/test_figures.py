"""The pack's figures over small tables worked out by hand."""

from datetime import date
from decimal import Decimal

from desktop.desk.figure_defs import all_figures
from desktop.desk.figures import shown, shown_share
from tests.forms.tables import OTHER, OURS

NONE = ("0", "0,0", "chưa đạt")


def test_nothing_recorded_is_nought_or_no_value(pack, tables):
    known = {one.code: one.statistic for one in all_figures(pack)}
    for code, figure in tables.figures().items():
        counted = known[code] in ("sum", "distinct")
        nought = counted or figure.d  # of so many months none is a share, too
        assert figure.value == (0 if nought else None), code
        assert shown(figure) in (NONE if nought else ("–",)), code


def test_sessions_and_drives_are_counted_apart(tables):
    tables.event("2026-01-01", 2, 100)
    tables.event("2026-12-31", 3, 251)
    tables.event("2026-06-01", 4, 90, session_unit="dot")
    tables.event("2025-12-31", 7, 700)  # the year before
    tables.event("2027-01-01", 7, 700)  # the year after
    tables.event("2026-06-01", 9, 900, unit=OTHER)
    assert tables.told("I11.buoi", "I11.dot", "I12") == [
        (5, 5, None), (4, 4, None), (441, 441, None),
    ]  # fmt: skip
    assert tables.told("I13.buoi", "I13.dot") == [
        (Decimal("70.2"), 351, 5), (Decimal("22.5"), 90, 4),
    ]  # fmt: skip
    assert tables.told("I11.buoi", "I12", units=(OURS, OTHER)) == [
        (14, 14, None), (1341, 1341, None),
    ]  # fmt: skip


def test_the_mean_takes_only_rows_with_attendance(tables):
    tables.event("2026-03-01", 2, 100)
    tables.event("2026-03-02", 8)  # sessions without attendance
    tables.event("2026-03-03", None, 60, kind="other")  # attendance without sessions
    assert tables.told("I11.buoi", "I12", "I13.buoi") == [
        (10, 10, None), (160, 160, None), (50, 100, 2),
    ]  # fmt: skip


def test_loudspeakers_are_events_but_no_sessions(tables):
    tables.event("2026-03-01", None, kind="xe_loa", loudspeaker_runs=30)
    assert tables.told("I11.buoi", "I12", "I16") == [
        (0, 0, None), (0, 0, None), (0, 0, 1),
    ]  # fmt: skip


def test_joint_work_is_what_has_a_supporting_body(tables):
    tables.event("2026-03-01", 1, 50, support_orgs=("mt", "pn"))
    tables.event("2026-03-02", 1, 50, support_orgs=("mt",))
    tables.event("2026-03-03", 1, 50)
    assert tables.told("I16") == [(Decimal("66.7"), 2, 3)]
    share = shown_share(tables.figures()["I16"], "{n}/{d}, đạt {value} %")
    assert share == "2/3, đạt 66,7 %"


def test_tasks_given_and_tasks_due_are_two_counts(tables):
    tables.task("2026-06-30")
    tables.task("2027-02-01")  # given this year, due in the next
    tables.task("2026-02-01", assigned="2025-11-01")  # given last year
    assert tables.told("I05", "I06.done") == [(2, 2, None), (0, 0, 2)]


def test_done_on_time_late_not_at_all_and_reopened(tables):
    on_time = tables.task("2026-06-30")
    tables.progress(on_time, "in_progress", "2026-03-01")
    tables.progress(on_time, "done", "2026-06-30")
    late = tables.task("2026-06-30")
    tables.progress(late, "done", "2026-07-01")
    old_code = tables.task("2026-06-30")
    tables.progress(old_code, "done_late", "2026-08-01")
    begun = tables.task("2026-06-30")
    tables.progress(begun, "partly", "2026-06-01")
    reopened = tables.task("2026-06-30")
    tables.progress(reopened, "done", "2026-05-01")
    tables.progress(reopened, "in_progress", "2026-05-20")
    again = tables.task("2026-06-30")
    tables.progress(again, "done", "2026-05-01")
    tables.progress(again, "partly", "2026-05-20")
    tables.progress(again, "done", "2026-07-15")
    twice = tables.task("2026-06-30")
    tables.progress(twice, "done", "2026-06-01")
    tables.progress(twice, "done", "2026-09-01")  # said once more
    tables.task("2026-06-30")  # never begun
    assert tables.told("I06.done", "I06.on_time") == [
        (Decimal("62.5"), 5, 8), (Decimal("25.0"), 2, 8),
    ]  # fmt: skip


def test_on_one_day_the_later_record_stands(tables):
    task = tables.task("2026-06-30")
    tables.progress(task, "done", "2026-06-01", record="p1")
    tables.progress(task, "in_progress", "2026-06-01", record="p2")
    assert tables.told("I06.done") == [(0, 0, 1)]
    tables.progress(task, "done", "2026-06-01", record="p3")
    assert tables.told("I06.done") == [(100, 1, 1)]


def test_a_period_looks_no_further_than_its_end(tables):
    task = tables.task("2026-06-30")
    tables.progress(task, "done", "2026-07-05")
    half = {"start": date(2026, 1, 1), "end": date(2026, 6, 30)}
    assert tables.told("I06.done", **half) == [(0, 0, 1)]
    assert tables.told("I06.done", "I06.on_time") == [(100, 1, 1), (0, 0, 1)]


def test_points_are_active_from_their_start_until_their_end(tables):
    tables.point("m1", started="2026-12-31")
    tables.point("m2", started="2027-01-01")  # not yet
    tables.point("m3", started="2024-01-01", ended_date="2026-12-31")  # over that day
    tables.point("m4", started="2024-01-01", ended_date="2027-01-01")  # still there
    assert tables.told("I22", "I23") == [(2, 2, None), (2, 2, None)]


def test_one_model_many_points_many_teams(tables):
    tables.point("m1", members=10, teams=2)
    tables.point("m1", members=15, teams=1)
    tables.point("m1", members=5, teams=0)
    tables.point("m2", members=4, teams=1)
    tables.point("m1", members=100, teams=9, unit=OTHER)
    assert tables.told("I22", "I23", "I24.teams", "I24.members") == [
        (2, 2, None), (4, 4, None), (4, 4, None), (34, 34, None),
    ]  # fmt: skip
    assert tables.told("I25.points", "I25.members") == [(2, 4, 2), (17, 34, 2)]
    both = {"units": (OURS, OTHER)}
    assert tables.told("I22", "I23", "I25.points", **both) == [
        (2, 2, None), (5, 5, None), (Decimal("2.5"), 5, 2),
    ]  # fmt: skip


def test_a_model_of_elsewhere_counts_where_it_is_copied(tables):
    tables.point("a-model-of-another-commune")
    assert tables.told("I22", "I23") == [(1, 1, None), (1, 1, None)]


def test_the_rows_of_a_figure_are_its_records(tables):
    inside = tables.event("2026-03-01", 1, 40)
    tables.event("2025-03-01", 1, 40)
    task = tables.task("2026-06-30")
    tables.progress(task, "done", "2026-06-01")
    point = tables.point("m1")
    assert tables.drill("I12") == tables.drill("I16") == {inside}
    assert tables.drill("I06.done") == tables.drill("I05") == {task}
    assert tables.drill("I22") == tables.drill("I25.members") == {point}


def test_tc1_phuoc_son_2023(tables):
    """91 drives, 8,686 attendances; 31 models with 375 members."""
    for month in range(1, 13):
        tables.event(
            f"2023-{month:02}-10", 8 if month <= 7 else 7, 724 if month <= 10 else 723,
            unit="511", session_unit="dot",
        )  # fmt: skip
    for number in range(31):
        members = 13 if number < 3 else 12
        tables.point(f"m{number}", "2023-01-15", members, unit="511")
    found = tables.figures(("511",), date(2023, 1, 1), date(2023, 12, 31))
    assert [shown(found[code]) for code in ("I11.dot", "I12", "I13.dot")] == [
        "91", "8.686", "95,5",
    ]  # fmt: skip
    assert (found["I13.dot"].n, found["I13.dot"].d) == (8686, 91)
    assert [shown(found[c]) for c in ("I22", "I24.members", "I25.members")] == [
        "31", "375", "12,1",
    ]  # fmt: skip


def test_tc2_nong_son_2018(tables):
    """15 drives, 9,191 attendances; 31 models."""
    tables.event("2018-03-01", 7, 4000, unit="519", session_unit="dot")
    tables.event("2018-09-01", 8, 5191, unit="519", session_unit="dot")
    for number in range(31):
        tables.point(f"m{number}", "2018-01-15", unit="519")
    found = tables.figures(("519",), date(2018, 1, 1), date(2018, 12, 31))
    assert (shown(found["I13.dot"]), shown(found["I22"])) == ("612,7", "31")


def test_a_provinces_year_is_figured_in_one_breath(tables):
    """A hundred communes: nothing in a figure grows with the square of the records."""
    tables.bulk(
        "task_assignment (record, unit, lead_org, assigned_date, due_date)",
        [(f"t{n}", OURS, "ca", "2026-01-05", "2026-06-30") for n in range(6000)],
    )
    tables.bulk(
        "task_progress (record, unit, task_id, progress_status, progress_date)",
        [
            (f"p{n}{status}", OURS, f"t{n}", status, day)
            for n in range(6000)
            for status, day in (("in_progress", "2026-03-01"), ("done", "2026-06-01"))
        ],
    )
    tables.bulk(
        "model_point (record, unit, model_id, started_date, team_count, member_count)",
        [(f"k{n}", OURS, f"m{n % 600}", "2025-08-01", 1, 10) for n in range(6000)],
    )
    assert tables.told("I06.on_time", "I25.points") == [
        (100, 6000, 6000), (10, 6000, 600),
    ]  # fmt: skip


def test_what_stands_on_the_last_day_is_told_apart_from_what_was_done(pack):
    """A period without work is empty although last year's models still stand."""
    standing = {f.code for f in all_figures(pack) if f.standing}
    assert standing >= {
        "I22", "I23", "I24.teams", "I24.members", "I25.points", "I25.members",
    }  # fmt: skip
    assert not standing & {"I11.buoi", "I12", "I05", "I06.done"}
