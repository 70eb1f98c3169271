"""docs/security.md: every row of the threat model, and only tests that there are."""

import ast
import re

from tests.package.source import ROOT

PAGE = (ROOT / "docs/security.md").read_text("utf-8")
ROWS = 38  # of the threat model
ROW = re.compile(r"(?m)^\| (\d+) \| ([^|]+?) \| ([^|]*?) ?\| ([^|]+) \|$")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def functions_of(file):
    if not (ROOT / file).is_file():
        return set()
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_threat_has_its_row():
    assert [int(row[0]) for row in ROW.findall(PAGE)] == list(range(1, ROWS + 1))


def test_every_row_has_a_test_or_says_why_there_is_none():
    held = re.compile(TEST.pattern + "|^none( yet| can exist)?: ")
    assert [n for n, _, _, by in ROW.findall(PAGE) if not held.search(by)] == []
    assert [
        n for n, _, says, by in ROW.findall(PAGE) if TEST.search(by) and not says
    ] == []


def test_every_named_test_exists():
    named = TEST.findall(PAGE)
    assert len(named) > 50
    assert [
        (file, name) for file, name in named if name not in functions_of(file)
    ] == []
