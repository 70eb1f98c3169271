"""Nobody can tell from what is left how small a cell was that moved."""

from collections import defaultdict
from itertools import product

import pytest

from desktop.desk.small_cells import Fold, folded, hidden

NAMES = ("a", "b", "c")
THREE = Fold(NAMES, "other", 3)
ROWS = Fold((), "other", 3, rows="help", cell="times", by="measure")
FLOW = Fold(("new", "-better", "-left"), "change", 3, whole=True)


def table(*cells, other=""):
    told = {**dict(zip(NAMES, cells, strict=True)), "other": other}
    return {name: str(cell) if cell != "" else None for name, cell in told.items()}


def rows(**cells):
    return {
        "help": [
            {"_row": f"{at:016x}", "measure": name, "times": cell}
            for at, (name, cell) in enumerate(cells.items())
        ]
    }


@pytest.mark.parametrize(
    "before, after",
    [
        (table(5, 9, 0), table(5, 9, 0)),
        (table(5, 9, 0, other=4), table(5, 9, 0, other=4)),
        (table(2, 9, 0, other=4), table("", 9, 0, other=6)),
        (table(2, 1, 9, other=2), table("", "", 9, other=5)),
        (table(2, 7, 9), table("", "", 9, other=9)),  # alone it would be given back
        (table(1, 1, 1), table("", "", "", other=3)),
        (table(1, 1, 9, other=1), table("", "", "", other=12)),
        (table(5, 6, 7, other=2), table("", 6, 7, other=7)),
        (table(1, 0, 0), table("", "", "", other=1)),
        (table(1, 6, ""), table("", "", "", other=7)),  # nothing said stays unsaid
        (table("", "", ""), table("", "", "")),
    ],
)
def test_a_small_cell_moves_and_another_where_the_sum_would_tell(before, after):
    assert folded(before, (THREE,))[0] == after


def test_what_moved_is_named_with_its_limit():
    _, moved = folded(table(2, 7, 9), (THREE,))
    assert [(m.ref, m.by, m.below) for m in moved] == [
        ("/data/a", "", 3), ("/data/b", "", 3),
    ]  # fmt: skip


def test_the_rows_of_a_repeat_are_cells_too():
    before = rows(loans="2", jobs="8", visits="30", other=None)
    after, moved = folded(before, (ROWS,))
    assert after == rows(loans=None, jobs=None, visits="30", other="10")
    assert [(m.ref, m.by) for m in moved] == [
        ("/data/help[1]/times", "/data/help[1]/measure"),
        ("/data/help[2]/times", "/data/help[2]/measure"),
    ]
    unasked = {"help": [{"measure": "loans", "times": "2"}]}
    assert folded(unasked, (ROWS,)) == (unasked, ())  # nowhere to move to


def test_what_takes_away_moves_with_its_sign_and_all_at_once():
    before = {"new": "2", "better": "5", "left": "0", "change": None}
    after, _ = folded(before, (FLOW,))
    assert after == {"new": None, "better": None, "left": None, "change": "-3"}
    alike = {"new": "3", "better": "5", "left": "0", "change": None}
    assert folded(alike, (FLOW,))[0] == alike


def test_an_amount_goes_where_its_cell_goes():
    fold = Fold(NAMES, "other", 3, along=(("b", "million", "other_million"),))
    before = table(5, 2, 9) | {"million": "40.50", "other_million": "1.5"}
    after, _ = folded(before, (fold,))
    assert after["million"] is None and after["other_million"] == "42.00"
    kept = table(1, 2, 9) | {"million": None, "other_million": None}
    assert folded(kept, (fold,))[0]["other_million"] is None


@pytest.mark.parametrize("before", [table(2, 7, 9), table(1, 1, 9), table(1, 0, 0)])
def test_moving_again_moves_nothing(before):
    once, _ = folded(before, (THREE,))
    assert folded(once, (THREE,)) == (once, ())


def published(cells, own, fold):
    gone = hidden(cells, own, fold)
    signs = [-1 if c.startswith("-") else 1 for c in fold.cells]
    left = tuple(None if at in gone else n for at, n in enumerate(cells))
    return left, sum(signs[at] * cells[at] for at in gone) + own


def originals(fold, top, owns):
    """By what is published: every table of numbers up to ``top`` that comes to it."""
    found = defaultdict(list)
    for told in product(range(top + 1), repeat=len(fold.cells)):
        for own in owns:
            found[published(told, own, fold)].append((*told, own))
    return found


@pytest.mark.parametrize(
    "fold, top, least, owns",
    [
        (THREE, 9, 5, range(10)),
        (Fold(("a", "b"), "other", 3), 9, 5, range(10)),
        (Fold(NAMES, "other", 5), 14, 7, range(15)),
        (FLOW, 12, 6, [0]),
    ],
    ids=["three", "two", "below-5", "flow"],
)
def test_no_small_cell_can_be_told_from_the_rest(fold, top, least, owns):
    """Even by one who knows the rule: several tables end as the same, each cell apart."""
    tried = 0
    for (left, other), tables in originals(fold, top, owns).items():
        assert all(n is None or n == 0 or n >= fold.below for n in left)
        for told in tables:
            if max(told) > least:
                continue  # its twins may be larger than what is tried
            tried += 1
            for at, number in enumerate(told):
                if 0 < number < fold.below:
                    assert len({twin[at] for twin in tables}) > 1, (told, left, other)
    assert tried > 100


@pytest.mark.parametrize("fold", [THREE, Fold(NAMES, "other", 5)])
def test_sums_stay_the_same(fold):
    for cells in product(range(8), repeat=3):
        for own in range(8):
            left, other = published(cells, own, fold)
            assert sum(filter(None, left)) + other == sum(cells) + own
