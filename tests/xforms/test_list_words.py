"""Labels of lists by their ids in the translations, rankings, and what stands first."""

import pytest

from desktop.xforms.check.checker import check
from desktop.xforms.engine import open_instance
from desktop.xforms.sources import Rows, table_of
from desktop.xforms.tree import element
from desktop.xforms.xlsform import compile_markdown
from tests.xforms.small import form, opened
from tests.xforms.world import Counting, StillClock

MODEL = """<itext><translation lang="vi"><text id="one"><value>Một</value></text><text id="two"><value>Hai <output value="/data/k"/></value></text></translation>
<translation lang="en"><text id="one"><value>One</value></text></translation></itext>
<instance id="f"><list><item><name>a</name><id>one</id></item><item><name>b</name><id>two</id></item>
<item><name>c</name><id>three</id></item></list></instance>
<bind nodeset="/data/said" calculate="jr:choice-name(/data/a, '/data/a')"/>"""


def asked(nodeset, label="jr:itext(id)"):
    body = f"""<select1 ref="/data/a"><itemset nodeset="{nodeset}"><value ref="name"/><label ref="{label}"/></itemset></select1>"""
    return opened("<k>!</k><a/><said/>", MODEL, body)


@pytest.mark.parametrize("nodeset", ["instance('f')/list/item", "instance('f')//item"])
def test_the_words_of_a_list_follow_the_language(nodeset):
    record = asked(nodeset)
    assert [c.label for c in record.choices("/data/a")] == ["Một", "Hai !", "[three]"]
    changes = record.set("/data/a", "a")
    assert changes.refs == {"/data/a", "/data/said"}
    assert record.node("/data/said").value == "Một"
    changes = record.language("en")
    assert {"/data/a", "/data/said"} <= changes.refs
    assert [c.label for c in record.choices("/data/a")] == ["One", "Hai !", "[three]"]
    assert record.node("/data/said").value == "One"


LABELS = {
    "id": ["one", "two", "three"],
    "concat(name, '-', id)": ["a-one", "b-two", "c-three"],
    "jr:itext(concat('o', 'ne'))": ["Một", "Một", "Một"],
    "nothing": ["", "", ""],
}


@pytest.mark.parametrize("label", LABELS)
def test_a_label_may_be_any_expression_of_its_item(label):
    record = asked("instance('f')/list/item", label)
    assert [c.label for c in record.choices("/data/a")] == LABELS[label]


RANKED = """<select ref="/data/k"><itemset nodeset="instance('f')/list/item"><value ref="name"/><label ref="id"/></itemset></select>
<odk:rank ref="/data/a"><itemset nodeset="instance('f')/list/item[selected(/data/k, name)]"><value ref="name"/><label ref="id"/></itemset></odk:rank>"""


def test_a_ranking_holds_what_is_offered_and_remembers_the_rest():
    record = opened("<k>a b</k><a>c a</a><said/>", MODEL, RANKED)
    assert record.node("/data/a").value == "a b"
    record.set("/data/k", "a c")
    assert record.node("/data/a").value == "c a"
    record.set("/data/a", " b c a ")
    assert record.node("/data/a").value == "c a"
    assert record.data(final=False)["a"] == "b c a"
    assert record.data(final=True)["a"] == "c a"
    record.set("/data/k", "a b c")
    assert record.node("/data/a").value == "b c a"
    made = form("<k/><a/><said/>", MODEL, RANKED)
    again = open_instance(
        made, lambda _: None, StillClock(), Counting(), {"k": "c b", "a": "b c a"}
    )
    assert again.node("/data/a").value == "b c"
    assert again.problems() == ()


def test_a_list_of_rows_is_asked_by_any_of_its_columns():
    found = Rows(["a", "b"], [{"a": "1", "b": "x"}, {"a": "2", "b": "x"}, {"a": "2"}])
    assert (found.columns, found.count()) == (("a", "b"), 3)
    assert len(found.rows({})) == 3
    assert found.rows({"a": "1"}) == [{"a": "1", "b": "x"}]
    assert found.rows({"a": "2", "b": "x"}) == [{"a": "2", "b": "x"}]
    assert found.rows({"a": "2", "b": ""}) == [{"a": "2"}]
    assert list(found.rows({"a": "3", "b": "x"})) == []
    assert list(found.rows({"a": "3"})) == []
    assert list(found.rows({"c": "3"})) == []


def item(**columns):
    made = element("item")
    for name, text in columns.items():
        made.append(element(name, text))
    return made


def listed(*items, roots=1):
    top = element("instance")
    for _ in range(roots):
        root = top.append(element("list"))
        for one in items:
            root.append(one)
    return table_of(top)


def test_a_list_of_even_items_is_a_table():
    found = listed(item(a="1", b="x"), item(b="y", c="z"))
    assert (found.source.columns, found.root.name, found.item_name) == (
        ("a", "b", "c"),
        "list",
        "item",
    )
    assert [n.string() for n in found.select([("b", "y")])] == ["yz"]
    assert found.select([("b", "y"), ("b", "x")]) == []


def uneven():
    twice, deep, marked, leaf = item(a="1"), item(a="1"), item(a="1"), item(a="1")
    twice.append(element("a", "2"))
    deep.children[0].append(element("b", "2"))
    marked.attributes = [element("x")]
    leaf.children[0].attributes = [element("x")]
    return {
        "no items": [],
        "an item of another name": [item(a="1"), element("other", "x")],
        "an item with nothing in it": [item()],
        "a column twice": [twice],
        "a column with something in it": [deep],
        "an item with an attribute": [marked],
        "a column with an attribute": [leaf],
    }


@pytest.mark.parametrize("name", uneven())
def test_a_list_of_uneven_items_is_none(name):
    assert listed(*uneven()[name]) is None
    assert listed(item(a="1"), *uneven()[name]) is None or name == "no items"


def test_a_list_has_one_root():
    assert listed(roots=0) is None
    assert listed(item(a="1"), roots=2) is None


NAMED = [
    ("", 'id="visit"'),
    ("| settings |\n| | form_id |\n| | own |", 'id="own"'),
    ("| settings |\n| | form_title |\n| | Thăm |", 'id="visit"'),
]


@pytest.mark.parametrize(("settings", "wanted"), NAMED)
def test_a_table_without_an_id_is_called_as_its_caller_says(settings, wanted):
    table = f"| survey |\n| | type | name | label |\n| | text | a | A |\n{settings}"
    made = compile_markdown(table, "visit").xform.decode()
    assert f"<data {wanted}" in made
    assert check(table.encode(), ".md", "visit") == ()
    assert (
        '<data id="a &amp; b"' in compile_markdown(table, "a & b").xform.decode()
        or settings
    )
