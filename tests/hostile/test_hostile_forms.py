"""The hostile forms that cost little (make hostile tries the large ones, too)."""

import pytest

from tests.hostile.__main__ import tried, wrong
from tests.hostile.apart import Cost
from tests.hostile.cases import CASES
from tests.hostile.trial import OPENS

CHEAP = [case for case in CASES if not case.heavy]


@pytest.mark.parametrize("case", CHEAP, ids=lambda case: case.what)
def test_it_is_refused_by_name_or_bounded(case, tmp_path):
    assert wrong(case, tried(case, tmp_path)) == ""


def test_what_is_neither_refused_nor_bounded_is_told():
    case = next(case for case in CHEAP if case.ends == OPENS)
    assert wrong(case, Cost([OPENS], 0.1, 1)) == ""
    assert wrong(case, Cost([OPENS], 30, 1)) == "over 2 s or 150 MB"
    assert wrong(case, Cost([OPENS], 0.1, 900)) == "over 2 s or 150 MB"
    assert wrong(case, Cost(None, 0.1, 1)) == "killed"
    assert wrong(case, Cost(["form.loop"], 0.1, 1)) == "not opens"
    assert wrong(case, Cost(["escaped: KeyError()", OPENS], 0, 0)).startswith("escaped")
