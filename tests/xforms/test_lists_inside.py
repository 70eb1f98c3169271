"""Choices of lists that stand in the form: filtered, told twice, gone, named."""

import pytest

from desktop.xforms.sources import Rows
from tests.xforms.small import opened

FRUIT = """<instance id="f"><list>
<item><name>a</name><label>Một</label><kind>x</kind></item>
<item><name>b</name><label>Hai</label><kind>y</kind></item>
<item><name>c</name><label>Ba</label><kind>y</kind></item></list></instance>"""


def body(nodeset, value="name", label="label", control="select1"):
    return (
        f'<input ref="/data/k"/><{control} ref="/data/a"><itemset nodeset="{nodeset}">'
        f'<value ref="{value}"/><label ref="{label}"/></itemset></{control}>'
    )


def listed(nodeset, control="select1", bind="", **more):
    leaves = "<k/><a/><said/>"
    model = f'{FRUIT}<bind nodeset="/data/said" calculate="{bind}"/>'
    return opened(leaves, model, body(nodeset, control=control), **more)


def shown(record, ref="/data/a"):
    return [(c.value, c.label, c.retired) for c in record.choices(ref)]


ALL = [("a", "Một", False), ("b", "Hai", False), ("c", "Ba", False)]
SHOWN = {
    "instance('f')/list/item": ALL,
    "instance('f')/list/item[kind = 'y']": ALL[1:],
    "instance('f')/list/item['y' = kind]": ALL[1:],
    "instance('f')/list/item[kind = 'y' and name = 'c']": ALL[2:],
    "instance('f')/list/item[kind = 'y'][name = 'c']": ALL[2:],
    "instance('f')/list/item[kind = 'y' and position() = 2]": ALL[1:2],
    "instance('f')/list/item[kind = 'y'][2]": ALL[2:],
    "instance('f')/list/item[2]": ALL[1:2],
    "instance('f')/list/item[last()]": ALL[2:],
    "instance('f')/list/item[kind = /data/k]": [],
    "instance('f')/list/item[kind != 'y']": ALL[:1],
    "instance('f')/list/item[kind = name]": [],
    "instance('f')/list/item[kind = 'y' or name = 'a']": ALL,
    "instance('f')/list/item[kind = 'x'][kind = 'y']": [],
    "instance('f')/list/item[nothing = '']": [],
    "instance('f')/list/other": [],
    "instance('f')/other/item": ALL,
    "instance('f')//item": ALL,
    "instance('f')/list/*": ALL,
    "randomize(instance('f')/list/item, 1)": [ALL[1], ALL[2], ALL[0]],
    "'x'": [],
}


@pytest.mark.parametrize("nodeset", SHOWN)
def test_a_list_is_offered_as_its_path_says(nodeset):
    assert shown(listed(nodeset)) == SHOWN[nodeset]


FAULTY = {
    "instance('g')/list/item": "xpath.no_instance",
    "instance('g')/list/item[kind = 'y']": "xpath.no_instance",
    "instance('f')/list/item[kind = nope()]": "xpath.unknown_function",
    "instance('f')/list/item[kind = uuid(-1)]": "xpath.length",
    "instance('f')/list/item[kind != uuid(-1)]": "xpath.length",
}


@pytest.mark.parametrize("nodeset", FAULTY)
def test_a_list_that_cannot_be_had_is_empty_and_a_fault(nodeset):
    record = listed(nodeset)
    assert shown(record) == []
    assert [(f.ref, f.expression, f.code) for f in record.faults()] == [
        ("/data/a", nodeset, FAULTY[nodeset])
    ]


def test_a_slice_of_a_list_is_a_list():
    found = listed("instance('f')/list/item").choices("/data/a")
    assert [c.value for c in found[1:]] == ["b", "c"]
    assert (found[-1].value, len(found)) == ("c", 3)


FILTERED = "instance('f')/list/item[kind = /data/k]"


@pytest.mark.parametrize("control", ["select1", "select"])
def test_what_was_chosen_and_is_filtered_out_stays_with_its_label(control):
    record = listed(FILTERED, control)
    record.set("/data/k", "y")
    record.set("/data/a", "b")
    assert shown(record) == ALL[1:]
    record.set("/data/k", "x")
    assert shown(record) == [ALL[0], ("b", "Hai", True)]
    assert record.problems() == ()


WAYS = [FILTERED, f"randomize({FILTERED}, 1)", "instance('f')//item[kind = /data/k]"]


@pytest.mark.parametrize("nodeset", WAYS)
def test_a_code_that_is_filtered_out_is_an_answer_and_one_of_no_list_is_none(nodeset):
    record = listed(nodeset, data={"k": "y"})
    for code, told in (("b", []), ("a", []), ("zz", ["choice"]), ("y", ["choice"])):
        record.set("/data/a", code)
        assert [p.kind for p in record.problems()] == told, code


def test_a_code_of_no_list_is_shown_by_itself_and_is_a_problem():
    record = listed(FILTERED, "select")
    record.set("/data/a", "zz")
    assert shown(record) == [("zz", "zz", True)]
    told = [(p.ref, p.kind, p.message) for p in record.problems()]
    assert told == [("/data/a", "choice", "")]


def test_a_code_given_twice_is_a_problem_until_it_is_given_once():
    record = listed("instance('f')/list/item", "select", data={"a": "b b"})
    assert [p.kind for p in record.problems()] == ["choice"]
    record.set("/data/a", "b c")
    assert record.problems() == ()


def test_codes_are_kept_in_the_order_of_their_list_those_of_none_last():
    record = listed("instance('f')/list/item", "select")
    record.set("/data/a", " zz c  a ")
    assert record.node("/data/a").value == "a c zz"
    record.set("/data/a", " c ")
    assert record.node("/data/a").value == "c"


def test_a_record_that_was_loaded_may_keep_its_codes():
    record = listed("instance('f')/list/item", "select", data={"a": "zz"})
    assert record.problems() == ()
    record.set("/data/a", "zz yy")
    assert [p.kind for p in record.problems()] == ["choice"]
    strict = listed("instance('f')/list/item", data={"a": "zz"}, strict=True)
    assert [p.kind for p in strict.problems()] == ["choice"]


def test_the_code_of_one_choice_may_hold_a_blank():
    record = opened(
        "<a/>", "", '<select1 ref="/data/a"><item><label>L</label><value>x y</value></item></select1>'
    )  # fmt: skip
    record.set("/data/a", "x y")
    assert shown(record) == [("x y", "L", False)]
    assert record.problems() == ()
    record.set("/data/a", "x")
    assert shown(record) == [("x y", "L", False), ("x", "x", True)]
    assert [p.kind for p in record.problems()] == ["choice"]


NAMED = {
    "jr:choice-name('b', '/data/a')": "Hai",
    "jr:choice-name('b', ' /data/a ')": "Hai",
    "jr:choice-name('zz', '/data/a')": "",
    "jr:choice-name('', '/data/a')": "",
    "jr:choice-name('b', '/data/k')": "",
    "jr:choice-name('b', '/data/nothing')": "",
    "jr:choice-name('b', '1')": "",
    "jr:choice-name('b', '../a')": "Hai",
}


EVERY = ["instance('f')/list/item", "instance('f')//item"]
NAMES = [(nodeset, call) for nodeset in EVERY for call in NAMED]
NAMES += [(FILTERED, "jr:choice-name('zz', '/data/a')")]
NAMES += [(FILTERED, "jr:choice-name('b', '/data/a')")]


@pytest.mark.parametrize(("nodeset", "call"), NAMES)
def test_a_code_has_its_name_whatever_the_filter(nodeset, call):
    assert listed(nodeset, bind=call).node("/data/said").value == NAMED[call]


FIXED = """<select1 ref="/data/a"><item><label>Một</label><value> a </value></item>
<item><label>Là <output value="/data/k"/></label><value>b</value></item></select1>"""


def test_choices_written_in_the_question_are_offered_and_named():
    model = (
        """<bind nodeset="/data/said" calculate="jr:choice-name('b', '/data/a')"/>"""
    )
    record = opened("<k/><a/><said/>", model, FIXED)
    record.set("/data/k", "hai")
    assert shown(record) == [("a", "Một", False), ("b", "Là hai", False)]
    record.set("/data/a", "zz")
    assert shown(record)[2:] == [("zz", "zz", True)]
    assert [p.kind for p in record.problems()] == ["choice"]


OUTSIDE = Rows(
    ("name", "label", "kind"),
    [
        {"name": "a", "label": "Một", "kind": "x"},
        {"name": "b", "label": "Hai", "kind": "y"},
        {"name": "c", "label": "Ba"},
    ],
)
PULLED = {
    "pulldata('f', 'label', 'name', 'b')": "Hai",
    "pulldata('f', '@label', 'name', 'b')": "Hai",
    "pulldata('f', 'label', 'name', 'zz')": "",
    "pulldata('f', 'nothing', 'name', 'b')": "",
    "pulldata('f', 'label', 'nothing', 'b')": "",
    "pulldata('f', 'kind', 'label', 'Ba')": "",
    "count(instance('f')/root/item)": "3",
    "count(instance('f')/root/item[kind = ''])": "1",
    "count(instance('f')/root/item[name = 'a' and kind = 'x'])": "1",
    "count(instance('f')/root/item[name = 'a' and kind = 'y'])": "0",
    "count(instance('f')/root/item[name = 'a'][name = 'b'])": "0",
    "count(instance('f')/root/item[name = 'a'][name = 'a'])": "1",
    "count(instance('f')/root/item[name = instance('f')/root/item/name])": "3",
    "count(instance('f')/root/item[nothing = 'a'])": "0",
    "count(instance('f')/root/item[name &lt; 'b' or position() = 3])": "1",
    "instance('f')/root/item[2]/label": "Hai",
    "instance('f')/root/item[name = 'c']/label": "Ba",
    "instance('f')/root/item[name = 'b']/../item[1]/label": "Một",
    "count(instance('f')/root/item/*)": "9",
    "count(instance('f')/item)": "0",
    "name(instance('f')/*)": "root",
    "string-length(instance('f'))": "13",
    "instance('__last-saved')/data/a": "",
    "count(instance('__last-saved')/root/item)": "0",
}


@pytest.mark.parametrize("call", PULLED)
def test_a_list_from_outside_is_asked_and_walked_alike(call):
    model = f"""<instance id="f" src="jr://file-csv/f.csv"/>
<bind nodeset="/data/said" calculate="{call}"/>"""
    record = opened("<said/>", model, sources=lambda name: OUTSIDE)
    assert record.node("/data/said").value == PULLED[call]


def test_a_list_is_asked_for_by_its_name_and_once():
    asked = []

    def sources(name):
        asked.append(name)
        return OUTSIDE

    model = """<instance id="f" src="jr://file-csv/other.csv"/>
<bind nodeset="/data/x" calculate="pulldata('f', 'label', 'name', 'a')"/>
<bind nodeset="/data/y" calculate="pulldata('f', 'label', 'name', 'b')"/>"""
    record = opened("<x/><y/>", model, sources=sources)
    assert record.node("/data/y").value == "Hai"
    assert asked == ["f"]


def test_a_list_that_the_form_does_not_declare_is_a_fault():
    record = opened(
        "<x/>", """<bind nodeset="/data/x" calculate="count(instance('g'))"/>"""
    )
    assert [(f.ref, f.expression, f.code) for f in record.faults()] == [
        ("/data/x", "count(instance('g'))", "xpath.no_instance")
    ]
    assert record.node("/data/x").value == ""
