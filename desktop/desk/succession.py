"""Which unit a code meant when, and which units followed which.

A code alone is ambiguous: it may be used again. A line names the unit list it was
written with, and a list's version is the day from which it is in force; so a code and a
version mean one unit.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from desktop.desk.packs import Pack, Unit
from desktop.ledger.ids import UnitCode

_PACKS = 4  # whose succession is remembered
_TABLE = ("units", "succession.csv")


@dataclass(frozen=True, slots=True)
class Bearer:
    """A unit, and the versions of the unit list in which its code means it."""

    unit: Unit
    since: str  # "" = from the first
    until: str  # no more from this one on; "" = to the last


@dataclass(frozen=True, slots=True)
class _Order:
    """Codes by the code and the day on which one took the other's place."""

    before: Mapping[tuple[str, str], tuple[UnitCode, ...]]
    after: Mapping[tuple[str, str], tuple[UnitCode, ...]]


def bearers(pack: Pack, code: UnitCode) -> tuple[Bearer, ...]:
    """Every unit that has had a code, oldest first."""
    units = pack.bearing(code)
    bounds = ["", *(unit.valid_from for unit in units[1:]), ""]
    return tuple(
        Bearer(unit, since, until)
        for unit, (since, until) in zip(units, pairwise(bounds), strict=True)
    )


def meant(pack: Pack, code: UnitCode, version: str = "") -> Bearer:
    """The unit that a code means in a version of the list; ``""``: now."""
    found = bearers(pack, code)
    if not version:
        return next(one for one in found if one.unit == pack.unit(code))
    return next(one for one in reversed(found) if one.since <= version)


def before(pack: Pack, one: Bearer) -> Iterator[Bearer]:
    """The units that it took the place of, in whole or in part."""
    day = one.unit.valid_from
    for code in _order(pack).before.get((one.unit.code, day), ()):
        yield from _ended_before(pack, code, day)


def after(pack: Pack, one: Bearer) -> Iterator[Bearer]:
    """The units that took its place; several: it was shared out among them."""
    for day in _days(pack):
        if one.unit.valid_to and one.unit.valid_to < day:
            codes = _order(pack).after.get((one.unit.code, day), ())
            found = [b for code in codes for b in _begun_on(pack, code, day)]
            if found:
                yield from found
                return


def _ended_before(pack: Pack, code: UnitCode, day: str) -> Iterator[Bearer]:
    """The last bearer of a code before a day."""
    found = [one for one in bearers(pack, code) if (one.unit.valid_to or day) < day]
    yield from found[-1:]


def _begun_on(pack: Pack, code: UnitCode, day: str) -> Iterator[Bearer]:
    return (one for one in bearers(pack, code) if one.unit.valid_from == day)


@lru_cache(_PACKS)
def _order(pack: Pack) -> _Order:
    rows = pack.rows(*_TABLE)
    pairs = [(row["old_code"], row["new_code"], row["day"]) for row in rows]
    return _Order(
        _by((new, day, old) for old, new, day in pairs),
        _by((old, day, new) for old, new, day in pairs),
    )


def _by(
    found: Iterable[tuple[str, str, str]],
) -> dict[tuple[str, str], tuple[UnitCode, ...]]:
    grouped: dict[tuple[str, str], list[UnitCode]] = defaultdict(list)
    for code, day, other in found:
        grouped[code, day].append(UnitCode(other))
    return {key: tuple(others) for key, others in grouped.items()}


@lru_cache(_PACKS)
def _days(pack: Pack) -> tuple[str, ...]:
    return tuple(sorted({day for _, day in _order(pack).after}))
