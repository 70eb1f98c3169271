"""= != < <= > >= over every pair of value kinds (XPath 1.0, 3.4, and ODK dates)."""

import operator
from collections.abc import Callable
from datetime import date

from desktop.xforms.xpath.values import (
    Hidden,
    Value,
    days_of,
    text_number,
    to_boolean,
    to_number,
    to_string,
)

Test = Callable[[float, float], bool]

CLOSE = 1e-12  # 0.1 + 0.2 = 0.3, as JavaRosa has it


def _equal(left: float, right: float) -> bool:
    return left == right or abs(left - right) < CLOSE


def _differ(left: float, right: float) -> bool:
    return not _equal(left, right)


_TESTS: dict[str, Test] = {
    "=": _equal,
    "!=": _differ,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def compare(sign: str, left: Value, right: Value) -> bool:
    """``left sign right``"""
    equality = sign in ("=", "!=")
    if equality and type(left) is list and type(right) is str:  # nearly all
        return any((node.string() == right) == (sign == "=") for node in left)
    left, right = _shown(left), _shown(right)
    if equality and (isinstance(left, bool) or isinstance(right, bool)):
        return (to_boolean(left) == to_boolean(right)) == (sign == "=")
    if isinstance(left, list):
        return any(compare(sign, node.string(), right) for node in left)
    if isinstance(right, list):
        return any(compare(sign, left, node.string()) for node in right)
    if isinstance(left, date) or isinstance(right, date):
        return _TESTS[sign](_days(left), _days(right))
    if equality and isinstance(left, str) and isinstance(right, str):
        return (left == right) == (sign == "=")
    return _TESTS[sign](to_number(left), to_number(right))


def _shown(value: Value) -> Value:
    """What was answered and is hidden reads as not answered."""
    return "" if isinstance(value, Hidden) else value


def _days(value: Value) -> float:
    """A date beside a date: text reads as one."""
    if isinstance(value, date):
        return days_of(value)
    if isinstance(value, (float, bool)):
        return to_number(value)
    return text_number(to_string(value))
