"""The few ways in which a figure's rows become one number."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from desktop.desk.figure_defs import Figure
from desktop.store.figures import Total

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Result:
    """A figure's numbers before rounding."""

    value: Decimal | None
    n: Decimal
    d: Decimal | None


def added(totals: Sequence[Total]) -> Total:
    """All keys together."""
    return Total(
        "",
        sum(total.rows for total in totals),
        sum((total.n for total in totals), _NOTHING),
        sum((total.d for total in totals), _NOTHING),
        sum(total.keys for total in totals),
        sum(total.met for total in totals),
        max((t.largest for t in totals if t.largest is not None), default=None),
        sum(total.told for total in totals),
    )


def result(figure: Figure, total: Total, n: Decimal, d: Decimal) -> Result:
    """The statistic over the rows and, in ``n`` and ``d``, what was carried."""
    if figure.few and total.rows and not total.told and not n:
        return Result(None, _NOTHING, None)  # folded into another cell, or left blank
    over = total.n.scaleb(-figure.scale) if figure.scale else total.n
    sums = _Sums(total, figure.factor, over + n, total.d + d, total.keys + n)
    return _OF_SUMS[figure.statistic](sums)


def middle(told: Sequence[Decimal]) -> Result:
    """The median, and how many stand behind it."""
    count = Decimal(len(told))
    return Result(median(told) if told else None, count, None)


@dataclass(frozen=True, slots=True)
class _Sums:
    rows: Total
    factor: int
    over: Decimal
    under: Decimal
    keys: Decimal


def _sum(sums: _Sums) -> Result:
    return Result(sums.over, sums.over, None)


def _distinct(sums: _Sums) -> Result:
    return Result(sums.keys, sums.keys, None)


def _ratio(sums: _Sums) -> Result:
    value = sums.factor * sums.over / sums.under if sums.under else None
    return Result(value, sums.over, sums.under)


def _largest(sums: _Sums) -> Result:
    return Result(sums.rows.largest, sums.rows.largest or _NOTHING, None)


def _every(sums: _Sums) -> Result:
    met, rows = sums.rows.met, sums.rows.rows
    value = Decimal(int(met == rows)) if rows else None
    return Result(value, Decimal(met), Decimal(rows))


_OF_SUMS: dict[str, Callable[[_Sums], Result]] = {
    "sum": _sum,
    "distinct": _distinct,
    "mean": _ratio,
    "percent": _ratio,
    "largest": _largest,
    "every": _every,
}
