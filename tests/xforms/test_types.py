"""What a type makes of an answer: how it is written, and what is none."""

import pytest

from desktop.errors import Refused
from desktop.xforms.definition import Kind
from tests.xforms.small import asked, computed, definition, opened

WRITTEN = [
    ("int", "12", "12"),
    ("int", " 7 ", "7"),
    ("int", "+3", "3"),
    ("int", "007", "7"),
    ("int", "-2.9", "-2"),
    ("int", "-0", "0"),
    ("int", "0e99", "0"),
    ("int", "1e3", "1000"),
    ("int", "999999999999999", "999999999999999"),
    ("int", "0" * 40, "0"),
    ("integer", "2.9", "2"),
    ("long", "2.9", "2"),
    ("decimal", ".5", "0.5"),
    ("decimal", "5.", "5"),
    ("decimal", "1.50", "1.5"),
    ("decimal", "100", "100"),
    ("decimal", "-0.0", "0"),
    ("decimal", "1e14", "100000000000000"),
    ("decimal", "1E-2", "0.01"),
    ("double", "1.50", "1.5"),
    ("float", "1.50", "1.5"),
    ("date", "2026-04-30", "2026-04-30"),
    ("date", "2026-04-30T08:00:00.000+07:00", "2026-04-30"),
    ("time", "08:30", "08:30"),
    ("time", "08:30:59", "08:30:59"),
    ("time", "08:30:59.123456789", "08:30:59.123456789"),
    ("time", "08:30Z", "08:30Z"),
    ("time", "08:30:59.123+07:00", "08:30:59.123+07:00"),
    ("time", "08:30-0700", "08:30-0700"),
    ("dateTime", "2026-04-30", "2026-04-30T00:00:00.000"),
    ("dateTime", "2026-04-30T08:15", "2026-04-30T08:15"),
    ("dateTime", "2026-04-30T08:15:00.5+07", "2026-04-30T08:15:00.5+07"),
    ("boolean", "true", "1"),
    ("boolean", "1", "1"),
    ("boolean", "false", "0"),
    ("boolean", "0", "0"),
    ("string", " Đa\u0301 ", " Đá "),
    ("strange", "x", "x"),
    ("int", "  ", ""),
]


@pytest.mark.parametrize(("kind", "typed", "written"), WRITTEN)
def test_an_answer_is_written_as_its_type_writes_it(kind, typed, written):
    record = asked(kind, typed)
    node = record.node("/data/a")
    assert (node.value, node.invalid) == (written, "")
    assert record.data(final=True)["a"] == (written or None)


UNFIT = [
    ("int", "1,5"),
    ("int", "x"),
    ("int", "1000000000000000"),
    ("int", "0" * 41),
    ("int", "١٢"),
    ("decimal", "1e15"),
    ("decimal", "1e9999"),
    ("decimal", "."),
    ("decimal", "1 2"),
    ("date", "2026-02-30"),
    ("date", "30/04/2026"),
    ("date", "2026-04-30x"),
    ("time", "24:00"),
    ("time", "8:30"),
    ("time", "08:60"),
    ("time", "08:30:60"),
    ("time", "08:30 sáng"),
    ("dateTime", "2026-04-30T25:00"),
    ("dateTime", "x"),
    ("boolean", "yes"),
    ("boolean", "2"),
]


@pytest.mark.parametrize(("kind", "typed"), UNFIT)
def test_what_is_not_of_the_type_is_no_answer_and_is_shown_as_typed(kind, typed):
    record = asked(kind, typed)
    node = record.node("/data/a")
    assert (node.value, node.invalid) == ("", typed)
    assert [(p.ref, p.kind, p.message) for p in record.problems()] == [
        ("/data/a", "type", "")
    ]
    assert record.data(final=True)["a"] is None
    record.set("/data/a", "")
    assert (record.node("/data/a").invalid, record.problems()) == ("", ())


COMPUTED = [
    ("1 div 2", "string", "0.5"),
    ("1 div 2", "int", "0"),
    ("7", "int", "7"),
    ("number('x')", "string", ""),
    ("date('x')", "string", ""),
    ("date('x')", "date", ""),
    ("'x'", "int", ""),
    ("today()", "date", "2026-04-30"),
    ("today()", "string", "2026-04-30"),
    ("today() + 1", "string", "20574"),
    ("now()", "date", "2026-04-30"),
    ("now()", "dateTime", "2026-04-30T08:15:00.000+07:00"),
    ("today()", "dateTime", "2026-04-30T00:00:00.000"),
    ("1 = 1", "string", "true"),
    ("1 = 1", "boolean", "1"),
    ("1 = 2", "boolean", "0"),
    ("1 div 0", "decimal", ""),
    ("1 div 0", "string", "Infinity"),
    ("//nothing", "string", ""),
]


@pytest.mark.parametrize(("source", "kind", "written"), COMPUTED)
def test_a_computed_value_is_written_as_its_type_writes_it(source, kind, written):
    assert computed(source, kind) == written


@pytest.mark.parametrize(
    ("kind", "text", "fits"),
    [
        ("int", "2.5", False),
        ("integer", "2.5", False),
        ("long", " 2.5 ", False),
        ("int", "2.0", True),
        ("decimal", "2.5", True),
        ("string", "2.5", True),
        ("int", "x", False),
    ],
)
def test_a_register_refuses_what_a_whole_number_would_cut_off(kind, text, fits):
    model = f'<bind nodeset="/data/a" type="{kind}"/>'
    record = opened("<a/>", model, data={"a": text}, strict=True)
    assert (record.problems() == ()) is fits
    assert record.node("/data/a").invalid == ("" if fits else text)
    plain = opened("<a/>", model, data={"a": text})
    assert (plain.problems() == ()) is (text != "x")


KINDS = [
    ("input", 'type="int"', Kind.INTEGER),
    ("input", 'type="integer"', Kind.INTEGER),
    ("input", 'type="long"', Kind.INTEGER),
    ("input", 'type="decimal"', Kind.DECIMAL),
    ("input", 'type="double"', Kind.DECIMAL),
    ("input", 'type="float"', Kind.DECIMAL),
    ("input", 'type="date"', Kind.DATE),
    ("input", 'type="time"', Kind.TIME),
    ("input", 'type="dateTime"', Kind.DATETIME),
    ("input", 'type="boolean"', Kind.BOOLEAN),
    ("input", 'type="binary"', Kind.FILE),
    ("input", 'type="xsd:int"', Kind.INTEGER),
    ("input", 'type="string"', Kind.TEXT),
    ("input", "", Kind.TEXT),
    ("input", 'readonly="true()"', Kind.NOTE),
    ("input", 'readonly="1 = 1"', Kind.TEXT),
    ("secret", "", Kind.TEXT),
    ("select", "", Kind.SELECT_MULTIPLE),
    ("select1", 'type="int"', Kind.SELECT_ONE),
    ("trigger", "", Kind.TRIGGER),
    ("upload", "", Kind.FILE),
    ("range", 'type="int"', Kind.RANGE),
    ("rank", "", Kind.RANK),
    ("", 'calculate="1"', Kind.CALCULATE),
    ("", 'jr:preload="uid"', Kind.CALCULATE),
    ("", "", Kind.HIDDEN),
]


@pytest.mark.parametrize(("control", "bind", "kind"), KINDS)
def test_a_control_and_a_type_make_the_kind_of_a_question(control, bind, kind):
    body = f'<{control} ref="/data/a"/>' if control else ""
    found = definition("<a/>", f'<bind nodeset="/data/a" {bind}/>', body)
    assert [(q.ref, q.name, q.kind) for q in found.questions] == [
        ("/data/a", "a", kind)
    ]


def test_a_text_of_several_lines_is_a_kind_of_its_own():
    found = definition("<a/>", "", '<input ref="/data/a" appearance="w1 multiline"/>')
    assert found.questions[0].kind is Kind.MULTILINE
    assert found.questions[0].appearance == {"w1", "multiline"}


PRELOADED = [
    ("date", "today", "2026-04-30"),
    ("date", "tomorrow", ""),
    ("timestamp", "start", "2026-04-30T08:15:00.000+07:00"),
    ("timestamp", "end", ""),
    ("uid", "", "uuid:00000000-0000-4000-8000-000000000002"),
    ("property", "deviceid", "d1"),
    ("property", "uri:DeviceID", "d1"),
    ("property", "phone", ""),
    ("strange", "x", ""),
]


@pytest.mark.parametrize(("kind", "params", "wanted"), PRELOADED)
def test_a_new_record_fills_in_what_it_knows(kind, params, wanted):
    model = f'<bind nodeset="/data/a" jr:preload="{kind}" jr:preloadParams="{params}"/>'
    record = opened("<a/>", model, properties={"deviceID": "d1"})
    assert record.node("/data/a").value == wanted
    loaded = opened("<a/>", model, properties={"deviceID": "d1"}, data={"a": "cũ"})
    assert loaded.node("/data/a").value == "cũ"


def test_a_default_stands_where_nothing_is_known():
    model = '<bind nodeset="/data/a" jr:preload="property" jr:preloadParams="x"/>'
    assert opened("<a>có sẵn</a>", model).node("/data/a").value == "có sẵn"


PRESET = [
    ("a", " 5 ", "5"),
    ("/data/a", "5", "5"),
    ("g", "5", ""),
    ("nowhere", "5", ""),
]


@pytest.mark.parametrize(("name", "text", "wanted"), PRESET)
def test_a_question_is_filled_in_by_its_name(name, text, wanted):
    model = '<bind nodeset="/data/a" type="int"/>'
    record = opened("<g><b/></g><a/>", model, preset={name: text})
    assert record.node("/data/a").value == wanted


def test_what_is_filled_in_must_fit_and_replaces_no_loaded_answer():
    model = '<bind nodeset="/data/a" type="int"/>'
    with pytest.raises(Refused) as caught:
        opened("<a/>", model, preset={"a": "x"})
    assert (caught.value.code, caught.value.facts["question"]) == ("form.preset", "a")
    kept = opened("<a/>", model, preset={"a": "5"}, data={"a": "1"})
    assert kept.node("/data/a").value == "1"
    filled = opened("<a/>", model, preset={"a": "5"}, data={"a": ""})
    assert filled.node("/data/a").value == "5"
    default = opened("<a>1</a>", model, preset={"a": "5"})
    assert default.node("/data/a").value == "5"


SCALED = [
    ("2", "1.25", "1.25"),
    ("1", "1.25", ""),
    ("0", "1", "1"),
    ("x", "1.25", "1.25"),
]


@pytest.mark.parametrize(("scale", "typed", "value"), SCALED)
def test_a_number_has_no_more_places_than_its_scale(scale, typed, value):
    record = asked("decimal", typed, **{"sph:scale": scale})
    assert record.node("/data/a").value == value


RANGED = [("2", True), ("8", True), ("1.9", False), ("8.1", False), ("x", False)]


@pytest.mark.parametrize(("typed", "fits"), RANGED)
def test_a_range_holds_its_ends(typed, fits):
    model = '<bind nodeset="/data/a" type="decimal"/>'
    body = '<range ref="/data/a" start="2" end="8" step="1"/>'
    record = opened("<a/>", model, body)
    record.set("/data/a", typed)
    assert record.node("/data/a").value == (typed if fits else "")
    assert record.node("/data/a").question.attributes == {
        "start": "2", "end": "8", "step": "1"
    }  # fmt: skip
