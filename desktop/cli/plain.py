"""Values of the desk as JSON."""

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path

from desktop.desk.period_views import FigureValue
from desktop.ledger.canonical import Json


def plain(value: object) -> Json:
    """A view, or a collection of views, as JSON; decimals are strings with a dot."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (Decimal, Path)):
        return str(value)
    return _inner(value)


def _inner(value: object) -> Json:
    if is_dataclass(value):
        names = [field.name for field in fields(value)]
        return {name: plain(getattr(value, name)) for name in names}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list, set, frozenset)):
        return [plain(item) for item in value]
    raise TypeError(type(value).__name__)


def figures(values: tuple[FigureValue, ...]) -> dict[str, Json]:
    """code -> {value, n, d}: the value rounded as printed."""
    return {
        figure.code: {
            "value": None if figure.value is None else _told(figure, figure.value),
            "n": _told(figure, figure.n),
            "d": None if figure.d is None else _told(figure, figure.d),
        }
        for figure in values
    }


def _told(figure: FigureValue, number: Decimal) -> str:
    return f"<{figure.few}" if figure.veiled else str(number)
