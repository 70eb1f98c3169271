"""How far each organisation got, from signing to review, as the pack's steps say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.desk.figure_defs import sql_of
from desktop.desk.figures import Asked
from desktop.ledger.canonical import Json
from desktop.ledger.ids import RecordId
from desktop.store import figures, search
from desktop.store.figures import FigureRow

_FILE = "chain.toml"


@dataclass(frozen=True, slots=True)
class Link:
    """What one organisation has at one step."""

    count: int
    records: tuple[RecordId, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """An organisation with its links, one for each step."""

    record: RecordId
    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Every member's way through the steps."""

    steps: tuple[str, ...]
    members: tuple[Member, ...]
    drop: str  # where most is lost, in the pack's words; "" where nothing is


def chain(asked: Asked) -> Chain:
    """Counted from the records, nothing typed."""
    said = asked.pack.toml("figures", _FILE)
    found = said["members"]
    names = _rows(asked, found) if isinstance(found, dict) else ()
    steps = [one for one in _list(said["steps"]) if isinstance(one, dict)]
    told = [_links(_rows(asked, step)) for step in steps]
    titles = {
        row.record: row.title
        for row in search.rows(asked.reader, [one.record for one in names])
    }
    members = tuple(
        Member(one, titles.get(one, ""), tuple(step.get(one, _NONE) for step in told))
        for one in sorted({row.record for row in names})  # as entered, no ranking
    )
    labels = tuple(str(step["label"]) for step in steps)
    return Chain(labels, members, _drop(said, steps, members))


_NONE = Link(0, ())


def _list(found: Json) -> Sequence[Json]:
    return found if isinstance(found, list) else ()


def _rows(asked: Asked, entry: Mapping[str, Json]) -> tuple[FigureRow, ...]:
    sql = sql_of(asked.pack, entry)
    return figures.run(asked.reader, sql, asked.scope, *asked.span)


def _links(rows: Sequence[FigureRow]) -> dict[RecordId, Link]:
    """By organisation; a record that speaks of several things is named once."""
    found: dict[RecordId, list[RecordId]] = {}
    for row in rows:
        found.setdefault(RecordId(row.key), []).append(row.record)
    return {
        org: Link(len(records), tuple(dict.fromkeys(records)))
        for org, records in found.items()
    }


@dataclass(frozen=True, slots=True)
class _Pass:
    """How much of the step before got to a step."""

    step: str
    n: int
    d: int
    of: str


def _drop(
    said: Mapping[str, Json],
    steps: Sequence[Mapping[str, Json]],
    members: Sequence[Member],
) -> str:
    lost = [
        one
        for at in range(1, len(steps))
        if (one := _pass(said, steps, members, at)).n < one.d
    ]
    if not lost:
        return ""
    worst = min(lost, key=lambda one: one.n / one.d)
    facts = {"step": worst.step.lower(), "n": worst.n, "d": worst.d, "of": worst.of}
    return str(said["drop"]).format_map(facts)


def _pass(
    said: Mapping[str, Json],
    steps: Sequence[Mapping[str, Json]],
    members: Sequence[Member],
    at: int,
) -> _Pass:
    label, of = str(steps[at]["label"]), str(steps[at]["of"])
    pairs = [(one.links[at].count, one.links[at - 1].count) for one in members]
    if of == str(steps[at - 1]["of"]):
        return _Pass(label, sum(n for n, _ in pairs), sum(d for _, d in pairs), of)
    reached = [n for n, d in pairs if d]
    n, d = sum(bool(n) for n in reached), len(reached)
    return _Pass(label, n, d, str(said["organisations"]))
