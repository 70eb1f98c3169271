"""What opening a record asks of the world, and in which order it computes."""

import pytest

from desktop.errors import Refused
from desktop.xforms import rows
from desktop.xforms.engine import no_sources, open_instance
from tests.xforms.small import form, opened
from tests.xforms.world import Counting, StillClock


class Noted:
    """Chance of one byte over and over, that notes what was asked of it."""

    def __init__(self, byte=b"\0"):
        self.byte, self.asked = byte, []

    def bytes(self, count):
        self.asked.append(count)
        return self.byte * count


ROW = '<repeat nodeset="/data/r"><input ref="/data/r/d"/></repeat>'
UID = '<bind nodeset="/data/u" jr:preload="uid"/>'


def test_chance_is_asked_once_for_each_row_for_the_order_of_lists_and_for_an_id():
    chance = Noted()
    made = form("<u/><r><d/></r>", UID, ROW)
    record = open_instance(made, no_sources, StillClock(), chance)
    assert chance.asked == [8, 4, 16]
    record.add_row("/data/r")
    assert chance.asked == [8, 4, 16, 8]


SHUFFLED = (
    """<instance id="f"><list>"""
    + "".join(f"<item><n>{n}</n></item>" for n in range(9))
    + """</list></instance><bind nodeset="/data/x" calculate="join('', randomize(instance('f')/list/item/n))"/>
<bind nodeset="/data/y" calculate="join('', randomize(instance('f')/list/item/n, {seed}))"/>"""
)


@pytest.mark.parametrize(("byte", "seed"), [(b"\0", 1), (b"\1", 0x01010101)])
def test_a_list_without_a_seed_has_the_order_of_the_record(byte, seed):
    made = form("<x/><y/>", SHUFFLED.format(seed=seed))
    record = open_instance(made, no_sources, StillClock(), Noted(byte))
    shown = record.node("/data/x").value
    assert shown == record.node("/data/y").value
    assert sorted(shown) == list("012345678")


def test_a_record_grows_to_its_bound_and_no_further(monkeypatch):
    monkeypatch.setattr(rows, "MAX_NODES", 5)
    record = opened("<r><d/></r>", "", ROW)
    record.add_row("/data/r")
    with pytest.raises(Refused) as caught:
        record.add_row("/data/r")
    assert (caught.value.code, dict(caught.value.facts)) == (
        "form.too_many_nodes",
        {"repeat": "/data/r", "limit": 5},
    )
    record.remove_row("/data/r[1]")
    record.add_row("/data/r")
    assert len(record.rows("/data/r")) == 2


def test_expressions_look_at_so_many_nodes_and_no_more(monkeypatch):
    monkeypatch.setattr("desktop.xforms.form.MAX_READS", 2)
    model = '<bind nodeset="/data/a" calculate="{}"/>'
    assert form("<a/><b/><c/>", model.format("../b + ../c")).findings == []
    with pytest.raises(Refused) as caught:
        form("<a/><b/><c/><d/>", model.format("../b + ../c + ../d"))
    assert (caught.value.code, dict(caught.value.facts)) == (
        "form.entangled",
        {"limit": 2},
    )


NAMES = "abcdefghij"
CHAIN = "".join(
    f'<bind nodeset="/data/{name}" calculate="/data/{after} + 1"/>'
    for name, after in zip(NAMES, NAMES[1:] + "z", strict=True)
)


def test_what_depends_is_computed_after_what_it_depends_on():
    record = opened("".join(f"<{n}/>" for n in NAMES) + "<z>0</z>", CHAIN)
    assert record.node("/data/a").value == "10"
    assert record.set("/data/z", "5").refs == {f"/data/{n}" for n in NAMES + "z"}
    assert record.node("/data/a").value == "15"


HIDES = """<bind nodeset="/data/a" calculate="/data/g/b + 1"/><bind nodeset="/data/g" relevant="/data/c = 'y'"/>
<bind nodeset="/data/g/b" calculate="/data/z * 2"/><bind nodeset="/data/c" calculate="if(/data/z > 1, 'y', 'n')"/>"""


def test_what_is_hidden_is_computed_when_it_shows():
    record = opened("<a/><g><b/></g><c/><z>1</z>", HIDES)
    found = [record.node(ref).value for ref in ("/data/a", "/data/g/b", "/data/c")]
    assert found == ["", "", "n"]
    record.set("/data/z", "4")
    found = [record.node(ref).value for ref in ("/data/a", "/data/g/b", "/data/c")]
    assert found == ["9", "8", "y"]
    record.set("/data/z", "0")
    assert record.node("/data/a").value == ""
    assert "g" not in record.data(final=True)


LOOPS = [
    ('<bind nodeset="/data/a" calculate="/data/b"/><bind nodeset="/data/b" calculate="/data/a"/>', "/data/a → /data/b → /data/a"),
    ('<bind nodeset="/data/a" calculate="/data/a + 1"/>', "/data/a → /data/a"),
    ('<bind nodeset="/data/a" relevant="/data/a = 1"/>', "/data/a → /data/a"),
    ('<bind nodeset="/data/c" calculate="/data/a"/><bind nodeset="/data/a" calculate="/data/b"/><bind nodeset="/data/b" relevant="/data/a = 1"/>', "/data/a → /data/b → /data/a"),
    ('<bind nodeset="/data/a" calculate="string(/data)"/>', "/data/a → /data/a"),
]  # fmt: skip


@pytest.mark.parametrize(("model", "way"), LOOPS)
def test_a_loop_is_told_as_the_way_round(model, way):
    with pytest.raises(Refused) as caught:
        form("<a/><b/><c/>", model)
    assert (caught.value.code, caught.value.facts["loop"]) == ("form.loop", way)


NO_LOOPS = [
    '<bind nodeset="/data/a" constraint=". = /data/b"/><bind nodeset="/data/b" constraint=". = /data/a"/>',
    '<bind nodeset="/data/a" required="/data/b = 1"/><bind nodeset="/data/b" required="/data/a = 1"/>',
    '<bind nodeset="/data/a" calculate="count(/data/r)"/>',
    '<bind nodeset="/data/r/d" calculate="position(..)"/>',
    '<bind nodeset="/data/a" calculate="once(1)"/>',
]


@pytest.mark.parametrize("model", NO_LOOPS)
def test_what_only_looks_at_each_other_is_no_loop(model):
    assert form("<a/><b/><r><d/></r>", model, ROW).findings == []


def test_two_loops_are_both_told_by_a_tolerant_form_and_computed_once():
    model = "".join(
        f'<bind nodeset="/data/{a}" calculate="/data/{b} + 1"/>'
        for a, b in ("ab", "ba", "cd", "dc")
    )
    made = form("<a>1</a><b>1</b><c/><d/><e/>", model, tolerant=True)
    assert [f.facts["loop"] for f in made.findings] == [
        "/data/a → /data/b → /data/a",
        "/data/c → /data/d → /data/c",
    ]
    record = open_instance(made, no_sources, StillClock(), Counting())
    assert record.faults() == ()


SPOKEN = """<itext><translation lang="vi"><text id="a"><value>một</value></text></translation>
<translation lang="en"><text id="a"><value>one</value></text></translation></itext>
<bind nodeset="/data/a" calculate="jr:itext('a')"/><bind nodeset="/data/b" calculate="jr:itext('z')"/>
<bind nodeset="/data/c" calculate="concat('[', jr:itext(''), ']')"/>"""


def test_words_that_are_computed_follow_the_language():
    record = opened("<a/><b/><c/>", SPOKEN)
    assert [record.node(f"/data/{n}").value for n in "abc"] == ["một", "[z]", "[]"]
    assert "/data/a" in record.language("en").refs
    assert record.node("/data/a").value == "one"


def test_the_moment_of_the_end_is_noted_when_the_record_is_finished():
    model = '<bind nodeset="/data/a" jr:preload="timestamp" jr:preloadParams="end"/><bind nodeset="/data/b" jr:preload="timestamp" jr:preloadParams="start"/>'
    made, clock = form("<a/><b/>", model), StillClock()
    record = open_instance(made, no_sources, clock, Counting())
    clock.moment = clock.moment.replace(hour=9)
    assert record.data(final=False) == {"a": None, "b": "2026-04-30T08:15:00.000+07:00"}
    assert record.data(final=True) == {
        "a": "2026-04-30T09:15:00.000+07:00",
        "b": "2026-04-30T08:15:00.000+07:00",
    }


def test_the_forms_own_meta_is_no_answer_but_anothers_is():
    record = opened("<meta><instanceID>x</instanceID></meta><g><meta>y</meta></g>")
    assert record.data(final=True) == {"g": {"meta": "y"}}
    assert record.node("/data/meta/instanceID").value == "x"


def test_a_note_that_holds_a_text_is_written_and_one_that_does_not_is_not():
    model = '<bind nodeset="/data/a" readonly="true()"/><bind nodeset="/data/b" readonly="true()"/>'
    record = opened(
        "<a/><b>x</b>", model, '<input ref="/data/a"/><input ref="/data/b"/>'
    )
    assert record.data(final=True) == {"b": "x"}
