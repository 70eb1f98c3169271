"""Every error code has its sentence in Vietnamese and in English."""

import ast
import tomllib

import pytest

from tests.package.source import ROOT, calls, modules, name_called

ERRORS = {"Error", "Fault", "Usage", "Refused", "Environment"}
MESSAGES = ROOT / "resources" / "messages"


def codes_raised():
    found = {}
    for path, tree in modules().items():
        for call in calls(tree):
            if name_called(call) in ERRORS and call.args:
                code = call.args[0]
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    found.setdefault(code.value, path.name)
    return found


def sentences(language):
    found = {}
    files = [
        MESSAGES / f"{language}.toml",
        *(MESSAGES / f"{language}.d").glob("*.toml"),
    ]
    for path in files:
        if path.exists():
            found |= tomllib.loads(path.read_text("utf-8"))
    return found


@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_code_has_a_sentence(language):
    missing = {c: p for c, p in codes_raised().items() if c not in sentences(language)}
    assert missing == {}


def test_both_languages_know_the_same_codes():
    assert set(sentences("vi")) == set(sentences("en"))


def test_the_law_sees_codes():
    assert len(codes_raised()) > 20
