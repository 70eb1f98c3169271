"""A form pack as one file, as it goes down: ``documents/pack``, a ZIP.

The hash of a pack is that of its files, so the bundle's header says which pack the
document must be; how it is compressed is nobody's concern.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from desktop.bundle.names import MIB
from desktop.desk.packs import contents, hash_of
from desktop.errors import Refused
from desktop.text.file_names import is_portable

MAX_FILES = 2_000  # the program's own pack has under a hundred
MAX_BYTES = 16 * MIB  # and little more than one
_NAME = re.compile(r"[a-z]{1,20}/\w[\w@.-]{0,80}\.(?:md|csv|toml|json)", re.ASCII)
# What the library says of a damaged ZIP, an encrypted one, an unknown method.
_BROKEN = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError)
_BEGINNING = (1980, 1, 1, 0, 0, 0)  # of a ZIP's calendar: the same pack, the same bytes


def of(folder: Path) -> dict[str, bytes]:
    """The files of a pack's folder; Refused where one could not go down."""
    return _bounded(contents(folder).items())


def write(files: Mapping[str, bytes]) -> bytes:
    """One file of them all."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _BEGINNING)
            packed.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def read(raw: bytes, sha256: str) -> dict[str, bytes]:
    """The files of the pack with that hash; Refused for anything else."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            found = _bounded(_files(packed))
    except _BROKEN as error:
        raise Refused("pack.file") from error
    if hash_of(found) != sha256:
        raise Refused("pack.file")
    return found


def _files(packed: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for member in packed.infolist():
        with packed.open(member) as source:
            yield member.filename, source.read(MAX_BYTES + 1)


def _bounded(files: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
    """The files, as they come; Refused at the first that is too much or oddly named."""
    found: dict[str, bytes] = {}
    room = MAX_BYTES
    for name, content in files:
        room -= len(content)
        if room < 0 or len(found) == MAX_FILES:
            raise Refused("pack.size")
        if not (_NAME.fullmatch(name) and is_portable(PurePosixPath(name).name)):
            raise Refused("pack.name", file=name[-60:])
        found[name] = content
    return found
