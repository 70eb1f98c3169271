"""Where a self-test plays: two desks of a demo, and what its window is given."""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop.cli.demo.scenario import COMMUNE, PASSWORD
from desktop.desk.desk import Desk, open_desk
from desktop.ledger.canonical import Json
from desktop.ledger.ids import UnitCode
from desktop.ledger.world import Clock, Random

Said = str | dict[str, Json]  # a step begins, or what it has found
Play = Generator[Said, None, None]


@dataclass(frozen=True, slots=True)
class Stage:
    """A demo that was played, and a second commune's new desk beside it."""

    folder: Path
    clock: Clock
    random: Random

    secret = PASSWORD

    @property
    def played(self) -> Path:
        """The demo's folder."""
        return self.folder / "demo"

    @property
    def beside(self) -> Path:
        """Where the province's set-up file lies."""
        return self.played / "usb"

    @property
    def stick(self) -> Path:
        """An empty stick."""
        return self.folder / "usb"

    def home(self, name: str) -> Path:
        """A profile's folder: commune and province were played, new is not there."""
        return self.folder / "new" if name == "new" else self.played / name

    def opened(self, name: str) -> Desk:
        """One of the desks."""
        return open_desk(self.home(name), PASSWORD, self.clock, self.random)

    @contextmanager
    def desk(self, name: str) -> Iterator[Desk]:
        """One of the desks, closed afterwards."""
        desk = self.opened(name)
        try:
            yield desk
        finally:
            desk.close()

    def second(self) -> UnitCode:
        """A commune that has no desk yet."""
        with self.desk("province") as province:
            units = (code for code, _ in province.ask.handover.children())
            return next(code for code in units if code != COMMUNE)


Rehearse = Callable[[Stage], Iterator[Said]]
