"""Forms made to hurt are refused or bounded, by name."""

import io
import re
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.errors import Refused
from desktop.xforms import engine, rows
from desktop.xforms.check.checker import check
from desktop.xforms.engine import Form, no_sources, open_instance
from desktop.xforms.parse import parse
from desktop.xforms.sources import Rows
from desktop.xforms.tree import element
from desktop.xforms.xlsform import compile_table
from desktop.xforms.xml import MAX_ELEMENTS
from desktop.xforms.xpath.context import World
from desktop.xforms.xpath.expression import expression
from desktop.xforms.xpath.faults import Broken, Failed
from desktop.xforms.xpath.patterns import found
from desktop.xforms.xpath.registry import FUNCTIONS
from tests.xforms.world import Counting, StillClock

HTML = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:jr="http://openrosa.org/javarosa" '
    'xmlns:h="http://www.w3.org/1999/xhtml"><h:head><model><instance>{data}</instance>'
    "{binds}</model></h:head><h:body>{body}</h:body></h:html>"
)


def xform(data='<data id="x"><a/><b/></data>', binds="", body="", before=""):
    return (before + HTML.format(data=data, binds=binds, body=body)).encode()


def opened(raw, *, tolerant=False):
    form = Form(parse(raw), tolerant=tolerant)
    return open_instance(form, no_sources, StillClock(), Counting())


def refusal(act, *given):
    with pytest.raises(Refused) as caught:
        act(*given)
    return caught.value.code


def nested(depth):
    return xform(f'<data id="x">{"<g>" * depth}{"</g>" * depth}</data>')


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'

HOSTILE = {
    "a form nested ten thousand deep": (nested(10_000), "form.not_xml"),
    "a form nested a hundred deep": (nested(100), "form.too_deep"),
    "groups nested a hundred deep": (
        xform(body="<group>" * 100 + "</group>" * 100),
        "form.too_deep",
    ),
    "an entity bomb": (xform(before=LAUGHS), "form.doctype"),
    "an entity bomb in another encoding": (
        b"\xff\xfe" + xform(before=LAUGHS).decode().encode("utf-16-le"),
        "form.doctype",
    ),
    "a million choices": (
        xform(body="<select1>" + "<item/>" * MAX_ELEMENTS + "</select1>"),
        "form.too_many_elements",
    ),
    "a page of another kind": (b"<html><head/><body/></html>", "form.no_model"),
    "a form without answers": (
        xform().replace(b'<instance><data id="x"><a/><b/></data></instance>', b""),
        "form.no_instance",
    ),
    "no form at all": (b"\0" * 1000, "form.not_xml"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_form_is_refused_by_name(name):
    raw, code = HOSTILE[name]
    assert refusal(opened, raw) == code


EXPRESSIONS = {
    "brackets": "(" * 50_000 + "1" + ")" * 50_000,
    "calls": "not(" * 20_000 + "1" + ")" * 20_000,
    "predicates": "a[" * 20_000 + "1" + "]" * 20_000,
    "comparisons": "1=" * 20_000 + "1",
    "a very long one": "1+" * 60_000 + "1",
    "long and unfinished": "concat(" * 80,
}


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_a_huge_expression_is_refused_with_its_question(name):
    binds = f'<bind nodeset="/data/a" calculate="{EXPRESSIONS[name]}"/>'
    with pytest.raises(Refused) as caught:
        opened(xform(binds=binds))
    assert caught.value.code == "form.expression"
    assert caught.value.facts["question"] == "/data/a"


def test_a_long_sum_is_no_huge_expression():
    binds = f'<bind nodeset="/data/a" calculate="{"1+" * 10_000}1"/>'
    assert opened(xform(binds=binds)).node("/data/a").value == "10001"


BOMBS = [
    r"(a+)+$",
    r"(a|aa)+$",
    r"(a|a)*!",
    r"^(([a-z])+.)+[A-Z]([a-z])+$",
    r"(.*)*(.*)*!",
]


@pytest.mark.parametrize("pattern", BOMBS)
def test_a_regex_bomb_is_answered_at_once(pattern):
    assert not found(pattern, "a" * 500 + "\nb")


@pytest.mark.parametrize(
    "pattern", ["a{9999}", "((a{1,99}){1,99}){1,99}", "(" * 3000, "a" * 5000]
)
def test_a_pattern_beyond_measure_is_refused(pattern):
    with pytest.raises(Failed) as caught:
        found(pattern, "a")
    assert caught.value.code in ("xpath.regex_long", "xpath.regex")


PARTS = st.sampled_from(
    ["a", "b", "ab", ".", "[ab]", "[^a]", r"\d", r"\w", r"\s", "1", "(a|b)", "(?:ab|a)", "^", "$",
     r"\b", "(?=a)", "(?!b)", "[a-c1]", r"\."]
)  # fmt: skip
OFTEN = st.sampled_from(["", "", "*", "+", "?", "{2}", "{1,2}", "{,2}", "*?", "+?"])
PATTERNS = st.lists(st.tuples(PARTS, OFTEN).map("".join), min_size=1, max_size=5).map(
    "".join
)


@settings(max_examples=400, deadline=None)
@given(PATTERNS, st.text("ab1. -\n", max_size=8))
def test_patterns_fit_what_pythons_own_matcher_fits(pattern, text):
    try:
        wanted = re.search(pattern, text) is not None
    except re.error:
        return
    assert found(pattern, text) is wanted


def test_texts_that_double_from_row_to_row_stop_growing():
    names = [f"c{n}" for n in range(60)]
    data = '<data id="x">' + "".join(f"<{n}/>" for n in names) + "</data>"
    binds = '<bind nodeset="/data/c0" calculate="\'ha\'"/>' + "".join(
        f'<bind nodeset="/data/c{n}" calculate="concat(/data/c{n - 1}, /data/c{n - 1})"/>'
        for n in range(1, 60)
    )
    tracemalloc.start()
    record = opened(xform(data, binds))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 50_000_000
    assert {f.code for f in record.faults()} == {"xpath.length"}


def test_an_expression_that_walks_everything_from_everywhere_fails_in_good_time():
    data = '<data id="x"><a/>' + "<b/>" * 4000 + "</data>"
    binds = (
        '<bind nodeset="/data/a" constraint="count(//*[count(//*) &gt; 1]) &gt; 1"/>'
    )
    record = opened(xform(data, binds, '<input ref="/data/a"/>'))
    record.set("/data/a", "x")
    assert record.problems() == ()
    assert [f.code for f in record.faults()] == ["xpath.too_long_walk"]


REPEAT = xform(
    '<data id="x"><n/><r><m/><s><t/></s></r></data>',
    '<bind nodeset="/data/n" type="int"/><bind nodeset="/data/r/m" calculate="9000"/>',
    '<input ref="/data/n"/><repeat nodeset="/data/r" jr:count="/data/n"><input ref="/data/r/m"/>'
    '<repeat nodeset="/data/r/s" jr:count="/data/r/m"><input ref="/data/r/s/t"/></repeat></repeat>',
)


def test_rows_beyond_measure_are_refused_and_the_answer_is_taken_back(monkeypatch):
    monkeypatch.setattr(rows, "MAX_NODES", 50_000)  # the same road, walked sooner
    record = opened(REPEAT)
    record.set("/data/n", "1")
    before = record.data(final=False)
    assert refusal(record.set, "/data/n", "1000000000") == "form.too_many_rows"
    assert refusal(record.set, "/data/n", "5000") == "form.too_many_nodes"
    after = record.data(final=False)
    assert [len(r["s"]) for r in after["r"]] == [9000]
    assert {k: after[k] for k in ("n",)} == {k: before[k] for k in ("n",)}


def test_an_answer_taken_back_takes_back_what_it_triggered():
    record = opened(
        xform(
            '<data id="x"><n/><a>first</a><r><t/></r></data>',
            '<bind nodeset="/data/n" type="int"/>',
            '<input ref="/data/n"><setvalue event="xforms-value-changed" ref="/data/a" value="\'then\'"/>'
            '</input><input ref="/data/a"/><repeat nodeset="/data/r" jr:count="if(/data/a = \'then\', /data/n, 1)">'
            '<input ref="/data/r/t"/></repeat>',
        )
    )
    assert record.node("/data/a").value == "first"
    assert refusal(record.set, "/data/n", "1000000") == "form.too_many_rows"
    assert (record.node("/data/n").value, record.node("/data/a").value) == ("", "first")
    record.set("/data/n", "3")
    assert record.node("/data/a").value == "then"
    assert len(record.rows("/data/r")) == 3


def test_a_million_rows_of_a_list_are_found_by_index_and_not_made_into_nodes():
    many = [
        {"name": str(n), "label": f"Nhãn {n}", "parent": str(n % 1000)}
        for n in range(100_000)
    ]
    binds = '<bind nodeset="/data/b" type="string"/>'
    body = (
        '<input ref="/data/a"/><select1 ref="/data/b"><itemset nodeset="instance(\'l\')/root/item'
        '[parent = /data/a]"><value ref="name"/><label ref="label"/></itemset></select1>'
    )
    raw = xform(binds=f'<instance id="l" src="jr://file-csv/l.csv"/>{binds}', body=body)
    listed = Rows(("name", "label", "parent"), many)
    record = open_instance(Form(parse(raw)), lambda _: listed, StillClock(), Counting())
    record.set("/data/a", "7")
    tracemalloc.start()
    assert len(record.choices("/data/b")) == 100
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000


def test_a_spreadsheet_that_swells_is_refused_before_it_is_read():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/worksheets/sheet1.xml", b"0" * 70_000_000)
    assert refusal(compile_table, packed.getvalue(), ".xlsx") == "form.table_too_big"


def test_a_text_of_a_million_choices_is_refused_before_it_is_compiled():
    table = b"| | list | code | label |\n" * 1_000_000
    assert refusal(compile_table, table, ".md") == "form.table_too_big"
    (told,) = check(table, ".md", "form")
    assert told.code == "form.table_too_big"


LOOPS = {
    "a calculation that reads itself": '<bind nodeset="/data/a" calculate="/data/a + 1"/>',
    "two calculations": (
        '<bind nodeset="/data/a" calculate="/data/b"/><bind nodeset="/data/b" calculate="/data/a"/>'
    ),
    "relevance that reads itself": '<bind nodeset="/data/a" relevant="/data/a = \'\'"/>',
}


@pytest.mark.parametrize("name", LOOPS)
def test_a_loop_is_refused_by_name_and_a_tolerant_form_does_not_run_round_it(name):
    raw = xform(binds=LOOPS[name])
    with pytest.raises(Refused) as caught:
        opened(raw)
    assert caught.value.code == "form.loop"
    assert "/data/a" in caught.value.facts["loop"]
    record = opened(raw, tolerant=True)
    for text in ("1", "", "2"):
        for ref in ("/data/a", "/data/b"):
            try:
                record.set(ref, text)
            except Refused as refused:
                assert refused.code in ("form.computed", "form.readonly")


VALUES = [
    "''", "'x'", "'2026-02-30'", "'9999-12-31T23:59:59.9999Z'", "'0001-01-01T00:00:00+14:00'",
    "-1", "0", "1 div 0", "-1 div 0", "0 div 0", "9" * 310, "0." + "0" * 320 + "1", "1e300 * 1e300",
    "true()", "today()", "now()", "date('2026-01-31')", "//*", "/nothing", ".",
    "'a b  c'", "'1,5'", "'(('", "'%Y%'", "string(1 div 0)", "'0 0 0 0;1 1 0 0'", "3000000000",
]  # fmt: skip
CALLS = st.tuples(
    st.sampled_from(sorted(FUNCTIONS)),
    st.lists(st.sampled_from(VALUES), max_size=5),
).map(lambda call: f"{call[0]}({', '.join(call[1])})")
SUMS = st.tuples(
    CALLS, st.sampled_from(["+", "-", "*", "div", "mod", "=", "<", "|", "and"]), CALLS
)


@settings(max_examples=1500, deadline=None)
@given(st.one_of(CALLS, SUMS.map(" ".join)))
def test_nothing_but_a_named_failure_comes_out_of_an_expression(source):
    root = element("data")
    root.append(element("a", "2026-04-30"))
    root.append(element("b", "12.5"))
    world = World(now=StillClock().now, random=Counting())
    try:
        expression(source).at(root, world)
    except (Failed, Broken):
        return


def test_a_large_form_is_read_in_a_time_that_grows_with_it_alone():
    names = [f"c{n}" for n in range(3000)]
    groups = "".join(f"<{n}><x/></{n}>" for n in names)
    body = "".join(
        f'<group ref="/data/{n}"><input ref="/data/{n}/x"/></group>' for n in names
    )
    record = opened(xform(f'<data id="x">{groups}</data>', body=body))
    assert len(record.nodes()) == 6000


def test_the_loop_of_many_questions_is_told_in_few_words():
    names = [f"c{n}" for n in range(2000)]
    data = '<data id="x">' + "".join(f"<{n}/>" for n in names) + "</data>"
    binds = "".join(
        f'<bind nodeset="/data/{n}" calculate="/data/{after}"/>'
        for n, after in zip(names, names[1:] + names[:1], strict=True)
    )
    with pytest.raises(Refused) as caught:
        opened(xform(data, binds))
    assert caught.value.code == "form.loop"
    assert len(str(caught.value.facts["loop"])) < 300
    assert opened(xform(data, binds), tolerant=True).node("/data/c0").value == ""


def test_answers_that_all_hang_on_one_another_are_no_flood_of_loops():
    data = '<data id="x">' + "".join(f"<c{n}/>" for n in range(150)) + "</data>"
    binds = "".join(
        f'<bind nodeset="/data/c{n}" relevant="/data/*[. != 1]"/>' for n in range(150)
    )
    form = Form(parse(xform(data, binds)), tolerant=True)
    assert len(form.findings) == 100


def test_many_expressions_that_each_walk_long_fail_in_good_time_and_the_next_turn_is_new():
    data = '<data id="x"><a/>' + "<b/>" * 450 + "</data>"
    label = '<label><output value="count(//*[count(//*) &gt; 1])"/></label>'
    long = f'<input ref="/data/a">{label}</input>'
    record = opened(xform(data, "", long * 9 + '<input ref="/data/b"/>'))
    told = [node.label for node in record.nodes() if node.ref == "/data/a"]
    assert (told[0], told[-1]) == ("452", "")
    assert {f.code for f in record.faults()} == {"xpath.too_long_walk"}
    assert record.node("/data/a").label == "452"


def test_a_long_text_costs_what_reading_it_takes():
    binds = "".join(
        f'<bind nodeset="/data/c{n}" calculate="concat(/data/a, {n})"/>'
        for n in range(200)
    )
    data = '<data id="x"><a/>' + "".join(f"<c{n}/>" for n in range(200)) + "</data>"
    record = opened(xform(data, binds, '<input ref="/data/a"/>'))
    record.set("/data/a", "a" * 900_000)
    written = sum(bool(record.node(f"/data/c{n}").value) for n in range(200))
    assert 50 < written < 100
    record.set("/data/a", "b")
    assert record.node("/data/c199").value == "b199"


def test_an_answer_longer_than_any_text_is_refused():
    record = opened(xform(body='<input ref="/data/a"/>'))
    assert refusal(record.set, "/data/a", "x" * 1_000_001) == "form.answer_too_long"
    assert record.node("/data/a").value == ""


def test_a_label_of_many_long_outputs_is_cut():
    label = "<label>" + '<output value="/data/b"/>' * 1000 + "</label>"
    record = opened(xform(body=f'<input ref="/data/a">{label}</input>'))
    record.set("/data/b", "x" * 100_000)
    assert record.node("/data/a").label == "x" * 20_000 + "…"


def test_texts_that_speak_one_another_twice_end():
    words = "".join(
        f'<text id="t{n}"><value>ha'
        + f"<output value=\"jr:itext('t{n - 1}')\"/>" * 2
        + "</value></text>"
        for n in range(40)
    )
    raw = xform(
        binds=f'<itext><translation lang="vi">{words}</translation></itext>',
        body='<input ref="/data/a"><label ref="jr:itext(\'t39\')"/></input>',
    )
    assert len(opened(raw).node("/data/a").label) <= 20_001


def test_a_pattern_that_looks_ahead_from_each_place_is_counted_as_that():
    with pytest.raises(Failed) as caught:
        found("(?=a*b)c", "a" * 5000)
    assert caught.value.code == "xpath.regex_long"


def test_a_list_too_large_to_walk_is_not_made_into_nodes():
    many = Rows(("name", "label"), [{"name": "n", "label": "L"}] * 400_000)
    body = (
        '<select1 ref="/data/b"><itemset nodeset="instance(\'l\')/root/item'
        '[contains(label, /data/a)]"><value ref="name"/><label ref="label"/></itemset></select1>'
    )
    raw = xform(binds='<instance id="l" src="jr://file-csv/l.csv"/>', body=body)
    record = open_instance(Form(parse(raw)), lambda _: many, StillClock(), Counting())
    assert list(record.choices("/data/b")) == []
    assert [f.code for f in record.faults()] == ["xpath.too_long_walk"]


def test_half_a_character_has_a_digest():
    binds = "<bind nodeset=\"/data/b\" calculate=\"digest(/data/a, 'MD5', 'hex')\"/>"
    record = opened(xform(binds=binds, body='<input ref="/data/a"/>'))
    record.set("/data/a", "\ud800")
    assert len(record.node("/data/b").value) == 32


TABLE = "| survey |\n| | type | name | label |\n"
LONG_TABLES = {
    "questions": (TABLE + "| | text | a | A |\n" * 10_001, "form.table_too_long"),
    "choices": (
        "| choices |\n| | list_name | name | label |\n" + "| | l | n | L |\n" * 60_001,
        "form.table_too_long",
    ),
    "a cell": (TABLE + f"| | text | a | {'x' * 40_000} |\n", "form.cell_too_long"),
    "groups": (
        TABLE
        + "".join(f"| | begin_group | g{n} | G |\n" for n in range(1000))
        + "| | text | a | A |\n"
        + "| | end_group | | |\n" * 1000,
        "form.too_deep",
    ),
}


@pytest.mark.parametrize("name", LONG_TABLES)
def test_a_table_too_long_or_too_deep_for_its_compiler_is_refused(name):
    table, code = LONG_TABLES[name]
    assert refusal(compile_table, table.encode(), ".md") == code
    assert code in [told.code for told in check(table.encode(), ".md", "form")]


@pytest.mark.parametrize(
    ("table", "kind", "code"),
    [
        (b"a,b,c\nx,y,z\n", ".csv", "table.csv_no_survey"),
        (b"| survey |\n" + b"|" * 1000, ".md", "table.unreadable"),
        (b"| survey |\n| | type |\n| | \xed\xa0\x80 |\n", ".md", "table.not_utf8"),
    ],
)
def test_what_breaks_the_reader_of_tables_is_told(table, kind, code):
    (told,) = check(table, kind, "form")
    assert told.code == code


def test_a_form_that_brings_more_rows_than_a_record_may_hold_is_refused(monkeypatch):
    monkeypatch.setattr(engine, "MAX_NODES", 100)
    raw = xform('<data id="x">' + "<r><t/></r>" * 50 + "</data>")
    assert refusal(opened, raw) == "form.too_many_nodes"


@pytest.mark.parametrize("marks", ["\u0301" * 5000, "\u0301\u0323" * 5000])
def test_a_letter_with_thousands_of_marks_is_no_text(marks):
    record = opened(xform(body='<input ref="/data/a"/>'))
    record.set("/data/a", "Đắk Lắk " * 500)
    assert record.node("/data/a").invalid == ""
    record.set("/data/a", "a" + marks)
    assert record.node("/data/a").value == ""
    assert record.node("/data/a").invalid == "a" + marks
