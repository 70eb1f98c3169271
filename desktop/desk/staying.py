"""Values that stay at this desk: until when, and which have stayed their time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from desktop.desk import clocks
from desktop.desk.catalogue import Catalogue
from desktop.desk.core import Core
from desktop.desk.hiding import HOME, blanked, private_paths
from desktop.desk.keeping import months_on
from desktop.desk.packs import Pack
from desktop.ledger.commitment import commitments_in_line
from desktop.ledger.ids import RecordId
from desktop.store import drafts, history, homes, search, values
from desktop.store.connection import Connection
from desktop.store.drafts import Draft


@dataclass(frozen=True, slots=True)
class Stay:
    """How long, as the pack says."""

    months: int
    leap: timedelta  # a clock that goes on by more is asked nothing
    reason: str  # what is signed


@dataclass(frozen=True, slots=True)
class Staying:
    """A record with something that stays here."""

    record: RecordId
    title: str
    until: date  # its last day
    past: bool


@dataclass(frozen=True, slots=True)
class Due:
    """What goes of one record."""

    record: RecordId
    gone: tuple[str, ...]  # commitments, in all its lines


def stay(pack: Pack) -> Stay:
    """What the pack says."""
    told = pack.toml("start", "keeping.toml")["home"]
    assert isinstance(told, dict)
    months, leap = (int(str(told[name])) for name in ("months", "leap_days"))
    return Stay(months, timedelta(days=leap), str(told["reason"]))


def listed(core: Core, reader: Connection) -> tuple[Staying, ...]:
    """The first to go first."""
    records = list(dict.fromkeys(home.record for home in homes.every(reader)))
    if not records:
        return ()
    rows, today = search.rows(reader, records), core.clock.now().date()
    months = stay(core.catalogue.pack).months
    lasts = (months_on(_day(reader, row), months) for row in rows)
    found = (
        Staying(row.record, row.title, last, past=last < today)
        for row, last in zip(rows, lasts, strict=True)
    )
    return tuple(sorted(found, key=lambda one: (one.until, one.record)))


def _day(reader: Connection, row: search.Listed) -> date:
    """The record's own, or the day it was first written."""
    written = row.date or history.of_record(reader, row.record)[0].at[:10]
    return date.fromisoformat(written[:10])


def due(core: Core, reader: Connection) -> Iterator[Due]:
    """What goes now; nothing by a clock that leapt, nor of a record in doubt."""
    past = [one.record for one in listed(core, reader) if one.past]
    if not past or _leapt(core, reader):
        return
    stays = {home.text for home in homes.every(reader)}
    for row in search.rows(reader, past):
        certain = len(history.heads(reader, row.record)) == 1
        if certain and row.unit == core.profile.unit:
            yield Due(row.record, tuple(_names(reader, row.record, stays)))


def _leapt(core: Core, reader: Connection) -> bool:
    gone = core.clock.now() - clocks.last_written(reader)
    return gone > stay(core.catalogue.pack).leap


def _names(reader: Connection, record: RecordId, stays: set[str]) -> Iterator[str]:
    for line in history.of_record(reader, record):
        texts = values.texts(reader, commitments_in_line(line.raw))
        yield from (name for name, text in texts.items() if text in stays)


def drafts_without(
    catalogue: Catalogue, reader: Connection, gone: Sequence[Due]
) -> tuple[Draft, ...]:
    """Half-typed changes of these records without what goes."""
    found = (drafts.get(reader, one.record) for one in gone)
    return tuple(_without(catalogue, draft) for draft in found if draft is not None)


def _without(catalogue: Catalogue, draft: Draft) -> Draft:
    definition = catalogue.definition(catalogue.pack.holds(draft.form))
    stays = {path for path, how in private_paths(definition).items() if how == HOME}
    return replace(draft, data=blanked(draft.data, stays))
