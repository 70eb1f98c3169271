"""The soak tries fresh seeds, notes them, and goes on where it was stopped."""

import pytest

from tests.soak.book import Book, Span
from tests.soak.parts import Part, one_round, run

HEAD = (
    "| day | what | first seed | count | commit | result |\n|---|---|---|---|---|---|\n"
)
TESTS = """
import os, pytest
FIRST, COUNT = int(os.environ["SEED"]), int(os.environ["GRAINS"])
@pytest.mark.parametrize("seed", range(FIRST, FIRST + COUNT))
def test_grain(seed):
    {holds}
"""


@pytest.fixture
def book(tmp_path):
    (tmp_path / "soak.md").write_text(HEAD)
    return Book(tmp_path / "soak.md", tmp_path / ".cache" / "soak.json")


@pytest.fixture
def part(tmp_path):
    """part("assert seed < 5") is a part whose tests do that."""

    def _part(holds):
        file = tmp_path / "test_grain.py"
        file.write_text(TESTS.format(holds=holds))
        return Part("grains", "GRAINS", str(file), 100, 4, each=True)

    return _part


def cells(book):
    lines = book.table.read_text().splitlines()[2:]
    return [[cell.strip() for cell in line.split("|")[2:-1]] for line in lines]


def test_what_held_is_a_row_and_the_next_soak_begins_behind_it(book, part):
    assert run(part("assert seed < 9"), 6, book, "abc")
    assert cells(book) == [["grains", "0", "6", "abc", "held"]]
    assert run(part("assert seed >= 6"), 2, book, "abc")
    assert cells(book)[1] == ["grains", "6", "2", "abc", "held"]


def test_a_seed_that_fails_is_named_by_its_round_and_ends_the_part(book, part):
    assert not run(part("assert seed != 5"), 12, book, "abc")
    assert cells(book) == [["grains", "0", "8", "abc", "FAILED, 4 from seed 4"]]


def test_tests_that_were_all_skipped_count_as_nothing_tried(book, part):
    assert not run(part("pytest.skip()"), 4, book, "abc")
    assert cells(book)[0][-1].startswith("FAILED")


def test_a_stopped_soak_goes_on_where_it_was(book, part):
    book.keep("grains", Span(0, 8, "abc"))
    assert run(part("assert seed >= 8"), 10, book, "abc")
    assert cells(book) == [["grains", "0", "10", "abc", "held"]]


def test_what_another_commit_had_begun_is_not_counted(book):
    book.keep("grains", Span(0, 8, "abc"))
    assert book.begun("grains", "def") == Span(0, 0, "def")


SCRIPTS = """
import os
from hypothesis import given, strategies as st
@given(st.integers(0, 10**9))
def test_numbers(n):
    with open({file!r}, "a") as drawn:
        drawn.write(f"{{os.environ['SEED']}} {{n}}\\n")
"""


def test_rounds_draw_anew_even_where_ci_asks_for_the_same_each_time(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("CI", "true")
    drawn, file = tmp_path / "drawn", tmp_path / "test_numbers.py"
    file.write_text(SCRIPTS.format(file=str(drawn)))
    part = Part("numbers", "NUMBERS", str(file), 2, 1, each=False)
    for seed in (1, 2):
        assert one_round(part, seed, 1)[0]
    words = [line.split() for line in drawn.read_text().splitlines()]
    first, second = ({n for seed, n in words if seed == s} for s in "12")
    assert len(first & second) < len(first) // 2
