"""What a page is given: the desk to ask, the worker to act, the time, the looks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from desktop.desk.views import DeskView
from desktop.gui.looks import Looks
from desktop.gui.worker import Worker
from desktop.ledger.world import Clock

if TYPE_CHECKING:
    from desktop.desk.desk import Ask
    from desktop.desk.newer.taking import Taken


@dataclass(frozen=True, slots=True)
class Shell:
    """Given to every page."""

    ask: "Ask"
    worker: Worker
    clock: Clock
    desk: DeskView
    looks: Looks
    restyle: Callable[[], None]  # the looks have changed
    give_way: "Callable[[Taken], None]"  # close, and let a newer program be installed

    def today(self) -> date:
        """By the passed clock."""
        return self.clock.now().date()


def clock_time(at: str) -> str:
    """``14:05:12`` of an ISO timestamp."""
    return datetime.fromisoformat(at).strftime("%H:%M:%S")


def day_and_time(at: str) -> str:
    """``02/07/2025 14:05`` of an ISO timestamp."""
    return datetime.fromisoformat(at).strftime("%d/%m/%Y %H:%M")
