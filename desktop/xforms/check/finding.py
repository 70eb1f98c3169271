"""One thing to mend in a table."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Finding:
    """``code`` names the sentence, ``facts`` fill it; row 0 and "" mean no such place.

    Where it is not ``severe`` the form works, but probably not as meant.
    """

    code: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    facts: Mapping[str, str | int] = field(default_factory=dict)
    severe: bool = True


def in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """Each once, from the top of the first sheet to the bottom of the last."""
    distinct = {(f.code, f.sheet, f.row, f.column, str(f.facts)): f for f in findings}
    return tuple(sorted(distinct.values(), key=_place))


def _place(found: Finding) -> tuple[bool, int, str, int]:
    order = ("survey", "choices", "settings", "entities")
    sheet = order.index(found.sheet) if found.sheet in order else len(order)
    return not found.severe, sheet, found.sheet, found.row
