"""Files on records: their bytes stay here, sealed; the line carries the hash."""

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop.bundle.writer import Attachment
from desktop.desk.core import Core
from desktop.errors import Environment, Refused
from desktop.ledger.commitment import PrivateValue, commit
from desktop.ledger.revision import FileRef
from desktop.signing.atrest import Unsealed, sealed
from desktop.signing.files import replace_by
from desktop.store.files import Blob
from desktop.text.fold import words

MAX_BYTES = 10 * 1024 * 1024
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
_PERSON_NUMBER = re.compile(r"(?<!\d)(\d{9}|\d{12})(?!\d)")
_SECRET = re.compile(r"(?<!\w)(TỐI MẬT|TUYỆT MẬT|MẬT)(?!\w)", re.IGNORECASE)
_SECRET_FOLDED = (["toi", "mat"], ["tuyet", "mat"])


@dataclass(frozen=True, slots=True)
class Attached:
    """A file ready to hang on a record."""

    blob: Blob
    ref: FileRef
    name: PrivateValue


def check_name(name: str) -> None:
    """Refuse secret papers and numbers of people, as far as the name shows them."""
    folded = words(name)
    pairs = [folded[at : at + 2] for at in range(len(folded))]
    if _SECRET.search(name) or any(pair in _SECRET_FOLDED for pair in pairs):
        raise Refused("attach.secret")
    if _PERSON_NUMBER.search(name):
        raise Refused("attach.numbers")


def read_file(path: Path) -> tuple[bytes, str]:
    """A file's bytes and media type, within what may be attached."""
    kind = path.suffix.lower()
    if kind not in MEDIA:
        raise Refused("attach.kind", kind=path.suffix[:10])
    try:
        if path.stat().st_size > MAX_BYTES:
            raise Refused("attach.large", most=MAX_BYTES // 1024 // 1024)
        content = path.read_bytes()
    except OSError as error:
        raise Environment("attach.unreadable", file=path.name) from error
    if not content.startswith(_BEGINS[kind]):
        raise Refused("attach.other_kind", file=path.name, kind=kind)
    return content, MEDIA[kind]


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
