"""Every error code has its sentence in Vietnamese and in English."""

import ast
import tomllib
from string import Formatter

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


def texts_of_the_program():
    """Whole texts, and the beginnings of texts that are put together."""
    whole, beginnings = set(), set()
    for tree in modules().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            if isinstance(node, ast.JoinedStr) and node.values:
                first = node.values[0]
                if isinstance(first, ast.Constant) and "." in first.value:
                    beginnings.add(first.value)
    return whole, tuple(beginnings)


def test_no_sentence_waits_for_a_code_that_nobody_says():
    whole, beginnings = texts_of_the_program()
    orphans = [
        code
        for code in sentences("vi")
        if code not in whole and not code.startswith(beginnings)
    ]
    assert orphans == []


def facts_of(sentence):
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_both_languages_tell_the_same_facts():
    english = sentences("en")
    differing = [
        code
        for code, sentence in sentences("vi").items()
        if facts_of(sentence) != facts_of(english.get(code, ""))
    ]
    assert differing == []


def facts_given():
    """Code -> facts that some raise gives it; codes given a mapping are left out."""
    given, open_ended = {}, set()
    for tree in modules().values():
        for call in calls(tree):
            if name_called(call) not in ERRORS or not call.args:
                continue
            code = getattr(call.args[0], "value", None)
            given.setdefault(code, set()).update(word.arg for word in call.keywords)
            if any(word.arg is None for word in call.keywords):
                open_ended.add(code)
    return {code: facts for code, facts in given.items() if code not in open_ended}


def test_each_fact_a_sentence_tells_is_given_where_it_is_raised():
    told = sentences("vi")
    missing = {
        code: facts_of(told[code]) - facts
        for code, facts in facts_given().items()
        if code in told and facts_of(told[code]) - facts
    }
    assert missing == {}


def test_the_law_sees_codes():
    assert len(codes_raised()) > 20
