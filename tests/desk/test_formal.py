"""What a commune is asked before it signs: questions, never a stop, and nobody else's."""

from datetime import date

import pytest

from desktop.desk.period_views import Period
from desktop.desk.views import finish
from tests.desk.conftest import event

JULY = Period("month", "calendar", date(2025, 7, 1), date(2025, 7, 31))
AUGUST = Period("month", "calendar", date(2025, 8, 1), date(2025, 8, 31))
STORY = (
    "Trong tháng, các tổ chức thành viên đã phối hợp chặt chẽ, tổ chức nhiều buổi tuyên"
    " truyền sâu rộng, được Nhân dân đồng tình ủng hộ, góp phần giữ vững an ninh, trật tự."
)


@pytest.fixture
def desk(bench):
    bench.clock.turn_to(date(2025, 9, 2))
    return bench.commune


def asked(desk, period=AUGUST):
    return [n.facts["label"] for n in desk.ask.period.check(period).questions]


def month(bench, number, *attendance):
    for day, people in enumerate(attendance, 1):
        told = {"event_date": f"2025-{number:02}-{day:02}", "attendance": str(people)}
        bench.add("mobilisation_event", event(bench, **told))


def test_figures_that_are_as_they_were_are_asked_about(bench, desk):
    month(bench, 7, 40, 50)
    finish(desk.act.close_period(JULY, ()))
    month(bench, 8, 40, 50)
    (question,) = asked(desk)
    assert "con số y hệt kỳ trước" in question and question.endswith("vậy không?")


def test_figures_that_changed_are_not(bench, desk):
    month(bench, 7, 40, 50)
    finish(desk.act.close_period(JULY, ()))
    month(bench, 8, 44, 51, 60)
    assert asked(desk) == []


def test_a_text_that_was_nearly_copied_is_asked_about(bench, desk):
    heading = next(h for h, _ in desk.ask.period.check(JULY).sentences if h[:1] == "1")
    finish(desk.act.close_period(JULY, [(heading, STORY)]))
    check = desk.ask.period.check(AUGUST)
    from desktop.desk.formal import Draft, questions

    told = Draft(AUGUST, check.figures, [(heading, STORY.replace("tháng", "kỳ"))])
    (question,) = questions(desk.core, desk.core.reader(), told)
    assert heading in question.facts["label"]
    other = Draft(AUGUST, check.figures, [(heading, STORY[::-1])])
    assert list(questions(desk.core, desk.core.reader(), other)) == []


def test_one_paper_for_several_records_is_asked_about(bench, desk, tmp_path):
    paper = tmp_path / "bien-ban.pdf"
    paper.write_bytes(desk.ask.period.preview(desk.ask.period.check(JULY)))
    for day in (1, 2):
        told = event(bench, event_date=f"2025-08-0{day}")
        record = bench.add("mobilisation_event", told)
        desk.act.files.attach(record, paper, paper.name, shows_people=False)
    (question,) = asked(desk)
    assert question.startswith("2 bản ghi dùng chung một tệp")


def test_what_was_entered_at_the_last_moment_is_asked_about(bench, desk):
    bench.clock.turn_to(date(2025, 9, 8))
    month(bench, 8, *range(10, 16))  # entered a month after the first days of August
    (question,) = asked(desk)
    assert "6/6 bản ghi" in question or "5/6 bản ghi" in question


def test_what_was_entered_in_time_is_not(bench, desk):
    for day in range(1, 8):
        bench.clock.turn_to(date(2025, 8, day))
        told = event(bench, event_date=f"2025-08-{day:02}", attendance=str(30 + day))
        bench.add("mobilisation_event", told)
    bench.clock.turn_to(date(2025, 9, 8))
    assert asked(desk) == []


def test_a_province_asks_nothing_of_its_communes(bench):
    bench.clock.turn_to(date(2025, 9, 2))
    month(bench, 7, 40, 50)
    finish(bench.province.act.close_period(JULY, ()))
    assert bench.province.ask.period.check(AUGUST).questions == ()


def test_nothing_of_it_is_in_what_is_signed(bench, desk):
    month(bench, 7, 40, 50)
    finish(desk.act.close_period(JULY, ()))
    month(bench, 8, 40, 50)
    closed = finish(desk.act.close_period(AUGUST, ()))
    said = str(desk.ask.records.raw(closed.record).lines)
    assert "y hệt" not in said and "vậy không" not in said
