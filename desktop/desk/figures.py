"""Figures of the pack: one SELECT each, its rows are its drill-down."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from desktop.desk import carried, statistics
from desktop.desk.carried import Share, Told
from desktop.desk.figure_defs import Figure, all_figures, figure
from desktop.desk.packs import Pack
from desktop.desk.period_views import DrillRow, FigureValue
from desktop.desk.scopes import counted
from desktop.desk.statistics import Result
from desktop.ledger.ids import RecordId, UnitCode
from desktop.store import figures, search
from desktop.store.connection import Connection, roomy
from desktop.store.figures import FigureRow, Total
from desktop.store.scope import Scope
from desktop.text.numbers import format_decimal, half_up

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose figures, of which days."""

    pack: Pack
    reader: Connection
    units: tuple[UnitCode, ...]
    scope: Scope  # what counts for them
    start: date
    end: date

    @property
    def span(self) -> tuple[str, str]:
        """First and last day as they are kept."""
        return self.start.isoformat(), self.end.isoformat()

    def totals(self, one: Figure) -> tuple[Total, ...]:
        """One for each key where keys are figures of their own, else one at most."""
        each = "key" if one.parts else "all"
        return figures.totals(self.reader, one.sql, self.scope, *self.span, each)

    def rows(self, one: Figure, most: int = figures.ALL) -> tuple[FigureRow, ...]:
        """What stands behind a figure, the first ``most``."""
        return figures.run(self.reader, one.sql, self.scope, *self.span, most)

    def carried(self) -> Told:
        """What stands in no record."""
        return carried.told(self.pack, self.reader, self.scope, *self.span)


def ask_for(
    pack: Pack,
    reader: Connection,
    units: Sequence[UnitCode],
    start: date,
    end: date,
    version: str = "",
) -> Asked:
    """Some units and days, with what counts for those units."""
    scope = counted(pack, units, version).scope
    return Asked(pack, reader, tuple(units), scope, start, end)


def values(
    pack: Pack,
    reader: Connection,
    units: Sequence[UnitCode],
    start: date,
    end: date,
    version: str = "",
) -> tuple[FigureValue, ...]:
    """Every figure for some units and days; of many, what may be told as one.

    ``version``: the unit list that says which units the codes mean, the present one
    unless it is named. What a unit took the place of counts with it (scopes.py).
    """
    asked = ask_for(pack, reader, units, start, end, version)
    fit = [f for f in all_figures(pack) if f.consolidate or len(units) == 1]
    with roomy(reader):
        told = asked.carried()
        return tuple(value for one in fit for value in _values(asked, one, told))


def _values(asked: Asked, one: Figure, told: Told) -> Iterator[FigureValue]:
    shares = carried.shares(asked.pack, one, told.rows)
    totals = asked.totals(one)
    yield _value(asked, one, statistics.added(totals), shares)
    if one.parts:
        yield from _parts(asked, one, totals, told)


def _parts(
    asked: Asked, one: Figure, totals: Sequence[Total], told: Told
) -> Iterator[FigureValue]:
    """Each key as a figure of its own, by records or by carried totals."""
    known = {total.of: total for total in totals}
    for key, label in _keys(asked.pack, one):
        code = f"{one.code}.{key}"
        own = [row for row in told.rows if row.code == code]
        if key in known or own:
            part = replace(one, code=code, label=f"{one.label}: {label}", parts=False)
            total = known.get(key) or statistics.added(())
            yield _value(asked, part, total, carried.shares(asked.pack, part, own))


def _keys(pack: Pack, one: Figure) -> list[tuple[str, str]]:
    rows = pack.rows("lists", f"{one.by}.csv") if pack.has_list(one.by) else []
    return [(row["name"], row["label"]) for row in rows]


def _value(
    asked: Asked, one: Figure, total: Total, shares: Sequence[Share]
) -> FigureValue:
    n = sum((share.n for share in shares), _NOTHING)
    d = sum((share.d for share in shares), _NOTHING)
    result = _result(asked, one, total, n, d)
    value = None if result.value is None else half_up(result.value, one.decimals)
    return FigureValue(
        code=one.code,
        label=one.label,
        unit_label=one.unit,
        value=value,
        n=result.n,
        d=result.d,
        decimals=one.decimals,
        working=one.working,
        standing=one.standing,
        records=total.rows,
        carried=n,
        sources=tuple(sorted({share.source for share in shares})),
        words=one.words,
        few=one.few,
    )


def _result(asked: Asked, one: Figure, total: Total, n: Decimal, d: Decimal) -> Result:
    if one.statistic != "median":
        return statistics.result(one, total, n, d)
    told = [row.n for row in asked.rows(one) if row.n is not None]
    return statistics.middle(told)


def drill(
    pack: Pack,
    reader: Connection,
    code: str,
    units: Sequence[UnitCode],
    start: date,
    end: date,
    most: int = figures.ALL,
    version: str = "",
) -> tuple[DrillRow, ...]:
    """The records of one figure, each with its share; carried totals come last."""
    asked = ask_for(pack, reader, units, start, end, version)
    rows, shares = behind(asked, code, most)
    titles = _Titles(asked, figure(pack, code), rows, shares)
    return (*map(titles.row, rows), *map(titles.share, shares))


def behind(
    asked: Asked, code: str, most: int = figures.ALL
) -> tuple[list[FigureRow], Sequence[Share]]:
    """The rows of a figure or of one of its parts, and what was carried for it."""
    one = figure(asked.pack, code)
    key = "" if code == one.code else code.removeprefix(f"{one.code}.")
    rows = [
        r for r in asked.rows(one, figures.ALL if key else most) if key in ("", r.key)
    ]
    named = replace(one, code=code, parts=not key and one.parts)
    return rows, carried.shares(asked.pack, named, asked.carried().rows)


class _Titles:
    """How rows are said: by their records' titles, or by what they lack."""

    def __init__(
        self,
        asked: Asked,
        one: Figure,
        rows: Sequence[FigureRow],
        shares: Sequence[Share],
    ) -> None:
        self._asked, self._one = asked, one
        named = [*(row.record for row in rows), *(share.record for share in shares)]
        keys = {RecordId(row.key) for row in rows if row.key}
        known = search.rows(asked.reader, [*named, *keys])
        self._known = {row.record: row for row in known}
        self._labels = dict(_keys(asked.pack, one))

    def row(self, row: FigureRow) -> DrillRow:
        """A record's share, or what has no record yet."""
        n, part = _scaled(self._one, row.n), self._part(row)
        if row.record:
            return DrillRow(row.record, *self._told(row.record), n, row.d, "", part)
        lacks, day = self._one.lacks(row.key), row.key if _is_day(row.key) else ""
        many = len(self._asked.units) > 1
        unit = self._asked.pack.unit(row.unit).label if many else ""
        words = lacks.words or self._one.label
        return DrillRow(row.record, words, day, n, row.d, "", unit, lacks.form)

    def share(self, share: Share) -> DrillRow:
        """A total that stands in no record."""
        title, day = self._told(share.record)
        return DrillRow(share.record, title, day, share.n, share.d, share.source or "…")

    def _told(self, record: RecordId) -> tuple[str, str]:
        found = self._known.get(record)
        return (found.title, found.date) if found else ("", "")

    def _part(self, row: FigureRow) -> str:
        """A key by its list, another record's by its title; its own says nothing."""
        if row.key in ("", row.record) or _is_day(row.key):
            return ""
        other = self._known.get(RecordId(row.key))
        return self._labels.get(row.key) or (other.title if other else row.key)


def _is_day(key: str) -> bool:
    try:
        return bool(key) and bool(date.fromisoformat(key))
    except ValueError:
        return False


def _scaled(one: Figure, n: Decimal | None) -> Decimal:
    return (n or _NOTHING).scaleb(-one.scale) if one.scale else n or _NOTHING


def shown(figure: FigureValue) -> str:
    """The value as printed: ``8.686``, ``87,2``; ``–`` when there is none."""
    if figure.value is None:
        return "–"
    if figure.veiled:
        return f"<{figure.few}"
    words = dict(enumerate(figure.words))
    return words.get(int(figure.value)) or format_decimal(figure.value)


def shown_share(figure: FigureValue, words: str) -> str:
    """In the outline's words: ``34/39, đạt 87,2 %``; ``–`` when there is none."""
    if figure.d is None or figure.value is None or figure.veiled:
        return shown(figure)
    n, d = format_decimal(figure.n), format_decimal(figure.d)
    return words.format(n=n, d=d, value=shown(figure))


def reported(
    values: Sequence[FigureValue], chosen: Collection[str]
) -> tuple[FigureValue, ...]:
    """What a report tells: of the working page only what was chosen."""
    return tuple(v for v in values if not v.working or v.code in chosen)


def veiled(figure: FigureValue) -> FigureValue:
    """A figure as another desk may see it: what is less than ``few`` is not told."""
    told = figure.n if figure.d is None else figure.d
    return replace(figure, veiled=_NOTHING < told < figure.few)
