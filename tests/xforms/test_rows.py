"""Rows that make rows, and what looks at them from outside."""

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
