"""What has one home stays there: SQL, the time, chance."""

import ast
import re

from tests.package.source import DESKTOP, modules

SQL = re.compile(
    r"\s*(SELECT\s.+\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM"
    r"|CREATE\s+(TABLE|INDEX|VIRTUAL)|PRAGMA\s)",
    re.DOTALL,
)
WORLD = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"),
    ("date", "today"), ("time", "time"), ("uuid", "uuid4"), ("os", "urandom"),
}  # fmt: skip


def strings(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_sql_stands_only_in_store():
    guilty = [
        f"{path}: {text[:40]!r}"
        for path, tree in modules().items()
        if path.relative_to(DESKTOP).parts[0] != "store"
        for text in strings(tree)
        if SQL.match(text)
    ]
    assert guilty == []


def attribute_pairs(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield node.value.id, node.attr


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_time_and_chance_are_passed_in():
    for path, tree in modules().items():
        if path.name == "app.py" and path.parent == DESKTOP:
            continue
        assert not WORLD & set(attribute_pairs(tree)), path
        assert not {"random", "secrets"} & set(imported(tree)), path
