"""From a Markdown table to answers, in one go."""

from datetime import timedelta

import pytest

from desktop.errors import Refused
from desktop.xforms.definition import Kind
from desktop.xforms.engine import Form, open_instance
from desktop.xforms.parse import parse
from desktop.xforms.sources import Rows
from desktop.xforms.xlsform import compile_markdown
from tests.xforms.world import Counting, StillClock

EVENT = """
| survey | | | | | | | | | | |
|        | type | name | label | relevant | calculation | constraint | constraint_message | bind::sph:privacy | required | choice_filter |
|        | text | unit_code | Đơn vị | | | | | | | |
|        | date | day | Ngày | | | . <= today() | Ngày chưa tới | | yes | |
|        | select_one yn | more | Có nữa không | | | | | | | |
|        | select_one_from_file units.csv | unit | Xã ngày ${day} | ${more} = 'y' | | | | | | parent=${unit_code} |
|        | text | who | Ai | ${more} = 'y' | | | | person | | |
|        | begin_repeat | parties | Bên | | | | | | | |
|        | select_multiple yn | marks | Dấu | | | | | | | |
|        | calculate | place | | | position(..) | | | | | |
|        | end_repeat | | | | | | | | | |
|        | note | shown | Có ${many} bên | | | | | | | |
|        | calculate | many | | | count(${parties}) | | | | | |
| choices | | | |
|         | list_name | name | label |
|         | yn | y | Có |
|         | yn | n | Không |
| settings | | | | |
|          | form_id | version | form_title | namespaces |
|          | event | 3 | Sự kiện | sph="urn:so-phoi-hop:columns:1" |
"""

UNITS = Rows(
    ("name", "label", "parent"),
    [
        {"name": "20854", "label": "Tiên Phước", "parent": "49"},
        {"name": "20857", "label": "Tiên Hiệp", "parent": "49"},
        {"name": "00004", "label": "Ba Đình", "parent": "01"},
    ],
)


@pytest.fixture(scope="module")
def form():
    return Form(parse(compile_markdown(EVENT, "event").xform))


def opened(form, **more):
    return open_instance(form, lambda name: UNITS, StillClock(), Counting(), **more)


def test_the_definition_says_what_is_asked(form):
    definition = form.definition
    assert (definition.form_id, definition.version) == ("event", "3")
    assert definition.title == "Sự kiện"
    kinds = {question.name: question.kind for question in definition.questions}
    assert kinds["day"] is Kind.DATE
    assert kinds["marks"] is Kind.SELECT_MULTIPLE
    assert kinds["many"] is Kind.CALCULATE
    private = {q.name for q in definition.questions if q.columns.get("privacy")}
    assert private == {"who"}


def test_an_answer_shows_and_hides(form):
    record = opened(form, preset={"unit_code": "49"})
    assert record.node("/data/unit_code").value == "49"
    assert not record.node("/data/unit").relevant
    changes = record.set("/data/more", "y")
    assert {"/data/more", "/data/unit", "/data/who"} <= changes.refs
    assert record.node("/data/unit").relevant
    record.set("/data/who", "An")
    record.set("/data/more", "n")
    assert record.hidden() == ("/data/who",)
    assert record.data(final=False)["who"] == "An"
    assert "who" not in record.data(final=True)


def test_choices_follow_their_filter(form):
    record = opened(form, preset={"unit_code": "49"})
    found = record.choices("/data/unit")
    assert [(c.value, c.label) for c in found] == [
        ("20854", "Tiên Phước"),
        ("20857", "Tiên Hiệp"),
    ]
    record.set("/data/unit", "00004")
    last = record.choices("/data/unit")[-1]
    assert (last.value, last.label, last.retired) == ("00004", "Ba Đình", True)


def test_problems_are_told_in_form_order(form):
    record = opened(form)
    assert [(p.ref, p.kind) for p in record.problems()] == [("/data/day", "required")]
    record.set("/data/day", "2026-05-01")
    (problem,) = record.problems()
    assert (problem.kind, problem.message) == ("constraint", "Ngày chưa tới")
    record.set("/data/day", "hôm qua")
    assert record.problems()[0].kind == "type"
    record.set("/data/day", "2026-04-30")
    assert record.problems() == ()


def test_rows_come_and_go_and_keep_their_names(form):
    record = opened(form)
    assert record.rows("/data/parties") == ("/data/parties[1]",)
    changes = record.add_row("/data/parties")
    assert "/data/many" in changes.refs
    assert record.node("/data/many").value == "2"
    assert record.node("/data/shown").label == "Có 2 bên"
    names = [row["_row"] for row in record.data(final=False)["parties"]]
    assert len(set(names)) == 2
    assert all(len(name) == 16 for name in names)
    record.remove_row("/data/parties[1]")
    (left,) = record.data(final=False)["parties"]
    assert left["_row"] == names[1]
    assert left["place"] == "1"


def test_data_comes_back_as_it_was(form):
    record = opened(form, preset={"unit_code": "49"})
    record.set("/data/day", "2026-04-30")
    record.add_row("/data/parties")
    record.set("/data/parties[2]/marks", "y n")
    data = record.data(final=False)
    assert opened(form, data=data).data(final=False) == data


def test_unknown_keys_are_kept_or_refused(form):
    data = {"day": "2026-04-30", "later": {"x": "1"}}
    assert opened(form, data=data).data(final=True)["later"] == {"x": "1"}
    with pytest.raises(Refused) as caught:
        opened(form, data=data, strict=True)
    assert (caught.value.code, caught.value.facts["key"]) == (
        "form.unknown_key",
        "later",
    )


def test_nodes_come_in_form_order(form):
    refs = [node.ref for node in opened(form).nodes()]
    assert refs[:6] == [
        "/data/unit_code",
        "/data/day",
        "/data/more",
        "/data/unit",
        "/data/who",
        "/data/parties",
    ]
    assert refs[6:9] == [
        "/data/parties[1]",
        "/data/parties[1]/marks",
        "/data/parties[1]/place",
    ]


META = """
| survey | | | |
| | type | name | label |
| | start | begun | |
| | end | ended | |
| | today | day | |
| | deviceid | device | |
| | username | who | |
| | text | word | Chữ |
"""


def test_a_record_knows_when_it_was_begun_and_ended_and_on_which_desk():
    form = Form(parse(compile_markdown(META, "data").xform))
    clock = StillClock()
    known = {"deviceid": "desk-1", "username": "an"}
    record = open_instance(form, lambda _: UNITS, clock, Counting(), properties=known)
    assert record.node("/data/begun").value == "2026-04-30T08:15:00.000+07:00"
    assert record.node("/data/day").value == "2026-04-30"
    assert (record.node("/data/device").value, record.node("/data/who").value) == (
        "desk-1",
        "an",
    )
    clock.moment += timedelta(minutes=20)
    assert record.data(final=False)["ended"] is None
    assert record.data(final=True)["ended"] == "2026-04-30T08:35:00.000+07:00"


HELP = """
| survey | | | | | |
| | type | name | label::Vi (vi) | hint::Vi (vi) | guidance_hint::Vi (vi) |
| | text | who | Ai | Tên | Ghi đủ họ tên của ${who} |
"""


def test_a_question_carries_its_longer_help():
    form = Form(parse(compile_markdown(HELP, "data").xform))
    record = open_instance(form, lambda _: UNITS, StillClock(), Counting())
    record.set("/data/who", "An")
    node = record.node("/data/who")
    assert (node.hint, node.guidance) == ("Tên", "Ghi đủ họ tên của An")


REASONS = """
| survey | | | | | | | |
| | type | name | label | required | relevant | bind::sph:warning | bind::sph:reason | bind::sph:missing |
| | integer | people | Số người | yes | | . < 1000 | ${why_many} | ${why_none} |
| | text | why_many | Vì sao nhiều vậy | | ${people} >= 1000 | | | |
| | select_one none | why_none | Vì sao không có số | | ${people} = '' | | | |
| choices | | | |
| | list_name | name | label |
| | none | unknown | Không rõ |
| | none | refused | Từ chối |
| settings | | | |
| | form_id | version | namespaces |
| | r | 1 | sph="urn:so-phoi-hop:columns:1" |
"""


def test_a_missing_answer_and_a_warning_are_settled_by_a_reason():
    form = Form(parse(compile_markdown(REASONS, "r").xform))
    record = open_instance(form, lambda _: UNITS, StillClock(), Counting())
    assert [p.kind for p in record.problems()] == ["required"]
    record.set("/data/why_none", "refused")
    assert record.problems() == ()
    record.set("/data/people", "5000")
    assert [p.kind for p in record.problems()] == ["warning"]
    changes = record.set("/data/why_many", "Lễ hội của huyện")
    assert "/data/people" in changes.refs
    assert record.problems() == ()
    data = record.data(final=True)
    assert data["why_many"] == "Lễ hội của huyện"
    assert "why_none" not in data
