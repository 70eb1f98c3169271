"""documents/update: which program is the newest, and by what its file is known."""

from dataclasses import dataclass

from desktop.ledger.canonical import decode, encode
from desktop.ledger.fields import HASH, NAME, Fields


@dataclass(frozen=True, slots=True)
class Update:
    """A program's setup file, as the province vouches for it; it travels otherwise."""

    version: str
    bytes: int
    sha256: str


def write_update(update: Update) -> bytes:
    """Canonical JSON of a notice."""
    return encode(
        {"version": update.version, "bytes": update.bytes, "sha256": update.sha256}
    )


def read_update(raw: bytes) -> Update:
    """The notice, strictly."""
    fields = Fields(decode(raw), "update")
    found = Update(
        fields.text("version", NAME),
        fields.number("bytes"),
        fields.text("sha256", HASH),
    )
    fields.close()
    return found
