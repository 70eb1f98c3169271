"""Size and shape of the house (docs/architecture.md)."""

import ast
import statistics

import pytest

from tests.package.source import modules

LENGTHS = {path: len(path.read_text("utf-8").splitlines()) for path in modules()}
FUNCTIONS = [
    (path, node)
    for path, tree in modules().items()
    for node in ast.walk(tree)
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
]


def percentile_95(values):
    return statistics.quantiles(values, n=20)[-1]


def lines_of(node):
    return node.end_lineno - node.lineno + 1


def test_no_module_is_longer_than_400_lines():
    assert {str(path): n for path, n in LENGTHS.items() if n > 400} == {}


def test_most_modules_fit_on_two_screens():
    assert statistics.median(LENGTHS.values()) <= 90
    assert percentile_95(LENGTHS.values()) <= 300


def test_no_function_is_longer_than_50_lines():
    long = [f"{p}:{f.name}" for p, f in FUNCTIONS if lines_of(f) > 50]
    assert long == []


def test_most_functions_are_short():
    lengths = [lines_of(function) for _, function in FUNCTIONS]
    assert statistics.median(lengths) <= 8
    assert percentile_95(lengths) <= 30


def public_methods(node):
    return [
        item.name
        for item in node.body
        if isinstance(item, ast.FunctionDef)
        and not item.name.startswith("_")
        and not item.name.endswith("Event")  # Qt's protected hooks, called by Qt alone
    ]


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.stem)
def test_no_class_has_more_than_15_public_methods(path):
    classes = [n for n in ast.walk(modules()[path]) if isinstance(n, ast.ClassDef)]
    assert [c.name for c in classes if len(public_methods(c)) > 15] == []


def test_the_main_window_is_shorter_than_200_lines():
    found = [n for path, n in LENGTHS.items() if path.name == "main_window.py"]
    assert all(n < 200 for n in found)
