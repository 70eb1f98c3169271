"""What a form says, in each of its languages; and what a control lets stand."""

import pytest

from desktop.errors import Refused
from desktop.xforms.engine import Form, no_sources, open_instance
from desktop.xforms.parse import parse
from desktop.xforms.xlsform import compile_markdown
from tests.xforms.world import Counting, StillClock

TWO = """
| survey | | | | | | | |
| | type | name | label::Tiếng Việt (vi) | label::English (en) | hint::English (en) | constraint | constraint_message::Tiếng Việt (vi) |
| | select_one yn | open | Mở cửa? | Open? | Ask | | |
| | integer | many | Mấy người, ${open}? | How many, ${open}? | | . < 10 | Ít hơn 10, không phải ${many} |
| | text | said | Nói | Said | | | |
| | range | mark | Điểm | Mark | | | |
| choices | | | | |
| | list_name | name | label::Tiếng Việt (vi) | label::English (en) |
| | yn | y | Có | Yes |
| | yn | n | Không | No |
| settings | | |
| | form_id | default_language |
| | two | Tiếng Việt (vi) |
"""


def opened():
    form = Form(parse(compile_markdown(TWO, "two").xform))
    return open_instance(form, no_sources, StillClock(), Counting())


def labels(record):
    return [n.label for n in record.nodes() if "/meta" not in n.ref]


def test_a_form_speaks_its_default_language_and_then_the_one_asked_for():
    record = opened()
    assert labels(record) == ["Mở cửa?", "Mấy người, ?", "Nói", "Điểm"]
    changes = record.language("English (en)")
    assert labels(record) == ["Open?", "How many, ?", "Said", "Mark"]
    assert "/data/open" in changes.refs
    assert record.node("/data/open").hint == "Ask"
    assert [c.label for c in record.choices("/data/open")] == ["Yes", "No"]
    record.language("Tiếng Việt (vi)")
    assert [c.label for c in record.choices("/data/open")] == ["Có", "Không"]


def test_a_language_that_the_form_lacks_is_refused():
    with pytest.raises(Refused) as caught:
        opened().language("Français (fr)")
    assert caught.value.code == "form.no_language"


def test_a_text_is_filled_in_as_answers_come():
    record = opened()
    changes = record.set("/data/open", "y")
    assert "/data/many" in changes.refs
    assert record.node("/data/many").label == "Mấy người, y?"
    record.set("/data/many", "12")
    (problem,) = record.problems()
    assert problem.message == "Ít hơn 10, không phải 12"
    record.set("/data/many", "9")
    assert record.problems() == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [("1", None), ("10", None), ("5", None), ("0", "type"), ("11", "type"), ("", None)],
)
def test_a_range_lets_only_what_lies_in_it_stand(text, kind):
    record = opened()
    record.set("/data/mark", text)
    assert [p.kind for p in record.problems()] == ([kind] if kind else [])
    assert record.node("/data/mark").value == ("" if kind else text)
    assert record.node("/data/mark").invalid == (text if kind else "")


def test_a_number_outside_a_range_question_has_no_ends():
    record = opened()
    record.set("/data/many", "0")
    assert record.problems() == ()
