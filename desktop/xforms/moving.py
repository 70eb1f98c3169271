"""A record made under one version of a form, carried into another.

Questions are known again by their stable id, whatever their name and place. Nothing
vanishes: what has no place any more is kept under its old name, where a form keeps keys
that it does not know. Nothing is guessed: the answer of a question that was split is
kept in the same way, to be divided by whoever reads it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.ledger.canonical import Data, Json
from desktop.xforms.casts import cast
from desktop.xforms.definition import (
    Definition,
    Group,
    Item,
    Kind,
    Question,
    Ref,
    Repeat,
)
from desktop.xforms.output import ROW

FROM = "from"  # our column: the ids of the old questions that this one is a part of


class Way(StrEnum):
    """What becomes of a question's answers."""

    SAME = "same"
    RENAMED = "renamed"  # another name or place, the same id
    SPLIT = "split"  # several new questions ask for parts of it; kept aside
    DROPPED = "dropped"  # no place any more; kept aside
    UNFIT = "unfit"  # another type; what does not fit it is kept aside


_ASIDE = (Way.SPLIT, Way.DROPPED)


@dataclass(frozen=True, slots=True)
class Move:
    """One question of the old version, and those of the new that take it up."""

    id: str
    way: Way
    ref: Ref
    to: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """The data as the new version holds it, and the old answers it keeps aside."""

    data: Data
    aside: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a question stands: the row it is asked in, and the names from there."""

    question: Question
    row: Ref  # of the innermost repeat, or of the form
    names: tuple[str, ...]


def moves(before: Definition, after: Definition) -> tuple[Move, ...]:
    """What becomes of each question of ``before``, in its order."""
    return tuple(_moves(_places(before), _places(after), _rows(before, after)))


def carried(data: Data, before: Definition, after: Definition) -> Moved:
    """``data`` of ``before`` as data of ``after``."""
    plan = _Plan(before, after)
    made = plan.row(data, before.root.ref)
    aside = {move.ref: move for move in plan.aside}
    return Moved(made, tuple(aside.values()))


def _places(definition: Definition) -> dict[str, _Place]:
    root = definition.root
    return {
        place.question.stable_id: place
        for place in _walk(root.children, root.ref, root.ref)
        if place.question.kind is not Kind.NOTE
    }


def _walk(items: Sequence[Item], row: Ref, base: Ref) -> Iterator[_Place]:
    for item in items:
        if isinstance(item, Question):
            yield _Place(item, row, tuple(item.ref[len(row) :].split("/")[1:]))
        elif isinstance(item, Repeat):
            yield from _walk(item.children, item.ref, item.ref)
        elif isinstance(item, Group):
            yield from _walk(item.children, row, base)


def _rows(before: Definition, after: Definition) -> dict[Ref, Ref]:
    """Which repeat of ``after`` takes the rows of one of ``before``.

    The one that asks a question of the same id; where there are several, the first.
    """
    new = _places(after)
    parts = _parts(new)
    found = {before.root.ref: after.root.ref}
    for id_, place in _places(before).items():
        for heir in (new[id_],) if id_ in new else parts.get(id_, ()):
            found.setdefault(place.row, heir.row)
    return found


def _parts(new: Mapping[str, _Place]) -> dict[str, list[_Place]]:
    """The questions that say they ask for a part of an old one, by its id."""
    found: dict[str, list[_Place]] = {}
    for place in new.values():
        for id_ in place.question.columns.get(FROM, "").split():
            found.setdefault(id_, []).append(place)
    return found


def _moves(
    old: Mapping[str, _Place], new: Mapping[str, _Place], rows: Mapping[Ref, Ref]
) -> Iterator[Move]:
    parts = _parts(new)
    for id_, place in old.items():
        ref, row = place.question.ref, rows.get(place.row)
        there = new.get(id_)
        if there is None or row != there.row:
            heirs = [heir for heir in parts.get(id_, ()) if heir.row == row]
            to = tuple(heir.question.ref for heir in heirs)
            yield Move(id_, Way.SPLIT if to else Way.DROPPED, ref, to)
        elif place.question.type != there.question.type:
            yield Move(id_, Way.UNFIT, ref, (there.question.ref,))
        elif ref != there.question.ref:
            yield Move(id_, Way.RENAMED, ref, (there.question.ref,))
        else:
            yield Move(id_, Way.SAME, ref, (ref,))


@dataclass(frozen=True, slots=True)
class Origin:
    """The old question of an answer kept aside, and those that it stands beside."""

    question: Question
    beside: tuple[tuple[str, ...], ...]  # their names, from the row they are asked in


def origins(
    before: Definition, after: Definition
) -> dict[tuple[Ref, tuple[str, ...]], Origin]:
    """By the row in ``after`` and the names from there, as ``carried`` keeps them."""
    new, rows = _places(after), _rows(before, after)
    names = {place.question.ref: place.names for place in new.values()}
    told = {move.ref: move.to for move in moves(before, after)}
    found: dict[tuple[Ref, tuple[str, ...]], Origin] = {}
    for place in _places(before).values():
        ref = place.question.ref
        origin = Origin(place.question, tuple(names[to] for to in told[ref]))
        row = place.row if place.row in rows else before.root.ref
        kept = tuple(ref[len(row) :].split("/")[1:])
        found[rows[row], kept] = found[rows[row], (_old(kept),)] = origin
    return found


def _old(names: tuple[str, ...]) -> str:
    """The name of an answer whose own another question took."""
    return "__".join(names) + "__old"


class _Plan:
    """Carries rows; gathers what has no place."""

    def __init__(self, before: Definition, after: Definition) -> None:
        self._old, self._new = _places(before), _places(after)
        self._repeats = _rows(before, after)
        self._moves = {move.ref: move for move in moves(before, after)}
        self._nested = dict(_repeats(before.root.children, before.root.ref))
        self._taken = _taken(self._new.values())
        self.aside: list[Move] = []

    def row(self, data: Data, row: Ref) -> Data:
        """One row (or the whole record), its inner rows included."""
        rest = _copy(data)
        made: Data = {ROW: rest.pop(ROW)} if ROW in rest else {}
        for place in self._old.values():
            if place.row == row:
                self._leaf(place, rest, made)
        for repeat, names in self._nested.get(row, []):
            self._repeat(repeat, names, rest, made)
        _keep(made, rest)
        return made

    def _leaf(self, place: _Place, rest: Data, made: Data) -> None:
        value = _get(rest, place.names)
        _take(rest, place.names)
        move = self._moves[place.question.ref]
        there = self._new.get(move.id)
        if value is None:
            return
        if there is not None and move.way not in _ASIDE:
            fitting = _fitting(value, there.question.type)
            if fitting is not None:
                _put(made, there.names, fitting)
                return
        self.aside.append(move)
        _put(made, self._free(place), value)

    def _free(self, place: _Place) -> tuple[str, ...]:
        """Its old names, or one that the new version leaves free."""
        taken = self._taken.get(self._repeats.get(place.row, Ref("")), set())
        ways = {place.names[:count] for count in range(1, len(place.names))}
        if place.names not in taken and not ways & taken:
            return place.names
        return (_old(place.names),)

    def _repeat(
        self, repeat: Ref, names: tuple[str, ...], rest: Data, made: Data
    ) -> None:
        rows, to = _get(rest, names), self._repeats.get(repeat)
        if not isinstance(rows, list) or to is None:
            return
        _take(rest, names)
        inner = [self.row(row, repeat) for row in rows if isinstance(row, dict)]
        above = self._repeats.get(_row_above(repeat, self._nested), Ref(""))
        _put(made, tuple(to[len(above) :].split("/")[1:]), list(inner))


def _taken(places: Iterable[_Place]) -> dict[Ref, set[tuple[str, ...]]]:
    """The names that a version uses in each row, groups on the way included."""
    found: dict[Ref, set[tuple[str, ...]]] = {}
    for place in places:
        names = place.names
        ways = {names[:count] for count in range(1, len(names) + 1)}
        found.setdefault(place.row, set()).update(ways)
    return found


def _repeats(
    items: Sequence[Item], row: Ref
) -> Iterator[tuple[Ref, list[tuple[Ref, tuple[str, ...]]]]]:
    """The repeats directly inside each row."""
    inside: list[tuple[Ref, tuple[str, ...]]] = []
    for item in _flat(items):
        inside.append((item.ref, tuple(item.ref[len(row) :].split("/")[1:])))
        yield from _repeats(item.children, item.ref)
    yield row, inside


def _flat(items: Sequence[Item]) -> Iterator[Repeat]:
    for item in items:
        if isinstance(item, Repeat):
            yield item
        elif isinstance(item, Group):
            yield from _flat(item.children)


def _row_above(
    repeat: Ref, nested: Mapping[Ref, list[tuple[Ref, tuple[str, ...]]]]
) -> Ref:
    for row, inside in nested.items():
        if any(ref == repeat for ref, _ in inside):
            return row
    return Ref("")


def _fitting(value: Json, kind: str) -> Json:
    return cast(kind, value) if isinstance(value, str) else value


# nested objects by the names on the way


def _copy(data: Data) -> Data:
    return {k: _copy(v) if isinstance(v, dict) else v for k, v in data.items()}


def _get(data: Data, names: Sequence[str]) -> Json:
    found: Json = data
    for name in names:
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _take(data: Data, names: Sequence[str]) -> None:
    inner = _get(data, names[:-1])
    if isinstance(inner, dict):
        inner.pop(names[-1], None)


def _put(data: Data, names: Sequence[str], value: Json) -> None:
    for name in names[:-1]:
        inner = data.setdefault(name, {})
        if not isinstance(inner, dict):
            return
        data = inner
    data[names[-1]] = value


def _keep(made: Data, rest: Data) -> None:
    """Old answers without a place stand under their old names; taken names give way."""
    for name, value in rest.items():
        there = made.get(name)
        if isinstance(there, dict) and isinstance(value, dict):
            _keep(there, value)
        elif not _is_bare(value):
            made[name if there is None else f"{name}__old"] = value


def _is_bare(value: Json) -> bool:
    """Whether nothing was answered: no value, or groups of such."""
    if isinstance(value, dict):
        return all(map(_is_bare, value.values()))
    return value is None
