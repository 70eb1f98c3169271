"""The engine meets its targets on the shared tables (make conformance tells all)."""

import pytest

from tests.conformance.tables import GATES, SHARED, TABLES, judged
from tests.conformance.tally import Gate, Outcome, Tally

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


@pytest.fixture(scope="module", params=["xpath", "scenarios"])
def tally(request):
    return Tally(request.param, outcomes(request.param))


def outcomes(kind):
    if not (TABLES / f"{kind}.json").exists():
        pytest.skip(f"{TABLES} is absent")
    return judged(kind, TABLES)


def below(tally):
    return {
        gate.words: tally.failures()
        for gate in GATES[tally.kind]
        if tally.gate(gate)[0] < gate.target
    }


def test_each_target_is_met(tally):
    assert below(tally) == {}


def test_nothing_escapes_the_engine_but_its_own_refusals(tally):
    assert [one for one in tally.outcomes if "escaped: " in one.came] == []


def test_forms_of_others_open_or_are_refused_as_they_should():
    if not (SHARED / "forms").exists():
        pytest.skip(f"{SHARED}/forms is absent")
    assert below(Tally("forms", judged("forms", SHARED))) == {}


def test_a_share_below_the_target_is_told():
    found = [Outcome("a", "agreed", str(n), n > 2) for n in range(100)]
    share, line = Tally("xpath", found).gate(Gate("rows", "agreed", 0.99))
    assert share == 0.97
    assert line == (
        "xpath rows: 97 passed, 3 failed (97.00%, target 99%)  BELOW THE TARGET"
    )
    assert len(Tally("xpath", found).failures()) == 3
