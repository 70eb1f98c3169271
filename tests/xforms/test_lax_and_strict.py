"""What an odd path, a foreign shape or a repeat without rows comes to."""

import pytest

from desktop.errors import Refused
from desktop.xforms.engine import ProblemKind, open_instance
from tests.xforms.small import form, opened
from tests.xforms.world import Counting, StillClock

ROWS = "<a/><site><x/></site><r><y/></r>"
BODY = (
    '<input ref="/data/a"/><repeat nodeset="/data/r"><input ref="/data/r/y"/></repeat>'
)


def reopened(made, data, **more):
    from desktop.xforms.engine import no_sources

    return open_instance(made, no_sources, StillClock(), Counting(), data, **more)


@pytest.mark.parametrize(
    "ref", ["[oops]/y", "[-1]/y", "[1][1]/y", "[01]/y", "[0]/y", "[2]/y", "[1]//y"]
)
def test_a_path_that_is_none_answers_no_other_row(ref):
    record = opened(ROWS, body=BODY)
    with pytest.raises(Refused) as refused:
        record.set(f"/data/r{ref}", "v")
    assert refused.value.code == "form.unknown_ref"
    assert record.node("/data/r[1]/y").value == ""


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda record: record.remove_row("/data/r"), "form.no_row"),
        (lambda record: record.remove_row("/data/r[x]"), "form.unknown_ref"),
        (lambda record: record.add_row("/data/r[1]"), "form.no_repeat"),
        (lambda record: record.rows("/data/r[1]"), "form.no_repeat"),
    ],
)
def test_rows_are_named_by_their_number_and_repeats_without(act, code):
    record = opened(ROWS, body=BODY)
    with pytest.raises(Refused) as refused:
        act(record)
    assert refused.value.code == code
    assert record.rows("/data/r") == ("/data/r[1]",)


def test_a_group_that_came_as_a_text_is_kept_beside():
    made = form(ROWS, body=BODY)
    data = {"site": "x", "a": "1"}
    kept = reopened(made, data).data(final=False)
    assert (kept["a"], kept["site"], kept["site__old"]) == ("1", {"x": None}, "x")
    assert reopened(made, kept).data(final=False) == kept


def test_a_row_has_an_id_of_its_own():
    made = form(ROWS, body=BODY)
    own = "0123456789abcdef"
    data = {"r": [{"_row": own}, {"_row": own}, {"_row": "zz"}, {}]}
    names = [row["_row"] for row in reopened(made, data).data(final=False)["r"]]
    assert names[0] == own and len(set(names)) == 4
    for wrong in ([{"_row": "zz"}], [{"_row": own}, {"_row": own}], [{"_row": 7}]):
        with pytest.raises(Refused, match=r"form\.wrong_shape"):
            reopened(made, {"r": wrong}, strict=True)


def test_a_draft_keeps_what_was_typed():
    made = form(
        "<a/>", '<bind nodeset="/data/a" type="int"/>', '<input ref="/data/a"/>'
    )
    record = reopened(made, {})
    record.set("/data/a", "abc")
    assert record.data(final=True) == {"a": None}
    again = reopened(made, record.data(final=False))
    assert (again.node("/data/a").value, again.node("/data/a").invalid) == ("", "abc")
    assert [p.kind for p in again.problems()] == [ProblemKind.TYPE]


def test_a_character_that_no_line_can_hold_is_no_answer():
    record = opened("<a/>", body='<input ref="/data/a"/>')
    for typed in ("a\x00", "b\u202ec", "\ud800"):
        record.set("/data/a", typed)
        assert [p.kind for p in record.problems()] == [ProblemKind.TYPE]


def test_a_question_without_a_list_offers_nothing():
    record = opened("<a/>", body='<input ref="/data/a"/>')
    record.set("/data/a", "5")
    assert list(record.choices("/data/a")) == []


FEW = """<bind nodeset="/data/r" relevant="/data/a = 'yes'"/>"""
SAID = """<input ref="/data/a"/><group ref="/data/r"><label>Of <output value="/data/a"/>,
next <output value="position(.)"/></label>
<repeat nodeset="/data/r"><input ref="/data/r/y"/></repeat></group>"""


def test_a_repeat_without_rows_follows_what_it_reads():
    record = opened("<a/><r><y/></r>", FEW, SAID)
    record.set("/data/a", "yes")
    record.remove_row("/data/r[1]")
    assert record.node("/data/r").relevant
    assert record.node("/data/r").label == "Of yes,\nnext 1"
    assert "/data/r" in record.set("/data/a", "no").refs
    assert not record.node("/data/r").relevant
    assert record.node("/data/r").label == "Of no,\nnext 1"


LANGUAGES = """<itext><translation lang="vi" default=""><text id="r"><value>Dòng</value></text>
</translation><translation lang="en"><text id="r"><value>Row</value></text></translation></itext>"""


def test_another_language_tells_the_repeats_too():
    body = """<group ref="/data/r"><label ref="jr:itext('r')"/>
<repeat nodeset="/data/r"><input ref="/data/r/y"/></repeat></group>"""
    record = opened("<r><y/></r>", LANGUAGES, body)
    assert record.node("/data/r").label == "Dòng"
    assert "/data/r" in record.language("en").refs
    assert record.node("/data/r").label == "Row"


NAMED = """<bind nodeset="/data/meta/instanceID" jr:preload="uid"/>
<bind nodeset="/data/a" calculate="concat('no ', /data/meta/instanceID)"/>"""


def test_a_record_is_called_what_its_keeper_calls_it():
    made = form("<a/><meta><instanceID/></meta>", NAMED)
    new = reopened(made, None, identity="uuid:7")
    assert new.node("/data/a").value == "no uuid:7"
    data = new.data(final=True)
    assert "meta" not in data
    again = reopened(made, data, identity="uuid:7")
    assert again.node("/data/a").value == "no uuid:7"
    assert reopened(made, None).node("/data/meta/instanceID").value.startswith("uuid:")


def test_a_computed_question_is_not_preset():
    made = form("<a/><b/>", '<bind nodeset="/data/b" calculate="/data/a"/>')
    with pytest.raises(Refused, match=r"form\.computed"):
        reopened(made, None, preset={"b": "9"})
