"""Totals handed in without records, as they stand in their own form's table."""

from dataclasses import dataclass
from decimal import Decimal

from desktop.ledger.ids import RecordId, UnitCode
from desktop.store.connection import Connection
from desktop.store.scope import Scope

CARRIED = "carried_figure"  # the form, and the columns that stand for these totals
_SCALE = 2


@dataclass(frozen=True, slots=True)
class CarriedRow:
    """One total: whose, of what, over which days, and the paper it stands in."""

    record: RecordId
    unit: UnitCode
    organisation: str  # "" = the whole unit
    code: str
    start: str
    end: str
    n: Decimal
    d: Decimal | None
    source: str


def rows(
    reader: Connection, scope: Scope, start: str, end: str
) -> tuple[CarriedRow, ...]:
    """Those of some units that lie within the days, in the order of their days."""
    marks = ", ".join("?" * len(scope.codes))
    found = reader.execute(
        "SELECT units, record, unit, coalesce(organisation, ''), figure_code,"
        " period_from, period_to, numerator, denominator, coalesce(source_doc, '')"
        f" FROM f_{CARRIED} WHERE unit IN ({marks})"
        " AND period_from >= ? AND period_to <= ? AND numerator IS NOT NULL"
        " AND figure_code IS NOT NULL"
        " ORDER BY period_to, record",
        (*scope.codes, start, end),
    )
    return tuple(
        CarriedRow(
            record,
            unit,
            of,
            code,
            first,
            last,
            _number(n) or Decimal(0),
            _number(d),
            by,
        )
        for units, record, unit, of, code, first, last, n, d, by in found
        if scope.holds(unit, units or "")
    )


def _number(scaled: int | None) -> Decimal | None:
    """As it was written: 375, not 375.00."""
    if scaled is None:
        return None
    number = Decimal(scaled).scaleb(-_SCALE)
    whole = number == number.to_integral_value()
    return number.quantize(Decimal(1)) if whole else number.normalize()
