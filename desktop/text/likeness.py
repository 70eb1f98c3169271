"""How much of one text stands in another again."""

from desktop.text.fold import fold


def likeness(one: str, other: str) -> float:
    """0 for nothing in common, 1 for the same letters whatever their marks."""
    from rapidfuzz import fuzz

    return float(fuzz.ratio(fold(one), fold(other))) / 100
