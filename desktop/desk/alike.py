"""Which of many events look like one: compared only with those of its day and place."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from desktop.ledger.ids import RecordId, UnitCode

Words = frozenset[str]
Answer = Words | int

WHOLE = ""  # the place of what was held for the whole commune
_DAYS = 1  # apart at most
_TENTH = 10
_NEIGHBOURS = 60  # of one place and day; keeps a year typed under one day bearable


@dataclass(frozen=True, slots=True)
class Event:
    """What two records are compared by, folded."""

    record: RecordId
    unit: UnitCode
    day: date
    places: Words
    parties: Words
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Two events that look like one, and by what."""

    one: Event
    other: Event
    places: Words  # in common; none where both were for the whole commune
    parties: Words  # in common, where enough of them are
    answers: tuple[int, ...]  # the numbers of the answers alike

    @property
    def alike(self) -> int:
        """How much they share beside day and place."""
        return len(self.answers) + bool(self.parties)


def matches(events: Iterable[Event], least: int) -> Iterator[Match]:
    """Each pair once, newest first; in the whole commune ``least`` must be alike."""
    told: set[tuple[RecordId, RecordId]] = set()
    before: dict[tuple[UnitCode, str], deque[Event]] = {}
    for one in sorted(events, key=lambda e: (e.day, e.record), reverse=True):
        for place in one.places or (WHOLE,):
            near = before.setdefault((one.unit, place), deque(maxlen=_NEIGHBOURS))
            for other in near:
                found = match(one, other, least)
                names = (one.record, other.record)
                if found is not None and names not in told:
                    told.add(names)
                    yield found
            near.append(one)


def match(one: Event, other: Event, least: int) -> Match | None:
    """Two events held against each other."""
    if one.unit != other.unit or abs((other.day - one.day).days) > _DAYS:
        return None
    whole = not one.places and not other.places
    found = _match(one, other)
    return found if found.places or (whole and found.alike >= least) else None


def _match(one: Event, other: Event) -> Match:
    pairs = zip(one.answers, other.answers, strict=True)
    alike = tuple(at for at, both in enumerate(pairs) if _near(*both))
    near = _near(one.parties, other.parties)
    parties = one.parties & other.parties if near else frozenset()
    return Match(one, other, one.places & other.places, parties, alike)


def _near(one: Answer, other: Answer) -> bool:
    """Numbers a tenth apart; of words at least half are said in both."""
    if isinstance(one, int) and isinstance(other, int):
        return _TENTH * abs(one - other) <= max(one, other)
    if isinstance(one, int) or isinstance(other, int):
        return False
    common = len(one & other)
    return common > 0 and 2 * common >= len(one) + len(other) - common
