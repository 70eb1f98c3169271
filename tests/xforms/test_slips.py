"""forms check: all that is told of a table, word for word."""

import io
from datetime import date

import openpyxl
import pytest

from desktop import assets
from desktop.desk.hiding import PRIVATE
from desktop.errors import Refused, Usage
from desktop.text.messages import load
from desktop.xforms.check.checker import check
from desktop.xforms.check.own import VALUES
from desktop.xforms.xlsform import KINDS, compile_table
from tests.xforms.test_moving import TAIL

PLAIN = "| type | name | label |"
OURS = TAIL.format(1)
YN = "| choices |\n| | list_name | name | label |\n| | yn | y | Có |"


def table(*rows, head=PLAIN, more=""):
    """A survey with these rows, and what follows it."""
    lines = "\n".join(f"| {row}" for row in rows)
    return f"| survey |\n| {head}\n{lines}\n{more.strip()}"


def told(markdown, kind=".md"):
    return [
        (f.code, f.sheet, f.row, f.column, f.severe, dict(f.facts))
        for f in check(markdown.encode(), kind, "form")
    ]


def rule(column, *cells, **more):
    """Questions a, b, c with a cell each in one column."""
    rows = [
        f"| text | {name} | Chữ | {cell} |"
        for name, cell in zip("abc", cells, strict=False)
    ]
    return table(*rows, head=f"| type | name | label | {column} |", **more)


NAMED_BY = "| settings |\n| | form_id | instance_name |\n| | f | {} |"


def calculated(expression):
    head = "| type | name | label | calculation |"
    return table(f"| calculate | a | | {expression} |", head=head)


BY_THE_COMPILER = {
    "no calculation": (
        table("| text | a | A |", "| calculate | b | |"),
        ("table.no_calculation", "survey", 3, "calculation", True, {}),
    ),
    "no label": (
        table("| text | b | B |", "| text | a | |"),
        ("table.no_label", "survey", 3, "name", True, {"word": "a"}),
    ),
    "no name": (
        table("| text | | A |"),
        ("table.no_name", "survey", 2, "name", True, {}),
    ),
    "a group without a name": (
        table("| begin_group | | G |", "| text | a | A |", "| end_group | | |"),
        ("table.no_name", "survey", 2, "name", True, {}),
    ),
    "a list that is not there": (
        table("| select_one zz | a | A |", more=YN),
        ("table.no_list", "survey", 2, "type", True, {"word": "zz"}),
    ),
    "no lists": (
        table("| select_one zz | a | A |"),
        ("table.no_choices", "", 0, "", True, {}),
    ),
    "lists under another name": (
        table("| select_one yn | a | A |", more=YN.replace("choices", "Chioces")),
        ("table.no_choices_near", "", 0, "", True, {"meant": "Chioces"}),
    ),
    "questions under another name": (
        table("| text | a | A |", more=YN).replace("survey", "suvrey"),
        ("table.no_survey_near", "", 0, "", True, {"meant": "suvrey"}),
    ),
    "no survey": (YN, ("table.no_survey", "", 0, "", True, {})),
    "no table": ("xin chào", ("table.unreadable", "", 0, "", True, {})),
    "no type": (
        table("| text | a | A |", "| | b | B |"),
        (
            "table.other", "survey", 3, "", True,
            {"reason": "Question with no type.\n{'name': 'b', 'label': 'B'}"},
        ),
    ),
    "a language without a code": (
        table("| text | a | A |", head="| type | name | label::Tiếng Việt |"),
        ("table.languages", "", 0, "", False, {"names": "Tiếng Việt"}),
    ),
    "a number that is none": (
        table("| range | a | A | start=x |", head="| type | name | label | parameters |"),
        ("table.RANGE_001", "survey", 2, "parameters", True, {"row": "2", "name": "start"}),
    ),
    "a trigger that nobody sees": (
        table(
            "| calculate | a | | 1 | |", "| text | b | B | | ${a} |",
            head="| type | name | label | calculation | trigger |",
        ),
        ("table.bad_trigger", "survey", 3, "name", True, {"q": "a", "word": "b"}),
    ),
    "a choice without a code": (
        table("| select_one yn | a | A |", more=YN + "\n| | yn | | Q |"),
        ("table.NAMES_006", "choices", 3, "name", True, {"row": "3"}),
    ),
    "a choice without a label": (
        table("| select_one yn | a | A |", more=YN + "\n| | yn | n | |"),
        ("table.LABEL_001", "choices", 3, "label", False, {"row": "3"}),
    ),
    "a name twice": (
        table("| text | a | A |", "| text | a | B |"),
        ("table.NAMES_001", "survey", 3, "name", True, {"row": "3", "value": "a"}),
    ),
    "a group that does not end": (
        table("| begin_group | g | G |", "| text | a | A |"),
        ("table.SURVEY_002", "survey", 2, "", True, {"row": "2", "type": "group", "name": "g"}),
    ),
    "a brace that does not close": (
        table("| text | a | A ${b |"),
        (
            "table.PYREF_001", "survey", 2, "label", True,
            {"row": "2", "sheet": "survey", "column": "label"},
        ),
    ),
    "a name with a sign": (
        table("| text | 1a | A |"),
        (
            "table.NAMES_008", "survey", 2, "name", True,
            {"row": "2", "sheet": "survey", "column": "name"},
        ),
    ),
    "two lists of one name": (
        table("| select_one_from_file a.csv | a | A |", "| select_one_from_file a.xml | b | B |"),
        ("table.list_twice", "", 0, "", True, {"word": "a"}),
    ),
    "a form that is encrypted": (
        table("| text | a | A |", more="| settings |\n| | form_id | public_key |\n| | f | MIIB |"),
        ("form.encrypted", "settings", 2, "public_key", True, {}),
    ),
    "an unknown parameter": (
        table("| range | a | A | begin=1 |", head="| type | name | label | parameters |"),
        (
            "table.SURVEY_005", "survey", 2, "parameters", True,
            {
                "row": "2", "rejected": "begin",
                "accepted": "end, placeholder, start, step, tick_interval, tick_labelset",
            },
        ),
    ),
}  # fmt: skip

BY_OURSELVES = {
    "an appearance like no other": (
        rule("appearance", "quux w2 columns-3 compact-4 ex:foo.bar(x='1 2') search('a b')"),
        ("check.appearance", "survey", 2, "appearance", False, {"word": "quux"}),
    ),
    "an appearance almost right, under a longer header": (
        rule("control::appearance", "w1", "Minimall"),
        (
            "check.appearance_near", "survey", 3, "control::appearance", False,
            {"word": "minimall", "meant": "minimal"},
        ),
    ),
    "a column of settings misspelled": (
        table("| text | a | A |", more="| settings |\n| | form_di |\n| | f |"),
        ("check.header_misspelled", "settings", 1, "form_di", True, {"meant": "form_id"}),
    ),
    "a column of choices misspelled, which may be one's own": (
        table(
            "| select_one yn | a | A |",
            more="| choices |\n| | list_name | name | label | audeo | mine |\n| | yn | y | Có | x | x |",
        ),
        ("check.header_misspelled", "choices", 1, "audeo", False, {"meant": "audio"}),
    ),
    "too many arguments": (
        calculated("substring('x', 1, 2, 3)"),
        (
            "check.xpath.arity", "survey", 2, "calculation", True,
            {"name": "substring", "takes": "2–3"},
        ),
    ),
    "an argument where there is none": (
        calculated("true(1)"),
        ("check.xpath.arity", "survey", 2, "calculation", True, {"name": "true", "takes": "0"}),
    ),
    "no argument where there are many": (
        calculated("min()"),
        ("check.xpath.arity", "survey", 2, "calculation", True, {"name": "min", "takes": "≥ 1"}),
    ),
    "a function like no other": (
        calculated("zzzzzz(1)"),
        (
            "check.xpath.unknown_function", "survey", 2, "calculation", True,
            {"name": "zzzzzz"},
        ),
    ),
    "a function almost right": (
        calculated("string-lenght('a')"),
        (
            "check.xpath.unknown_function_near", "survey", 2, "calculation", True,
            {"name": "string-lenght", "meant": "string-length"},
        ),
    ),
    "a function in capitals": (
        calculated("IF(true(), 1, 2)"),
        (
            "check.xpath.unknown_function_near", "survey", 2, "calculation", True,
            {"name": "IF", "meant": "if"},
        ),
    ),
    "a broken count": (
        table(
            "| text | z | Z | |", "| begin repeat | r | R | ( |", "| text | a | A | |",
            "| end repeat | | | |", head="| type | name | label | repeat_count |",
        ),
        (
            "check.xpath.ends_early", "survey", 3, "repeat_count", True,
            {"part": "(", "expression": "("},
        ),
    ),
    "an unknown function in a count": (
        table(
            "| begin repeat | r | R | nope(1) |", "| text | a | A | |", "| end repeat | | | |",
            head="| type | name | label | count |",
        ),
        (
            "check.xpath.unknown_function", "survey", 2, "count", True,
            {"name": "nope"},
        ),
    ),
    "a rule of ours": (
        rule("bind::sph:warning", "nope(.)", more=OURS),
        (
            "check.xpath.unknown_function", "survey", 2, "bind::sph:warning", True,
            {"name": "nope"},
        ),
    ),
    "a default": (
        rule("default", "nope(1)"),
        (
            "check.xpath.unknown_function", "survey", 2, "default", True,
            {"name": "nope"},
        ),
    ),
    "a default that is read as an expression": (
        rule("default", "", "+84"),
        (
            "check.default_broken", "survey", 3, "default", True,
            {"part": "+84", "expression": "+84"},
        ),
    ),
    "a default longer than what is told of it": (
        rule("Default", "x " * 150 + "-"),
        (
            "check.default_broken", "survey", 2, "Default", True,
            {"part": "x x x x x x x x x x x", "expression": "x " * 100},
        ),
    ),
    "what a trigger sets off, beside a default": (
        table(
            "| text | a | A | | | |", "| text | b | B | 1 | 2 - | ${a} |",
            head="| type | name | label | default | calculation | trigger |",
        ),
        (
            "check.xpath.ends_early", "survey", 3, "calculation", True,
            {"part": "2 -", "expression": "2 -"},
        ),
    ),
    "what a trigger sets off": (
        table(
            "| text | a | A | | |", "| calculate | b | | nope(1) | ${a} |",
            head="| type | name | label | calculation | trigger |",
        ),
        (
            "check.xpath.unknown_function", "survey", 3, "calculation", True,
            {"name": "nope"},
        ),
    ),
    "a rule longer than what is told of it": (
        rule("relevant", "a" * 300 + " ("),
        (
            "check.xpath.ends_early", "survey", 2, "relevant", True,
            {"part": "a" * 18 + " (", "expression": "a" * 200},
        ),
    ),
    "a name for each record": (
        table("| text | a | A |", more=NAMED_BY.format("nope(1)")),
        ("check.xpath.unknown_function", "settings", 2, "instance_name", True, {"name": "nope"}),
    ),
    "a broken name for each record": (
        table("| text | a | A |", more=NAMED_BY.format("concat(")),
        (
            "check.xpath.ends_early", "settings", 2, "instance_name", True,
            {"part": "concat(", "expression": "concat("},
        ),
    ),
    "a rule under the older name of its column": (
        "| survey |\n| | type | tag | label | relevant |\n| | text | a | A | ( |",
        (
            "check.xpath.ends_early", "survey", 2, "relevant", True,
            {"part": "(", "expression": "("},
        ),
    ),
    "an unknown function in a filter": (
        table(
            "| select_one yn | a | A | nope() |",
            head="| type | name | label | choice_filter |", more=YN,
        ),
        (
            "check.xpath.unknown_function", "survey", 2, "choice_filter", True,
            {"name": "nope"},
        ),
    ),
    "a circle of three": (
        rule("required", "${c} != ''", "${a} != ''", "${b} != ''"),
        (
            "check.circle", "survey", 2, "", False,
            {"loop": "/data/a → /data/b → /data/c → /data/a"},
        ),
    ),
    "a loop": (
        table(
            "| text | z | Z | |", "| calculate | a | | ${b} |", "| calculate | b | | ${a} |",
            head="| type | name | label | calculation |",
        ),
        ("check.loop", "survey", 3, "", True, {"loop": "/data/a → /data/b → /data/a"}),
    ),
}  # fmt: skip


@pytest.mark.parametrize("slip", BY_THE_COMPILER)
def test_what_the_compiler_says_is_told_with_its_place(slip):
    markdown, wanted = BY_THE_COMPILER[slip]
    assert told(markdown) == [wanted]


@pytest.mark.parametrize("slip", BY_OURSELVES)
def test_what_the_compiler_passes_over_is_told_with_its_place(slip):
    markdown, wanted = BY_OURSELVES[slip]
    assert told(markdown) == [wanted]


COLUMNS = [
    ("relevant", "relevant"),
    ("Relevance", "Relevance"),
    ("bind::relevant", "bind::relevant"),
    ("constraint", "constraint"),
    ("bind::constraint", "bind::constraint"),
    ("required", "required"),
    ("bind::required", "bind::required"),
    ("readonly", "readonly"),
    ("read_only", "read_only"),
    ("bind::readonly", "bind::readonly"),
    ("bind::calculate", "bind::calculate"),
    ("calculate", "calculate"),
]


@pytest.mark.parametrize(("header", "column"), COLUMNS)
def test_a_rule_is_found_under_each_name_of_its_column(header, column):
    facts = {"part": "(", "expression": "("}
    assert told(rule(header, "", "(")) == [
        ("check.xpath.ends_early", "survey", 3, column, True, facts)
    ]


def test_a_name_that_stands_in_several_groups_is_told_where_it_stands():
    markdown = table(
        "| begin_group | g | G | |", "| begin_group | h | H | |", "| text | a | A | |",
        "| end_group | | | |", "| text | b | B | ( |", "| end_group | | | |",
        "| text | b | B | nope() |", head="| type | name | label | relevance |",
    )  # fmt: skip
    assert [one[:4] for one in told(markdown)] == [
        ("check.xpath.ends_early", "survey", 6, "relevance"),
        ("check.xpath.unknown_function", "survey", 8, "relevance"),
    ]


def test_groups_may_begin_and_end_with_a_blank():
    markdown = table(
        "| begin group | g | G | |", "| text | a | A | ( |", "| end group | | | |",
        "| text | b | B | ( |", head="| type | name | label | relevant |",
    )  # fmt: skip
    assert [one[2] for one in told(markdown)] == [3, 5]


def test_several_sentences_of_the_compiler_are_told_one_by_one():
    more = YN + "\n| | yn | y | X |\n| | yn | n | N |\n| | yn | n | M |"
    assert told(table("| select_one yn | a | A |", more=more)) == [
        ("table.NAMES_007", "choices", row, "name", True, {"row": str(row)})
        for row in (3, 5)
    ]


def test_what_is_severe_comes_first_and_then_sheet_by_sheet():
    markdown = table(
        "| select_one yn | a | A | x |", head="| type | name | label | relevent |",
        more="| choices |\n| | list_name | name | label | audeo |\n| | yn | y | | x |\n"
        "| settings |\n| | form_di |\n| | f |",
    )  # fmt: skip
    assert [(one[1], one[2], one[4]) for one in told(markdown)] == [
        ("survey", 1, True),
        ("settings", 1, True),
        ("choices", 1, False),
        ("choices", 2, False),
    ]


def test_a_translation_that_lacks_words_is_told_for_each_language():
    head = "| type | name | label::Vi (vi) | hint::En (en) |"
    assert told(table("| text | a | A | |", head=head)) == [
        (
            "table.translation", "", 0, "", False,
            {"language": language, "table": "survey", "names": names},
        )
        for language, names in (("En (en)", "label column"), ("Vi (vi)", "hint column"))
    ]  # fmt: skip


def test_an_id_twice_is_told_at_both_questions():
    assert told(rule("bind::sph:id", "x", "x", "y", more=OURS)) == [
        ("check.id_doubled", "survey", row, "bind::sph:id", True, {"id": "x"})
        for row in (2, 3)
    ]


def test_a_column_of_ours_like_no_other_tells_those_there_are():
    meant = "from, id, last, missing, privacy, reason, role, rows, scale, short, shown, warning, warningMsg"
    found = told(rule("bind::sph:zzz", "x", more=OURS))
    assert found == [
        ("check.own_column", "survey", 1, "bind::sph:zzz", True, {"meant": meant})
    ]


def test_headers_that_differ_by_case_are_one_header_twice():
    head = "| type | name | label | LABEL |"
    found = told(table("| text | a | A | B |", head=head))
    assert [one[:5] for one in found] == [
        ("table.HEADER_002", "survey", 0, "", True),
        ("check.header_doubled", "survey", 1, "label", True),
        ("check.header_doubled", "survey", 1, "LABEL", True),
    ]


OWN_SLIPS = [
    ("privacy", "persn"), ("privacy", "Person"), ("scale", "abc"), ("last", "maybe"),
    ("shown", "maybe"), ("short", "x"), ("role", "x y"), ("id", "9 x"),
    ("from", "a ${b}"), ("missing", "nm"), ("reason", "nm"),
]  # fmt: skip


@pytest.mark.parametrize(("column", "value"), OWN_SLIPS)
def test_a_value_that_a_column_of_ours_does_not_know_is_told(column, value):
    header = f"bind::sph:{column}"
    found = told(rule(header, "", value, more=OURS))
    facts = {"value": value, "allowed": VALUES[column][1]}
    assert ("check.own_value", "survey", 3, header, True, facts) in found


def test_the_desk_knows_each_private_value_that_check_lets_pass():
    allowed, _ = VALUES["privacy"]
    assert sorted(allowed.split("|")) == sorted(PRIVATE)


@pytest.mark.parametrize("namespaces", ["", 'sph="urn:nonsense"', 'x="urn:x"', "sph"])
def test_our_columns_without_their_name_are_told_where_it_is_declared(namespaces):
    settings = f"| settings |\n| | form_id | namespaces |\n| | f | {namespaces} |"
    urn = {"urn": "urn:so-phoi-hop:columns:1"}
    for more in (settings, settings.replace("settings", "setings")):
        assert told(rule("bind::sph:privacy", "person", more=more)) == [
            ("form.own_undeclared", "settings", 2, "namespaces", True, urn)
        ]


ZONES = "| choices |\n| | list_name | name | label | zone |\n| | yn | y | Có | 1 |"
NOWHERE = [
    ("relevant", "/data/nope = 'x'", "/data/nope"),
    ("relevant", "/data/b[1]/nope = 'x'", "/data/b/nope"),
    ("relevant", "/nope/b = 'x'", "/nope"),
    ("relevant", "${b} = yes", "yes"),
    ("required", "maybe", "maybe"),
    ("constraint", ". = ../c", "../c"),
    ("calculation", "concat(${b}, (../b)[position() = 1]/d, ./e)", "./e"),
    ("bind::sph:warning", "count(/data/*) > nope", "nope"),
    ("default", "a - b", "a"),
]


@pytest.mark.parametrize(("column", "cell", "path"), NOWHERE)
def test_a_path_that_leads_to_no_question_is_told_and_the_form_works(
    column, cell, path
):
    found = told(rule(column, cell, "", more=OURS))
    wanted = ("check.nowhere", "survey", 2, column, False, {"path": path})
    assert found[0] == wanted
    assert len(found) == 2 if column == "default" else len(found) == 1


def filtered(cell):
    head = "| type | name | label | choice_filter |"
    rows = "| text | b | B | |", f"| select_one yn | a | A | {cell} |"
    return table(*rows, head=head, more=ZONES)


def test_a_filter_by_a_column_that_its_list_lacks_is_told():
    facts = {"name": "zona", "list": "yn"}
    assert told(filtered("zona = ${b}")) == [
        ("check.no_column", "survey", 3, "choice_filter", False, facts)
    ]
    assert told(filtered("zone = ${b} or name = current()/../b")) == []


def test_a_path_is_told_on_the_sheet_that_holds_it():
    settings = "| settings |\n| | instance_name |\n| | nope |"
    assert told(table("| text | a | A |", more=settings)) == [
        (
            "check.nowhere", "settings", 2, "instance_name", False,
            {"path": "nope"},
        )
    ]  # fmt: skip


LEADING = [
    ". = ../b", "${b} = ''", "/data/b = ''", "/*/b = ''", "//b = ''", "../*[1] = ''",
    "../../data/b = ''", "count(..) = 1", "@x = ''", "instance('far')/x/y[z = 1]/u = ''",
    "/data/meta/instanceID = ''", "../following::nope = ''", "string(.) = ''",
]  # fmt: skip


@pytest.mark.parametrize("cell", LEADING)
def test_a_path_that_leads_somewhere_or_may_do_so_is_not_told(cell):
    found = told(rule("constraint", cell, ""))
    assert [one for one in found if one[0] == "check.nowhere"] == []


def test_all_questions_that_are_not_there_are_told_at_once():
    markdown = table(
        "| text | a | A ${f} | ${b} = ${c} | ${zz} |",
        "| select_one yn or_other | d | D ${last-saved#g} | ${a} = ${d_other} | |",
        head="| type | name | label::vi (vi) | Relevance | notes |", more=YN,
    )  # fmt: skip
    assert [(*one[:4], one[5]["q"]) for one in told(markdown)] == [
        ("table.PYREF_003", "survey", 2, "label::vi (vi)", "f"),
        ("table.PYREF_003", "survey", 2, "Relevance", "b"),
        ("table.PYREF_003", "survey", 2, "Relevance", "c"),
        ("table.PYREF_003", "survey", 3, "label::vi (vi)", "g"),
    ]


def test_a_question_that_is_not_there_is_told_beside_one_of_another_sheet():
    settings = "| settings |\n| | instance_name |\n| | ${g} |"
    found = check(table("| text | a | A ${f} |", more=settings).encode(), ".md", "form")
    assert [(one.sheet, one.facts["q"]) for one in found] == [
        ("survey", "f"), ("settings", "g"),
    ]  # fmt: skip


def test_a_question_that_is_not_there_is_told_beside_another_slip():
    markdown = table("| text | 1a | A ${f} |", "| text | b | B |")
    assert [(one[0], one[3]) for one in told(markdown)] == [
        ("table.PYREF_003", "label"), ("table.NAMES_008", "name"),
    ]  # fmt: skip


UNFIT = [
    ("integer", "int", "abc"), ("integer", "int", "2.5"), ("decimal", "decimal", "1,5"),
    ("date", "date", "1/5/2026"), ("date", "date", "2026-13-45"),
    ("time", "time", "8h30"), ("dateTime", "dateTime", "30/4/2026"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "known", "value"), UNFIT)
def test_a_default_that_would_be_blank_is_told(kind, known, value):
    rows = (
        "| begin_repeat | r | R | |", f"| {kind} | a | A | {value} |",
        "| end_repeat | | | |",
    )  # fmt: skip
    found = told(table(*rows, head="| type | name | label | Default |"))
    assert [one[:5] for one in found] == [
        ("check.default_unfit", "survey", 3, "Default", True)
    ]
    facts = found[0][5]
    assert (facts["value"], facts["type"]) == (value, known)
    mended = table(
        f"| {kind} | a | A | {facts['example']} |",
        head="| type | name | label | default |",
    )
    assert told(mended) == []


def test_a_day_in_a_cell_of_its_own_kind_is_told_for_the_compiler_adds_an_hour():
    rows = ["type", "name", "label", "default"], ["date", "a", "A", date(2026, 5, 1)]
    (found,) = check(spreadsheet(*rows), ".xlsx", "form")
    assert (found.code, found.row, found.column) == (
        "check.default_unfit",
        2,
        "default",
    )
    assert found.facts["value"] == "2026-05-01 00:00:00"


SOUND = [
    (".md", table("| text | a | A |", head="| Type | NAME | Label::Vi (vi) |")),
    (".md", rule("constraint", "regex(., 'a\\|b')")),
    (".md", rule("media::image", "a.png")),
    (".md", rule("body::accuracyThreshold", "5")),
    (".md", rule("Read Only", "yes")),
    (".md", "\ufeff" + table("| text | a | A |")),
    (".csv", '\ufeff"survey",,,\n,"type","name","label"\n,"text","a","A"\n'),
    (".csv", '"survey",,,\n,"type","name","label"\n,"text","a","A"\n'),
]


@pytest.mark.parametrize(("kind", "text"), SOUND)
def test_a_table_that_is_sound_has_nothing_to_mend(kind, text):
    assert told(text, kind) == []


DAMAGED = [
    (".xlsx", b"PK\x03\x04 \x00", "table.unreadable"),
    (".xls", b"PK\x03\x04 \x00", "table.unreadable"),
    (".xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "table.unreadable"),
    (".csv", b"survey", "table.unreadable"),
    (".csv", b"survey,,\n,type," + b"x" * 200_000, "table.unreadable"),
    (".csv", "survey,,\n,type,Đơn vị".encode("utf-16"), "table.not_utf8"),
    (".csv", b"survey,,,\n,type,name,label\n,text,a,\xe9\n", "table.not_utf8"),
    (".md", b"| survey | \xff |", "table.not_utf8"),
    (".csv", b"type,name,label\ntext,a,A\n", "table.csv_no_survey"),
    (".md", table("| text | a | A | more |").encode(), "table.md_uneven"),
    (".md", table("| text | a | A |", more="| choices |").encode(), "table.md_uneven"),
]


def spreadsheet(*rows):
    book, written = openpyxl.Workbook(), io.BytesIO()
    book.active.title = "survey"
    for row in rows:
        book.active.append(row)
    book.save(written)
    return written.getvalue()


def test_a_spreadsheet_is_read_until_it_is_damaged():
    whole = spreadsheet(["type", "name", "label"], ["text", "a", "A"])
    assert check(whole, ".xlsx", "form") == ()
    for start in range(100, len(whole) - 100, 100):
        damaged = whole[:start] + bytes(100) + whole[start + 100 :]
        codes = {f.code for f in check(damaged, ".xlsx", "form")}
        assert codes <= {"table.unreadable", "table.no_survey"}, start


@pytest.mark.parametrize(("kind", "raw", "code"), DAMAGED)
def test_a_file_that_is_no_table_is_told_as_that_by_check_and_compile(kind, raw, code):
    found = check(raw, kind, "form")
    assert [(f.code, f.severe) for f in found] == [(code, True)]
    with pytest.raises(Refused) as caught:
        compile_table(raw, kind)
    assert caught.value.code == code


def test_a_kind_of_table_that_is_none_is_refused_with_those_there_are():
    for asked in (check, compile_table):
        with pytest.raises(Usage) as caught:
            asked(b"", "xlsx", "form")
        assert caught.value.code == "form.kind"
    said = load(assets.resources() / "messages", "en").say("form.kind")
    assert all(kind in said for kind in KINDS)


def test_sheets_of_nobody_stand_in_a_csv_as_in_any_other_table():
    whole = SOUND[-1][1] + "notes,,,\n,x,,\nsheet_names,y\n,z\n"
    assert told(whole, ".csv") == []


def test_a_table_that_is_too_large_is_not_read():
    found = check(b"| survey |\n" * 400_000, ".md", "form")
    assert [(f.code, f.sheet, f.row, f.facts) for f in found] == [
        ("form.table_too_big", "", 0, {"limit": 4 * 1024 * 1024})
    ]


ODK = """multiline minimal autocomplete search field-list numbers thousands-sep label
list-nolabel likert columns compact horizontal year no-calendar quick table-list w1 w12
columns-3 compact-2 quickcompact-4 field_list ex:a.b calc:x printer:y"""


def test_each_appearance_of_an_odk_tool_is_known():
    assert told(rule("appearance", ODK.replace("\n", " "))) == []
    strange = "w columns- compact-x multilines fieldlist exx:a"
    found = told(rule("appearance", strange))
    assert [one[5]["word"] for one in found] == strange.split()


SURVEY = """type name label hint request_type read_only sms_response bind::x body::x control::x
media::image instance::x jr:x $x Guidance_Hint::Vi(vi)"""
SETTINGS = (
    "form_title form_id version compact_delimiter clean_text_values instance_xmlns"
)
OURS_ALL = "id privacy role shown short scale last warning warningMsg reason missing"


@pytest.mark.parametrize(
    ("sheet", "header"),
    [
        *(("survey", header) for header in SURVEY.split()),
        *(("settings", header) for header in SETTINGS.split()),
        *(("survey", f"bind::sph:{name}") for name in OURS_ALL.split()),
        *(
            ("choices", header)
            for header in ("list_name", "value", "big-image", "mine")
        ),
    ],
)
def test_a_header_that_somebody_knows_is_passed_over(sheet, header):
    sheets = {"survey": "| survey |\n| | type | name | label |{}\n| | text | a | A |{}"}
    sheets["choices"] = (
        "| choices |\n| | list_name | name | label |{}\n| | yn | y | Có |{}"
    )
    sheets["settings"] = "| settings |\n| | form_id |{}\n| | f |{}"
    known = header in ("type", "name", "label", "list_name", "form_id")
    more = ("", "") if known else (f" {header} |", " x |")
    tables = [
        text.format(*(more if name == sheet else ("", "")))
        for name, text in sheets.items()
    ]
    found = [one[0] for one in told("\n".join(tables))]
    assert [code for code in found if "header" in code or "own_column" in code] == []


LIKE = [
    ("relevent", "relevant"),
    ("Constrain", "constraint"),
    ("hints", "hint"),
    ("appearence", "appearance"),
]


@pytest.mark.parametrize(("header", "meant"), LIKE)
def test_a_header_almost_right_tells_what_was_meant(header, meant):
    assert (
        "check.header_misspelled",
        "survey",
        1,
        header,
        True,
        {"meant": meant},
    ) in told(rule(header, "x"))


def test_a_header_like_no_other_is_told_lightly_but_of_choices_not_at_all():
    assert ("check.header_ignored", "survey", 1, "Ghi nhớ", False, {}) in told(
        rule("Ghi nhớ", "x")
    )
    table_of_choices = YN.replace("label |", "label | Ghi nhớ |").replace(
        "Có |", "Có | x |"
    )
    found = told(table("| select_one yn | a | A |", more=table_of_choices))
    assert [one[0] for one in found if one[0].startswith("check.")] == []
