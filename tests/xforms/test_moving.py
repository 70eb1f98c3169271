"""A record goes from one version of a form to another, and nothing vanishes."""

import json

from hypothesis import given
from hypothesis import strategies as st

from desktop.xforms.engine import Form, open_instance
from desktop.xforms.moving import Way, carried, moves
from desktop.xforms.parse import parse
from desktop.xforms.sources import Rows
from desktop.xforms.xlsform import compile_markdown
from tests.xforms.world import Counting, StillClock

HEAD = "| survey |\n| | type | name | label | bind::sph:id | bind::sph:from |\n"
TAIL = '\n| settings |\n| | form_id | version | namespaces |\n| | f | {} | sph="urn:so-phoi-hop:columns:1" |'


def version(number, *rows):
    table = HEAD + "\n".join(rows) + TAIL.format(number)
    return parse(compile_markdown(table, "f").xform)


OLD = version(
    1,
    "| | text | title | Tên | |",
    "| | integer | people | Số người | |",
    "| | text | size | Cỡ | |",
    "| | text | gone | Bỏ | |",
    "| | begin_group | g | G | |",
    "| | date | day | Ngày | |",
    "| | end_group | | | |",
    "| | begin_repeat | parties | Bên | |",
    "| | text | org | Tổ chức | |",
    "| | text | note | Ghi chú | |",
    "| | end_repeat | | | |",
)
NEW = version(
    2,
    "| | begin_group | head | Đầu | |",
    "| | text | name_of_event | Tên | title |",
    "| | end_group | | | |",
    "| | integer | people | Số người | |",
    "| | integer | size | Cỡ | |",
    "| | date | day | Ngày | |",
    "| | begin_repeat | partners | Bên | |",
    "| | text | organisation | Tổ chức | org |",
    "| | end_repeat | | | |",
)
DATA = {
    "title": "Họp thôn",
    "people": "30",
    "size": "lớn",
    "gone": "cũ",
    "g": {"day": "2026-04-30"},
    "parties": [
        {"_row": "a" * 16, "org": "Công an", "note": "xong"},
        {"_row": "b" * 16, "org": "MTTQ", "note": None},
    ],
    "later": {"x": "1"},
}


def test_what_becomes_of_each_question_is_told():
    told = {move.id: move.way for move in moves(OLD, NEW) if "/meta/" not in move.ref}
    assert told == {
        "title": Way.RENAMED,
        "people": Way.SAME,
        "size": Way.UNFIT,
        "gone": Way.DROPPED,
        "day": Way.RENAMED,
        "org": Way.RENAMED,
        "note": Way.DROPPED,
    }


def test_answers_follow_their_ids_and_the_rest_is_kept_aside():
    moved = carried(DATA, OLD, NEW)
    assert moved.data == {
        "head": {"name_of_event": "Họp thôn"},
        "people": "30",
        "size__old": "lớn",
        "gone": "cũ",
        "day": "2026-04-30",
        "partners": [
            {"_row": "a" * 16, "organisation": "Công an", "note": "xong"},
            {"_row": "b" * 16, "organisation": "MTTQ"},
        ],
        "later": {"x": "1"},
    }
    assert {move.id for move in moved.aside} == {"size", "gone", "note"}


def test_what_fits_the_new_type_moves():
    assert carried({"size": "12"}, OLD, NEW).data == {"size": "12"}
    assert carried({"size": "12"}, OLD, NEW).aside == ()


def test_the_moved_record_opens_under_the_new_version_and_keeps_all():
    moved = carried(DATA, OLD, NEW).data
    record = open_instance(
        FORM, lambda _: Rows((), ()), StillClock(), Counting(), moved
    )
    assert record.node("/data/head/name_of_event").value == "Họp thôn"
    assert record.rows("/data/partners") == ("/data/partners[1]", "/data/partners[2]")
    kept = record.data(final=True)
    assert (kept["gone"], kept["later"]) == ("cũ", {"x": "1"})
    assert kept["partners"][0] | {"_row": "a" * 16} == kept["partners"][0]


def test_a_name_that_another_question_took_gives_way():
    taken = version(
        2, "| | text | title | Khác | other |", "| | text | event | Tên | title |"
    )
    data = {"title": "Họp thôn", "other": None}
    assert carried(data, OLD, taken).data == {"event": "Họp thôn"}
    dropped = version(2, "| | text | gone | Khác | people |")
    both = carried({"gone": "cũ", "people": "30"}, OLD, dropped)
    assert both.data == {"gone": "30", "gone__old": "cũ"}


def test_a_group_that_became_a_question_takes_no_answer_with_it():
    flat = version(2, "| | text | g | Khác | other |")
    moved = carried({"g": {"day": "2026-04-30"}}, OLD, flat)
    assert moved.data == {"g__day__old": "2026-04-30"}


PARTED = version(
    2,
    "| | integer | men | Nam | | people |",
    "| | integer | women | Nữ | | people |",
    "| | begin_repeat | partners | Bên | | |",
    "| | text | who | Ai | | org |",
    "| | text | where | Ở đâu | | org note |",
    "| | end_repeat | | | | |",
)


def test_an_answer_that_was_split_is_divided_by_nobody_but_the_officer():
    told = {move.id: move for move in moves(OLD, PARTED)}
    assert (told["people"].way, told["people"].to) == (
        Way.SPLIT,
        ("/data/men", "/data/women"),
    )
    assert (told["org"].way, told["org"].to) == (
        Way.SPLIT,
        ("/data/partners/who", "/data/partners/where"),
    )
    moved = carried(DATA, OLD, PARTED)
    assert moved.data["people"] == "30" and "men" not in moved.data
    assert moved.data["partners"] == [
        {"_row": "a" * 16, "org": "Công an", "note": "xong"},
        {"_row": "b" * 16, "org": "MTTQ"},
    ]
    assert {m.id for m in moved.aside} == {
        "title", "people", "size", "gone", "day", "org", "note",
    }  # fmt: skip


def test_a_question_that_still_stands_keeps_its_answer_whoever_claims_a_part():
    both = version(
        2,
        "| | integer | people | Số người | | |",
        "| | integer | men | Nam | | people |",
    )
    told = {move.id: move.way for move in moves(OLD, both)}
    assert told["people"] is Way.SAME
    assert carried({"people": "30"}, OLD, both).data == {"people": "30"}


def test_a_part_asked_in_another_row_is_not_beside():
    inside = version(
        2,
        "| | begin_repeat | parties | Bên | | |",
        "| | text | org | Tổ chức | | |",
        "| | integer | men | Nam | | people |",
        "| | end_repeat | | | | |",
    )
    told = {move.id: move.way for move in moves(OLD, inside)}
    assert told["people"] is Way.DROPPED


WORDS = st.text("aă1 ", max_size=4)
ROWS = st.lists(
    st.fixed_dictionaries({"_row": st.just("c" * 16), "org": WORDS, "note": WORDS}),
    max_size=3,
)
RECORDS = st.fixed_dictionaries(
    {}, optional={"title": WORDS, "people": WORDS, "size": WORDS, "gone": WORDS, "parties": ROWS,
                  "g": st.fixed_dictionaries({"day": WORDS}), "strange": WORDS}
)  # fmt: skip


def texts(node):
    if isinstance(node, dict):
        return [
            text
            for key, value in node.items()
            if key != "_row"
            for text in texts(value)
        ]
    if isinstance(node, list):
        return [text for value in node for text in texts(value)]
    return [node] if node else []


FORM = Form(NEW)


def said(node):
    return sorted(text.strip() for text in texts(node) if text.strip())


@given(RECORDS)
def test_no_answer_is_ever_lost_on_the_way(data):
    before = json.dumps(data)
    for after in (NEW, PARTED):
        moved = carried(data, OLD, after).data
        assert json.dumps(data) == before
        assert said(moved) == said(data)


@given(RECORDS)
def test_the_same_version_changes_no_answer(data):
    assert said(carried(data, OLD, OLD).data) == said(data)


@given(RECORDS)
def test_a_moved_record_opens_and_keeps_every_answer(data):
    moved = carried(data, OLD, NEW).data
    record = open_instance(
        FORM, lambda _: Rows((), ()), StillClock(), Counting(), moved
    )
    kept = record.data(final=False)
    kept.pop("meta", None)
    assert said(kept) == said(moved)
