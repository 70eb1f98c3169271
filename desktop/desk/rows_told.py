"""Rows of an outline's SELECT as they are printed: labels for codes, days, numbers."""

from collections.abc import Mapping
from decimal import Decimal

from desktop.desk.figures import Asked
from desktop.desk.outline import Select
from desktop.desk.packs import Pack
from desktop.store import figures
from desktop.text.dates import format_iso
from desktop.text.numbers import format_decimal


def rows_told(asked: Asked, select: Select) -> list[dict[str, str]]:
    """Each row by its columns' names."""
    labels = {
        column: _labels(asked.pack, name) for column, name in select.codes.items()
    }
    found = figures.table(asked.reader, select.sql, asked.scope, *asked.span)
    return [
        {
            name: _said(value, labels.get(name, {}), is_day=name in select.days)
            for name, value in row.items()
        }
        for row in found
    ]


def lines_told(asked: Asked, select: Select) -> list[str]:
    """Each row as a line of text."""
    return [select.words.format_map(row) for row in rows_told(asked, select)]


def _labels(pack: Pack, name: str) -> dict[str, str]:
    return {row["name"]: row["label"] for row in pack.rows("lists", f"{name}.csv")}


def _said(value: object, labels: Mapping[str, str], *, is_day: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return format_decimal(Decimal(str(value)))
    return format_iso(str(value)) if is_day else labels.get(str(value), str(value))
