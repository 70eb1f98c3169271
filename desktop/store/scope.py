"""Whose records a figure is to count."""

from dataclasses import dataclass

from desktop.ledger.ids import UnitCode


@dataclass(frozen=True, slots=True)
class Stretch:
    """Of the records of a code, those written with these versions of the unit list."""

    code: UnitCode
    since: str  # "" = from the first
    until: str  # this one and later no more; "" = to the last


@dataclass(frozen=True, slots=True)
class Scope:
    """Codes of units; one that once meant others counts by its limits alone."""

    codes: tuple[UnitCode, ...]
    limits: tuple[Stretch, ...] = ()
