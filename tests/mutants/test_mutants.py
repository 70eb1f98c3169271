"""The runner of make mutants: which changes it makes, whom it asks, what it prints."""

import ast

import pytest

from tests.mutants.__main__ import Mutant, lines
from tests.mutants.changes import changed, changes
from tests.mutants.judges import Bench, Judge, by_file
from tests.package.source import ROOT

# A statement that is an expression can be left out, too: None.
MADE = {
    "a < b": ["a <= b", "a >= b", "None"],
    "a == b": ["a != b", "None"],
    "a in b": ["a not in b", "None"],
    "a < b < c": ["a <= b < c", "a >= b < c", "a < b <= c", "a < b >= c", "None"],
    "a and b": ["a or b", "None"],
    "a + b": ["a - b", "None"],
    "a += b": ["a -= b"],
    "-a": ["+a", "None"],
    "not a": ["not not a", "None"],
    "a if b else c": ["a if not b else c", "None"],
    "a if b == c else d": ["a if b != c else d", "None"],
    "f(1)": ["f(2)", "f(0)", "None"],
    "f('x')": ["f('XXxXX')", "None"],
    "f(b'x')": ["f(b'XXx')", "None"],
    "f(True)": ["f(False)", "None"],
    "a = b": ["a = None"],
    "a = ''": ["a = 'XX'"],
    "def f(a=1):\n    return a": [
        "def f(a=2):\n    return a",
        "def f(a=0):\n    return a",
        "def f(a=1):\n    return None",
    ],
    "raise a": ["pass"],
    "MAX_ROWS = {'a': 1}": [
        "MAX_ROWS = None",
        "MAX_ROWS = {'XXaXX': 1}",
        "MAX_ROWS = {'a': 2}",
        "MAX_ROWS = {'a': 0}",
    ],
    "while a:\n    break": ["while not a:\n    break", "while a:\n    continue"],
    "for a in b:\n    continue": ["for a in b:\n    break"],
}


@pytest.mark.parametrize("source", MADE)
def test_each_small_change_is_made_by_itself(source):
    count = len(changes(source)[1])
    made = [ast.unparse(changed(source, number)) for number in range(count)]
    assert sorted(made) == sorted(MADE[source])


PASSED_OVER = [
    '"""A docstring."""',
    "def f(a: 'A', b: list[1]) -> 'B':\n    'A docstring.'",
    "import a",
    "__slots__ = ('a', 'b')",
    "Names = tuple[str, ...]",
    "Names: TypeAlias = 'list[str]'",
    "def f(a=NewType('Ref', str)):\n    pass",
    "if TYPE_CHECKING:\n    a = 1",
    "@lru_cache(maxsize=1)\ndef f():\n    pass",
    "@overload\ndef f(a=1): ...",
    "def __repr__(self):\n    return f'<{self.a}>'",
    "assert a == 1, 'said'",
    "MAX_NODES = 3 * 100_000",
    "MAX_FILE = 2048 * MIB",
    "a = 1  # pragma: no cover",
]


@pytest.mark.parametrize("source", PASSED_OVER)
def test_what_no_test_could_tell_is_passed_over(source):
    found = [change.words for change in changes(source)[1]]
    assert found in (
        [],
        ["NewType('Ref', str): None"],
        ["Ref = NewType('Ref', str): None"],
    )


def test_every_change_of_a_module_of_the_engine_compiles():
    source = (ROOT / "desktop/xforms/casts.py").read_text("utf-8")
    for number in range(len(changes(source)[1])):
        compile(changed(source, number), "casts", "exec")


PATH = ROOT / "desktop" / "xforms" / "casts.py"


def judge(name, seconds, *numbers):
    return Judge(name, seconds, frozenset((str(PATH), number) for number in numbers))


def test_those_that_pass_a_line_are_asked_the_quickest_first_and_not_for_ever():
    judges = [judge("a::b", 19.0, 2), judge("a::c", 1.0, 2), judge("b::d", 4.0, 2, 3)]
    bench = Bench(({(str(PATH), 1)}, judges, {}))

    def asked(line):
        return [one.name for one in bench.asked(PATH, line)]

    assert asked(2) == ["a::c", "b::d"]
    assert asked(3) == ["b::d", "a::c"]
    assert asked(1) == asked(4) == ["a::c", "b::d"]  # of the module: those of its file


def test_what_is_done_on_import_is_judged_by_others_too():
    other = Judge("c::d", 0.5, frozenset())
    bench = Bench(({(str(PATH), 1)}, [judge("a::c", 1.0, 2), other], {}))
    assert [one.name for one in bench.asked(PATH, 1)] == ["a::c", "c::d"]
    assert [one.name for one in bench.asked(PATH, 2)] == ["a::c"]


def test_tests_are_run_by_file_the_file_of_the_quickest_first():
    found = by_file([judge("a::b", 3), judge("b::c", 1), judge("a::d", 1)])
    assert found == [("b", ["b::c"]), ("a", ["a::b", "a::d"])]


def test_the_figures_are_told_by_file_and_in_total():
    one, two, three = (
        Mutant(ROOT / file, number, 1, "")
        for file, number in (("b.py", 0), ("a.py", 0), ("b.py", 1))
    )
    assert lines([one, two, three], [three]) == [
        "a.py: 1 killed / 0 survived / 1 (100.0%)",
        "b.py: 1 killed / 1 survived / 2 (50.0%)",
        "in total: 2 killed / 1 survived / 3 (66.7%)",
    ]
