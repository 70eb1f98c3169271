"""Figures that must agree with each other: the pack says which."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from desktop.desk.packs import Pack
from desktop.desk.period_views import FigureValue, Notice
from desktop.ledger.canonical import Json
from desktop.text.numbers import format_decimal

_FILE = "checks.toml"
_Known = Mapping[str, FigureValue]


def alarms(pack: Pack, values: Sequence[FigureValue]) -> Iterator[Notice]:
    """What does not add up, each with its two sides."""
    known = {value.code: value for value in values if value.is_known}
    carried = {code: value for code, value in known.items() if value.sources}
    yield from _shares_above_all(values)
    for check in _checks(pack):
        asked = carried if check.get("only") == "carried" else known
        left, right = (_side(check.get(side), asked) for side in ("left", "right"))
        if left is None or right is None or _holds(str(check["is"]), left, right):
            continue
        facts = {"left": format_decimal(left), "right": format_decimal(right)}
        yield Notice("period.check", {"label": str(check["label"]).format(**facts)})


def _shares_above_all(values: Sequence[FigureValue]) -> Iterator[Notice]:
    for value in values:
        if value.unit_label == "%" and value.d is not None and value.n > value.d:
            n, d = format_decimal(value.n), format_decimal(value.d)
            yield Notice("period.above_all", {"of": value.label, "n": n, "d": d})


def _holds(relation: str, left: Decimal, right: Decimal) -> bool:
    return left == right if relation == "=" else left <= right


def _side(terms: Json, known: _Known) -> Decimal | None:
    """A sum of figures; None while one of them is unknown."""
    found = [_term(str(t), known) for t in terms] if isinstance(terms, list) else []
    told = [number for number in found if number is not None]
    return sum(told, Decimal(0)) if told and len(told) == len(found) else None


def _term(term: str, known: _Known) -> Decimal | None:
    """``I31.start``, ``-I31.stopped``; ``I43:d`` is a denominator."""
    code, _, part = term.removeprefix("-").partition(":")
    value = known.get(code)
    if value is None:
        return None
    number = value.d if part == "d" else value.n
    return -number if number is not None and term.startswith("-") else number


def _checks(pack: Pack) -> list[dict[str, Json]]:
    if not (pack.folder / "figures" / _FILE).is_file():
        return []
    found = pack.toml("figures", _FILE).get("checks")
    return [c for c in found if isinstance(c, dict)] if isinstance(found, list) else []
