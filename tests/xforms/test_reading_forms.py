"""What an XForm says, read into a definition; and what is no XForm."""

import pytest

from desktop.errors import Refused
from desktop.xforms.definition import Group, Itemset, Output, Question, Repeat, generic
from desktop.xforms.parse import parse
from tests.xforms.small import WHOLE, definition, form, opened


def code_of(raw):
    with pytest.raises(Refused) as caught:
        parse(raw)
    return caught.value.code


HEAD = '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">'
NO_FORMS = {
    "": "form.not_xml",
    "<a": "form.not_xml",
    "<a/>": "form.no_model",
    f"{HEAD}<h:head/></h:html>": "form.no_model",
    f"{HEAD}<h:head><model/></h:head></h:html>": "form.no_instance",
    f"{HEAD}<h:head><model><instance/></model></h:head></h:html>": "form.no_instance",
    f"{HEAD}<h:head><model><submission base64RsaPublicKey='x'/><instance><data/></instance></model></h:head></h:html>": "form.encrypted",
    "<!DOCTYPE a><a/>": "form.doctype",
}  # fmt: skip


@pytest.mark.parametrize("raw", NO_FORMS)
def test_what_is_no_form_is_refused_by_name(raw):
    assert code_of(raw.encode()) == NO_FORMS[raw]


def deep(levels):
    return ("<a>" * levels + "<b>x</b>" + "</a>" * levels).encode()


def test_a_form_is_no_deeper_than_any_form_there_is():
    assert code_of(deep(60)) == "form.no_model"
    assert code_of(deep(61)) == "form.too_deep"


def test_a_title_an_id_and_a_version_are_read():
    found = definition("<a/>")
    assert (found.title, found.form_id, found.version) == ("Nhỏ", "small", "1")
    assert (found.root.ref, found.root.name) == ("/data", "data")


BARE = f"""{HEAD}<h:head><model><submission action="x"/><instance>
<b xmlns="urn:form" xmlns:odk="http://www.opendatakit.org/xforms" odk:version="7"><a/></b>
</instance></model></h:head></h:html>"""


def test_a_form_without_an_id_is_called_by_its_namespace_or_its_root():
    found = parse(BARE.encode())
    assert (found.form_id, found.version, found.title) == ("urn:form", "7", "")
    plain = parse(BARE.replace('xmlns="urn:form"', 'xmlns=""').encode())
    assert plain.form_id == "b"
    assert [q.ref for q in found.questions] == ["/b/a"]


def shape(items):
    """(R for repeat, G for group or nothing for a question, its path, what is in it)"""
    found = []
    for item in items:
        if isinstance(item, Question):
            found.append(item.ref)
        else:
            mark = "R" if isinstance(item, Repeat) else "G"
            found.append((mark, item.ref, shape(item.children)))
    return found


SHAPES = {
    "questions": (
        "<a/><b/>", '<input ref="/data/a"/><input ref="/data/b"/>', ["/data/a", "/data/b"],
    ),
    "in the order of the body": (
        "<a/><b/>", '<input ref="/data/b"/><input ref="/data/a"/>', ["/data/b", "/data/a"],
    ),
    "a nodeset, a relative path, blanks and prefixes": (
        "<a/><b/><c/>",
        '<input nodeset="/data/a"/><input ref="b"/><input ref=" /x:data / ./ y:c "/>',
        ["/data/a", "/data/b", "/data/c"],
    ),
    "what is not asked stands beside its neighbour": (
        "<z/><a/><h/><b/><i/>", '<input ref="/data/a"/><input ref="/data/b"/>',
        ["/data/z", "/data/a", "/data/h", "/data/b", "/data/i"],
    ),
    "a group": (
        "<g><a/><h/></g>", '<group ref="/data/g"><input ref="/data/g/a"/></group>',
        [("G", "/data/g", ["/data/g/a", "/data/g/h"])],
    ),
    "a group for the eye": (
        "<a/><b/><h/>", '<group><input ref="/data/a"/></group><group><input ref="/data/b"/></group>',
        [("G", "/data/#1", ["/data/a"]), ("G", "/data/#2", ["/data/b"]), "/data/h"],
    ),
    "a group for the eye around a group": (
        "<g><a/><h/></g>", '<group><group ref="/data/g"><input ref="/data/g/a"/></group></group>',
        [("G", "/data/#1", [("G", "/data/g", ["/data/g/a", "/data/g/h"])])],
    ),
    "a group of no control": ("<g><a/></g>", "", [("G", "/data/g", ["/data/g/a"])]),
    "a repeat": (
        "<r><a/></r>", '<repeat nodeset="/data/r"><input ref="/data/r/a"/></repeat>',
        [("R", "/data/r", ["/data/r/a"])],
    ),
    "a repeat inside its group": (
        "<r><a/></r>",
        '<group ref="/data/r"><repeat nodeset="/data/r"><input ref="/data/r/a"/></repeat></group>',
        [("R", "/data/r", ["/data/r/a"])],
    ),
    "a repeat inside a group for the eye": (
        "<r><a/></r>",
        '<group><repeat nodeset="/data/r"><input ref="/data/r/a"/></repeat></group>',
        [("R", "/data/r", ["/data/r/a"])],
    ),
    "a repeat beside a question in a group for the eye": (
        "<r><a/></r><b/>",
        '<group><repeat nodeset="/data/r"><input ref="/data/r/a"/></repeat><input ref="/data/b"/></group>',
        [("G", "/data/#1", [("R", "/data/r", ["/data/r/a"]), "/data/b"])],
    ),
    "two repeats in a group for the eye": (
        "<r><a/></r><s><b/></s>",
        '<group><repeat nodeset="/data/r"><input ref="/data/r/a"/></repeat><repeat nodeset="/data/s"><input ref="/data/s/b"/></repeat></group>',
        [("G", "/data/#1", [("R", "/data/r", ["/data/r/a"]), ("R", "/data/s", ["/data/s/b"])])],
    ),
    "a repeat inside a repeat": (
        "<r><s><a/></s></r>",
        '<repeat nodeset="/data/r"><repeat nodeset="/data/r/s"><input ref="/data/r/s/a"/></repeat></repeat>',
        [("R", "/data/r", [("R", "/data/r/s", ["/data/r/s/a"])])],
    ),
    "a group inside a repeat": (
        "<r><g><a/></g></r>",
        '<repeat nodeset="/data/r"><group ref="/data/r/g"><input ref="/data/r/g/a"/></group></repeat>',
        [("R", "/data/r", [("G", "/data/r/g", ["/data/r/g/a"])])],
    ),
    "a control of no kind we know": (
        "<a/><b/>", '<strange ref="/data/a"/><input ref="/data/b"/>', ["/data/a", "/data/b"],
    ),
    "a row twice in the form": (
        "<r><a/></r><r><a/></r>", '<repeat nodeset="/data/r"><input ref="/data/r/a"/></repeat>',
        [("R", "/data/r", ["/data/r/a"])],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_the_body_and_the_model_make_one_form(name):
    leaves, body, wanted = SHAPES[name]
    found = definition(leaves, "", body)
    assert shape(found.root.children) == wanted


def test_a_bind_by_its_id_is_a_path_too():
    found = definition("<a/>", '<bind id="x" nodeset="/data/a"/>', '<input bind="x"/>')
    assert shape(found.root.children) == ["/data/a"]
    referred = definition("<a/>", '<bind id="x" ref="a"/>', '<input bind="x"/>')
    assert shape(referred.root.children) == ["/data/a"]


RULES = """<bind nodeset=" /data/a " type=" xsd:int " relevant=" 1 " required=" 2 " readonly=" 3 "
 constraint=" 4 " calculate=" 5 " jr:preload="uid" jr:preloadParams="x" entities:saveto="age"
 jr:constraintMsg="sai" jr:requiredMsg="thiếu" sph:id="tuoi" sph:privacy="person" other="x"/>"""


def test_a_bind_carries_each_rule():
    bind = definition("<a/>", RULES).binds["/data/a"]
    assert (bind.ref, bind.type) == ("/data/a", "int")
    rules = (
        bind.relevant,
        bind.required,
        bind.readonly,
        bind.constraint,
        bind.calculate,
    )
    assert rules == ("1", "2", "3", "4", "5")
    assert (bind.preload, bind.preload_params, bind.save_to) == ("uid", "x", "age")
    assert bind.constraint_message.plain() == {"": "sai"}
    assert bind.required_message.plain() == {"": "thiếu"}
    assert bind.columns == {"id": "tuoi", "privacy": "person"}


def test_a_second_bind_fills_in_what_the_first_left_out():
    first = '<bind nodeset="/data/a" type="int" relevant="1" sph:id="x"/>'
    second = '<bind nodeset="/data/a" relevant="2" required="3" sph:role="r"/>'
    bind = definition("<a/>", first + second + "<bind/>").binds["/data/a"]
    assert (bind.type, bind.relevant, bind.required) == ("int", "2", "3")
    assert bind.columns == {"id": "x", "role": "r"}
    typed = definition("<a/>", first + '<bind nodeset="/data/a" type="date"/>')
    assert typed.binds["/data/a"].type == "date"
    assert set(typed.binds) == {"/data/a"}


def test_a_question_has_a_name_for_ever():
    found = definition("<a/><b/>", '<bind nodeset="/data/a" sph:id="x"/>')
    assert [(q.name, q.stable_id) for q in found.questions] == [("a", "x"), ("b", "b")]


CONTROL = """<input ref="/data/a" appearance="  w1  w2 " rows="3" start="" query="q" other="x">
<label> Tên <output value="/data/b"/> là </label><hint>Ghi <b>rõ</b></hint></input>"""


def test_a_control_has_its_words_and_its_looks():
    (asked, _) = definition("<a/><b/>", "", CONTROL).questions
    assert asked.appearance == {"w1", "w2"}
    assert asked.attributes == {"rows": "3", "query": "q"}
    assert asked.label_text.words == {"": ("Tên ", Output("/data/b"), " là")}
    assert asked.label == {"": "Tên … là"}
    assert asked.hint == {"": "Ghi rõ"}


KEPT = ("start", "end", "step", "rows", "mediatype", "accept", "min", "max", "query")


def test_a_control_keeps_what_its_looks_hang_on():
    said = " ".join(f'{name}="{name} 1"' for name in (*KEPT, "other"))
    (asked,) = definition("<a/>", "", f'<input ref="/data/a" {said}/>').questions
    assert asked.attributes == {name: f"{name} 1" for name in KEPT}


CONTROLS = (
    "input",
    "select",
    "select1",
    "trigger",
    "upload",
    "range",
    "rank",
    "secret",
)


@pytest.mark.parametrize("control", CONTROLS)
def test_each_control_asks_in_a_group_in_a_repeat_and_by_itself(control):
    one = '<{} ref="/data/{}"><label>Chữ</label></{}>'
    body = f"""<group ref="/data/g">{one.format(control, "g/a", control)}</group>
<repeat nodeset="/data/r">{one.format(control, "r/a", control)}</repeat>{one.format(control, "a", control)}"""
    found = definition("<g><a/></g><r><a/></r><a/>", "", body).questions
    assert [(q.ref, q.label) for q in found] == [
        (ref, {"": "Chữ"}) for ref in ("/data/g/a", "/data/r/a", "/data/a")
    ]


WORDS = [
    ("<label>  x  </label>", "x"),
    ("<label/>", ""),
    ("", ""),
    ("<label>a<output ref='/data/b'/></label>", "aB"),
    ("<label><output value='/data/b'/>c</label>", "Bc"),
    ("<label> <output value='/data/b'/> </label>", "B"),
    ("<label>a <b>đậm <output value='/data/b'/></b> c</label>", "a đậm B c"),
    ("<label>a<!-- lời --> b</label>", "a b"),
    ("<label><output/>x</label>", "x"),
    ("<label ref='/data/b'/>", "B"),
    ("<label ref='( broken'/>", "( broken"),
    ("<label ref=\"jr:itext('t')\"/>", "chữ B"),
    ("<label ref=\"jr:itext('nothing')\"/>", ""),
    ('<label ref="jr:itext(/data/k)"/>', "chữ B"),
    ("<label ref=\"jr:itext(concat(/data/k, 'x'))\"/>", "[tx]"),
]
TEXTS = """<itext><translation lang="vi" default=""><text id="t"><value>chữ <output value="/data/b"/></value></text></translation></itext>"""


@pytest.mark.parametrize(("label", "said"), WORDS)
def test_a_label_is_said_with_what_fills_it(label, said):
    record = opened(
        "<a/><b>B</b><k>t</k>", TEXTS, f'<input ref="/data/a">{label}</input>'
    )
    assert record.node("/data/a").label == said


SPOKEN = """<itext>
<translation lang="vi"><text id="t"><value>một</value></text><text id="only"><value>chỉ</value></text>
<text id="long"><value form="short">ngắn</value><value form="long">dài</value></text>
<text id="short"><value form="short">ngắn</value><value form="image">jr://x</value></text>
<text id="g"><value>gợi ý</value><value form="guidance">nói rõ</value></text></translation>
<translation lang="en" default="true()"><text id="t"><value>one</value><value>two</value></text></translation>
<translation lang="fr" default="true()"/></itext>"""


def spoken(key):
    body = f'<input ref="/data/a"><label ref="jr:itext(\'{key}\')"/><hint ref="jr:itext(\'{key}\')"/></input>'
    return opened("<a/>", SPOKEN, body)


def test_each_language_is_said_where_there_are_words():
    record = spoken("t")
    assert record.node("/data/a").label == "one"
    record.language("vi")
    assert record.node("/data/a").label == "một"
    record.language("fr")
    assert record.node("/data/a").label == "one"
    assert spoken("only").node("/data/a").label == "chỉ"


@pytest.mark.parametrize(
    ("key", "said"), [("long", "dài"), ("short", "ngắn"), ("g", "gợi ý")]
)
def test_of_several_forms_of_a_text_the_longest_is_said(key, said):
    record = spoken(key)
    record.language("vi")
    node = record.node("/data/a")
    assert (node.label, node.hint) == (said, said)
    assert node.guidance == ("nói rõ" if key == "g" else "")


def test_the_languages_stand_in_their_order():
    found = definition("<a/>", SPOKEN)
    assert (found.languages, found.default_language) == (("vi", "en", "fr"), "en")
    plain = definition("<a/>", SPOKEN.replace(' default="true()"', ""))
    assert plain.default_language == "vi"
    assert definition("<a/>").languages == ()
    assert definition("<a/>").default_language == ""


def test_a_message_may_stand_in_each_language():
    bind = (
        """<bind nodeset="/data/a" required="true()" jr:requiredMsg="jr:itext('t')"/>"""
    )
    record = opened("<a/>", SPOKEN + bind, '<input ref="/data/a"/>')
    assert [p.message for p in record.problems()] == ["one"]


CHOICES = """<select1 ref="/data/a"><itemset nodeset=" instance('f')/r/i "><value ref=" v "/><label ref=" l "/></itemset></select1>
<select1 ref="/data/b"><itemset nodeset="x"/></select1>"""


def test_an_itemset_is_read_without_blanks():
    (first, second) = definition("<a/><b/>", "", CHOICES).questions
    assert first.choices == Itemset("instance('f')/r/i", "v", "l")
    assert second.choices == Itemset("x", "", "")


INSTANCES = """<instance id="out" src="jr://file/x.csv"/><instance id="in"><r><i><v>1</v></i></r></instance>
<instance><r/></instance>"""


def test_instances_are_read_by_their_ids():
    found = definition("<a/>", INSTANCES).instances
    assert [(one.id, one.src, one.inside is None) for one in found] == [
        ("out", "jr://file/x.csv", True),
        ("in", "", False),
        ("", "", False),
    ]


ENTITY = """<a/><meta><entity dataset="người" create="1"><label/></entity></meta>"""
SAVED = """<bind nodeset="/data/a" entities:saveto="ten"/>
<bind nodeset="/data/meta/entity/label" calculate="/data/a"/>"""


def test_a_form_tells_the_list_it_saves_into():
    found = definition(ENTITY, SAVED).entity
    assert (found.list_name, found.label, found.properties) == (
        "người",
        "/data/a",
        {"ten": "a"},
    )
    assert definition(ENTITY).entity.label == ""
    assert definition("<a/><meta><x/></meta>").entity is None
    assert definition("<a/>").entity is None
    assert definition('<a/><meta><x dataset="y"/></meta>').entity is None


ACTIONS = {
    "in the model, when new": (
        '<setvalue event="odk-instance-first-load" ref="/data/a" value="1 + 1"/>', "", "2", "",
    ),
    "a text": (
        '<setvalue event="odk-instance-first-load" ref="/data/a">chữ</setvalue>', "", "chữ", "",
    ),
    "each time": ('<setvalue event="odk-instance-load" ref="/data/a" value="3"/>', "", "3", "3"),
    "when ready, as each time": (
        '<setvalue event="xforms-ready" ref="/data/a" value="3"/>', "", "3", "3",
    ),
    "an event under its own prefix": (
        '<setvalue ev:event="odk-instance-first-load" ref="/data/a" value="4"/>', "", "4", "",
    ),
    "two events": (
        '<setvalue event="x odk-instance-first-load" ref="/data/a" value="4"/>', "", "4", "",
    ),
    "in the body": (
        "", '<setvalue event="odk-instance-first-load" ref="/data/a" value="5"/>', "5", "",
    ),
    "by the id of a bind": (
        '<bind id="x" nodeset="/data/a"/><setvalue event="odk-instance-first-load" bind="x" value="6"/>',
        "", "6", "",
    ),
    "without a target": ('<setvalue event="odk-instance-first-load" value="7"/>', "", "", ""),
    "of no event": ('<setvalue event="other" ref="/data/a" value="7"/>', "", "", ""),
    "at no question": (
        '<setvalue event="odk-instance-first-load" ref="/data/z" value="7"/>', "", "", "",
    ),
    "of the type": (
        '<bind nodeset="/data/a" type="int"/><setvalue event="odk-instance-first-load" ref="/data/a" value="7.9"/>',
        "", "7", "",
    ),
    "at what is hidden": (
        '<bind nodeset="/data/a" relevant="false()"/><setvalue event="odk-instance-first-load" ref="/data/a" value="7"/>',
        "", "", "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_runs_when_its_record_is_new_or_each_time(name):
    model, body, new, again = ACTIONS[name]
    assert opened("<a/>", model, body).node("/data/a").value == new
    assert opened("<a/>", model, body, data={}).node("/data/a").value == again


def test_a_new_row_runs_its_actions_and_an_answer_those_that_wait_for_it():
    body = """<repeat nodeset="/data/r"><input ref="/data/r/a"><setvalue event="xforms-value-changed" ref="/data/r/b" value="concat(/data/r/a, '!')"/></input>
<setvalue event="odk-new-repeat" ref="/data/r/c" value="position(..)"/></repeat>"""
    record = opened("<r><a/><b/><c/></r>", "", body)
    record.add_row("/data/r")
    record.add_row("/data/r")
    record.set("/data/r[2]/a", "hai")
    found = [(r["a"], r["b"], r["c"]) for r in record.data(final=True)["r"]]
    assert found == [(None, None, None), ("hai", "hai!", "2"), (None, None, "3")]


def test_a_target_may_choose_its_row():
    body = """<input ref="/data/k"><setvalue event="xforms-value-changed" ref="/data/r[2]/a" value="/data/k"/></input>
<repeat nodeset="/data/r"><input ref="/data/r/a"/></repeat>"""
    record = opened("<k/><r><a/></r><r><a/></r>", "", body)
    record.set("/data/k", "x")
    assert [r["a"] for r in record.data(final=True)["r"]] == [None, "x"]


GENERIC = [
    ("/data/a[2]/b", "/data/a/b"),
    ("/data/a[b[1] = 2]/c[3]", "/data/a/c"),
    ("/data/a", "/data/a"),
]


@pytest.mark.parametrize(("ref", "plain"), GENERIC)
def test_a_path_without_its_positions(ref, plain):
    assert generic(ref) == plain


def test_a_group_and_a_repeat_have_their_words_and_looks():
    body = """<group ref="/data/g" appearance="field-list"><label>Nhóm</label><input ref="/data/g/a"/></group>
<group ref="/data/r"><label>Hàng</label><repeat nodeset="/data/r" appearance="minimal"><input ref="/data/r/a"/></repeat></group>"""
    (group, repeat) = definition("<g><a/></g><r><a/></r>", "", body).root.children
    assert isinstance(group, Group)
    assert (group.name, group.label, group.appearance) == (
        "g",
        {"": "Nhóm"},
        {"field-list"},
    )
    assert (repeat.name, repeat.label, repeat.appearance) == (
        "r",
        {"": "Hàng"},
        {"minimal"},
    )
    assert (repeat.count, repeat.fixed) == ("", False)


def test_texts_in_other_encodings_are_read():
    raw = WHOLE.format(leaves="<a>Đất</a>", model="", body="")
    utf16 = f'<?xml version="1.0" encoding="UTF-16"?>{raw}'.encode("utf-16")
    found = parse(utf16)
    assert found.template.children[0].text == "Đất"
    assert (
        code_of(
            '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16")
        )
        == "form.doctype"
    )


LAPSES = """<bind nodeset="/data/a" calculate="nope(/data/b) + substring('x')" relevant="( "/>"""


def test_a_tolerant_form_tells_what_will_fail():
    found = form("<a/><b/>", LAPSES, tolerant=True)
    assert [(x.ref, x.fault.code, x.fault.name) for x in found.lapses()] == [
        ("/data/a", "xpath.unknown_function", "nope"),
        ("/data/a", "xpath.arity", "substring"),
    ]
    assert [f.code for f in found.findings] == ["form.expression"]
