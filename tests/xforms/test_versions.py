"""Data carried between versions: groups and rows inside rows, and names that are taken."""

import pytest

from desktop.xforms.check.checker import check
from desktop.xforms.moving import Way, carried, moves
from tests.xforms.small import definition

OLD = definition(
    "<a/><g><b/><h><c/></h></g><r><d/><g><e/></g><s><f/></s></r><q><z/></q><n/>",
    """<bind nodeset="/data/a" type="int"/><bind nodeset="/data/g/h/c" sph:id="cc"/>
<bind nodeset="/data/n" readonly="true()"/>""",
    """<input ref="/data/n"><label>Chỉ đọc</label></input><repeat nodeset="/data/r"><input ref="/data/r/d"/>
<repeat nodeset="/data/r/s"><input ref="/data/r/s/f"/></repeat></repeat>
<repeat nodeset="/data/q"><input ref="/data/q/z"/></repeat>""",
)
NEW = definition(
    "<c/><top><a/></top><b/><rr><d/><e/><ss><ff/></ss></rr>",
    """<bind nodeset="/data/c" sph:id="cc"/><bind nodeset="/data/rr/ss/ff" sph:id="f" type="int"/>
<bind nodeset="/data/top/a" type="decimal"/>""",
    """<repeat nodeset="/data/rr"><input ref="/data/rr/d"/><repeat nodeset="/data/rr/ss">
<input ref="/data/rr/ss/ff"/></repeat></repeat>""",
)


def test_each_question_has_its_way():
    assert [(m.id, m.way, m.ref, m.to) for m in moves(OLD, NEW)] == [
        ("a", Way.UNFIT, "/data/a", ("/data/top/a",)),
        ("b", Way.RENAMED, "/data/g/b", ("/data/b",)),
        ("cc", Way.RENAMED, "/data/g/h/c", ("/data/c",)),
        ("d", Way.RENAMED, "/data/r/d", ("/data/rr/d",)),
        ("e", Way.RENAMED, "/data/r/g/e", ("/data/rr/e",)),
        ("f", Way.UNFIT, "/data/r/s/f", ("/data/rr/ss/ff",)),
        ("z", Way.DROPPED, "/data/q/z", ()),
    ]  # fmt: skip


CARRIED = [
    ({}, {}),
    ({"a": "5"}, {"top": {"a": "5"}}),
    ({"a": "x"}, {"a": "x"}),
    ({"a": None}, {}),
    ({"a": ""}, {"top": {"a": ""}}),
    ({"g": {"b": "1"}}, {"b": "1"}),
    ({"g": {"h": {"c": "1"}}}, {"c": "1"}),
    ({"g": {"b": None, "h": {"c": None}}}, {}),
    ({"g": {"b": "1", "x": "2"}}, {"b": "1", "g": {"x": "2"}}),
    ({"g": "1"}, {"g": "1"}),
    ({"r": []}, {"rr": []}),
    ({"r": [{"_row": "k", "d": "1"}]}, {"rr": [{"_row": "k", "d": "1"}]}),
    ({"r": [{"g": {"e": "1"}}]}, {"rr": [{"e": "1"}]}),
    ({"r": [{"s": [{"_row": "m", "f": "7"}]}]}, {"rr": [{"ss": [{"_row": "m", "ff": "7"}]}]}),
    ({"r": [{"s": [{"f": "x"}]}]}, {"rr": [{"ss": [{"f": "x"}]}]}),
    ({"r": [{"x": "1"}]}, {"rr": [{"x": "1"}]}),
    ({"q": [{"z": "1"}]}, {"q": [{"z": "1"}]}),
    ({"r": None}, {}),
    ({"x": {"y": "1"}}, {"x": {"y": "1"}}),
    ({"c": "old", "g": {"h": {"c": "1"}}}, {"c": "1", "c__old": "old"}),
    ({"top": "t", "a": "5"}, {"top": {"a": "5"}, "top__old": "t"}),
    ({"top": {"x": "t"}, "a": "5"}, {"top": {"a": "5", "x": "t"}}),
]  # fmt: skip


@pytest.mark.parametrize(("data", "wanted"), CARRIED)
def test_an_answer_goes_where_its_question_went(data, wanted):
    assert carried(data, OLD, NEW).data == wanted


def test_what_was_kept_aside_is_told_once():
    data = {"a": "x", "r": [{"s": [{"f": "x"}, {"f": "y"}]}, {"s": [{"f": "z"}]}]}
    assert [(m.id, m.way) for m in carried(data, OLD, NEW).aside] == [
        ("a", Way.UNFIT),
        ("f", Way.UNFIT),
    ]
    assert carried({"a": "5"}, OLD, NEW).aside == ()


def form(version, *rows, columns="bind::sph:id"):
    head = f"| survey |\n| | type | name | label | {columns} |\n"
    tail = '\n| settings |\n| | form_id | version | namespaces |\n| | f | {} | sph="urn:so-phoi-hop:columns:1" |'
    return head + "\n".join(rows) + tail.format(version)


def parsed(markdown):
    from desktop.xforms.parse import parse
    from desktop.xforms.xlsform import compile_markdown

    return parse(compile_markdown(markdown, "f").xform)


A = "| | integer | a | Tuổi | |"
COMPARED = {
    "nothing changed but the version": (form(2, A), []),
    "the version stayed": (
        form(1, A),
        [("check.same_version", "settings", 2, "version", True, {"version": "1"})],
    ),
    "another type": (
        form(2, "| | date | a | Tuổi | |"),
        [("check.id_retyped", "survey", 2, "type", True, {"id": "a", "was": "int", "is": "date"})],
    ),
    "to text": (form(2, "| | text | a | Tuổi | |"), []),
    "another name and other words under the same id": (
        form(2, "| | integer | b | Cân nặng | a |"),
        [("check.id_reused", "survey", 2, "bind::sph:id", False, {"id": "a", "was": "a", "is": "b"})],
    ),
    "another name": (form(2, "| | integer | b | Tuổi | a |"), []),
    "other words": (form(2, "| | integer | a | Số tuổi | |"), []),
    "gone": (
        form(2, "| | integer | b | Tuổi | |"),
        [("check.id_dropped", "survey", 0, "", False, {"id": "a", "was": "/data/a"})],
    ),
    "another form": (form(1, "| | date | b | Tuổi | |").replace("| f |", "| g |"), []),
    "a note may go or come": (form(2, A, "| | note | n | Lời | |"), []),
    "a question by the name of a note": (form(2, A, "| | integer | m | Số | |"), []),
}  # fmt: skip


@pytest.mark.parametrize("name", COMPARED)
def test_a_version_is_compared_with_the_one_before(name):
    markdown, wanted = COMPARED[name]
    previous = parsed(form(1, A, "| | note | m | Lời | |"))
    found = check(markdown.encode(), ".md", "f", previous)
    assert [
        (f.code, f.sheet, f.row, f.column, f.severe, f.facts) for f in found
    ] == wanted
