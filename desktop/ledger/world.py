"""What the core may know of the world: the time, and chance."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """An aware datetime."""
        ...


class Random(Protocol):
    """Gives chance."""

    def bytes(self, count: int, /) -> bytes:
        """``count`` unpredictable bytes."""
        ...


def timestamp(moment: datetime) -> str:
    """An aware datetime as it stands in lines and headers: whole seconds."""
    return moment.isoformat(timespec="seconds")
