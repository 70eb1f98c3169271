"""Answers that a form has no question for: kept beside the others, never dropped."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.ledger.canonical import Data, Json
from desktop.xforms.definition import Ref
from desktop.xforms.model import Model
from desktop.xforms.output import ROW, fits

_NOTHING: tuple[Json, ...] = (None, "", {}, [])


@dataclass(frozen=True, slots=True)
class Stray:
    """One such answer: the row (or the form) it stands in, and the names from there."""

    row: Ref
    names: tuple[str, ...]
    value: str


def apart(data: Data, model: Model) -> tuple[Data, Data]:
    """What the form asks, and the rest in the same shape; rows keep their names."""
    known: Data = {}
    rest: Data = {}
    for name, value in data.items():
        inner = model.child(name)
        if name == ROW and model.is_repeat:
            known[name] = value
        elif inner is None or not fits(inner, value):
            rest[name] = value
        elif isinstance(value, list):
            known[name], rest[name] = _rows_apart(value, inner)
        elif isinstance(value, dict):
            known[name], rest[name] = apart(value, inner)
        else:
            known[name] = value
    return known, {name: value for name, value in rest.items() if _says(value)}


def _rows_apart(rows: list[Json], model: Model) -> tuple[list[Json], list[Json]]:
    known: list[Json] = []
    rest: list[Json] = []
    for row in rows:
        asked, more = apart(row, model) if isinstance(row, dict) else ({}, {})
        known.append(asked)
        if more:
            rest.append({ROW: asked.get(ROW), **more})
    return known, rest


def _says(value: Json) -> bool:
    return value not in _NOTHING


def together(data: Data, rest: Data) -> Data:
    """``apart`` undone."""
    whole = dict(data)
    for name, value in rest.items():
        there = whole.get(name)
        if isinstance(there, dict) and isinstance(value, dict):
            whole[name] = together(there, value)
        elif isinstance(there, list) and isinstance(value, list):
            more = {row.get(ROW): row for row in value if isinstance(row, dict)}
            whole[name] = [_row_together(row, more) for row in there]
        else:
            whole[name] = value
    return whole


def _row_together(row: Json, more: dict[Json, Data]) -> Json:
    if not isinstance(row, dict):
        return row
    return together(row, more.get(row.get(ROW), {}))


def strays(data: Data, model: Model) -> Iterator[Stray]:
    """Each answer without a question, rows by their number."""
    yield from _strays(data, model, Ref(model.ref), ())


def _strays(
    data: Data, model: Model, row: Ref, above: tuple[str, ...]
) -> Iterator[Stray]:
    for name, value in data.items():
        inner, names = model.child(name), (*above, name)
        if name == ROW and model.is_repeat:
            continue
        if inner is None or not fits(inner, value):
            yield from _loose(value, row, names)
        elif isinstance(value, list):
            place = "/".join((row, *names))
            for number, one in enumerate(value, 1):
                if isinstance(one, dict):
                    yield from _strays(one, inner, Ref(f"{place}[{number}]"), ())
        elif isinstance(value, dict):
            yield from _strays(value, inner, row, names)


def _loose(value: Json, row: Ref, names: tuple[str, ...]) -> Iterator[Stray]:
    if isinstance(value, str) and value:
        yield Stray(row, names, value)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name != ROW:
                yield from _loose(inner, row, (*names, name))
    elif isinstance(value, list):
        for inner in value:
            yield from _loose(inner, row, names)
