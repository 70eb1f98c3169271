"""Lists: filtered, searched, translated, shuffled, and what left them."""

from desktop.xforms.engine import Form, open_instance
from desktop.xforms.parse import parse
from desktop.xforms.sources import Rows
from desktop.xforms.xlsform import compile_markdown
from tests.xforms.world import Counting, StillClock

FRUIT = Rows(
    ("code", "vi", "en", "kind"),
    [
        {"code": "xoai", "vi": "Xoài", "en": "Mango", "kind": "nhiệt đới"},
        {"code": "tao", "vi": "Táo", "en": "Apple", "kind": "ôn đới"},
        {"code": "tao_tau", "vi": "Táo tàu", "en": "Jujube", "kind": "ôn đới"},
    ],
)

SEARCH = """
| survey | | | | |
| | type | name | label | appearance |
| | text | word | Chữ | |
| | text | kind | Loại | |
| | select_one f | any | Quả | minimal search('fruit') |
| | select_one f | some | Quả | search('fruit', 'contains', 'vi,en', ${word}) |
| | select_multiple f | start | Quả | search('fruit', 'startswith', 'vi', ${word}, 'kind', ${kind}) |
| choices | | | |
| | list_name | name | label |
| | f | code | vi |
| | f | 99 | Khác |
"""

SHUFFLED = """
| survey | | | | |
| | type | name | label | parameters |
| | select_one f | f | Quả | randomize=true |
| choices | | | |
| | list_name | name | label |
""" + "".join(f"| | f | c{n} | Chữ {n} |\n" for n in range(20))


def opened(markdown, random=None):
    form = Form(parse(compile_markdown(markdown, "data").xform))
    chance = random or Counting()
    return open_instance(form, lambda _: FRUIT, StillClock(), chance)


def shown(record, ref):
    return [(c.value, c.label) for c in record.choices(ref)]


def test_search_offers_the_list_that_its_columns_name_and_the_fixed_choices_first():
    record = opened(SEARCH)
    assert shown(record, "/data/any") == [
        ("99", "Khác"),
        ("xoai", "Xoài"),
        ("tao", "Táo"),
        ("tao_tau", "Táo tàu"),
    ]
    assert record.node("/data/any").question.appearance == {"minimal", "search"}


def test_search_narrows_by_a_word_in_any_column_and_by_a_filter():
    record = opened(SEARCH)
    record.set("/data/word", "Táo")
    assert [v for v, _ in shown(record, "/data/some")] == ["99", "tao", "tao_tau"]
    record.set("/data/word", "Juju")
    assert [v for v, _ in shown(record, "/data/some")] == ["99", "tao_tau"]
    record.set("/data/word", "X")
    record.set("/data/kind", "ôn đới")
    assert [v for v, _ in shown(record, "/data/start")] == ["99"]
    record.set("/data/kind", "nhiệt đới")
    assert [v for v, _ in shown(record, "/data/start")] == ["99", "xoai"]


def test_an_answer_that_a_search_no_longer_finds_stays_and_is_marked():
    record = opened(SEARCH)
    record.set("/data/some", "tao")
    record.set("/data/word", "Xoài")
    assert [(c.value, c.retired) for c in record.choices("/data/some")] == [
        ("99", False),
        ("xoai", False),
        ("tao", True),
    ]


class Fixed:
    def __init__(self, seed):
        self.seed = seed

    def bytes(self, count):
        return self.seed.to_bytes(count)


def test_a_shuffled_list_keeps_its_order_while_the_record_is_open():
    record = opened(SHUFFLED)
    assert shown(record, "/data/f") == shown(record, "/data/f")
    assert sorted(shown(record, "/data/f")) != shown(record, "/data/f")


def test_another_record_shuffles_anew():
    first, second = (opened(SHUFFLED, Fixed(seed)) for seed in (3, 4))
    assert shown(first, "/data/f") != shown(second, "/data/f")
    assert sorted(shown(first, "/data/f")) == sorted(shown(second, "/data/f"))


def test_a_code_that_the_searched_list_lacks_is_no_answer():
    record = opened(SEARCH)
    for code, told in (("tao", 0), ("99", 0), ("nowhere", 1)):
        record.set("/data/any", code)
        assert len(record.problems()) == told, code


RANK = """
| survey | | | | |
| | type | name | label | choice_filter |
| | select_multiple f | some | Chọn | |
| | rank f | order | Xếp | selected(${some}, name) |
| choices | | | |
| | list_name | name | label |
| | f | a | A |
| | f | b | B |
| | f | c | C |
"""


def test_a_ranking_follows_what_is_offered_and_remembers_the_order():
    record = opened(RANK)
    record.set("/data/some", "a b c")
    assert record.node("/data/order").value == ""
    record.set("/data/order", "c a b")
    record.set("/data/some", "a c")
    assert record.node("/data/order").value == "c a"
    record.set("/data/some", "")
    assert record.node("/data/order").value == ""
    record.set("/data/some", "b a")
    assert record.node("/data/order").value == "a b"
    assert record.data(final=True)["order"] == "a b"


UNEVEN = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
<h:head><model><instance><data id="u"><kind/><fruit/><named/><tall/></data></instance>
<instance id="f"><list><item kind="a"><name>one</name><label>Một</label></item>
<item kind="b"><name>two</name><label>Hai</label><more><tall>7</tall></more></item>
<other/><item kind="b"><name>three</name><label>Ba</label></item></list></instance>
<bind nodeset="/data/named" calculate="pulldata('f', 'label', 'name', /data/fruit)"/>
<bind nodeset="/data/tall" calculate="instance('f')/list/item[name = /data/fruit]/more/tall"/>
</model></h:head><h:body><input ref="/data/kind"/><select1 ref="/data/fruit">
<itemset nodeset="instance('f')/list/item[@kind = /data/kind]"><value ref="name"/><label ref="label"/></itemset>
</select1></h:body></h:html>"""


def test_an_uneven_list_inside_the_form_is_walked():
    form = Form(parse(UNEVEN.encode()))
    record = open_instance(form, lambda _: FRUIT, StillClock(), Counting())
    record.set("/data/kind", "b")
    assert shown(record, "/data/fruit") == [("two", "Hai"), ("three", "Ba")]
    record.set("/data/fruit", "two")
    assert record.node("/data/named").value == "Hai"
    assert record.node("/data/tall").value == "7"
    record.set("/data/fruit", "three")
    assert (record.node("/data/named").value, record.node("/data/tall").value) == (
        "Ba",
        "",
    )
