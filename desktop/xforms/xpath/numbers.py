"""Arithmetic as IEEE 754 and XPath have it: nothing raises."""

import math
from collections.abc import Callable

NAN, INFINITY = float("nan"), float("inf")


def _divide(left: float, right: float) -> float:
    if right:
        return left / right
    if left == 0 or left != left or right != right:
        return NAN
    return math.copysign(INFINITY, left) * math.copysign(1, right)


def _modulo(left: float, right: float) -> float:
    if not right or math.isinf(left) or left != left or right != right:
        return NAN
    return math.fmod(left, right)


def _add(left: float, right: float) -> float:
    return left + right


def _subtract(left: float, right: float) -> float:
    return left - right


def _multiply(left: float, right: float) -> float:
    return left * right


ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": _add,
    "-": _subtract,
    "*": _multiply,
    "div": _divide,
    "mod": _modulo,
}
