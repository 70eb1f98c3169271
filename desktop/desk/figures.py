"""Figures of the pack: one SELECT each, its rows are its drill-down."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.desk.packs import Pack
from desktop.desk.period_views import DrillRow, FigureValue
from desktop.errors import Refused
from desktop.ledger.canonical import Json
from desktop.ledger.ids import UnitCode
from desktop.store import figures, search
from desktop.store.connection import Connection
from desktop.store.figures import FigureRow
from desktop.text.numbers import format_decimal, half_up

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as the pack defines it."""

    code: str
    label: str
    unit: str
    statistic: str
    decimals: int
    sql: str
    rest: str  # what D - N is when something is left to do, or ""
    standing: bool  # what stands on the last day, not what was done in the period


@dataclass(frozen=True, slots=True)
class Result:
    """A figure's numbers before rounding."""

    value: Decimal | None
    n: Decimal
    d: Decimal | None


def all_figures(pack: Pack) -> tuple[Figure, ...]:
    """Every figure, by code."""
    found: list[Figure] = []
    for path in sorted((pack.folder / "figures").glob("*.toml")):
        entries = pack.toml("figures", path.name)["figures"]
        found += [_figure(e) for e in entries if isinstance(e, dict)]  # type: ignore[union-attr]
    return tuple(sorted(found, key=lambda figure: figure.code))


def _figure(entry: dict[str, Json]) -> Figure:
    return Figure(
        str(entry["code"]),
        str(entry["label"]),
        str(entry["unit"]),
        str(entry["statistic"]),
        int(str(entry["decimals"])),
        str(entry["sql"]),
        str(entry.get("rest", "")),
        entry.get("standing") is True,
    )


def values(
    pack: Pack, reader: Connection, units: Sequence[UnitCode], start: date, end: date
) -> tuple[FigureValue, ...]:
    """Every figure for some units and days."""
    return tuple(
        _value(figure, _rows(reader, figure, units, start, end))
        for figure in all_figures(pack)
    )


def drill(
    pack: Pack,
    reader: Connection,
    code: str,
    units: Sequence[UnitCode],
    start: date,
    end: date,
) -> tuple[DrillRow, ...]:
    """The records of one figure, each with its share."""
    figure = next((f for f in all_figures(pack) if f.code == code), None)
    if figure is None:
        raise Refused("figure.unknown", code=code[:20])
    rows = _rows(reader, figure, units, start, end)
    known = {r.record: r for r in search.rows(reader, [row.record for row in rows])}
    return tuple(
        DrillRow(
            row.record,
            known[row.record].title if row.record in known else "",
            known[row.record].date if row.record in known else "",
            row.n,
            row.d,
        )
        for row in rows
    )


def _rows(
    reader: Connection,
    figure: Figure,
    units: Sequence[UnitCode],
    start: date,
    end: date,
) -> tuple[FigureRow, ...]:
    return figures.run(reader, figure.sql, units, start.isoformat(), end.isoformat())


def _value(figure: Figure, rows: Sequence[FigureRow]) -> FigureValue:
    result = _STATISTICS[figure.statistic](rows)
    value = None if result.value is None else half_up(result.value, figure.decimals)
    return FigureValue(
        figure.code,
        figure.label,
        figure.unit,
        value,
        result.n,
        result.d,
        figure.decimals,
    )


def _sum(rows: Sequence[FigureRow]) -> Result:
    total = sum((row.n for row in rows), Decimal(0))
    return Result(total, total, None)


def _distinct(rows: Sequence[FigureRow]) -> Result:
    count = Decimal(len({row.key for row in rows}))
    return Result(count, count, None)


def _mean(rows: Sequence[FigureRow]) -> Result:
    n = sum((row.n for row in rows), Decimal(0))
    d = sum((row.d or Decimal(0) for row in rows), Decimal(0))
    return Result(n / d if d else None, n, d)


def _percent(rows: Sequence[FigureRow]) -> Result:
    mean = _mean(rows)
    scaled = None if mean.value is None else mean.n * _HUNDRED / (mean.d or Decimal(1))
    return Result(scaled, mean.n, mean.d)


_STATISTICS: dict[str, Callable[[Sequence[FigureRow]], Result]] = {
    "sum": _sum,
    "distinct": _distinct,
    "mean": _mean,
    "percent": _percent,
}


def shown(figure: FigureValue) -> str:
    """The value as printed: ``8.686``, ``87,2``; ``–`` when there is none."""
    return "–" if figure.value is None else format_decimal(figure.value)


def shown_share(figure: FigureValue, words: str) -> str:
    """In the outline's words: ``34/39, đạt 87,2 %``; ``–`` when there is none."""
    if figure.d is None or figure.value is None:
        return shown(figure)
    n, d = format_decimal(figure.n), format_decimal(figure.d)
    return words.format(n=n, d=d, value=shown(figure))
