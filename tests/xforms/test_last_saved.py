"""A form looks at the record before: it begins from it, and compares with it."""

import pytest

from desktop.xforms.engine import Form, ProblemKind, open_instance
from desktop.xforms.parse import parse
from desktop.xforms.sources import Rows
from desktop.xforms.xlsform import compile_markdown
from tests.xforms.world import Counting, StillClock

TABLE = """
| survey |
| | type | name | label | hint | default | calculation | bind::sph:warning | bind::sph:warningMsg |
| | text | place | Nơi | | ${last-saved#place} | | | |
| | integer | people | Số người | Kỳ trước: ${last-saved#people} | | | not(${last-saved#people} > 0) or (. <= 3 * ${last-saved#people} and . * 3 >= ${last-saved#people}) | Khác kỳ trước quá ba lần. Hãy xem lại. |
| | begin_group | g | G | | | | | |
| | text | note | Ghi chú | | | | | |
| | end_group | | | | | | | |
| | begin_repeat | parties | Bên | | | | | |
| | text | org | Tổ chức | | | | | |
| | end_repeat | | | | | | | |
| | calculate | before | | | | concat(${last-saved#note}, '/', count(instance('__last-saved')/data/parties), '/', instance('__last-saved')/data/parties[2]/org) | | |

| settings |
| | form_id | version | namespaces |
| | month | 1 | sph="urn:so-phoi-hop:columns:1" |
"""
FORM = Form(parse(compile_markdown(TABLE, "month").xform))
LAST = {
    "place": "Thôn 1",
    "people": "30",
    "g": {"note": "xong"},
    "parties": [{"_row": "a" * 16, "org": "Công an"}, {"org": "Mặt trận"}],
}


def opened(last, data=None):
    rows = Rows((), ())
    return open_instance(
        FORM, lambda _: rows, StillClock(), Counting(), data, last=last
    )


def test_a_new_record_begins_from_the_one_before():
    record = opened(LAST)
    assert record.node("/data/place").value == "Thôn 1"
    assert record.node("/data/before").value == "xong/2/Mặt trận"
    people = record.node("/data/people")
    assert (people.value, people.hint) == ("", "Kỳ trước: 30")


def test_without_a_record_before_nothing_is_taken_and_nothing_warns():
    record = opened(None)
    record.set("/data/people", "500")
    assert record.node("/data/place").value == ""
    assert record.problems() == ()


@pytest.mark.parametrize(
    ("people", "warns"),
    [("30", False), ("90", False), ("91", True), ("10", False), ("9", True)],
)
def test_a_figure_is_compared_with_the_one_before(people, warns):
    record = opened(LAST)
    record.set("/data/people", people)
    told = [(p.kind, p.message) for p in record.problems()]
    words = "Khác kỳ trước quá ba lần. Hãy xem lại."
    assert told == ([(ProblemKind.WARNING, words)] if warns else [])


def test_a_record_that_is_opened_again_keeps_its_answers():
    record = opened(LAST, {"place": "Thôn 2", "people": "91"})
    assert record.node("/data/place").value == "Thôn 2"
    assert [p.kind for p in record.problems()] == [ProblemKind.WARNING]
