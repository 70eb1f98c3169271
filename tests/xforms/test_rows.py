"""Rows that make rows, and what looks at them from outside."""

import pytest

from desktop.errors import Refused
from desktop.xforms.engine import Form, open_instance
from desktop.xforms.parse import parse
from desktop.xforms.sources import Rows
from desktop.xforms.xlsform import compile_markdown
from tests.xforms.world import Counting, StillClock

UNTIL_THE_LAST = """
| survey | | | | | | |
| | type | name | label | calculation | repeat_count | required |
| | calculate | rows | | count(${flats}) | | |
| | calculate | wanted | | if(${rows} = 0 or indexed-repeat(${last}, ${flats}, ${rows}) != 'y', ${rows} + 1, ${rows}) | | |
| | begin_repeat | flats | Căn hộ | | ${wanted} | |
| | text | door | Số nhà | | | yes |
| | text | last | Là căn cuối? | | | |
| | end_repeat | | | | | |
"""

NESTED = """
| survey | | | | |
| | type | name | label | relevant | calculation |
| | text | open | Mở | | |
| | text | mood | Vui | | |
| | begin_group | seen | Thấy | ${open} = 'y' | |
| | begin_repeat | people | Người | | |
| | begin_repeat | pets | Vật nuôi | | |
| | text | pet | Tên | | |
| | end_repeat | | | | |
| | end_repeat | | | | |
| | text | why | Vì sao | ../../mood = 'm' | |
| | end_group | | | | |
| | calculate | all_pets | | | count(/data/seen/people/pets) |
"""


def opened(markdown):
    form = Form(parse(compile_markdown(markdown, "data").xform))
    return open_instance(
        form, lambda _: Rows(("name", "label"), []), StillClock(), Counting()
    )


def test_another_row_comes_when_the_last_is_filled_in_and_says_it_is_not_the_last():
    record = opened(UNTIL_THE_LAST)
    assert record.rows("/data/flats") == ("/data/flats[1]",)
    record.set("/data/flats[1]/last", "n")
    assert len(record.rows("/data/flats")) == 1  # its door is still asked for
    record.set("/data/flats[1]/door", "12")
    assert len(record.rows("/data/flats")) == 2
    record.set("/data/flats[2]/door", "14")
    record.set("/data/flats[2]/last", "y")
    assert len(record.rows("/data/flats")) == 2
    assert record.problems() == ()


def test_a_row_that_goes_is_missed_outside_its_own_row():
    record = opened(NESTED)
    record.set("/data/open", "y")
    assert record.node("/data/all_pets").value == "1"
    record.remove_row("/data/seen/people[1]/pets[1]")
    assert record.node("/data/all_pets").value == "0"


def test_what_was_judged_while_hidden_is_judged_anew_when_it_shows():
    record = opened(NESTED)
    record.set("/data/mood", "m")
    assert not record.node("/data/seen/why").relevant
    record.set("/data/open", "y")
    assert record.node("/data/seen/why").relevant


PEOPLE = """
| survey | | | | | |
| | type | name | label | calculation | trigger |
| | begin_repeat | people | Người | | |
| | text | name | Tên | | |
| | calculate | place | | position(..) | |
| | calculate | before | | indexed-repeat(${name}, ${people}, position(..) - 1) | |
| | text | stamp | Dấu | concat('x', ${name}) | ${name} |
| | end_repeat | | | | |
"""


def names(record):
    return [row.get("name") for row in record.data(final=False)["people"]]


def test_a_row_is_put_in_anywhere_and_the_others_count_anew():
    record = opened(PEOPLE)
    record.set("/data/people[1]/name", "An")
    record.add_row("/data/people")
    record.set("/data/people[2]/name", "Bình")
    changes = record.add_row("/data/people", at=2)
    assert names(record) == ["An", None, "Bình"]
    assert record.node("/data/people[3]/place").value == "3"
    assert record.node("/data/people[3]/before").value == ""
    assert record.node("/data/people[2]/before").value == "An"
    assert "/data/people[3]/place" in changes.refs
    record.add_row("/data/people", at=1)
    assert names(record) == [None, "An", None, "Bình"]
    record.remove_row("/data/people[3]")
    assert record.node("/data/people[3]/before").value == "An"


def test_a_row_beyond_the_next_is_refused():
    record = opened(PEOPLE)
    for at in (0, 3, -1):
        with pytest.raises(Refused) as caught:
            record.add_row("/data/people", at=at)
        assert caught.value.code == "form.no_row"


def test_a_trigger_writes_only_in_its_own_row_and_only_when_the_answer_changes():
    record = opened(PEOPLE)
    record.add_row("/data/people")
    record.set("/data/people[2]/name", "Bình")
    stamps = [row.get("stamp") for row in record.data(final=False)["people"]]
    assert stamps == [None, "xBình"]
    record.set("/data/people[2]/stamp", "khác")
    record.set("/data/people[2]/name", "Bình")
    assert record.node("/data/people[2]/stamp").value == "khác"


FROM_AFAR = """
| survey | | | | |
| | type | name | label | calculation |
| | begin_repeat | people | Người | |
| | integer | age | Tuổi | |
| | calculate | first | | ancestor::people/preceding-sibling::people[last()]/age |
| | end_repeat | | | |
| | calculate | anywhere | | sum(//age) |
| | calculate | below | | sum(/data/descendant::age) |
| | calculate | all | | sum(/*/*/age) |
"""


def test_an_answer_is_seen_by_all_that_look_at_it_along_any_axis():
    record = opened(FROM_AFAR)
    record.add_row("/data/people")
    for row, age in ((1, 30), (2, 12)):
        record.set(f"/data/people[{row}]/age", str(age))
    for name in ("anywhere", "below", "all"):
        assert record.node(f"/data/{name}").value == "42", name
    assert record.node("/data/people[2]/first").value == "30"
    record.set("/data/people[1]/age", "31")
    assert record.node("/data/anywhere").value == "43"
    assert record.node("/data/people[2]/first").value == "31"


WHOLE = """
| survey | | | | | |
| | type | name | label | calculation | choice_filter |
| | begin_group | g | G | | |
| | text | a | A | | |
| | end_group | | | | |
| | begin_repeat | people | Người | | |
| | text | name | Tên | | |
| | end_repeat | | | | |
| | calculate | text | | string-length(/data/g) | |
| | calculate | many | | count(${people}) | |
| | select_one ${name} | who | Ai | | |
"""


def test_the_text_of_a_group_is_that_of_what_stands_in_it():
    record = opened(WHOLE)
    assert record.node("/data/text").value == "0"
    changes = record.set("/data/g/a", "abc")
    assert record.node("/data/text").value == "3"
    assert "/data/text" in changes.refs


def test_choices_made_of_rows_are_to_be_looked_at_when_a_row_changes():
    record = opened(WHOLE)
    changes = record.set("/data/people[1]/name", "An")
    assert "/data/who" in changes.refs
    assert "/data/many" not in changes.refs
    assert [c.label for c in record.choices("/data/who")] == ["An"]
