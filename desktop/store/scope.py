"""Whose records a figure is to count."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.ledger.ids import UnitCode
from desktop.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Stretch:
    """Of the records of a code, those written with these versions of the unit list."""

    code: UnitCode
    since: str  # "" = from the first
    until: str  # this one and later no more; "" = to the last

    def holds(self, version: str) -> bool:
        """Whether a version lies within."""
        return self.since <= version and (not self.until or version < self.until)


@dataclass(frozen=True, slots=True)
class Scope:
    """Codes of units; one that once meant others counts by its limits alone."""

    codes: tuple[UnitCode, ...]
    limits: tuple[Stretch, ...] = ()
    counted: tuple[UnitCode, ...] = ()  # for which unit each counts; () = for itself

    def only(self, codes: Sequence[UnitCode]) -> "Scope":
        """Some of the codes, each for itself."""
        return Scope(tuple(codes), self.limits)

    @property
    def pairs(self) -> list[tuple[UnitCode, UnitCode]]:
        """(code, the unit it counts for)."""
        return list(zip(self.codes, self.counted or self.codes, strict=True))

    def holds(self, code: str, version: str) -> bool:
        """Whether a line of this unit, written with this unit list, counts."""
        limits = [limit for limit in self.limits if limit.code == code]
        inside = any(one.holds(version) for one in limits)
        return code in self.codes and (inside or not limits)


def written(
    reader: Connection, forms: Sequence[str], codes: Sequence[UnitCode]
) -> set[tuple[UnitCode, str]]:
    """Of these codes, with which unit lists their records here were written."""
    marks = ", ".join("?" * len(codes))
    return {
        (UnitCode(code), units or "")
        for form in forms
        for code, units in reader.execute(
            f'SELECT DISTINCT unit, units FROM "f_{form}" WHERE unit IN ({marks})',
            list(codes),
        )
    }
