"""A new version of the unit list, before it is published: what it may and must say."""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date

from desktop.errors import Refused

UNITS, ORDER, VERSION = (
    f"units/{name}" for name in ("units.csv", "succession.csv", "units.toml")
)
_Row = dict[str, str]
_Files = Mapping[str, bytes]


def check(before: _Files, files: _Files, today: date) -> None:
    """Refused where records would be counted for another unit, or for none."""
    if all(before.get(name) == files.get(name) for name in (UNITS, ORDER, VERSION)):
        return
    _check_version(before, files, today)
    _check_kept(before, files)
    units, order = _rows(files, UNITS), _rows(files, ORDER)
    known = {_line(row) for row in _rows(before, ORDER)}
    for row in order:
        if _line(row) not in known:
            _check_step(row, units)
    _check_heirs(_rows(before, UNITS), units, order)


def _check_version(before: _Files, files: _Files, today: date) -> None:
    """Its version is the day from which it is in force: lines are told apart by it."""
    old, new = _version(before), _version(files)
    try:
        day = date.fromisoformat(new)
    except ValueError as error:
        raise Refused("units.version", version=new[:20], before=old) from error
    if new <= old:
        raise Refused("units.version", version=new, before=old)
    if day > today:
        raise Refused("units.too_early", version=new)


def _check_kept(before: _Files, files: _Files) -> None:
    """No unit and no step of the succession goes: records stand on them."""
    for name, told in ((UNITS, _stretch), (ORDER, _line)):
        kept = {told(row) for row in _rows(files, name)}
        for row in _rows(before, name):
            if told(row) not in kept:
                raise Refused("pack.code_gone", list=name, code=told(row)[0])


def _check_step(row: _Row, units: list[_Row]) -> None:
    """One that ended before the day, and one that begins on it."""
    old, new, day = row["old_code"], row["new_code"], row["day"]
    ended = any(u["name"] == old and "" < u["valid_to"] < day for u in units)
    begun = any(u["name"] == new and u["valid_from"] == day for u in units)
    if not (ended and begun):
        raise Refused("units.step", old=old[:5], new=new[:5], day=day[:10])


def _check_heirs(before: list[_Row], units: list[_Row], order: list[_Row]) -> None:
    """What ends with this list goes somewhere; else nobody would count its past."""
    there = {_stretch(row) for row in before if not row["valid_to"]}
    steps = [(row["old_code"], row["day"]) for row in order]
    ended = [row for row in units if row["valid_to"] and _stretch(row) in there]
    for row in ended:
        if not any(c == row["name"] and day > row["valid_to"] for c, day in steps):
            raise Refused("units.no_heir", unit=row["label"][:60])


def _version(files: _Files) -> str:
    return str(tomllib.loads(files.get(VERSION, b"").decode()).get("version", ""))


def _rows(files: _Files, name: str) -> list[_Row]:
    return list(_read(files.get(name, b"").decode().splitlines()))


def _read(lines: list[str]) -> Iterator[_Row]:
    for row in csv.DictReader(lines):
        yield {name: text or "" for name, text in row.items() if name}


def _stretch(row: _Row) -> tuple[str, ...]:
    return row["name"], row["valid_from"]


def _line(row: _Row) -> tuple[str, ...]:
    return row["old_code"], row["new_code"], row["kind"], row["day"]
