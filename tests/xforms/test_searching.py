"""search() in an appearance: its ways, its columns, its filters, and what is none."""

import pytest

from desktop.xforms.definition import FixedChoice, Itemset
from desktop.xforms.sources import Rows
from tests.xforms.small import definition, opened

TOWNS = Rows(
    ("code", "name", "other", "kind"),
    [
        {"code": "1", "name": "Ba Đình", "other": "X", "kind": "quận"},
        {"code": "2", "name": "Ba Vì", "other": "Đình", "kind": "huyện"},
        {"code": "3", "name": "Đông Anh", "other": "Ba", "kind": "huyện"},
    ],
)
ITEMS = """<item><label>name, other</label><value>code</value></item>
<item><label>Khác</label><value>99</value></item>"""


def body(appearance, items=ITEMS):
    quoted = appearance.replace('"', "&quot;").replace("<", "&lt;")
    return f'<input ref="/data/w"/><select1 ref="/data/a" appearance="{quoted}">{items}</select1>'


FOUND = {
    "search('towns')": "1 2 3",
    'search("towns")': "1 2 3",
    "minimal search ( 'towns' ) w1": "1 2 3",
    "search('towns', 'contains', 'name', 'Đ')": "1 3",
    "search('towns', 'CONTAINS', 'name', 'Đ')": "1 3",
    "search('towns', 'strange', 'name', 'Đ')": "1 3",
    "search('towns', 'startswith', 'name', 'Ba')": "1 2",
    "search('towns', 'startswith', ' name , other ', 'Ba')": "1 2 3",
    "search('towns', 'endswith', 'name,other', 'Đình')": "1 2",
    "search('towns', 'matches', 'name', 'Ba Vì')": "2",
    "search('towns', 'matches', 'name', 'Ba')": "",
    "search('towns', 'contains', 'name', /data/w)": "1 2 3",
    "search('towns', 'contains', 'name', concat('V', 'ì'))": "2",
    "search('towns', 'contains', 'name', '', 'kind', 'huyện')": "2 3",
    "search('towns', 'startswith', 'name', 'Ba', 'kind', 'huyện')": "2",
    "search('towns', 'contains', 'name', '', 'kind')": "1 2 3",
    "search('towns', 'contains')": "1 2 3",
}


@pytest.mark.parametrize("appearance", FOUND)
def test_a_search_finds_what_it_says(appearance):
    asked = []

    def sources(name):
        asked.append(name)
        return TOWNS

    record = opened("<w/><a/>", "", body(appearance), sources=sources)
    found = [c.value for c in record.choices("/data/a")]
    assert found == ["99", *FOUND[appearance].split()]
    assert asked == ["towns"]


def test_a_search_offers_the_first_of_the_columns_of_its_label():
    record = opened("<w/><a/>", "", body("search('towns')"), sources=lambda _: TOWNS)
    assert [c.label for c in record.choices("/data/a")][:2] == ["Khác", "Ba Đình"]
    record.set("/data/a", "99")
    assert [c.value for c in record.choices("/data/a")] == ["99", "1", "2", "3"]
    record.set("/data/a", "77")
    last = record.choices("/data/a")[-1]
    assert (last.value, last.label, last.retired) == ("77", "77", True)


def test_the_list_that_is_searched_is_an_instance_of_the_form():
    found = definition("<w/><a/>", "", body("search('towns')"))
    assert [(one.id, one.src) for one in found.instances] == [
        ("towns", "jr://file-csv/towns.csv")
    ]
    declared = '<instance id="towns" src="jr://file/towns.xml"/>'
    twice = definition("<w/><a/>", declared, body("search('towns')"))
    assert [one.src for one in twice.instances] == ["jr://file/towns.xml"]


NONE = [
    "search()",
    "search(",
    "search('towns'",
    "research('towns')",
    "search('towns', ?)",
    "minimal",
]


@pytest.mark.parametrize("appearance", NONE)
def test_what_is_no_search_leaves_the_choices_as_they_are(appearance):
    asked = definition("<w/><a/>", "", body(appearance)).questions[1]
    assert [type(one) for one in asked.choices] == [FixedChoice, FixedChoice]


def test_a_search_needs_a_choice_that_names_its_columns():
    only = "<item><label>Khác</label><value>99</value></item>"
    asked = definition("<w/><a/>", "", body("search('towns')", only)).questions[1]
    assert [one.value for one in asked.choices] == ["99"]
    bare = "<item><value>code</value></item>"
    named = definition("<w/><a/>", "", body("search('towns')", bare)).questions[1]
    assert named.choices == Itemset("instance('towns')/root/item", "code", "code")
