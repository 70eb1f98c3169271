"""Cells that tell of a few persons move into another before a record is finished.

Who sees what is left, the totals and this rule can tell of no such cell how much it
was: tests/desk/test_small_cells.py tries every table of small numbers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from desktop.desk.packs import Pack
from desktop.ledger.canonical import Data, Json

_FILE = "small_cells.toml"
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Fold:
    """Which cells of a form move where, as the pack says."""

    cells: tuple[str, ...]  # questions; "-" takes away
    into: str  # a question, or the code of a row
    below: int
    whole: bool = False
    rows: str = ""  # the repeat whose rows are the cells
    cell: str = ""  # the question in each row
    by: str = ""  # the question that holds each row's code
    along: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """A cell that moved: its path, and that of what names its row ("" = no row)."""

    ref: str
    by: str
    below: int


def folds(pack: Pack, form_id: str) -> tuple[Fold, ...]:
    """What the pack says of a form."""
    if not (pack.folder / "start" / _FILE).is_file():
        return ()
    told = pack.toml("start", _FILE).get("folds")
    found = [f for f in told if isinstance(f, dict)] if isinstance(told, list) else []
    return tuple(_fold(f) for f in found if f.get("form") == form_id)


def hidden(cells: Sequence[int | None], own: int, fold: Fold) -> frozenset[int]:
    """Places of the cells that must move; ``own`` is what stands in the other cell.

    One that moves alone, or as one of several that can only be 1, is given back by the
    sum: then the next smallest goes with it.
    """
    told = [(number, at) for at, number in enumerate(cells) if number is not None]
    gone = [(number, at) for number, at in told if 0 < number < fold.below]
    rest = sorted((n == 0, n, at) for n, at in told if (n, at) not in gone)
    if not gone and not 0 < own < fold.below:
        return frozenset()
    while rest and (fold.whole or not _is_safe([n for n, _ in gone], own, fold.below)):
        _, number, at = rest.pop(0)
        gone.append((number, at))
    return frozenset(at for _, at in gone)


def _is_safe(gone: Sequence[int], own: int, below: int) -> bool:
    number, parts = sum(gone) + own, len(gone) + (own > 0)
    return number >= below and parts > 1 and number > parts


def folded(data: Data, told: Sequence[Fold]) -> tuple[Data, tuple[Moved, ...]]:
    """The answers with small cells moved, and which those are; sums stay the same."""
    moved: tuple[Moved, ...] = ()
    for fold in told:
        one = _rows_folded if fold.rows else _cells_folded
        data, more = one(data, fold)
        moved += more
    return data, moved


def _cells_folded(data: Data, fold: Fold) -> tuple[Data, tuple[Moved, ...]]:
    names = [cell.removeprefix("-") for cell in fold.cells]
    cells = [_number(data.get(name)) for name in names]
    own = _number(data.get(fold.into))
    gone = hidden(cells, own or 0, fold)
    if not gone:
        return data, ()
    into = sum(_signed(fold.cells[at], cells[at] or 0) for at in gone) + (own or 0)
    found = data | {names[at]: None for at in gone} | {fold.into: str(into)}
    moved = tuple(Moved(f"/data/{names[at]}", "", fold.below) for at in sorted(gone))
    return _along(found, fold, {names[at] for at in gone}), moved


def _signed(cell: str, number: int) -> int:
    return -number if cell.startswith("-") else number


def _along(data: Data, fold: Fold, gone: set[str]) -> Data:
    """Amounts of cells that moved go the same way."""
    for cell, amount, where in fold.along:
        if cell in gone and data.get(amount) is not None:
            both = _amount(data.get(amount)) + _amount(data.get(where))
            data = data | {amount: None, where: format(both, "f")}
    return data


def _rows_folded(data: Data, fold: Fold) -> tuple[Data, tuple[Moved, ...]]:
    rows = [row for row in _list(data.get(fold.rows)) if isinstance(row, dict)]
    others = [at for at, row in enumerate(rows) if row.get(fold.by) == fold.into]
    if not others:
        return data, ()
    other = others[0]
    cells = [None if at == other else _cell(row, fold) for at, row in enumerate(rows)]
    own = _cell(rows[other], fold)
    gone = hidden(cells, own or 0, fold)
    if not gone:
        return data, ()
    into = str(sum(cells[at] or 0 for at in gone) + (own or 0))
    told: dict[int, str | None] = dict.fromkeys(gone) | {other: into}
    found: list[Json] = [
        row | {fold.cell: told[at]} if at in told else row
        for at, row in enumerate(rows)
    ]
    moved = tuple(_moved_row(fold, at + 1) for at in sorted(gone))
    return data | {fold.rows: found}, moved


def _moved_row(fold: Fold, number: int) -> Moved:
    row = f"/data/{fold.rows}[{number}]"
    return Moved(f"{row}/{fold.cell}", f"{row}/{fold.by}", fold.below)


def _cell(row: Mapping[str, Json], fold: Fold) -> int | None:
    return _number(row.get(fold.cell))


def _list(found: Json) -> list[Json]:
    return found if isinstance(found, list) else []


def _number(found: Json) -> int | None:
    """Answers are canonical text; nothing said is no cell."""
    return int(found) if isinstance(found, str) and found else None


def _amount(found: Json) -> Decimal:
    return Decimal(found) if isinstance(found, str) and found else _NOTHING


def _fold(entry: Mapping[str, Json]) -> Fold:
    return Fold(
        cells=tuple(_texts(entry.get("cells"))),
        into=str(entry["into"]),
        below=int(str(entry["below"])),
        whole=entry.get("whole") is True,
        rows=str(entry.get("rows", "")),
        cell=str(entry.get("cell", "")),
        by=str(entry.get("by", "")),
        along=tuple(_triple(three) for three in _list(entry.get("along"))),
    )


def _texts(found: Json) -> Iterator[str]:
    return (str(text) for text in _list(found))


def _triple(found: Json) -> tuple[str, str, str]:
    cell, amount, where = _texts(found)
    return cell, amount, where
