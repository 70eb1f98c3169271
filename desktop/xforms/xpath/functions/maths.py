"""Numbers: XPath 1.0, and the trigonometry of ODK."""

import math
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from desktop.xforms.tree import ELEMENT, Node
from desktop.xforms.xpath.context import Context
from desktop.xforms.xpath.registry import contextual, function, nodes
from desktop.xforms.xpath.values import (
    NAN,
    Value,
    strings,
    text_number,
    to_number,
)


def _numbers(values: Sequence[Value]) -> list[float]:
    found: list[float] = []
    for value in values:
        if isinstance(value, list):
            found += [text_number(text) for text in strings(value)]
        else:
            found.append(to_number(value))
    return found


@function("sum", 1)
def _sum(value: Value) -> Value:
    return _safe(math.fsum, _numbers([nodes(value, "sum")]))


def _extreme(values: Sequence[Value], pick: Callable[[list[float]], float]) -> float:
    found = _numbers(values)
    return NAN if not found or any(n != n for n in found) else pick(found)


@function("min", 1, None)
def _min(*values: Value) -> Value:
    return _extreme(values, min)


@function("max", 1, None)
def _max(*values: Value) -> Value:
    return _extreme(values, max)


@function("count-non-empty", 1)
def _count_non_empty(value: Value) -> Value:
    found = nodes(value, "count-non-empty")
    return float(sum(1 for node in found if node.string() or _has_elements(node)))


def _has_elements(node: Node) -> bool:
    return any(child.kind == ELEMENT for child in node.children)


@function("floor", 1)
def _floor(value: Value) -> Value:
    return _whole(to_number(value), math.floor)


@function("ceiling", 1)
def _ceiling(value: Value) -> Value:
    return _whole(to_number(value), math.ceil)


@function("int", 1)
def _int(value: Value) -> Value:
    return _whole(to_number(value), math.trunc)


def _whole(number: float, pick: Callable[[float], int]) -> float:
    return float(pick(number)) if math.isfinite(number) else number


@function("round", 1, 2)
def _round(value: Value, places: Value = 0.0) -> Value:
    """Halves go away from zero; negative places round left of the point."""
    number, digits = _with_comma(value), to_number(places)
    if not math.isfinite(number) or not math.isfinite(digits):
        return number if math.isfinite(digits) else NAN
    if abs(digits) > 30:
        return number if digits > 0 else 0.0
    return _half_away(number, int(digits))


def _with_comma(value: Value) -> float:
    """A decimal comma is read too, as JavaRosa does here."""
    text = value.replace(",", ".") if isinstance(value, str) else value
    return to_number(text)


def _half_away(number: float, digits: int) -> float:
    scaled = Decimal(repr(number)).scaleb(digits)
    return float(scaled.to_integral_value(rounding=ROUND_HALF_UP).scaleb(-digits))


@function("abs", 1)
def _abs(value: Value) -> Value:
    return abs(to_number(value))


@function("pow", 2)
def _pow(base: Value, exponent: Value) -> Value:
    return _safe(math.pow, to_number(base), to_number(exponent))


def _safe(apply: Callable[..., float], *given: object) -> float:
    try:
        return apply(*given)
    except ValueError:
        return NAN
    except OverflowError:
        return math.inf


def _log(number: float) -> float:
    return -math.inf if number == 0 else math.log(number)


def _log10(number: float) -> float:
    return -math.inf if number == 0 else math.log10(number)


def _register_plain() -> None:
    plain: dict[str, Callable[[float], float]] = {
        "sin": math.sin, "cos": math.cos, "tan": math.tan, "asin": math.asin,
        "acos": math.acos, "atan": math.atan, "sqrt": math.sqrt, "exp": math.exp,
        "log": _log, "log10": _log10,
    }  # fmt: skip
    for name, apply in plain.items():
        function(name, 1)(_applied(apply))


def _applied(apply: Callable[[float], float]) -> Callable[[Value], Value]:
    return lambda value: _safe(apply, to_number(value))


_register_plain()


@function("atan2", 2)
def _atan2(y: Value, x: Value) -> Value:
    return math.atan2(to_number(y), to_number(x))


@function("exp10", 1)
def _exp10(value: Value) -> Value:
    return _safe(math.pow, 10.0, to_number(value))


@function("pi", 0)
def _pi() -> Value:
    return math.pi


@contextual("random", 0)
def _random(context: Context) -> Value:
    return int.from_bytes(context.world.random.bytes(7)) / 2**56
