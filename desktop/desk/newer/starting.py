"""From one program to the next: the data set aside, the installer started, and what
the program that opens the desk next makes of it.

Whatever is cut off in between, the desk has either its data as the former program left
it or as the newer one made it, and ``awaited`` says which of the two is being tried.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.bundle.names import PIECE
from desktop.bundle.update_package import Manifest
from desktop.desk import lock, profile
from desktop.desk.core import Core
from desktop.desk.newer.places import AWAITED, FOLDER
from desktop.desk.newer.taking import Taken, compare
from desktop.errors import Environment
from desktop.ledger.canonical import Json, decode, encode
from desktop.ledger.fields import Fields
from desktop.signing.files import replace_by, replace_file
from desktop.store import connection

if TYPE_CHECKING:
    from desktop.desk.desk import Desk

_ASIDE = "before"
_DETACHED = 0x208  # DETACHED_PROCESS and a group of its own
_KEPT = "ban-cai"  # beside the profile: setup files as the installer leaves them
_STARTED: list["subprocess.Popen[bytes]"] = []  # nobody waits for them
SILENT = ("/S", "/CurrentUser", "/Open")


@dataclass(frozen=True, slots=True)
class Awaited:
    """A step from one program to another that was begun."""

    before: str  # versions
    after: str
    counter: int


def give_way(desk: "Desk", taken: Taken, version: str) -> None:
    """Close the desk, set its data aside, then start the installer.

    Data that is not sound is told of before (Refused): else the newer program, which
    looks it over, would get the blame.
    """
    from desktop.desk.doctor import examine

    try:
        examine(desk)
    finally:
        desk.close()
    core = desk.core
    set_aside(core, taken, version)
    try:
        begin(taken.setup)
    except Environment:
        (core.folder / FOLDER / AWAITED).unlink(missing_ok=True)
        raise


def set_aside(core: Core, taken: Taken, version: str) -> None:
    """Copy the data as it is and note what is awaited; nobody may have it open."""
    folder = core.folder / FOLDER
    try:
        compare(taken.setup, taken.manifest)
        with lock.take(core.folder):
            connection.put_logs_away(core.folder / profile.STORE, core.key)
            (folder / _ASIDE).mkdir(exist_ok=True)
            for file in _data(core.folder):
                replace_by(folder / _ASIDE / file.name, _pieces(file))
        replace_file(folder / AWAITED, _note(version, taken.manifest))
    except OSError as error:
        raise Environment("update.disk") from error


def _note(version: str, said: Manifest) -> bytes:
    step: dict[str, Json] = {"before": version, "after": said.version}
    return encode(step | {"counter": said.counter})


def _data(folder: Path) -> list[Path]:
    """The database and the small files that open it; attachments never change."""
    return [folder / profile.STORE, *sorted(folder.glob("*.json*"))]


def _pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while piece := opened.read(16 * PIECE):
            yield piece


def begin(setup: Path, arguments: Sequence[str] = SILENT) -> None:
    """Start an installer that outlives this program."""
    try:
        started = subprocess.Popen(  # noqa: S603 - a file that was proved, or came with us
            [os.fspath(setup), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            creationflags=_DETACHED if sys.platform == "win32" else 0,
            start_new_session=sys.platform != "win32",
        )
    except OSError as error:
        raise Environment("update.not_started") from error
    _STARTED.append(started)


def awaited(folder: Path) -> Awaited | None:
    """What was begun and not yet judged."""
    try:
        raw = (folder / FOLDER / AWAITED).read_bytes()
    except OSError:
        return None
    said = Fields(decode(raw), "awaited")
    found = Awaited(said.text("before"), said.text("after"), said.number("counter"))
    said.close()
    return found


def settled(folder: Path, version: str) -> None:
    """It is judged: the copies go, but for the setup of the program that is here."""
    inside, kept = folder / FOLDER, folder.parent / _KEPT
    here = f"SoPhoiHop-{version}-setup.exe"
    former = (file for file in kept.glob("*-setup.exe") if file.name != here)
    with suppress(OSError):
        (inside / AWAITED).unlink(missing_ok=True)
        aside = (inside / _ASIDE).glob("*")
        for file in (*aside, *inside.glob("*-setup.exe"), *former):
            file.unlink()


def step_back(folder: Path, step: Awaited) -> None:
    """The data as it was set aside, and the former program again where it is kept.

    The note stays until the former program opens the desk: where the newer one is
    tried again meanwhile, or the power goes, it is all done once more.
    """
    put_back(folder)
    former = folder.parent / _KEPT / f"SoPhoiHop-{step.before}-setup.exe"
    if former.is_file():
        begin(former)


def put_back(folder: Path) -> None:
    """The data as it was set aside; nobody may have it open."""
    with lock.take(folder):
        for ending in ("-wal", "-shm"):
            (folder / f"{profile.STORE}{ending}").unlink(missing_ok=True)
        for file in (folder / FOLDER / _ASIDE).iterdir():
            replace_by(folder / file.name, _pieces(file))
