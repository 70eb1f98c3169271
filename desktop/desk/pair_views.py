"""Two records that may tell of one event, as the desk answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from desktop.desk.views import RecordRow

PAIR = "event_pair"  # the form of what was decided about two records


class Verdict(StrEnum):
    """What the owner said of two records."""

    OPEN = "open"
    NEITHER = "neither"  # joined, and the one that was kept is withdrawn as well
    JOINED = "joined"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Sign:
    """Why two records look like one event: a code and what fills its sentence."""

    code: str
    facts: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records; of a united pair the first is the one that was kept."""

    one: RecordRow
    other: RecordRow
    verdict: Verdict
    signs: tuple[Sign, ...] = ()  # of an open pair
    reason: str = ""  # of a decided one
