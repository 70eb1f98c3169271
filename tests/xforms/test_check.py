"""forms check: each slip is told with sheet, row, column and a way to mend it."""

import tomllib

import pytest

from desktop import assets
from desktop.text.messages import load
from desktop.xforms.check.checker import check
from desktop.xforms.parse import parse
from desktop.xforms.xlsform import compile_markdown
from tests.cli.run import sophoihop

HEAD = "| survey |\n| | type | name | label | relevant | calculation | constraint | choice_filter | appearance |"
CHOICES = "\n| choices |\n| | list_name | name | label |\n| | yn | y | Có |\n| | yn | n | Không |"
SOUND = (
    HEAD
    + "\n| | text | a | A | | | | | |\n| | select_one yn | b | B ${a} | ${a} = 'x' | | | | minimal |"
    + CHOICES
)


def found(markdown, previous=None):
    return [
        (f.code, f.sheet, f.row, f.column, f.severe)
        for f in check(markdown.encode(), ".md", "form", previous)
    ]


def survey(*rows, head=HEAD):
    return "\n".join([head, *rows]) + CHOICES


def test_a_sound_table_has_nothing_to_mend():
    assert found(SOUND) == []


SLIPS = {
    "a broken expression": (
        survey("| | text | a | A | . = | | | | |"),
        ("check.xpath.ends_early", "survey", 2, "relevant", True),
    ),
    "a sign without meaning": (
        survey("| | text | a | A | | | | | |", "| | text | b | B | | | ${a} ? 1 | | |"),
        ("check.xpath.character", "survey", 3, "constraint", True),
    ),
    "an unknown function": (
        survey("| | text | a | A | | | string-lenght(.) > 1 | | |"),
        ("check.xpath.unknown_function_near", "survey", 2, "constraint", True),
    ),
    "a function called with too little": (
        survey("| | calculate | a | | | substring('x') | | | |"),
        ("check.xpath.arity", "survey", 2, "calculation", True),
    ),
    "a loop": (
        survey(
            "| | begin_group | g | G | | | | | |",
            "| | calculate | a | | | ${b} + 1 | | | |",
            "| | end_group | | | | | | | |",
            "| | calculate | b | | | ${a} | | | |",
        ),
        ("check.loop", "survey", 3, "", True),
    ),
    "a filter that is broken inside a repeat": (
        survey(
            "| | begin_repeat | r | R | | | | | |",
            "| | select_one yn | a | A | | | | name = ( | |",
            "| | end_repeat | | | | | | | |",
        ),
        ("check.xpath.unexpected", "survey", 3, "choice_filter", True),
    ),
    "answers that require each other": (
        survey(
            "| | text | a | A | | | | | | ${b} != '' |",
            "| | text | b | B | | | | | | ${a} != '' |",
            head=HEAD + " required |",
        ),
        ("check.circle", "survey", 2, "", False),
    ),
    "an unknown appearance": (
        survey("| | text | a | A | | | | | mutliline |"),
        ("check.appearance_near", "survey", 2, "appearance", False),
    ),
    "a misspelled header": (
        survey("| | text | a | A | | | | | | x |", head=HEAD + " relevent |"),
        ("check.header_misspelled", "survey", 1, "relevent", True),
    ),
    "a header of nobody": (
        survey("| | text | a | A | | | | | | x |", head=HEAD + " Người phụ trách |"),
        ("check.header_ignored", "survey", 1, "Người phụ trách", False),
    ),
    "a doubled header": (
        survey("| | text | a | A | | | | | | x |", head=HEAD + " label |"),
        ("check.header_doubled", "survey", 1, "label", True),
    ),
    "a column of ours that is misspelled": (
        survey("| | text | a | A | | | | | | x |", head=HEAD + " bind::sph:privcy |"),
        ("check.own_column", "survey", 1, "bind::sph:privcy", True),
    ),
    "a question that is not there": (
        survey("| | text | a | A ${b} | | | | | |"),
        ("table.PYREF_003", "survey", 2, "label", True),
    ),
    "an unknown type": (
        survey("| | text | a | A | | | | | |", "| | txet | b | B | | | | | |"),
        ("table.unknown_type", "survey", 3, "type", True),
    ),
    "a doubled code": (
        SOUND + "\n| | yn | y | Lại có |",
        ("table.NAMES_007", "choices", 4, "name", True),
    ),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_where_it_stands(slip):
    markdown, wanted = SLIPS[slip]
    assert wanted in found(markdown)


def test_a_broken_expression_is_shown_as_its_author_wrote_it():
    markdown = survey(
        "| | text | a | A | | | | | |", "| | text | b | B | | | ${a} ? 1 | | |"
    )
    (told,) = check(markdown.encode(), ".md", "form")
    assert told.facts["expression"] == "${a} ? 1"
    assert told.facts["part"].startswith("?")


def test_several_slips_are_told_at_once_severe_ones_first():
    markdown = survey(
        "| | text | a | A | . = | | | | mutliline |",
        "| | text | b | B | | | nope(.) | | |",
    )
    assert [f[0] for f in found(markdown)] == [
        "check.xpath.ends_early",
        "check.xpath.unknown_function",
        "check.appearance_near",
    ]


@pytest.mark.parametrize(
    "path", sorted((assets.forms() / "xlsform").glob("*.md")), ids=lambda p: p.stem
)
def test_our_own_forms_have_nothing_to_mend(path):
    assert [f for f in check(path.read_bytes(), ".md", path.stem) if f.severe] == []


def version(number, *rows):
    return (
        survey(*rows) + f"\n| settings |\n| | form_id | version |\n| | f | {number} |"
    )


def before(*rows):
    return parse(compile_markdown(version(1, *rows), "f").xform)


def test_an_id_may_not_change_its_type_but_to_text():
    previous = before("| | integer | a | A | | | | | |", "| | date | b | B | | | | | |")
    now = version(2, "| | text | a | A | | | | | |", "| | integer | b | B | | | | | |")
    assert found(now, previous) == [("check.id_retyped", "survey", 3, "type", True)]


def test_a_question_that_went_is_told_so_that_a_new_name_keeps_the_old_id():
    previous = before("| | text | a | A | | | | | |", "| | text | b | B | | | | | |")
    now = version(2, "| | text | a | A | | | | | |")
    assert found(now, previous) == [("check.id_dropped", "survey", 0, "", False)]


PART = "| | integer | {} | N | | | | | | {} |"


def parted(*rows):
    head = "| survey |\n| | type | name | label | hint | relevant | constraint | calculation | appearance | bind::sph:from |\n"
    return (
        head
        + "\n".join(rows)
        + '\n| settings |\n| | form_id | version | namespaces |\n| | f | 2 | sph="urn:so-phoi-hop:columns:1" |'
    )


def test_a_split_names_a_question_that_was_asked_and_is_asked_no_more():
    previous = before("| | integer | people | P | | | | | |")
    column = "bind::sph:from"
    right = parted(PART.format("men", "people"), PART.format("women", "people"))
    assert found(right, previous) == []
    unknown = parted(PART.format("people", ""), PART.format("men", "peeple"))
    assert found(unknown, previous) == [
        ("check.from_unknown", "survey", 3, column, True)
    ]
    stands = parted(PART.format("people", ""), PART.format("men", "people"))
    assert found(stands) == [("check.from_stands", "survey", 3, column, True)]
    row = parted(
        "| | begin_repeat | r | R | | | | | | |",
        PART.format("men", "people"),
        "| | end_repeat | | | | | | | | |",
    )
    assert found(row, previous)[0] == (
        "check.from_elsewhere", "survey", 3, column, True,
    )  # fmt: skip
    later = parse(compile_markdown(right, "f").xform)
    assert found(right.replace("| f | 2 |", "| f | 3 |"), later) == []


def test_a_changed_form_needs_a_new_version():
    previous = before("| | integer | a | A | | | | | |")
    now = version(1, "| | integer | a | Khác | | | | | |")
    assert ("check.same_version", "settings", 2, "version", True) in found(
        now, previous
    )


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("slip", SLIPS)
def test_each_slip_is_said_in_words_with_all_its_facts(slip, language):
    messages = load(assets.resources() / "messages", language)
    for one in check(SLIPS[slip][0].encode(), ".md", "form"):
        said = messages.say(one.code, one.facts)
        assert said != one.code and "…" not in said


def test_each_sentence_of_the_compiler_has_ours_in_both_languages():
    from pyxform.errors import ErrorCode

    for language in ("vi", "en"):
        file = assets.resources() / "messages" / f"{language}.d" / "forms_check.toml"
        told = tomllib.loads(file.read_text("utf-8"))
        assert [c.name for c in ErrorCode if f"table.{c.name}" not in told] == []


def test_the_command_line_tells_the_place_and_exits_with_3(tmp_path):
    table = tmp_path / "form.md"
    table.write_text(SLIPS["a broken expression"][0], "utf-8")
    code, answer, _ = sophoihop("forms", "check", table, "--json")
    assert code == 3
    (problem,) = answer["problems"]
    place = (problem["sheet"], problem["row"], problem["column"])
    assert place == ("survey", 2, "relevant")
    _, said, _ = sophoihop("forms", "check", table, "--lang", "vi")
    assert "dòng 2, cột “relevant”" in said
    table.write_text(SOUND, "utf-8")
    assert sophoihop("forms", "check", table)[0] == 0
