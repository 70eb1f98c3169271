"""The program of a proved package, copied off the stick: nothing is run from there."""

import hashlib
import os
from collections.abc import Generator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from desktop.bundle import zipread
from desktop.bundle.names import PIECE
from desktop.bundle.update_package import Manifest, Package, open_package, read
from desktop.desk.core import Core
from desktop.desk.newer import believing
from desktop.desk.newer.places import FOLDER
from desktop.desk.newer.proving import Installed, prove
from desktop.desk.views import Progress, Work
from desktop.errors import Environment, Refused
from desktop.signing.disk import held, put_in_place
from desktop.store.connection import Connection

_PARTS = 1000  # steps of the progress


@dataclass(frozen=True, slots=True)
class Taken:
    """A program that lies here, proved, and may be started."""

    setup: Path
    manifest: Manifest


def look(reader: Connection, file: Path, here: Installed) -> Manifest:
    """What a package says of itself, once all of it but its program is proved."""
    with open_package(file) as opened:
        package = read(opened)
        prove(package, believing.now(reader, here))
        return package.manifest


def take(core: Core, writer: Connection, file: Path, here: Installed) -> Work[Taken]:
    """Prove a package, and copy its program; a copy that was broken off goes."""
    folder = core.folder / FOLDER
    with open_package(file) as opened:
        package = read(opened)
        believed = believing.now(writer, here)
        root = prove(package, believed)
        setup = place(folder, package.manifest)
        beside = setup.with_suffix(".part")
        try:
            folder.mkdir(exist_ok=True)
            _check_room(folder, package.manifest.bytes)
            yield from _copy(opened, package, beside)
            compare(beside, package.manifest)
            put_in_place(beside, setup)
        except OSError as error:
            raise Environment("update.disk") from error
        finally:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
    believing.keep(writer, root, package)
    return Taken(setup, package.manifest)


def taken(folder: Path, reader: Connection) -> Taken | None:
    """What was taken last and still lies here."""
    said = believing.taken(reader)
    if said is None:
        return None
    setup = place(folder / FOLDER, said)
    return Taken(setup, said) if setup.is_file() else None


def place(folder: Path, said: Manifest) -> Path:
    """Where a program's setup file lies."""
    return folder / f"SoPhoiHop-{said.version}-setup.exe"


def _check_room(folder: Path, size: int) -> None:
    import shutil

    if shutil.disk_usage(folder).free < 4 * size:  # the copy, and what it installs
        raise Environment("update.room", need=4 * size // 1_000_000 + 1)


def _copy(
    opened: BinaryIO, package: Package, target: Path
) -> Generator[Progress, None, None]:
    """The program's bytes, as many and as they were said to be."""
    said, done, digest = package.manifest, 0, hashlib.sha256()
    if package.program.size != said.bytes:
        raise Refused("update.size")
    with target.open("wb") as out:
        for piece in zipread.pieces(opened, package.program):
            out.write(piece)
            digest.update(piece)
            done += len(piece)
            if done % (16 * PIECE) < PIECE:
                yield Progress(done * _PARTS // said.bytes, _PARTS, "update.copying")
        out.flush()
        os.fsync(out.fileno())
    if digest.hexdigest() != said.sha256:
        raise Refused("update.hash")


def compare(copied: Path, said: Manifest) -> None:
    """Look at what the disk really holds; Environment when it is another program."""
    digest = hashlib.sha256()
    with closing(held(copied)) as pieces:
        for piece in pieces:
            digest.update(piece)
    if digest.hexdigest() != said.sha256:
        raise Environment("update.disk")
