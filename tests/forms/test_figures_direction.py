"""Signing, direction, meetings, control: figures of bodies at work, worked out by hand."""

from datetime import date
from decimal import Decimal

import pytest

from tests.forms.tables import OTHER

HALF = {"start": date(2026, 1, 1), "end": date(2026, 6, 30)}
SPRING = {"start": date(2026, 3, 1), "end": date(2026, 5, 31)}


def programme(tables, signed="2026-01-10", status="running", kind="kh", **more):
    told = {"signed_date": signed, "programme_status": status, "doc_type": kind}
    return tables.add("coordination_programme", **told, **more)


def party(tables, record, at, body, signed="yes"):
    row = {"record": record, "_row": f"p{at}", "position": at, "org_id": body}
    names = ", ".join((*row, "signed"))
    tables.writer.execute(
        f"INSERT INTO f_coordination_programme__parties ({names}) VALUES (?,?,?,?,?)",
        [*row.values(), signed],
    )


def body(tables, since="2025-07-01", until=None, member="yes"):
    return tables.add(
        "organisation", is_programme_member=member, active_from=since, active_to=until
    )


def test_in_force_is_what_was_signed_and_is_neither_draft_nor_closed(tables):
    kept = {programme(tables, status=s) for s in ("signed", "assigned", "running")}
    kept.add(programme(tables, status="reviewed", signed="2023-05-05"))
    programme(tables, status="drafting")
    programme(tables, status="closed")
    programme(tables, signed="2027-01-01")
    assert tables.told("I01") == [(4, 4, None)]
    assert tables.drill("I01") == kept


def test_newly_signed_counts_what_was_closed_since_but_no_draft(tables):
    programme(tables, status="closed")
    programme(tables, kind="qc", signed="2026-06-30")
    programme(tables, status="drafting")
    programme(tables, signed="2025-12-31")
    assert tables.told("I02", "I02.kh", "I02.qc") == [
        (2, 2, None), (1, 1, None), (1, 1, None),
    ]  # fmt: skip
    assert tables.told("I02", start=date(2026, 6, 30), end=date(2026, 6, 30))[0][1] == 1


def test_a_body_that_signed_twice_counts_once_and_only_a_member_counts(tables):
    front, women, youth = (body(tables) for _ in range(3))
    guest = body(tables, member="no")
    one, two = programme(tables), programme(tables)
    party(tables, one, 1, front)
    party(tables, two, 1, front)
    party(tables, one, 2, women, signed="no")
    party(tables, one, 3, guest)
    assert tables.told("I03") == [(Decimal("33.3"), 1, 3)]
    assert tables.drill("I03") == {front, women, youth}


def test_a_draft_that_is_signed_by_all_signs_nobody(tables):
    front = body(tables)
    party(tables, programme(tables, status="drafting"), 1, front)
    assert tables.told("I03") == [(0, 0, 1)]


def test_an_annex_without_a_task_is_no_assignment(tables):
    bare = programme(tables, has_assignment_annex="yes")
    real = programme(tables, has_assignment_annex="yes")
    tables.task("2026-05-01", programme_id=real)
    tables.task("2026-05-01", programme_id=programme(tables, has_assignment_annex="no"))
    assert tables.told("I04") == [(Decimal("33.3"), 1, 3)]
    assert bare in tables.drill("I04")


@pytest.mark.parametrize(
    ("paper", "code"),
    [(("dang_uy", "NQ"), "I08.party"), (("ubnd", "KH"), "I08.plan")],
)
def test_the_first_quarter_asks_for_the_right_paper_of_the_right_body(
    tables, paper, code
):
    issuing, kind = paper
    for day, who, what in (
        ("2026-04-01", issuing, kind),  # too late
        ("2025-12-31", issuing, kind),  # too early
        ("2026-02-01", "mttq", kind),
        ("2026-02-01", issuing, "CV"),
    ):
        tables.add(
            "directing_document", issue_date=day, issuing_body=who, doc_type=what
        )
        assert tables.told(code) == [(0, 0, 1)]
    tables.add(
        "directing_document", issue_date="2026-03-31", issuing_body=issuing,
        doc_type=kind,
    )  # fmt: skip
    assert tables.told(code, "I08") == [(1, 1, 1), (0, 1, 3)]


def test_the_first_quarter_holds_when_all_three_are_there(tables):
    for who, what in (("dang_uy", "NQ"), ("ubnd", "KH")):
        tables.add(
            "directing_document", issue_date="2026-01-20", issuing_body=who,
            doc_type=what,
        )  # fmt: skip
    tables.add(
        "safety_registration", subject_type="kdc", assessment_year="2026",
        registered_date="2026-02-10",
    )  # fmt: skip
    assert tables.told("I08") == [(0, 2, 3)]
    tables.add(
        "safety_registration", subject_type="xa", assessment_year="2026",
        registered_date="2026-02-10",
    )  # fmt: skip
    assert tables.told("I08", **HALF) == [(1, 3, 3)]
    assert tables.told("I07", "I07.ubnd", **HALF) == [(2, 2, None), (1, 1, None)]


def meeting(tables, day, invited, present, *conclusions):
    told = {"orgs_invited": invited, "orgs_present": present}
    record = tables.add("coordination_meeting", meeting_date=day, **told)
    for at, (due, done) in enumerate(conclusions, start=1):
        tables.writer.execute(
            "INSERT INTO f_coordination_meeting__decisions"
            " (record, _row, position, responsible_org, decision_due, decision_done)"
            " VALUES (?, ?, ?, 'ca', ?, ?)",
            (record, f"d{at}", at, due, done),
        )
    return record


def test_attendance_of_meetings_is_taken_over_all_who_were_invited(tables):
    meeting(tables, "2026-03-01", ("a", "b", "c"), ("a", "b"))
    meeting(tables, "2026-05-31", ("a",), ("a",))
    meeting(tables, "2026-06-01", ("a", "b"), ())  # who came was not said
    assert tables.told("I09", "I09.attendance") == [
        (3, 3, None), (Decimal("75.0"), 3, 4),
    ]  # fmt: skip
    assert tables.told("I09", **SPRING) == [(2, 2, None)]


def test_a_conclusion_counts_when_due_and_as_done_by_the_periods_end(tables):
    late = meeting(
        tables, "2025-12-20", ("a",), ("a",),
        ("2026-03-31", "2026-04-02"),
        ("2026-04-30", None),
        ("2026-06-30", "2026-07-01"),
        ("2026-07-01", "2026-03-01"),
    )  # fmt: skip
    assert tables.told("I10", **HALF) == [(Decimal("33.3"), 1, 3)]
    assert tables.told("I10") == [(Decimal("75.0"), 3, 4)]
    assert tables.drill("I10") == {late}


def asked(tables, issued, due, done=None, status="new", **more):
    return tables.add(
        "recommendation", issued_date=issued, due_date=due, done_date=done,
        recommendation_status=status, **more,
    )  # fmt: skip


def test_what_was_asked_is_new_done_or_overdue_by_its_days(tables):
    asked(tables, "2025-11-01", "2026-02-01", "2026-02-11", "done")
    asked(tables, "2026-01-01", "2026-06-30", "2026-07-01", "done")
    open_ = asked(tables, "2026-02-01", "2026-05-01")
    asked(tables, "2026-02-01", "2026-05-01", status="infeasible")
    asked(tables, "2026-06-01", "2026-07-15")
    assert tables.told("I51.new", "I51.done", "I51.overdue", "I51", **HALF) == [
        (4, 4, None), (1, 1, None), (2, 2, None), (Decimal("25.0"), 1, 4),
    ]  # fmt: skip
    assert open_ in tables.drill("I51.overdue", **HALF)


def test_the_days_to_carry_out_are_a_mean_over_what_was_done(tables):
    asked(tables, "2026-01-01", "2026-02-01", "2026-01-11", "done")
    asked(tables, "2026-01-01", "2026-02-01", "2026-01-16", "verified")
    asked(tables, "2026-01-01", "2026-02-01")
    assert tables.told("I51.days") == [(Decimal("12.5"), 25, 2)]


def test_inspections_count_their_visits_apart(tables):
    for day, seen in (("2026-02-01", ("a", "b")), ("2026-09-01", ("a",))):
        tables.add(
            "inspection", inspected_date=day, inspector_level="commune",
            orgs_inspected=seen,
        )  # fmt: skip
    assert tables.told("I50", "I50.units") == [(2, 2, None), (3, 3, None)]
    assert tables.told("I50", "I50.units", **HALF) == [(1, 1, None), (2, 2, None)]


def test_reviews_are_counted_by_their_kind(tables):
    for kind in ("so_ket", "so_ket", "tong_ket"):
        tables.add("review", held_date="2026-06-30", review_kind=kind)
    assert tables.told("I52", "I52.so_ket", "I52.tong_ket", **HALF) == [
        (3, 3, None), (2, 2, None), (1, 1, None),
    ]  # fmt: skip


def test_a_limitation_stays_open_until_the_day_it_was_mended(tables):
    for noted, mended in (
        ("2025-05-01", None), ("2026-02-01", "2026-06-30"), ("2026-03-01", "2026-07-01"),
    ):  # fmt: skip
        tables.add(
            "limitation", noted_date=noted, resolved_date=mended,
            limitation_code="hinh_thuc",
        )  # fmt: skip
    assert tables.told("I53", "I53.open", **HALF) == [(2, 2, None), (2, 2, None)]
    assert tables.told("I53", "I53.open") == [(2, 2, None), (1, 1, None)]


def test_a_report_is_in_time_by_the_day_it_was_made(tables):
    for due, made in (
        ("2026-03-05", "2026-03-05"), ("2026-04-05", "2026-04-06"),
        ("2026-05-05", None), ("2026-07-05", "2026-07-01"),
    ):  # fmt: skip
        tables.add("report_submission", due_date=due, produced_date=made, kind="thang")
    assert tables.told("I55", **HALF) == [(Decimal("33.3"), 1, 3)]


def test_what_another_unit_did_is_not_counted_here(tables):
    tables.add("review", unit=OTHER, held_date="2026-06-30", review_kind="so_ket")
    tables.add("inspection", unit=OTHER, inspected_date="2026-06-30")
    assert tables.told("I50", "I52") == [(0, 0, None), (0, 0, None)]
    assert tables.told("I52", units=("20854", OTHER)) == [(1, 1, None)]
