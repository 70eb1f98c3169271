"""What no form allows does not come in; what a newer form wrote is kept, not counted."""

from dataclasses import replace

import pytest

from desktop.desk.entry import Origin, finished, put
from desktop.desk.views import finish
from desktop.errors import Refused
from desktop.ledger.ids import new_record_id
from desktop.store import projections
from desktop.store.specs import is_newer
from tests.desk.conftest import Chance, event
from tests.desk.test_intake import refusal
from tests.desk.test_way import YEAR

TWELVE = ("20854",), YEAR.start, YEAR.end


def written(pair, form, data):
    """A line as a program without our checks would write it."""
    definition = pair.commune.core.catalogue.form(form).definition
    record = new_record_id(pair.clock, Chance())
    return put(definition, Origin(record, "20854", "2026-04-30"), data, Chance())


def sent(pair, content):
    pair.commune.act.finish(finished(content))
    return pair.hand(pair.commune)


def an_event(pair, **more):
    """An event as our own form writes it, with some of its answers replaced."""
    entry = pair.commune.ask.records.new("mobilisation_event", event(pair))
    content = entry.finish().contents[0]
    data = {k: v for k, v in (content.data | more).items() if v != "gone"}
    return replace(content, data=data)


def named(pair, content):
    """The question that the refusal of a line names."""
    with pytest.raises(Refused) as refused:
        finish(pair.province.ask.handover.verify(sent(pair, content).path))
    assert refused.value.code == "line.form"
    return refused.value.facts["question"]


EVENTS = {
    "no date": ("event_date", "hôm qua"),
    "a date with a time": ("event_date", "2025-07-01T08:00"),
    "no answer to a question that must be answered": ("event_date", None),
    "a question that must be answered is not there": ("lead_org", "gone"),
    "less than the least": ("session_count", "-7"),
    "no whole number": ("attendance", "7.5"),
    "words for a number": ("attendance", "nhiều"),
    "a number that is no text": ("attendance", 7),
    "an answer the form does not ask": ("citizen_id", "1"),
    "an object for an answer": ("event_form", {"x": "1"}),
    "a list for an answer": ("event_form", ["buoi_tap_trung"]),
    "a plain text where it is private": ("note", ["Trần Thị Thử"]),
    "a commitment that is none": ("note", {"#": 7}),
    "redacts what is no commitment": ("@", {"redacted": ["note"]}),
}


@pytest.mark.parametrize("name", EVENTS)
def test_a_line_that_its_form_does_not_allow_is_refused(pair, name):
    question, value = EVENTS[name]
    content = an_event(pair, **{question: value})
    with pytest.raises(Refused) as refused:
        finish(pair.province.ask.handover.verify(sent(pair, content).path))
    assert refused.value.code == "line.form"
    assert refused.value.facts == {"seq": 10, "question": question}
    assert refusal(pair, pair.hand(pair.commune)) == "line.form"


def test_a_hidden_answer_where_none_is_private_is_refused(pair):
    content = an_event(pair)
    content = replace(content, data=content.data | {"event_form": content.data["note"]})
    assert refusal(pair, sent(pair, content)) == "line.form"


def test_a_private_text_in_clear_is_refused(pair):
    content = an_event(pair, note="Trần Thị Thử")
    assert refusal(pair, sent(pair, content)) == "line.form"


ROWS = {
    "no list": {"_row": "0" * 16},
    "no objects": ["x"],
    "no name": [{"org_id": None}],
    "a name that is none": [{"_row": "1"}],
    "one name twice": [{"_row": "0" * 16}, {"_row": "0" * 16}],
    "an unknown answer": [{"_row": "0" * 16, "citizen_id": "1"}],
}


@pytest.mark.parametrize("name", ROWS)
def test_rows_are_objects_with_names_of_their_own(pair, name):
    content = written(pair, "coordination_programme", {})
    content = replace(content, data={"parties": ROWS[name]})
    inside = name == "an unknown answer"
    assert named(pair, content) == ("citizen_id" if inside else "parties")


def test_a_task_without_progress_on_anything_is_refused(pair):
    content = written(
        pair,
        "task_progress",
        {"task_id": None, "progress_date": "2025-07-01", "progress_status": "done"},
    )
    assert named(pair, content) == "task_id"


def test_a_group_is_an_object(pair):
    content = written(pair, "model", {})
    content = replace(content, data={"parent_external": "x"})
    assert named(pair, content) == "parent_external"


def test_a_unit_list_we_do_not_know_is_kept(pair):
    content = replace(an_event(pair), units="1999-01-01")
    assert pair.take(pair.province, sent(pair, content)).new == 1
    assert len(pair.province.ask.records.rows([content.record])) == 1


def raw_lines(desk, form):
    reader = desk.core.reader()
    rows = reader.execute("SELECT raw FROM revisions WHERE form = ?", (form,))
    found = [bytes(row[0]) for row in rows]
    reader.close()
    return found


@pytest.mark.parametrize("form", ["nope@9", "mobilisation_event@77"])
def test_a_line_of_a_newer_form_is_kept_as_it_is_and_not_counted(pair, form):
    before = pair.province.ask.period.figures(*TWELVE)
    content = an_event(pair, event_date="hôm qua", citizen_id="1")
    content = replace(content, form=form)
    handed = sent(pair, content)
    told = finish(pair.province.ask.handover.verify(handed.path))
    taken = pair.take(pair.province, handed)
    assert taken == told
    assert (taken.result, taken.new, taken.unread) == ("taken", 1, 1)
    assert raw_lines(pair.province, form) == raw_lines(pair.commune, form) != []
    assert pair.province.ask.period.figures(*TWELVE) == before
    (row,) = pair.province.ask.records.rows([content.record])
    assert (row.date, row.detail) == ("", "(ghi bằng biểu mẫu bản mới hơn, chưa tính)")


def test_a_record_replaced_by_a_newer_form_leaves_the_figures(pair):
    content = an_event(pair)
    record = content.record
    pair.take(pair.province, sent(pair, content))
    assert pair.province.ask.period.drill("I12", *TWELVE)[-1].record == record
    (base,) = pair.commune.act._writer.execute(
        "SELECT revision FROM heads WHERE record = ?", (record,)
    ).fetchone()
    newer = replace(content, form="mobilisation_event@2", data={"a": "1"}, base=(base,))
    assert pair.take(pair.province, sent(pair, newer)).unread == 1
    assert record not in [
        row.record for row in pair.province.ask.period.drill("I12", *TWELVE)
    ]


def test_lines_kept_for_later_count_when_their_form_arrives(pair):
    content = replace(an_event(pair, attendance="33"), form="mobilisation_event@2")
    pair.take(pair.province, sent(pair, content))
    catalogue = pair.province.core.catalogue
    specs = dict(catalogue.specs())
    specs["mobilisation_event"] = replace(specs["mobilisation_event"], version="2")
    projections.ensure(pair.province.act._writer, specs)
    drilled = pair.province.ask.period.drill("I12", *TWELVE)
    assert [row.n for row in drilled if row.record == content.record] == [33]
    assert pair.province.ask.records.rows([content.record])[0].date == "2025-07-01"


def test_an_older_line_may_lack_what_is_new_and_have_what_is_gone(pair):
    forms = pair.province.core.catalogue.pack.forms
    forms["mobilisation_event"] = replace(forms["mobilisation_event"], version="2")
    older = an_event(pair, lead_org="gone", dropped="1")
    assert pair.take(pair.province, sent(pair, older)).new == 1
    wrong = an_event(pair, event_date="hôm qua")
    assert refusal(pair, sent(pair, wrong)) == "line.form"


@pytest.mark.parametrize(
    ("version", "known", "newer"),
    [
        ("3", "3", False), ("2", "3", False), ("10", "9", True), ("9", "10", False),
        ("3.1", "3", True), ("a", "a", False), ("4", "", False), ("²", "3", True),
    ],
)  # fmt: skip
def test_versions_are_numbers_or_unknown(version, known, newer):
    assert is_newer(version, known) is newer
