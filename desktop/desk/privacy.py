"""What a desk tells of residents' data: who looked, what was lost, what is held."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from desktop.desk.core import Core
from desktop.store.activity import Activity
from desktop.store.connection import Connection

if TYPE_CHECKING:
    from desktop.desk.incidents import Lost
    from desktop.desk.people import Told
    from desktop.desk.staying import Staying


class PrivacyAsk:
    """Writes nothing."""

    def __init__(self, core: Core, reader: Connection) -> None:
        self._core = core
        self._reader = reader

    def activity(self, start: date, end: date) -> "Sequence[Activity]":
        """Who viewed, printed, exported or opened what, newest first."""
        from desktop.store import activity

        return activity.between(self._reader, start.isoformat(), end.isoformat())

    def staying(self) -> "Sequence[Staying]":
        """What stays at this desk for a time, the first to go first."""
        from desktop.desk import staying

        return staying.listed(self._core, self._reader)

    def lost(self, found_on: date, bundles: Sequence[str] = ()) -> "Lost":
        """What was on a stick with these bundles; with none, on this computer."""
        from desktop.desk import incidents

        if not bundles:
            return incidents.of_computer(self._core, self._reader, found_on)
        return incidents.of_stick(self._core, self._reader, bundles, found_on)

    def print_notice(self, lost: "Lost") -> bytes:
        """The draft of a notice of what was lost, as PDF."""
        from desktop.desk.incident_paper import print_notice

        return print_notice(self._core, lost)

    def print_person(self, told: "Told") -> bytes:
        """The answer to a person who asked, as PDF."""
        from desktop.desk.person_paper import print_answer

        return print_answer(self._core, told)
