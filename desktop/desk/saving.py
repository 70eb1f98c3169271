"""A file where the officer wants it."""

from pathlib import Path

from desktop.errors import Environment, Refused
from desktop.signing.disk import reachable
from desktop.text.file_names import file_name, is_portable


def save(file: Path, content: bytes) -> None:
    """Write it; Refused or Environment where it cannot stand under that name."""
    check_name(file)
    try:
        reachable(file).write_bytes(content)
    except OSError as error:
        raise Environment("file.unwritable", file=str(file)) from error


def check_name(file: Path) -> None:
    """Windows would write to a device, or beside the file, and say that it is done."""
    if not is_portable(file.name):
        raise Refused("file.name", instead=file_name(file.name))
