"""What an opened desk does about a newer program."""

from pathlib import Path

from desktop.bundle.update_package import Manifest
from desktop.desk.core import Core
from desktop.desk.newer import believing, finding, taking
from desktop.desk.newer.finding import Found
from desktop.desk.newer.proving import installed
from desktop.desk.newer.starting import Awaited
from desktop.desk.newer.taking import Taken
from desktop.desk.views import Work
from desktop.store import activity
from desktop.store.activity import Activity
from desktop.store.connection import Connection, transaction


class Newer:
    """Proving a package, taking its program, and what became of it."""

    def __init__(self, core: Core, writer: Connection) -> None:
        self._core = core
        self._writer = writer

    def look(self, file: Path) -> Manifest:
        """What a package says of itself; Refused by reason."""
        return taking.look(self._writer, file, installed())

    def find(self, folder: Path) -> Found:
        """The newest package of a folder; Refused where none may be taken."""
        return finding.newest(folder, self.look)

    def take(self, file: Path) -> Work[Taken]:
        """Copy a proved package's program off the stick."""
        return (yield from taking.take(self._core, self._writer, file, installed()))

    def taken(self) -> Taken | None:
        """What was taken last and still lies here."""
        return taking.taken(self._core.folder, self._writer)

    def works(self, step: Awaited) -> None:
        """The newer program opened this desk and found it whole."""
        believing.reached(self._writer, step.counter, installed())
        self._note("updated", step.after)

    def did_not_come(self, step: Awaited) -> None:
        """The former program is still the one that opens this desk."""
        self._note("not_updated", step.after)

    def _note(self, act: str, version: str) -> None:
        core = self._core
        with transaction(self._writer):
            done = Activity(core.now(), core.profile.account, act, version)
            activity.note(self._writer, done)
