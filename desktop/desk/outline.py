"""What a report is made of, as the pack's outline says: sections, lines, annexes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from desktop.desk.packs import Pack
from desktop.desk.period_views import FigureValue
from desktop.ledger.canonical import Json

_PACKS = 8  # whose outlines are remembered


@dataclass(frozen=True, slots=True)
class Select:
    """Rows of the forms' tables, and which columns are codes of lists or days."""

    sql: str
    codes: Mapping[str, str]
    days: tuple[str, ...]
    words: str = ""  # a line of text with the columns' names in braces


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its drafted text and its table of figures."""

    heading: str
    kinds: tuple[str, ...]
    text: tuple[str, ...]
    figures: tuple[str, ...]
    lines: Select | None
    working: bool  # has the figures of the working page that were chosen


@dataclass(frozen=True, slots=True)
class Annex:
    """A table after the signature."""

    title: str
    kinds: tuple[str, ...]
    columns: tuple[str, ...]
    widths: tuple[float, ...]
    wide: bool
    select: Select | None  # None: the comparison with the year before, or the chain
    missing: str  # said where nothing is known of the year before
    chain: bool = False  # each organisation's way, where the working page is told


@dataclass(frozen=True, slots=True)
class Outline:
    """A kind of paper."""

    title: str
    summary: str
    share: str
    columns: tuple[str, ...]
    carried: str
    reference: str
    sections: tuple[Section, ...]
    annexes: tuple[Annex, ...]

    def of(self, kind: str) -> tuple[Section, ...]:
        """The sections of one kind of report."""
        return tuple(s for s in self.sections if not s.kinds or kind in s.kinds)

    def annexes_of(self, kind: str) -> tuple[Annex, ...]:
        """The annexes of one kind of report."""
        return tuple(a for a in self.annexes if not a.kinds or kind in a.kinds)


@lru_cache(_PACKS)
def outline(pack: Pack, name: str = "periodic") -> Outline:
    """The outline of that name."""
    found = pack.toml("outlines", f"{name}.toml")
    return Outline(
        str(found["title"]),
        str(found["summary"]),
        str(found["share"]),
        _texts(found["columns"]),
        str(found["carried"]),
        str(found["reference"]),
        tuple(map(_section, _entries(found["sections"]))),
        tuple(map(_annex, _entries(found.get("annexes")))),
    )


def in_outline(pack: Pack, values: Sequence[FigureValue]) -> tuple[FigureValue, ...]:
    """Figures as the report tells them; those of the working page last."""
    return tuple(sorted(values, key=lambda v: (v.working, place(pack, v.code))))


def place(pack: Pack, code: str) -> tuple[int, str]:
    """Where a figure stands: as the sections name it, parts after their whole."""
    named = _named(pack)
    whole = code.rpartition(".")[0]
    return named.get(code, named.get(whole, len(named))), code


@lru_cache(_PACKS)
def _named(pack: Pack) -> Mapping[str, int]:
    codes = [code for section in outline(pack).sections for code in section.figures]
    return {code: at for at, code in enumerate(codes)}


def _section(entry: Mapping[str, Json]) -> Section:
    lines = entry.get("lines")
    return Section(
        str(entry["heading"]),
        _texts(entry.get("kinds")),
        _texts(entry["text"]),
        _texts(entry.get("figures")),
        _select(lines) if isinstance(lines, dict) else None,
        entry.get("working") is True,
    )


def _annex(entry: Mapping[str, Json]) -> Annex:
    widths = entry["widths"]
    return Annex(
        str(entry["title"]),
        _texts(entry.get("kinds")),
        _texts(entry["columns"]),
        tuple(float(str(w)) for w in (widths if isinstance(widths, list) else [])),
        entry.get("wide") is True,
        _select(entry) if "sql" in entry else None,
        str(entry.get("missing", "")),
        entry.get("chain") is True,
    )


def _select(entry: Mapping[str, Json]) -> Select:
    codes = entry.get("codes")
    named = codes if isinstance(codes, dict) else {}
    return Select(
        str(entry["sql"]),
        {column: str(code_list) for column, code_list in named.items()},
        _texts(entry.get("days")),
        str(entry.get("words", "")),
    )


def _entries(found: Json) -> list[dict[str, Json]]:
    return [e for e in found if isinstance(e, dict)] if isinstance(found, list) else []


def _texts(found: Json) -> tuple[str, ...]:
    return tuple(str(text) for text in found) if isinstance(found, list) else ()
