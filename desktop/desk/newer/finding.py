"""What a stick holds of newer programs."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop.bundle.update_package import ENDING, Manifest
from desktop.errors import Environment, Error, Refused


@dataclass(frozen=True, slots=True)
class Found:
    """A package that may be taken, and what it says of itself."""

    file: Path
    manifest: Manifest


def newest(folder: Path, look: Callable[[Path], Manifest]) -> Found:
    """The newest package of a folder; Refused by the first one's reason if none may."""
    files = _packages(folder)
    if not files:
        raise Refused("update.no_package")
    found: list[Found] = []
    refused: list[Error] = []
    for file in files:
        try:
            found.append(Found(file, look(file)))
        except Error as error:
            refused.append(error)
    if not found:
        raise refused[0]
    return max(found, key=lambda one: one.manifest.counter)


def _packages(folder: Path) -> list[Path]:
    try:
        inside = sorted(folder.iterdir())
    except OSError as error:
        raise Environment("stick.missing", folder=str(folder)) from error
    return [one for one in inside if one.suffix.lower() == ENDING and one.is_file()]
