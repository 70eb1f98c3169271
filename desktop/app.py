"""The composition root: the one place that knows the world."""

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.options import Options, default_folder, first_line, split
from desktop.desk.crashes import Crashes, told
from desktop.desk.training import training_password
from desktop.errors import Environment, Error, Usage
from desktop.ledger.world import Clock, Random
from desktop.signing.disk import let_nothing_ask

if TYPE_CHECKING:
    from desktop.cli.selftest.stage import Said, Stage
    from desktop.desk.desk import Desk
    from desktop.gui.application import NewDesk

# Modules, forms and lines live long: looking for rings among them every 700 objects,
# as Python would, finds nothing and takes a twentieth of a start or of an intake.
_OBJECTS_BEFORE_A_LOOK = 50_000

CRASHES = "crash"  # a folder beside this user's profile


class SystemClock:
    """The computer's clock, with its zone."""

    def now(self) -> datetime:
        """An aware datetime."""
        return datetime.now().astimezone()


class SystemRandom:
    """The operating system's chance."""

    def bytes(self, count: int, /) -> bytes:
        """``count`` unpredictable bytes."""
        return os.urandom(count)


class Doors:
    """How the window opens or makes a desk; the desk is loaded only then."""

    def __init__(self, folder: Path, clock: Clock, random: Random) -> None:
        self._folder = folder
        self.clock = clock
        self.random = random

    def open_desk(self, password: str) -> "Desk":
        """Unlock the profile."""
        from desktop.desk.desk import open_desk

        return open_desk(self._folder, password, self.clock, self.random)

    def create(self, new: "NewDesk") -> None:
        """Make a new profile."""
        from desktop.desk.profile import create
        from desktop.ledger.ids import AccountId, UnitCode

        create(
            self._folder,
            UnitCode(new.unit),
            AccountId(new.account),
            new.shown,
            new.password,
            self.clock,
            self.random,
        )


def look_for_rings_less_often() -> None:
    """Set Python's collector for a program of few, long-lived objects."""
    gc.set_threshold(_OBJECTS_BEFORE_A_LOOK, 10, 10)


def run_watched(arguments: Sequence[str]) -> int:
    """``run``, where whatever goes wrong leaves a file and a sentence."""
    crashes = Crashes(default_folder().parent / CRASHES, SystemClock())
    with crashes.watch():
        try:
            return run(arguments, crashes)
        except Exception as error:  # noqa: BLE001 - nothing else hears of it
            from desktop.cli.main import wrong_call

            return wrong_call(told(crashes.note(error)), arguments)


def run(arguments: Sequence[str], crashes: Crashes | None = None) -> int:
    """Start the window, or the verb that the argument line names."""
    look_for_rings_less_often()
    let_nothing_ask()
    try:
        options = split(arguments)
    except Usage as error:
        from desktop.cli.main import wrong_call

        return wrong_call(error, arguments)
    if options.help or options.version:
        from desktop.cli.about import tell

        return tell(options)
    if options.words:
        from desktop.cli.main import run_verb

        return run_verb(options, SystemClock(), SystemRandom(), _rehearse)
    return _window(options, crashes)


def _look_for_a_screen() -> None:
    """Qt would end the process with a sentence of its own."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in names):
        raise Environment("gui.no_screen")


def _rehearse(stage: "Stage") -> "Iterator[Said]":
    """The window on the desks of a self-test."""
    from desktop.gui.application import Doors as Opened
    from desktop.gui.rehearsal.script import rehearse

    def opened(name: str) -> Opened:
        home = stage.home(name)
        doors = Doors(home, stage.clock, stage.random)
        return Opened(
            home, doors.open_desk, doors.create, stage.clock, beside=stage.beside
        )

    new, province = opened("new"), opened("province")
    return rehearse(new, province, stage.second(), stage.secret, stage.stick)


def _window(options: Options, crashes: Crashes | None) -> int:
    """The profile's window, or word to the one that is open already."""
    from desktop.desk import doorbell

    folder = (options.folder or default_folder()).absolute()
    try:
        _look_for_a_screen()
        held = doorbell.hold_or_ring(folder, options.bundle)
    except Error as error:
        return _not_opened(error, options)
    if held is None:
        return 0
    with held:
        return _open_window(folder, options, crashes)


def _not_opened(error: Error, options: Options) -> int:
    """Say why, where somebody sees it."""
    from desktop.cli.main import tell_error
    from desktop.text import streams

    told = tell_error(error, options)
    if error.code == "window.silent" and not streams.seen():
        from desktop.gui.application import tell

        tell(error)
    return told


def _open_window(folder: Path, options: Options, crashes: Crashes | None) -> int:
    try:
        from desktop.gui import application
    except ImportError:
        return _not_opened(Environment("gui.no_qt"), options)
    world = Doors(folder, SystemClock(), SystemRandom())
    known = training_password(folder)
    given = first_line(options.password_file) if options.password_file else None
    doors = application.Doors(
        folder,
        world.open_desk,
        world.create,
        world.clock,
        training=known is not None,
        bundle=options.bundle,
        beside=Path(sys.executable).parent,
        crashes=crashes,
    )
    return application.run(doors, given or known)
