"""After any script the state is the one computed from nothing."""

import pytest
from hypothesis import HealthCheck, given, settings

from desktop.errors import Refused
from desktop.xforms.engine import Form
from desktop.xforms.parse import parse
from desktop.xforms.xlsform import compile_markdown, compile_table
from tests.conformance.tables import SHARED
from tests.rounds import SCRIPTS
from tests.xforms.scripts import STEPS, from_nothing, opened, play, state

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
HOUSEHOLD = """
| survey | | | | | | | | | |
| | type | name | label::Vi (vi) | label::En (en) | relevant | calculation | constraint | required | choice_filter | readonly |
| | select_one yn | open | Mở | Open | | | | | | |
| | integer | many | Số ${open} | Number ${open} | ${open} = 'y' | | . > 0 and . < 10 | ${open} = 'y' | | |
| | begin_group | inner | Trong | Inside | ${many} > 1 | | | | | |
| | select_one_from_file areas.csv | area | Vùng | Area | | | | yes | parent = ${many} | |
| | decimal | share | Phần | Share | ${many} != 3 | | . <= ${many} | | | ${many} = 2 |
| | calculate | twice | | | | ${share} * 2 + ${many} | | | | |
| | end_group | | | | | | | | | |
| | begin_repeat | people | Người | People | ${open} = 'y' | | | | | |
| | integer | age | Tuổi ${place} | Age ${place} | | | . < 120 | | | |
| | calculate | place | | | | position(..) | | | | |
| | calculate | elder | | | | if(${age} > 10, ${place}, '') | | | | |
| | text | why | Vì sao | Why | ${age} > ${many} | | | yes | | |
| | calculate | sofar | | | | sum(/data/people[position() <= position(current()/..)]/age) | | | | |
| | begin_repeat | pets | Vật nuôi | Pets | ${age} > 1 | | | | | |
| | text | pet | Tên ${age} | Name ${age} | | | . != ${open} | | | |
| | calculate | label_of | | | | concat(${pet}, '-', ${place}, '-', position(..)) | | | | |
| | end_repeat | | | | | | | | | |
| | end_repeat | | | | | | | | | |
| | calculate | total | | | | sum(${age}) | | | | |
| | calculate | deep | | | | count(//pet[. != '']) + sum(//age) | | | |
| | calculate | near | | | | count(/data/people[age > 1]/pets/preceding-sibling::age[. != '']) | | | |
| | calculate | rows | | | | count(${people}) + count(${pets}) | | | | |
| | calculate | said | | | | jr:choice-name(${open}, '${open}') | | | | |
| | note | end | Cộng ${total} của ${rows} ${said} | Sum ${total} of ${rows} ${said} | ${total} > 5 | | | | | |
| choices | | | | |
| | list_name | name | label::Vi (vi) | label::En (en) |
| | yn | y | Có | Yes |
| | yn | n | Không | No |
"""

COUNTED = """
| survey | | | | | | | |
| | type | name | label | relevant | calculation | constraint | repeat_count | trigger |
| | integer | wanted | Số dòng | | | . < 6 | | |
| | text | word | Chữ | | | | | |
| | text | copy | Chép | | concat('x', ${word}) | | | ${word} |
| | begin_repeat | lines | Dòng | | | | ${wanted} | |
| | integer | n | Số ${wanted} | position(..) != 2 | | | | |
| | calculate | before | | | indexed-repeat(${n}, ${lines}, position(..) - 1) | | | |
| | end_repeat | | | | | | | |
| | calculate | best | | | max(${n}) | | | |
| | select_one fruit | fruit | Quả ${best} | ${best} > 2 | | | | |
| | select_multiple fruit | fruits | Các quả | ${fruit} != 'b' | | count-selected(.) < 3 | | |
| | calculate | picked | | | selected(${fruits}, ${fruit}) | | | |
| choices | | | |
| | list_name | name | label |
| | fruit | a | Táo |
| | fruit | b | Chuối |
| | fruit | c | Cam |
"""

TRIGGERED = """
| survey | | | | | |
| | type | name | label | calculation | trigger |
| | text | a | A | | |
| | integer | b | B | 1 + 1 | ${a} |
"""


def compiled(markdown):
    return Form(parse(compile_markdown(markdown, "form").xform))


OWN = {"household": compiled(HOUSEHOLD), "counted": compiled(COUNTED)}
SHARED_NAMES = (
    "web-forms__whova_form.xlsx",
    "javarosa__child_vaccination_VOL_tool_v12.xml",
    "pyxform__UCL_Biomass_Plot_Form.xlsx",
    "pyxform__repeat-repeat_relative_reference.md",
    "web-forms__4-appearances.xml",
    "enketo__all-widgets.xml",
    "pyxform__widgets.xls",
    "web-forms__socio-economic-survey-v20240515.xlsx",
    "web-forms__5-select-types.xml",
    "enketo__exclude-non-relevant-basic.xml",
    "enketo__exclude-non-relevant-cascade-across-repeats.xml",
    "enketo__new_cascading_selections.xml",
    "enketo__nested-repeat-count.xml",
    "web-forms__08-complex-repeats.xml",
    "enketo__repeat-count-relative-nested.xml",
    "enketo__repeat-count-nested-3.xml",
    "pyxform__create_repeat-somewhat_ambiguous_repeat_nesting_references_with_saveto_and_competing_lists.md",
    "javarosa__event-odk-new-repeat.xml",
    "enketo__nested-repeats-itemset.xml",
    "pyxform__create_repeat-other_controls_before_and_after__ok.md",
    "enketo__randomize.xml",
    "enketo__setvalue-2.xml",
    "pyxform__repeat-choice_from_previous_repeat_answers_in_nested_repeat.md",
    "pyxform__repeat-mixed_variables_and_indexed_repeat_in_expression_text_type_nested_repeat_relative_path_exception.md",
    "pyxform__repeat-indexed_repeat_math_expression_nested_repeat_relative_path_exception.md",
    "pyxform__trigger-handling_multiple_trigger_column.md",
    "pyxform__static_defaults-static_defaults.md",
    "briefcase__choice-lists-predicate-relative-repeat.xml",
    "enketo__va_who_v1_5_3.xml",
    "pyxform__tutorial.xls",
)
EACH = -(-SCRIPTS // (len(OWN) + len(SHARED_NAMES)))  # rounded up: never fewer in all


def shared(name):
    path = SHARED / "forms" / name
    if not path.exists():
        pytest.skip("../shared/conformance/forms is absent")
    raw = path.read_bytes()
    if path.suffix != ".xml":
        raw = compile_table(raw, path.suffix, path.stem).xform
    return Form(parse(raw))


def differences(kept, fresh):
    refs = kept[0].keys() | fresh[0].keys()
    found = [
        (ref, kept[0].get(ref), fresh[0].get(ref))
        for ref in sorted(refs)
        if kept[0].get(ref) != fresh[0].get(ref)
    ]
    return found if found or kept[1] == fresh[1] else [kept[1], fresh[1]]


def check(form, steps):
    try:
        record = opened(form)
    except Refused:
        raise AssertionError("the form itself must open") from None
    play(record, form, steps)
    kept, fresh = state(record), state(from_nothing(record, form))
    assert differences(kept, fresh) == []


@pytest.mark.parametrize("name", OWN)
def test_own_forms_compute_the_same_from_nothing(name):
    prove(OWN[name])


@pytest.mark.parametrize("name", SHARED_NAMES)
def test_forms_of_others_compute_the_same_from_nothing(name):
    prove(shared(name))


def test_what_an_action_sets_takes_the_place_of_what_did_not_fit():
    form = compiled(TRIGGERED)
    record = opened(form)
    record.set("/data/b", "no number")
    record.set("/data/a", "x")
    node = record.node("/data/b")
    assert (node.value, node.invalid) == ("2", "")
    assert from_nothing(record, form).node("/data/b").value == "2"


def test_thirty_forms_are_those_of_others():
    assert len(set(SHARED_NAMES)) == len(SHARED_NAMES) >= 30
    assert EACH * (len(OWN) + len(SHARED_NAMES)) >= SCRIPTS


def prove(form):
    tried = []

    @settings(
        max_examples=EACH,
        deadline=None,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(STEPS)
    def run(steps):
        tried.append(steps)
        check(form, steps)

    run()
    assert len(tried) >= EACH
