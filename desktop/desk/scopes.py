"""Whose records are a unit's: its own and those of the units it took the place of.

A unit counts what it consists of now. So a former unit counts where all that followed
it is counted: a commune that was merged whole, for the commune it went into; one shared
out between two communes, for neither of them, but for a province that holds both. What
is not counted for that reason is named. A commune that came from another province
brings its past along; the figures that its former province signed stay as signed.

Records are told apart by their unit's code and by the version of the unit list that
their line was written with, not by their dates: a village is older than its commune,
and a desk that learnt late of its end still wrote as the former unit. So days are not
split at a reorganisation, and every statistic keeps its meaning over it: a sum adds, a
mean and a percentage divide once, what is distinct is counted once, and what stands on
the last day stands wherever it was begun.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.desk.packs import Pack
from desktop.desk.succession import Bearer, after, bearers, before, meant
from desktop.ledger.ids import UnitCode
from desktop.store.connection import Connection
from desktop.store.scope import Scope, Stretch, written


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts for some units, and what does not although it went into them."""

    scope: Scope
    shared: tuple[Bearer, ...]  # former units that others have a part of, too


def counted(pack: Pack, units: Sequence[UnitCode], version: str = "") -> Counted:
    """What counts for ``units``, as a version of the unit list means them."""
    ours = {meant(pack, code, version): code for code in units}  # in this order
    while True:
        found = {former: None for one in ours for former in before(pack, one)}
        rest = [former for former in found if former not in ours]
        whole = [one for one in rest if all(b in ours for b in after(pack, one))]
        if not whole:
            return Counted(_scope(pack, ours), tuple(rest))
        ours |= {one: ours[next(iter(after(pack, one)))] for one in whole}


def told_apart(pack: Pack, reader: Connection, found: Counted, day: str) -> list[str]:
    """Names of former units of which records from ``day`` on are here, not counted."""
    shared = [one for one in found.shared if day <= one.unit.valid_to]
    if not shared:
        return []
    codes = [one.unit.code for one in shared]
    lines = written(reader, list(pack.forms), codes)
    return [one.unit.label for one in shared if any(_wrote(one, *ln) for ln in lines)]


def _wrote(one: Bearer, code: UnitCode, version: str) -> bool:
    return Stretch(one.unit.code, one.since, one.until).holds(version) and (
        code == one.unit.code
    )


def _scope(pack: Pack, ours: Mapping[Bearer, UnitCode]) -> Scope:
    """Where a code stood for several units, it counts for the first that was asked."""
    by_code: dict[UnitCode, list[Bearer]] = {}
    for one in ours:
        by_code.setdefault(one.unit.code, []).append(one)
    limits = (
        Stretch(code, one.since, one.until)
        for code, some in by_code.items()
        if len(some) < len(bearers(pack, code))
        for one in some
    )
    counts = (ours[some[0]] for some in by_code.values())
    return Scope(tuple(by_code), tuple(limits), tuple(counts))
