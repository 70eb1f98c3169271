"""Figures as the pack defines them: what each counts, and how it is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from desktop.desk.packs import Pack
from desktop.errors import Refused
from desktop.ledger.canonical import Json

STATISTICS = ("sum", "distinct", "mean", "percent", "median", "largest", "every")
_WITHIN = "within.toml"
LIST = "figures"  # the name by which forms choose from them
COUNTS = ("sum", "distinct")
RATIOS = ("mean", "percent")
_PACKS = 8  # whose figures are remembered


@dataclass(frozen=True, slots=True)
class Carried:
    """Codes whose carried totals make up a figure's two numbers; "-" takes away."""

    n: tuple[str, ...] = ()
    d: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Absent:
    """What is said of a row that no record stands behind, and where one is added."""

    words: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as the pack defines it."""

    code: str
    label: str
    unit: str
    statistic: str
    decimals: int
    sql: str
    by: str  # the list whose codes are the rows' keys, or ""
    rest: str  # what D - N is when something is left to do, or ""
    standing: bool  # what stands on the last day, not what was done in the period
    consolidate: bool  # may be told of many units as one
    working: bool  # of the desk's own working page: no report unless it is chosen
    parts: bool  # each key is a figure of its own, too
    factor: int
    scale: int  # n counts 10^-scale
    few: int  # what is less is told to its own desk alone; 0 = nothing is hidden
    organisation: str  # the question that says whose work a record is
    carried: Carried
    words: tuple[str, ...]  # how 0 and 1 are said, where they are no numbers
    absent: Mapping[str, Absent]  # by the row's key; "any" for all of them

    def lacks(self, key: str) -> Absent:
        """What a row of that key lacks when it has no record."""
        return self.absent.get(key) or self.absent.get("any") or Absent()


@lru_cache(_PACKS)
def all_figures(pack: Pack) -> tuple[Figure, ...]:
    """Every figure, by code."""
    found = [
        _figure(pack, entry)
        for path in sorted((pack.folder / "figures").glob("*.toml"))
        for entry in _entries(pack, path.name)
    ]
    return tuple(sorted(found, key=lambda figure: figure.code))


def figure(pack: Pack, code: str) -> Figure:
    """The figure of a code or of a part's; Refused when there is none."""
    known = {figure.code: figure for figure in all_figures(pack)}
    above = known.get(code.rpartition(".")[0])
    found = known.get(code) or (above if above and above.parts else None)
    if found is None:
        raise Refused("figure.unknown", code=code[:20])
    return found


def list_rows(pack: Pack) -> list[dict[str, str]]:
    """What a carried total may be of, as a list to choose from."""
    return [
        row for one in all_figures(pack) if not one.working for row in _row(pack, one)
    ]


def _row(pack: Pack, one: Figure) -> list[dict[str, str]]:
    ratio = "yes" if one.statistic in RATIOS else "no"
    codes = pack.rows("lists", f"{one.by}.csv") if _listed(pack, one) else []
    named = {one.code: one.label} | {
        f"{one.code}.{row['name']}": f"{one.label}: {row['label']}" for row in codes
    }
    return [
        {"name": code, "label": f"{code} · {label}", "unit": one.unit, "ratio": ratio}
        for code, label in named.items()
    ]


def _listed(pack: Pack, one: Figure) -> bool:
    return one.parts and pack.has_list(one.by)


def _entries(pack: Pack, name: str) -> list[dict[str, Json]]:
    found = pack.toml("figures", name).get("figures")
    return [e for e in found if isinstance(e, dict)] if isinstance(found, list) else []


def _figure(pack: Pack, entry: Mapping[str, Json]) -> Figure:
    statistic, code = str(entry["statistic"]), str(entry["code"])
    if statistic not in STATISTICS:
        raise Refused("figure.statistic", code=code[:20], known=", ".join(STATISTICS))
    return Figure(
        code=code,
        label=str(entry["label"]),
        unit=str(entry["unit"]),
        statistic=statistic,
        decimals=_number(entry, "decimals"),
        sql=sql_of(pack, entry),
        by=str(entry.get("by", "")),
        rest=str(entry.get("rest", "")),
        standing=entry.get("standing") is True,
        consolidate=entry.get("consolidate") is True,
        working=entry.get("working") is True,
        parts=entry.get("parts") is True,
        factor=_number(entry, "factor", 100 if statistic == "percent" else 1),
        scale=_number(entry, "scale"),
        few=_number(entry, "few"),
        organisation=str(entry.get("organisation", "")),
        carried=_carried(entry.get("carried")),
        words=_texts(entry.get("words")),
        absent=_absent(entry.get("absent")),
    )


def sql_of(pack: Pack, entry: Mapping[str, Json]) -> str:
    """An entry's SELECT, within the tables that several of them name."""
    name, body = entry.get("within"), str(entry["sql"]).strip().rstrip(";")
    if name is None:
        return body
    around = pack.toml("figures", _WITHIN).get("within")
    if not isinstance(around, dict) or name not in around:
        raise Refused("figure.within", name=str(name)[:20])
    return str(around[str(name)]).replace("{figure}", body)


def _carried(found: Json) -> Carried:
    told = found if isinstance(found, dict) else {}
    return Carried(_texts(told.get("n")), _texts(told.get("d")))


def _absent(found: Json) -> dict[str, Absent]:
    told = found if isinstance(found, dict) else {}
    return {key: Absent(*_texts(said)) for key, said in told.items()}


def _texts(found: Json) -> tuple[str, ...]:
    return tuple(str(text) for text in found) if isinstance(found, list) else ()


def _number(entry: Mapping[str, Json], name: str, default: int = 0) -> int:
    return int(str(entry.get(name, default)))
