"""What totals without records add to a figure, and where records take their place.

Such a total counts in periods that hold all its days. Of what stands on a day, the last
one counts. Where records tell of the same figure, body and days, they count alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from desktop.desk.figure_defs import RATIOS, Figure, all_figures, figure
from desktop.desk.packs import Pack
from desktop.desk.standing import leaf
from desktop.errors import Refused
from desktop.ledger.ids import RecordId, UnitCode
from desktop.store import carried, figures, history
from desktop.store.carried import CARRIED, CarriedRow
from desktop.store.connection import Connection
from desktop.store.figures import FigureRow
from desktop.store.scope import Scope
from desktop.text.numbers import format_decimal

_NOTHING = Decimal(0)
_Group = dict[str, CarriedRow]  # of one body and the same days, by code


@dataclass(frozen=True, slots=True)
class Share:
    """What one carried total adds to a figure."""

    record: RecordId
    unit: UnitCode
    n: Decimal
    d: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class Told:
    """The carried totals that count in some days, and those that records replace."""

    rows: tuple[CarriedRow, ...]
    replaced: tuple[CarriedRow, ...]


def told(pack: Pack, reader: Connection, scope: Scope, start: str, end: str) -> Told:
    """What was carried over for some units within some days."""
    if CARRIED not in pack.forms:
        return Told((), ())
    found = carried.rows(reader, scope, start, end)
    last = list(_last(pack, found))
    replaced = {row.record for row in _replaced(pack, reader, last, scope)}
    return Told(
        tuple(row for row in last if row.record not in replaced),
        tuple(row for row in last if row.record in replaced),
    )


def shares(pack: Pack, one: Figure, rows: Iterable[CarriedRow]) -> tuple[Share, ...]:
    """What these totals add to a figure, by its own code or through its parts."""
    if one.working:
        return ()
    groups: dict[tuple[str, ...], _Group] = defaultdict(dict)
    for row in rows:
        groups[row.unit, row.organisation, row.start, row.end][row.code] = row
    return tuple(s for group in groups.values() for s in _shares(pack, one, group))


def records_of(
    pack: Pack, reader: Connection, row: CarriedRow
) -> tuple[FigureRow, ...]:
    """Records that tell of the same figure, body and days as a carried total."""
    one = figure(pack, row.code)
    found = figures.run(reader, one.sql, Scope((row.unit,)), row.start, row.end)
    return tuple(share for share in found if _tells(reader, one, share, row))


def _tells(reader: Connection, one: Figure, share: FigureRow, row: CarriedRow) -> bool:
    key = "" if row.code == one.code else row.code.removeprefix(f"{one.code}.")
    return key in ("", share.key) and _is_of(reader, one, share.record, row)


def _is_of(reader: Connection, one: Figure, record: RecordId, row: CarriedRow) -> bool:
    if not row.organisation or not one.organisation:
        return True
    names = history.heads(reader, record)
    head = history.read(reader, names[0]) if names else None
    return head is None or leaf(head.data, one.organisation) == row.organisation


def _last(pack: Pack, rows: Sequence[CarriedRow]) -> Iterator[CarriedRow]:
    """Of what stands, only the last of each body; the others all."""
    known = {one.code: one for one in all_figures(pack)}
    standing: dict[tuple[str, ...], CarriedRow] = {}
    for row in rows:
        one = known.get(row.code) or known.get(row.code.rpartition(".")[0])
        if one is None:
            continue  # of a figure that this pack has no more
        if one.standing:
            standing[row.unit, row.organisation, row.code] = row
        else:
            yield row
    yield from standing.values()


def _replaced(
    pack: Pack, reader: Connection, rows: Sequence[CarriedRow], scope: Scope
) -> Iterator[CarriedRow]:
    """Asked once for all units that tell of the same days, as communes of one
    province do."""
    alike: dict[tuple[str, str, str], list[CarriedRow]] = defaultdict(list)
    for row in rows:
        alike[row.code, row.start, row.end].append(row)
    for (code, start, end), told in alike.items():
        one, units = figure(pack, code), sorted({row.unit for row in told})
        theirs = scope.only(units)
        of_unit: dict[str, list[FigureRow]] = defaultdict(list)
        for share in figures.run(reader, one.sql, theirs, start, end):
            of_unit[share.unit].append(share)
        for row in told:
            if any(_tells(reader, one, share, row) for share in of_unit[row.unit]):
                yield row


def _shares(pack: Pack, one: Figure, group: _Group) -> Iterator[Share]:
    own = [row for code, row in group.items() if _is_own(one, code)]
    own = [row for row in own if row.d or one.statistic not in RATIOS]
    if own:
        yield from (_share(row, row.n, row.d or _NOTHING) for row in own)
    elif _made_of(one, group) and not _doubtful(pack, one, group):
        for sign, row in _named(one.carried.n, group):
            yield _share(row, sign * row.n, _NOTHING)
        for sign, row in _named(one.carried.d, group):
            yield _share(row, _NOTHING, sign * row.n)


def _is_own(one: Figure, code: str) -> bool:
    return code == one.code or (one.parts and code.startswith(f"{one.code}."))


def _made_of(one: Figure, group: _Group) -> bool:
    wanted = (*one.carried.n, *one.carried.d)
    return bool(wanted) and all(code.removeprefix("-") in group for code in wanted)


def _doubtful(pack: Pack, one: Figure, group: _Group) -> bool:
    """Another figure would share out the same total as well: then neither does."""
    if not one.carried.d:
        return False
    return any(
        other.code != one.code
        and other.carried.n == one.carried.n
        and other.carried.d
        and _made_of(other, group)
        for other in all_figures(pack)
    )


def _named(codes: Iterable[str], group: _Group) -> Iterator[tuple[int, CarriedRow]]:
    for code in codes:
        yield (-1 if code.startswith("-") else 1), group[code.removeprefix("-")]


def _share(row: CarriedRow, n: Decimal, d: Decimal) -> Share:
    return Share(row.record, row.unit, n, d, row.source)


def may_carry(pack: Pack, reader: Connection, row: CarriedRow) -> None:
    """Refuse a total of what records tell already; both are shown."""
    found = records_of(pack, reader, row)
    if found:
        one = figure(pack, row.code)
        told = sum((share.n or _NOTHING for share in found), _NOTHING)
        raise Refused(
            "carried.records",
            figure=one.label,
            count=len(found),
            told=format_decimal(told.scaleb(-one.scale)),
            carried=format_decimal(row.n),
        )
