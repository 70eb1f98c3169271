"""Strings."""

import math
import re

from desktop.xforms.xpath.context import Context
from desktop.xforms.xpath.faults import Failed
from desktop.xforms.xpath.patterns import found
from desktop.xforms.xpath.registry import contextual, function, lengthy, own
from desktop.xforms.xpath.values import (
    MAX_TEXT,
    Value,
    strings,
    to_number,
    to_string,
)


def _flat(values: tuple[Value, ...]) -> list[str]:
    found: list[str] = []
    for value in values:
        found += strings(value) if isinstance(value, list) else [to_string(value)]
    return found


@lengthy("concat", 0, None)
def _concat(*values: Value) -> Value:
    return _joined("", _flat(values), "concat")


@lengthy("join", 1, None)
def _join(glue: Value, *values: Value) -> Value:
    return _joined(to_string(glue), _flat(values), "join")


def _joined(glue: str, texts: list[str], name: str) -> str:
    """Texts that double from row to row would fill the memory."""
    if sum(map(len, texts)) + len(glue) * len(texts) > MAX_TEXT:
        raise Failed("xpath.length", name=name, limit=MAX_TEXT)
    return glue.join(texts)


@function("starts-with", 2)
def _starts_with(text: Value, start: Value) -> Value:
    return to_string(text).startswith(to_string(start))


@function("ends-with", 2)
def _ends_with(text: Value, end: Value) -> Value:
    return to_string(text).endswith(to_string(end))


@function("contains", 2)
def _contains(text: Value, part: Value) -> Value:
    return to_string(part) in to_string(text)


@function("substring-before", 2)
def _substring_before(text: Value, mark: Value) -> Value:
    before, found, _ = to_string(text).partition(to_string(mark) or "\0")
    return before if found else ""


@function("substring-after", 2)
def _substring_after(text: Value, mark: Value) -> Value:
    sought = to_string(mark)
    if not sought:
        return to_string(text)
    return to_string(text).partition(sought)[2]


@lengthy("substring", 2, 3)
def _substring(text: Value, start: Value, *length: Value) -> Value:
    """Characters whose place is in [round(start), round(start) + round(length))."""
    whole, first = to_string(text), _rounded(to_number(start))
    end = first + _rounded(to_number(length[0])) if length else float("inf")
    return "".join(c for place, c in enumerate(whole, 1) if first <= place < end)


def _rounded(number: float) -> float:
    """Halves go up; NaN and the infinities stay."""
    return float(math.floor(number + 0.5)) if abs(number) < 2**52 else number


@function("substr", 2, 3)
def _substr(text: Value, start: Value, *end: Value) -> Value:
    """From ``start`` (counted from 0; negative from the end) up to ``end``."""
    whole = to_string(text)
    first = _index(to_number(start))
    last = _index(to_number(end[0])) if end else None
    return whole[first:last]


def _index(number: float) -> int:
    if number != number:
        return 0
    return int(max(-(2**31), min(2**31, number)))


@contextual("string-length", 0, 1)
def _string_length(context: Context, *given: Value) -> Value:
    return float(len(to_string(own(context, given))))


@contextual("normalize-space", 0, 1)
def _normalize_space(context: Context, *given: Value) -> Value:
    return " ".join(_WORD.findall(to_string(own(context, given))))


@lengthy("translate", 3)
def _translate(text: Value, old: Value, new: Value) -> Value:
    gone, come = to_string(old), to_string(new)
    table: dict[int, str | None] = {}
    for place, character in enumerate(gone):
        table.setdefault(ord(character), come[place : place + 1] or None)
    return to_string(text).translate(table)


@contextual("regex", 2)
def _regex(context: Context, text: Value, pattern: Value) -> Value:
    return found(to_string(pattern), to_string(text), context.world.visited)


_WORD = re.compile(r"[^ \t\r\n]+")  # XML's white space, and no other
