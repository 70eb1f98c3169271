"""A record from outside: its paths, its rows, its data, and what it refuses."""

import pytest

from desktop.errors import Refused
from desktop.xforms.engine import no_sources, open_instance
from tests.xforms.small import form, opened
from tests.xforms.world import Counting, StillClock

LEAVES = "<a/><g><b/><c/></g><r><d/><s><e/></s></r>"
MODEL = """<bind nodeset="/data/a" type="int"/>
<bind nodeset="/data/g/c" relevant="/data/a = 1"/>"""
BODY = """<input ref="/data/a"/><group ref="/data/g"><label>Nhóm</label>
<input ref="/data/g/b"/><input ref="/data/g/c"/></group>
<group ref="/data/r"><label>Hàng</label><repeat nodeset="/data/r"><input ref="/data/r/d"/>
<group ref="/data/r/s"><repeat nodeset="/data/r/s"><input ref="/data/r/s/e"/></repeat></group>
</repeat></group>"""


def record(**more):
    return opened(LEAVES, MODEL, BODY, **more)


def refusal(act, *given, **more):
    with pytest.raises(Refused) as caught:
        act(*given, **more)
    return caught.value.code, dict(caught.value.facts)


def test_all_nodes_are_told_in_form_order():
    assert [(n.ref, n.label, bool(n.row)) for n in record().nodes()] == [
        ("/data/a", "", False),
        ("/data/g", "Nhóm", False),
        ("/data/g/b", "", False),
        ("/data/g/c", "", False),
        ("/data/r", "Hàng", False),
        ("/data/r[1]", "Hàng", True),
        ("/data/r[1]/d", "", False),
        ("/data/r[1]/s", "", False),
        ("/data/r[1]/s[1]", "", True),
        ("/data/r[1]/s[1]/e", "", False),
    ]


def test_a_node_is_a_question_a_group_or_a_repeat():
    found = {n.ref: n for n in record().nodes()}
    kinds = {
        ref: [bool(n.question), bool(n.group), bool(n.repeat)]
        for ref, n in found.items()
    }
    assert kinds["/data/a"] == [True, False, False]
    assert kinds["/data/g"] == [False, True, False]
    assert kinds["/data/r"] == kinds["/data/r[1]"] == [False, False, True]


def test_a_repeat_and_a_group_hold_no_answer_themselves():
    found = {n.ref: n for n in record().nodes()}
    for ref in ("/data/r", "/data/g"):
        node = found[ref]
        rest = (node.value, node.hint, node.guidance, node.row, node.invalid)
        assert rest == ("", "", "", "", "")
        assert (node.required, node.readonly) == (False, False)


def test_a_group_for_the_eye_is_told_with_its_words():
    model = '<bind nodeset="/data/g" relevant="/data/a = 1"/>'
    body = """<input ref="/data/a"/><group ref="/data/g"><group appearance="w2"><label>Mắt <output value="/data/a"/></label>
<input ref="/data/g/b"/></group></group>"""
    one = opened("<a/><g><b/></g>", model, body)
    (eye,) = [n for n in one.nodes() if "#" in n.ref]
    assert (eye.ref, eye.label, eye.relevant) == ("/data/g/#1", "Mắt ", False)
    assert (eye.required, eye.readonly) == (False, False)
    one.set("/data/a", "1")
    refs = [n.ref for n in one.nodes()]
    assert refs == ["/data/a", "/data/g", "/data/g/#1", "/data/g/b"]
    (eye,) = [n for n in one.nodes() if "#" in n.ref]
    assert (eye.label, eye.relevant) == ("Mắt 1", True)


def test_a_node_is_told_the_same_by_itself():
    one = record()
    for node in one.nodes():
        assert one.node(node.ref) == node


STRANGE = [
    "/data/x",
    "/x",
    "/other/a",
    "/data/a/x",
    "/data/r[2]/d",
    "/data/r[0]/d",
    "a",
    "",
]


@pytest.mark.parametrize("ref", STRANGE)
def test_a_path_that_is_not_there_is_refused_by_its_name(ref):
    one = record()
    assert refusal(one.node, ref) == ("form.unknown_ref", {"ref": ref})
    assert refusal(one.set, ref, "1")[0] == "form.unknown_ref"


def test_a_path_without_a_number_means_the_first_row():
    one = record()
    one.add_row("/data/r")
    one.set("/data/r/d", "một")
    assert one.node("/data/r[1]/d").value == "một"
    assert one.node("/data/r[2]/d").value == ""
    assert one.node("/data/r/d").value == "một"


REFUSED = [
    ("set", ("/data/g", "1"), ("form.no_answer_here", {"ref": "/data/g"})),
    ("set", ("/data/r[1]", "1"), ("form.no_answer_here", {"ref": "/data/r[1]"})),
    ("add_row", ("/data/g",), ("form.no_repeat", {"ref": "/data/g"})),
    ("add_row", ("/data/a",), ("form.no_repeat", {"ref": "/data/a"})),
    ("rows", ("/data/a",), ("form.no_repeat", {"ref": "/data/a"})),
    ("add_row", ("/data/r", 3), ("form.no_row", {"ref": "/data/r[3]"})),
    ("remove_row", ("/data/g",), ("form.no_row", {"ref": "/data/g"})),
    ("remove_row", ("/data",), ("form.no_row", {"ref": "/data"})),
    ("remove_row", ("/data/r[2]",), ("form.unknown_ref", {"ref": "/data/r[2]"})),
    ("language", ("vi",), ("form.no_language", {"language": "vi"})),
]


@pytest.mark.parametrize(("act", "given", "wanted"), REFUSED)
def test_what_cannot_be_done_is_refused_by_name(act, given, wanted):
    assert refusal(getattr(record(), act), *given) == wanted


def test_a_group_has_no_choices():
    assert record().choices("/data/g") == ()


READONLY = """<bind nodeset="/data/g" readonly="/data/a = 1"/>
<bind nodeset="/data/c" calculate="1"/>"""


def test_what_only_may_be_read_is_not_answered_nor_what_is_computed():
    one = opened("<a/><g><b/></g><c/>", READONLY, '<input ref="/data/g/b"/>')
    one.set("/data/g/b", "x")
    changes = one.set("/data/a", "1")
    assert changes.refs == {"/data/a", "/data/g", "/data/g/b"}
    assert one.node("/data/g/b").readonly
    assert refusal(one.set, "/data/g/b", "y") == ("form.readonly", {"ref": "/data/g/b"})
    assert refusal(one.set, "/data/c", "y") == ("form.computed", {"ref": "/data/c"})
    one.set("/data/a", "2")
    one.set("/data/g/b", "y")
    assert one.node("/data/g/b").value == "y"


def test_only_what_changed_is_to_be_looked_at():
    one = record()
    assert one.set("/data/a", "1").refs == {"/data/a", "/data/g/c"}
    assert one.set("/data/a", "1").refs == {"/data/a"}
    assert one.set("/data/g/b", "x").refs == {"/data/g/b"}
    assert one.add_row("/data/r").refs == {
        "/data/r", "/data/r[2]", "/data/r[2]/d", "/data/r[2]/s[1]", "/data/r[2]/s[1]/e",
    }  # fmt: skip
    assert one.remove_row("/data/r[1]").refs == {"/data/r"}


def test_data_has_the_shape_of_the_form():
    one = record()
    one.set("/data/a", "5")
    one.set("/data/r[1]/s[1]/e", "x")
    row, inner = one.node("/data/r[1]").row, one.node("/data/r[1]/s[1]").row
    assert one.data(final=False) == {
        "a": "5",
        "g": {"b": None, "c": None},
        "r": [{"_row": row, "d": None, "s": [{"_row": inner, "e": "x"}]}],
    }
    assert one.data(final=True)["g"] == {"b": None}
    assert opened(LEAVES, MODEL, BODY, data=one.data(final=True)).rows("/data/r") == (
        "/data/r[1]",
    )


LOADED = [
    ({"a": "7"}, "/data/a", "7"),
    ({"a": None}, "/data/a", ""),
    ({"g": {"b": "x"}}, "/data/g/b", "x"),
    ({"r": [{"d": "x"}, {"d": "y"}]}, "/data/r[2]/d", "y"),
    ({"r": [{"s": [{"e": "x"}, {"e": "z"}]}]}, "/data/r[1]/s[2]/e", "z"),
]


@pytest.mark.parametrize(("data", "ref", "value"), LOADED)
@pytest.mark.parametrize("strict", [True, False])
def test_loaded_answers_stand_where_they_stood(data, ref, value, strict):
    assert record(data=data, strict=strict).node(ref).value == value


def test_no_rows_are_rows_too():
    one = record(data={"r": []})
    assert one.rows("/data/r") == ()
    assert one.data(final=True)["r"] == []
    assert one.node("/data/r").relevant
    kept = record(data={})
    assert kept.rows("/data/r") == ("/data/r[1]",)


def test_a_row_keeps_its_name_and_one_without_gets_one():
    one = record(data={"r": [{"_row": "f" * 16}, {"_row": ""}, {"_row": None}, {}]})
    names = [one.node(ref).row for ref in one.rows("/data/r")]
    assert names[0] == "f" * 16
    assert len(set(names)) == 4
    assert all(len(name) == 16 for name in names)


WRONG = [
    ({"z": "1"}, "form.unknown_key", "z"),
    ({"_row": "1"}, "form.unknown_key", "_row"),
    ({"a": {"x": "1"}}, "form.wrong_shape", "a"),
    ({"a": ["1"]}, "form.wrong_shape", "a"),
    ({"g": "1"}, "form.wrong_shape", "g"),
    ({"g": None}, "form.wrong_shape", "g"),
    ({"r": {"d": "1"}}, "form.wrong_shape", "r"),
    ({"r": ["1"]}, "form.wrong_shape", "r"),
    ({"g": {"z": "1"}}, "form.unknown_key", "z"),
    ({"r": [{"z": "1"}]}, "form.unknown_key", "z"),
    ({"r": [{"s": [{"z": "1"}]}]}, "form.unknown_key", "z"),
]


@pytest.mark.parametrize(("data", "code", "key"), WRONG)
def test_what_the_form_has_no_place_for_is_refused_or_kept(data, code, key):
    assert refusal(record, data=data, strict=True) == (code, {"key": key})
    kept = record(data=data).data(final=True)
    if code == "form.unknown_key" or key == "a":
        assert leaf(kept, data) == leaf(data, data)


def leaf(data, like):
    """What stands where ``like`` has its only leaf."""
    while isinstance(like, (dict, list)):
        key = next(iter(like)) if isinstance(like, dict) else 0
        if isinstance(data, str) or data is None:
            return data
        data, like = data[key], like[key]
    return data


def test_defaults_count_only_for_a_new_record():
    new = opened("<a>có sẵn</a><b/>", "")
    assert new.node("/data/a").value == "có sẵn"
    assert opened("<a>có sẵn</a><b/>", "", data={"b": "x"}).node("/data/a").value == ""


ROWS = """<r jr:template=""><d>mẫu</d></r><r><d>một</d></r>"""
BARE = '<repeat nodeset="/data/r"><input ref="/data/r/d"/></repeat>'


def test_a_new_row_is_made_from_the_template_and_rows_of_the_form_stand():
    one = opened(ROWS, "", BARE)
    assert one.rows("/data/r") == ("/data/r[1]",)
    one.add_row("/data/r")
    assert [r["d"] for r in one.data(final=True)["r"]] == ["một", "mẫu"]
    only = opened('<r jr:template=""><d>mẫu</d></r>', "", BARE)
    assert only.rows("/data/r") == ()


def test_rows_stand_among_their_neighbours():
    one = opened("<a/><r><d/></r><z/>", "", BARE)
    one.add_row("/data/r")
    assert list(one.data(final=True)) == ["a", "r", "z"]
    refs = [n.ref for n in one.nodes()]
    assert refs == ["/data/a", "/data/r", "/data/r[1]", "/data/r[1]/d", "/data/r[2]",
                    "/data/r[2]/d", "/data/z"]  # fmt: skip
    one.remove_row("/data/r[1]")
    one.remove_row("/data/r[1]")
    one.add_row("/data/r")
    assert list(one.data(final=True)) == ["a", "r", "z"]


COUNTED = (
    """<repeat nodeset="/data/r" jr:count="/data/a"><input ref="/data/r/d"/></repeat>"""
)


def test_a_count_makes_rows_and_takes_the_last_away():
    one = opened("<a/><r><d/></r>", "", COUNTED)
    for answer, many in (
        ("2", 2),
        ("3.9", 3),
        ("1", 1),
        ("", 1),
        ("x", 1),
        ("-5", 0),
        ("2", 2),
    ):
        one.set("/data/a", answer)
        assert len(one.rows("/data/r")) == many, answer
    one.set("/data/r[1]/d", "đầu")
    one.set("/data/r[2]/d", "cuối")
    changes = one.set("/data/a", "1")
    assert changes.refs == {"/data/a", "/data/r"}
    assert [r["d"] for r in one.data(final=True)["r"]] == ["đầu"]


@pytest.mark.parametrize("fixed", ['jr:count="/data/a"', 'jr:noAddRemove="true()"'])
def test_rows_that_the_form_counts_or_fixes_are_not_put_in_by_hand(fixed):
    body = f'<repeat nodeset="/data/r" {fixed}><input ref="/data/r/d"/></repeat>'
    one = opened("<a>1</a><r><d/></r>", "", body)
    told = ("form.rows_fixed", {"repeat": "/data/r"})
    assert refusal(one.add_row, "/data/r") == told
    assert refusal(one.remove_row, "/data/r[1]") == told
    free = opened(
        "<a/><r><d/></r>",
        "",
        BARE.replace('data/r"', 'data/r" jr:noAddRemove="false()"', 1),
    )
    free.add_row("/data/r")
    assert len(free.rows("/data/r")) == 2


def test_a_count_beyond_measure_is_refused_and_taken_back():
    one = opened("<a>1</a><r><d/></r>", "", COUNTED)
    told = {"repeat": "/data/r", "limit": 10_000}
    assert refusal(one.set, "/data/a", "10001") == ("form.too_many_rows", told)
    assert (one.node("/data/a").value, one.node("/data/a").invalid) == ("1", "")
    assert one.rows("/data/r") == ("/data/r[1]",)
    one.set("/data/a", "2")
    assert len(one.rows("/data/r")) == 2


def test_a_row_is_hidden_with_its_answers():
    model = '<bind nodeset="/data/r" relevant="/data/a = 1"/>'
    one = opened("<a/><r><d/></r>", model, BARE)
    assert not one.node("/data/r").relevant
    assert not one.node("/data/r[1]/d").relevant
    one.set("/data/a", "1")
    one.set("/data/r[1]/d", "x")
    assert one.node("/data/r").relevant
    one.set("/data/a", "2")
    assert one.hidden() == ("/data/r[1]/d",)
    assert "r" not in one.data(final=True)
    assert one.data(final=False)["r"][0]["d"] == "x"


RESTLESS = """<bind nodeset="/data/a" calculate="/data/b + 1"/>
<bind nodeset="/data/b" calculate="/data/a + 1"/>"""
PINGPONG = """<input ref="/data/a"><setvalue event="xforms-value-changed" ref="/data/b" value="/data/b + 1"/></input>
<input ref="/data/b"><setvalue event="xforms-value-changed" ref="/data/a" value="/data/a + 1"/></input>"""


def test_a_loop_is_refused_with_its_way():
    told = {"loop": "/data/a → /data/b → /data/a"}
    assert refusal(form, "<a/><b/>", RESTLESS) == ("form.loop", told)
    tolerant = form("<a/><b/>", RESTLESS, tolerant=True)
    assert [(f.code, dict(f.facts)) for f in tolerant.findings] == [("form.loop", told)]


def test_actions_that_set_each_other_off_end_by_name():
    one = opened("<a/><b>0</b>", '<bind nodeset="/data/a" type="int"/>', PINGPONG)
    assert refusal(one.set, "/data/a", "1") == ("form.restless", {"form": "small"})
    assert (one.node("/data/a").value, one.node("/data/b").value) == ("", "0")


def test_in_a_tolerant_form_they_end_with_a_fault():
    made = form("<a/><b>0</b>", "", PINGPONG, tolerant=True)
    one = open_instance(made, no_sources, StillClock(), Counting())
    one.set("/data/a", "1")
    assert [(f.ref, f.expression, f.code) for f in one.faults()] == [
        ("/data", "", "form.restless")
    ]


BROKEN = '<bind nodeset="/data/a" relevant="/data/b = ("/>'


def test_a_broken_rule_is_refused_with_its_place():
    code, facts = refusal(form, "<a/><b/>", BROKEN)
    assert code == "form.expression"
    assert facts == {
        "question": "/data/a", "expression": "/data/b = (", "reason": "xpath.ends_early",
        "place": 11, "part": "/data/b = (",
    }  # fmt: skip
    code, facts = refusal(form, "<a/><b/>", BROKEN.replace("= (", "= )" + "x" * 300))
    assert (facts["reason"], facts["place"]) == ("xpath.unexpected", 11)
    assert facts["part"] == ")" + "x" * 20
    assert len(facts["expression"]) == 200


def test_a_fault_leaves_a_blank_and_is_told_once():
    model = '<bind nodeset="/data/a" calculate="uuid(/data/b)"/><bind nodeset="/data/c" relevant="uuid(/data/b) = 1"/>'
    one = opened("<a/><b>-1</b><c/>", model)
    assert (one.node("/data/a").value, one.node("/data/c").relevant) == ("", True)
    assert [
        (f.ref, f.expression, f.code) for f in sorted(one.faults(), key=lambda f: f.ref)
    ] == [
        ("/data/a", "uuid(/data/b)", "xpath.length"),
        ("/data/c", "uuid(/data/b) = 1", "xpath.length"),
    ]
    one.set("/data/b", "-2")
    assert len(one.faults()) == 2


def test_a_rule_that_has_no_value_holds():
    model = '<bind nodeset="/data/a" constraint="uuid(.) = 1" required="uuid(-1) = 1" readonly="uuid(-1)"/>'
    one = opened("<a/>", model, '<input ref="/data/a"/>')
    one.set("/data/a", "-1")
    assert one.problems() == ()
    assert not one.node("/data/a").required
    assert not one.node("/data/a").readonly


MESSAGES = """<bind nodeset="/data/a" type="int" required="true()" jr:requiredMsg="Phải có"
 constraint=". &lt; 10" jr:constraintMsg="Ít hơn 10" sph:warning=". &lt; 5" sph:warningMsg="Nhiều"/>"""


def test_each_problem_has_its_words():
    one = opened("<a/>", MESSAGES, '<input ref="/data/a"/>')

    def told():
        return [(p.ref, p.kind, p.message) for p in one.problems()]

    assert told() == [("/data/a", "required", "Phải có")]
    one.set("/data/a", "7")
    assert told() == [("/data/a", "warning", "Nhiều")]
    one.set("/data/a", "12")
    assert told() == [
        ("/data/a", "constraint", "Ít hơn 10"),
        ("/data/a", "warning", "Nhiều"),
    ]
    one.set("/data/a", "4")
    assert told() == []
