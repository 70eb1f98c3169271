"""What is hidden reads as empty, as JavaRosa and web-forms have it."""

import pytest

from desktop.xforms.engine import Form, no_sources, open_instance
from desktop.xforms.parse import parse
from desktop.xforms.xlsform import compile_markdown
from tests.xforms.world import Counting, StillClock

TABLE = """
| survey | | | | | |
| | type | name | label | relevant | calculation |
| | text | open | Open | | |
| | text | born | Born | ${{open}} = 'y' | |
| | begin_group | inside | Inside | ${{open}} = 'y' | |
| | text | deep | Deep | | |
| | end_group | | | | |
| | text | asked | Asked | {rule} | |
| | calculate | how_many | | | count(${{born}}) + count(${{deep}}) |
"""


def opened(rule):
    form = Form(parse(compile_markdown(TABLE.format(rule=rule), "data").xform))
    return open_instance(form, no_sources, StillClock(), Counting())


@pytest.mark.parametrize("name", ["born", "deep"])
@pytest.mark.parametrize(
    "rule", ["{} != 'yes'", "{} = ''", "'' = {}", "not({} = 'yes')"]
)
def test_a_hidden_answer_beside_a_text_is_the_empty_text(name, rule):
    record = opened(rule.format(f"${{{name}}}"))
    path = "/data/inside/deep" if name == "deep" else "/data/born"
    assert record.node("/data/asked").relevant
    record.set("/data/open", "y")
    record.set(path, "yes")
    assert not record.node("/data/asked").relevant
    record.set("/data/open", "n")
    assert record.node("/data/asked").relevant


def test_a_hidden_answer_is_no_number_and_is_not_counted():
    record = opened("${born} < 5")
    assert not record.node("/data/asked").relevant
    assert record.node("/data/how_many").value == "0"


def test_two_hidden_answers_are_alike():
    assert opened("${born} = ${deep}").node("/data/asked").relevant
