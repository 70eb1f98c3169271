"""Files on records: their bytes stay here, sealed; the line carries the hash."""

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path, PurePath

from desktop.bundle.writer import Attachment
from desktop.desk.core import Core
from desktop.desk.stamps import Stamp, in_name, in_text
from desktop.errors import Environment, Refused
from desktop.ledger.commitment import PrivateValue, commit
from desktop.ledger.revision import FileRef
from desktop.papers.words import Limits, Words
from desktop.signing.atrest import Unsealed, sealed
from desktop.signing.files import replace_by
from desktop.store.files import Blob

MAX_BYTES = 10 * 1024 * 1024
MAX_PICTURE = 40 * 1024 * 1024  # as it comes; what is kept is far smaller
MEDIA = {
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_BEGINS = {  # how the bytes of each kind begin, whatever the name says
    ".pdf": b"%PDF-",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
    ".png": b"\x89PNG\r\n\x1a\n",
    ".docx": b"PK\x03\x04",
}
_PICTURES = (".jpg", ".jpeg", ".png")
_PERSON_NUMBER = re.compile(r"(?<!\d)(\d{9}|\d{12})(?!\d)")
_TIME = re.compile(  # as cameras and scanners name their files
    r"(?<!\d)20\d\d(0\d|1[0-2])([0-2]\d|3[01])"
    r"(_\d{9}|([01]\d|2[0-3])[0-5]\d)(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file ready to hang on a record."""

    blob: Blob
    ref: FileRef
    name: PrivateValue


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that may be kept: its bytes as they would be, and what it tells."""

    content: bytes
    media: str
    name: str
    text: str
    told: tuple[str, ...]  # codes of what the officer should know


def look(path: Path, name: str, by: Stamp) -> Looked:
    """A file made harmless; Refused where it may not be kept."""
    check_name(name, by)
    kind = path.suffix.lower()
    content = read_file(path)
    if kind in _PICTURES:
        return _picture(content, name)
    said = words_of(content, MEDIA[kind], by.limits)
    check_text(said.text, by)
    return Looked(content, MEDIA[kind], name, said.text, said.told)


def _picture(content: bytes, name: str) -> Looked:
    from desktop.papers import pictures

    made, kind = pictures.harmless(content)
    path = PurePath(name)
    if MEDIA.get(path.suffix.lower()) != MEDIA[kind]:
        name = path.with_suffix(kind).name
    return Looked(made, MEDIA[kind], name, "", ("attach.told.picture",))


def words_of(content: bytes, media: str, limits: Limits) -> Words:
    """What a kept file says; nothing where it is a picture."""
    from desktop.papers import docx, pdf

    if media == MEDIA[".pdf"]:
        return pdf.read(content, limits)
    if media == MEDIA[".docx"]:
        return docx.read(content, limits)
    return Words("")


def check_name(name: str, by: Stamp) -> None:
    """Refuse secret papers and numbers of people, as far as the name shows them."""
    if in_name(PurePath(name).stem, by):
        raise Refused("attach.secret")
    if _PERSON_NUMBER.search(_TIME.sub("", name)):
        raise Refused("attach.numbers")


def check_text(text: str, by: Stamp) -> None:
    """Refuse them as far as the words inside show them."""
    if in_text(text, by):
        raise Refused("attach.secret")
    if _PERSON_NUMBER.search(text):
        raise Refused("attach.numbers")


def read_file(path: Path) -> bytes:
    """A file's bytes, within what may be attached."""
    kind = path.suffix.lower()
    if kind not in MEDIA:
        raise Refused("attach.kind", kind=path.suffix[:10])
    most = MAX_PICTURE if kind in _PICTURES else MAX_BYTES
    try:
        if path.stat().st_size > most:
            raise Refused("attach.large", most=most // 1024 // 1024)
        content = path.read_bytes()
    except OSError as error:
        raise Environment("attach.unreadable", file=path.name) from error
    if not content.startswith(_BEGINS[kind]):
        raise Refused("attach.other_kind", file=path.name, kind=kind)
    return content


def keep(core: Core, content: bytes, media: str, name: str) -> Attached:
    """Seal bytes onto this computer's disk and describe them."""
    sha256 = hashlib.sha256(content).hexdigest()
    crc32 = store(core, sha256, [content])
    private = commit(name, core.random)
    return Attached(
        Blob(sha256, len(content), crc32, media),
        FileRef(private.commitment, sha256, len(content), media),
        private,
    )


def store(core: Core, sha256: str, content: Iterable[bytes]) -> int:
    """Seal pieces under their hash, on disk when this returns; gives their CRC-32."""
    crc32 = 0

    def counted() -> Iterator[bytes]:
        nonlocal crc32
        for piece in content:
            crc32 = zlib.crc32(piece, crc32)
            yield piece

    target = core.folder / "attachments" / sha256
    replace_by(target, sealed(core.key, sha256, counted(), core.random))
    return crc32


def for_bundle(core: Core, blob: Blob) -> Attachment:
    """A kept file as a bundle takes it along."""
    file = core.folder / "attachments" / blob.sha256

    def opened() -> Unsealed:
        return Unsealed(core.key, blob.sha256, file)

    return Attachment(blob.sha256, blob.bytes, blob.crc32, opened)


def content_of(core: Core, blob: Blob) -> bytes:
    """A kept file's bytes, opened in memory."""
    file = core.folder / "attachments" / blob.sha256
    with closing(Unsealed(core.key, blob.sha256, file)) as opened:
        content = opened.read(blob.bytes)
        opened.read(1)  # the end tells whether all of it was whole
    return content
