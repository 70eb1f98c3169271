"""Conditions: what is not needed is not computed."""

from desktop.xforms.xpath.context import Context, Run
from desktop.xforms.xpath.registry import function, lazy
from desktop.xforms.xpath.values import (
    NO_DATE,
    Value,
    strings,
    to_boolean,
    to_number,
    to_string,
)


@function("true", 0)
def _true() -> Value:
    return True


@function("false", 0)
def _false() -> Value:
    return False


@function("not", 1)
def _not(value: Value) -> Value:
    return not to_boolean(value)


@lazy("if", 3)
def _if(context: Context, test: Run, then: Run, otherwise: Run) -> Value:
    return then(context) if to_boolean(test(context)) else otherwise(context)


@lazy("coalesce", 1, None)
def _coalesce(context: Context, *parts: Run) -> Value:
    for part in parts:
        text = to_string(part(context))
        if text not in ("", "NaN", NO_DATE):
            return text
    return ""


@lazy("once", 1)
def _once(context: Context, part: Run) -> Value:
    """What the node already holds; only an empty node is computed."""
    return context.current.string() or part(context)


@function("checklist", 2, None)
def _checklist(least: Value, most: Value, *tests: Value) -> Value:
    held = sum(sum(1 for one in _flat(test) if to_boolean(one)) for test in tests)
    return _within(held, least, most)


@function("weighted-checklist", 4, None)
def _weighted_checklist(least: Value, most: Value, *pairs: Value) -> Value:
    tests = [one for value in pairs[::2] for one in _flat(value)]
    weights = [to_number(one) for value in pairs[1::2] for one in _flat(value)]
    total = sum(
        weight for test, weight in zip(tests, weights, strict=False) if to_boolean(test)
    )
    return _within(total, least, most)


def _flat(value: Value) -> list[Value]:
    """The texts of a node-set: true where they say so."""
    if not isinstance(value, list):
        return [value]
    return [_said(text) for text in strings(value)]


def _said(text: str) -> Value:
    if text.strip().lower() in ("", "false"):
        return False
    number = to_number(text)
    return text if number != number else number


def _within(total: float, least: Value, most: Value) -> bool:
    low, high = to_number(least), to_number(most)
    return (low < 0 or total >= low) and (high < 0 or total <= high)
