"""Copies: lines of a unit that one of its desks lacks go to it with any bundle.

What a desk holds it says itself, in its receipts; what it never said it lacks.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.bundle.header import read_ack
from desktop.desk.core import Core, parent
from desktop.ledger.canonical import decode
from desktop.ledger.chain import START
from desktop.ledger.fields import Fields
from desktop.ledger.handover import Have
from desktop.ledger.ids import DeviceId, Epoch, RevisionId, UnitCode
from desktop.ledger.stream import Position, StreamKey
from desktop.store import branches, history, journal, settings, streams
from desktop.store.branches import Branch
from desktop.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Reach:
    """The part of a stream that goes: the lines after one place, up to another."""

    stream: StreamKey
    after: Position
    upto: Position
    branch: Branch | None = None  # where it is none of the stream's plain lines

    @property
    def count(self) -> int:
        """How many lines."""
        return self.upto.seq - self.after.seq


@dataclass(frozen=True, slots=True)
class Listener:
    """A desk as it last spoke: what it writes itself, and what it said it holds."""

    dev: DeviceId
    epoch: Epoch
    said: tuple[Have, ...]


def between(core: Core, reader: Connection, other: UnitCode) -> UnitCode:
    """Whose streams this desk and another unit's tell each other of: the lower's."""
    own = core.profile.unit
    return own if other in (own, parent(reader)) else other


def above(core: Core, reader: Connection, unit: UnitCode) -> UnitCode:
    """Where a unit's streams go to: to the desk above this one, or to this one."""
    own = core.profile.unit
    return (parent(reader) or own) if unit == own else own


# what is held


def held(core: Core, reader: Connection, unit: UnitCode) -> tuple[Have, ...]:
    """Every place up to which a unit's streams are held here without a hole."""
    to = above(core, reader, unit)
    found = (key for key in streams.of_unit(reader, unit) if key.to == to)
    return tuple(
        Have(key.dev, key.epoch, place.seq, place.head)
        for key in found
        for place in branches.tips(reader, key)
    )


# what somebody else holds


def listeners(core: Core, reader: Connection, to: UnitCode) -> tuple[Listener, ...]:
    """Whom a bundle to a unit speaks to, each in the epoch it spoke in last.

    A desk whose bundle has not been answered yet is heard in that epoch too: of two
    computers with one copy each gets what it lacks.
    """
    newest = {(came.dev, came.epoch): came for came in journal.newest_of(reader, to)}
    last = journal.speaking_last(reader, to)
    if to == parent(reader):
        names = [*last.items()][-1:] or [(DeviceId(""), Epoch(""))]
    else:
        active = _active(core, reader, to)
        names = [(dev, last.get(dev, Epoch(""))) for dev in active]
        owed = [(came.dev, came.epoch) for came in journal.owed(reader, to)]
        names += [name for name in owed if name[0] in active]
    return tuple(
        Listener(*name, said(newest[name].held) if name in newest else ())
        for name in dict.fromkeys(names)
    )


def _active(core: Core, reader: Connection, unit: UnitCode) -> list[DeviceId]:
    found = [d.device for d in settings.desks_of(reader, unit) if d.status == "active"]
    return [dev for dev in dict.fromkeys(found) if dev != core.profile.device]


def said(held: str) -> tuple[Have, ...]:
    """What a receipt that was kept says its sender holds."""
    return read_ack(Fields(decode(held.encode()), "ack")).have if held else ()


# what goes


def copies(core: Core, reader: Connection, to: UnitCode) -> Iterator[Reach]:
    """What a desk of the unit lacks; of our own streams only what forked from them."""
    unit = between(core, reader, to)
    asked, mine = listeners(core, reader, to), {key for key, _ in streams.own(reader)}
    for key in streams.of_unit(reader, unit):
        if key.to != above(core, reader, unit) or not asked:
            continue
        if to != parent(reader) or key not in mine:
            yield from _plain(reader, key, asked)
        for branch in branches.of_stream(reader, key, counted=True):
            yield from _beside(key, branch, asked)


def _plain(
    reader: Connection, key: StreamKey, asked: tuple[Listener, ...]
) -> Iterator[Reach]:
    place = streams.position(reader, key) or START
    after = min(_heard(reader, key, place, one) for one in asked)
    head = history.hash_at(reader, key, after)
    if place.seq > after and head is not None:
        yield Reach(key, Position(after, head), place)


def _heard(reader: Connection, key: StreamKey, place: Position, by: Listener) -> int:
    if not by.said and (key.dev, key.epoch) == (by.dev, by.epoch):
        return place.seq  # its own lines; it has said nothing else yet
    return common(reader, key, place, by.said, ahead=True)


def common(
    reader: Connection,
    key: StreamKey,
    place: Position,
    said: tuple[Have, ...],
    *,
    ahead: bool = False,
) -> int:
    """The last of a stream's lines here that somebody says to hold, too.

    ``ahead``: who is further than we are is believed to hold what we do.
    """
    chains = {
        line.hash: branch.root.seq
        for branch in branches.of_stream(reader, key)
        for line in branch.lines
    }
    best = 0
    for have in said:
        if (have.dev, have.epoch) != (key.dev, key.epoch):
            continue
        if history.hash_at(reader, key, have.seq) == have.head:
            best = max(best, have.seq)
        elif have.head in chains:
            best = max(best, chains[have.head])
        elif ahead and have.seq > place.seq:
            best = place.seq
    return best


def _beside(
    key: StreamKey, branch: Branch, asked: tuple[Listener, ...]
) -> Iterator[Reach]:
    known = [{have.head for have in one.said} for one in asked]
    lacking = min(_first_lacking(branch, heads) for heads in known)
    own = (key.dev, key.epoch) in {
        (one.dev, one.epoch) for one in asked if not one.said
    }
    if lacking < len(branch.lines) and not own:
        before = branch.lines[lacking - 1] if lacking else None
        root = Position(before.seq, before.hash) if before else branch.root
        yield Reach(key, root, branch.tip, branch)


def _first_lacking(branch: Branch, heads: set[RevisionId]) -> int:
    places = [i for i, line in enumerate(branch.lines, 1) if line.hash in heads]
    return max(places, default=0)


def blocks(reader: Connection, reach: Reach) -> Iterator[bytes]:
    """The raw lines of a reach, each with its line feed, many at once."""
    after, upto = reach.after.seq, reach.upto.seq
    if reach.branch is None:
        return history.blocks(reader, reach.stream, after, upto)
    return (line.raw + b"\n" for line in reach.branch.lines if line.seq > after)
