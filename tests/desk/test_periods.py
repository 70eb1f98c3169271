"""A period is closed once, when it is over, and by its calendar."""

from datetime import date

import pytest

from desktop.desk.period_views import Period
from desktop.desk.views import finish
from desktop.errors import Refused, Usage
from tests.desk.conftest import event, org

JULY = Period("month", "nd09", date(2025, 6, 15), date(2025, 7, 14))


@pytest.fixture
def july(bench):
    """On the day after July of the state bodies' calendar."""
    bench.clock.turn_to(date(2025, 7, 15))
    return bench


def close(bench, period):
    check = bench.commune.ask.period.check(period)
    return finish(bench.commune.act.close_period(period, check.sentences))


def refusal(bench, period):
    """What closing answers when nothing is asked before."""
    with pytest.raises(Refused) as refused:
        finish(bench.commune.act.close_period(period, ()))
    assert bench.commune.ask.period.reports() == ()
    return refused.value.code


def notices(bench, period):
    """What is unusual; what the pack finds missing stands in test_missing."""
    found = bench.commune.ask.period.check(period).notices
    return {n.code: n.facts for n in found if n.code != "period.missing"}


@pytest.mark.parametrize(
    ("kind", "calendar", "code"),
    [
        ("zzz", "nd09", "period.kind"),
        ("month", "free", "period.kind"),
        ("thematic", "nd09", "period.kind"),
        ("month", "qqq", "period.calendar"),
    ],
)
def test_a_kind_and_a_calendar_are_the_packs(july, kind, calendar, code):
    period = Period(kind, calendar, JULY.start, JULY.end)
    assert refusal(july, period) == code
    with pytest.raises(Refused) as refused:
        july.commune.ask.period.check(period)
    assert refused.value.code == code


def test_a_period_that_is_not_over_is_not_closed(bench):
    bench.clock.turn_to(date(2025, 7, 13))
    assert refusal(bench, JULY) == "period.future"
    assert "period.future" in notices(bench, JULY)
    bench.clock.turn_to(date(2025, 7, 14))
    assert close(bench, JULY).record


def test_days_that_run_backwards_are_refused(july):
    backwards = Period("thematic", "free", JULY.end, JULY.start)
    assert refusal(july, backwards) == "period.backwards"
    with pytest.raises(Refused) as refused:
        july.commune.ask.period.figures(("20854",), JULY.end, JULY.start)
    assert refused.value.code == "period.backwards"


def test_days_other_than_the_calendars_are_told_of_and_no_more(july):
    july.add("mobilisation_event", event(july, event_date="2025-07-05"))
    assert notices(july, JULY) == {}
    other = Period("month", "nd09", date(2025, 6, 15), date(2025, 7, 10))
    assert list(notices(july, other)) == ["period.other_days"]
    free = Period("thematic", "free", date(2025, 6, 15), date(2025, 7, 10))
    assert notices(july, free) == {}
    assert close(july, other).record
    first = Period("month", "nd09", date(1, 1, 1), date(1, 1, 14))
    assert list(notices(july, first)) == ["period.other_days", "period.empty"]


def test_a_period_without_records_says_so(july):
    assert notices(july, JULY) == {"period.empty": {}}
    july.add("mobilisation_event", event(july, event_date="2025-07-05"))
    assert notices(july, JULY) == {}


def test_what_was_printed_stays_as_it_was_printed(july):
    first = close(july, JULY)
    printed = first.pdf.read_bytes()
    july.commune.act.void(first.record, "sai số liệu")
    july.add("mobilisation_event", event(july, event_date="2025-07-05"))
    second = close(july, JULY)
    assert first.pdf.read_bytes() == printed != second.pdf.read_bytes()
    assert first.pdf.name == "bao-cao-thang-20854-2025-06-15-2025-07-14.pdf"
    assert second.pdf.stem == f"{first.pdf.stem}-2"


def test_a_report_says_nothing_of_what_has_no_value(july):
    """No task was due, nobody counted rounds: no dash stands in a sentence."""
    july.add("mobilisation_event", event(july, event_date="2025-07-05"))
    check = july.commune.ask.period.check(JULY)
    assert any(value.value is None for value in check.figures)
    texts = " ".join(text for _, text in check.sentences)
    assert "–" not in texts and "{" not in texts
    assert "Bình quân mỗi buổi có" in texts and "mỗi đợt" not in texts
    assert "đến hạn" not in texts


def test_nothing_is_withdrawn_without_a_reason(july):
    record = july.add("mobilisation_event", event(july))
    for why in ("", "  ", "\u200b"):
        with pytest.raises(Usage) as refused:
            july.commune.act.void(record, why)
        assert refused.value.code == "record.why"
    assert july.commune.ask.records.view(record).row.work == "complete"


def test_a_period_is_closed_once(july):
    close(july, JULY)
    check = july.commune.ask.period.check(JULY)
    july.clock.turn_to(date(2025, 7, 20))
    with pytest.raises(Refused) as refused:
        finish(july.commune.act.close_period(JULY, check.sentences))
    assert refused.value.code == "period.closed"
    assert refused.value.facts == {"on": "15/07/2025"}
    assert notices(july, JULY)["period.closed"] == {"on": "15/07/2025"}
    assert len(july.commune.ask.period.reports()) == 1


def test_after_its_report_is_withdrawn_a_period_is_closed_again(july):
    first = close(july, JULY)
    july.commune.act.void(first.record, "sai số liệu")
    assert july.commune.ask.period.check(JULY).already_closed is None
    second = close(july, JULY)
    assert july.commune.ask.period.check(JULY).already_closed == second.record


def task(bench):
    lead, other = org(bench.commune, 0), org(bench.commune, 1)
    day, parties = "2025-07-01", [
        {"org_id": lead, "party_role": "lead", "signed": "yes"},
        {"org_id": other, "party_role": "member", "signed": "yes"},
    ]  # fmt: skip
    parties = [party | {"party_signed_date": day} for party in parties]
    programme = bench.add("coordination_programme", {
        "doc_no": "03/CTr-PH", "doc_type": "ctr", "title": "Phối hợp",
        "signed_date": day, "effective_from": day, "period_from": day,
        "period_to": "2030-12-31", "parties": parties, "content_areas": "propaganda",
        "has_assignment_annex": "yes", "programme_status": "running",
    })  # fmt: skip
    return {
        "task_title": "Kiểm tra đèn đường", "programme_id": programme,
        "coordination_area": "propaganda", "lead_org": lead, "support_orgs": other,
        "assigned_date": day, "due_date": "2025-07-10",
    }  # fmt: skip


def test_work_left_to_do_is_named_by_the_figures_own_words(july):
    july.add("task_assignment", task(july))
    left = {"rest": "1", "of": "nhiệm vụ đến hạn chưa hoàn thành"}
    assert notices(july, JULY) == {"period.rest": left}


def test_a_draft_is_named_before_closing(july):
    entry = july.commune.ask.records.new("mobilisation_event", event(july))
    july.commune.act.save_draft(entry.draft())
    assert notices(july, JULY) == {"period.empty": {}, "period.drafts": {"count": 1}}
