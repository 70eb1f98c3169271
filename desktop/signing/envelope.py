"""The age envelope: a strict look at the header, then pyrage."""

import re
from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import BinaryIO, Protocol

import pyrage

from desktop.errors import Fault, Refused

MAGIC = b"age-encryption.org/v1\n"
MAX_STANZAS = 64
MAX_HEADER = 64 * 1024
_KEY = re.compile(rb"-> X25519 ([A-Za-z0-9+/]{43})\n")
# rage adds one stanza of a made-up type ending in -grease, which readers pass over
# (docs/adr/0005); it must still be well made.
_GREASE = re.compile(rb"-> [!-~]{0,64}-grease( [!-~]{1,64}){0,8}\n")
_FULL_LINE = re.compile(rb"[A-Za-z0-9+/]{64}\n")
_LAST_LINE = re.compile(rb"([A-Za-z0-9+/]{0,63})\n")
_END = re.compile(rb"--- ([A-Za-z0-9+/]{43})\n")
_LINE = 256
_KEY_LETTERS = 43


class Source(Protocol):
    """Something that can be read in pieces."""

    def read(self, size: int = -1, /) -> bytes:
        """Up to ``size`` bytes; empty at the end."""
        ...


class Target(Protocol):
    """Something that takes pieces."""

    def write(self, piece: bytes, /) -> int:
        """Take a piece."""
        ...


def looks_like_age(start: bytes) -> bool:
    """Whether a file begins as an age file does."""
    return start.startswith(MAGIC)


def check_header(source: BinaryIO) -> None:
    """Refuse what pyrage would let through; leaves ``source`` at its start."""
    source.seek(0)
    if source.read(len(MAGIC)) != MAGIC:
        raise Refused("envelope.not_age")
    keys = grease = 0
    while not (line := source.readline(_LINE)).startswith(b"---"):
        if _GREASE.fullmatch(line):
            grease += 1
            _skip_body(source)
        else:
            keys += 1
            _check_key(line, source.readline(_LINE))
        if keys + grease > MAX_STANZAS or grease > 1 or source.tell() > MAX_HEADER:
            raise Refused("envelope.header")
    end = _END.fullmatch(line)
    if not keys or not end or not _canonical(end[1]):
        raise Refused("envelope.header")
    source.seek(0)


def _check_key(line: bytes, body: bytes) -> None:
    key, share = _KEY.fullmatch(line), _LAST_LINE.fullmatch(body)
    if not key or not share or len(share[1]) != _KEY_LETTERS:
        raise Refused("envelope.header")
    if not (_canonical(key[1]) and _canonical(share[1])):
        raise Refused("envelope.header")


def _skip_body(source: BinaryIO) -> None:
    while _FULL_LINE.fullmatch(line := source.readline(_LINE)):
        if source.tell() > MAX_HEADER:
            raise Refused("envelope.header")
    last = _LAST_LINE.fullmatch(line)
    if not last or not _canonical(last[1]):
        raise Refused("envelope.header")


def _canonical(letters: bytes) -> bool:
    """Base64 without padding whose spare bits are zero: one spelling only."""
    if len(letters) % 4 == 1:
        return False
    padded = letters + b"=" * (-len(letters) % 4)
    return b64encode(b64decode(padded)) == padded


def encrypt(source: Source, target: Target, recipients: Sequence[str]) -> None:
    """Encrypt a stream to X25519 recipients."""
    keys = [_recipient(text) for text in recipients]
    pyrage.encrypt_io(source, target, keys)


def _recipient(text: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError as error:
        raise Fault("envelope.recipient") from error


def decrypt(source: BinaryIO, target: Target, identities: Sequence[str]) -> None:
    """Decrypt; what was written counts only when this returns."""
    check_header(source)
    keys = [pyrage.x25519.Identity.from_str(text) for text in identities]
    try:
        pyrage.decrypt_io(source, target, keys)
    except pyrage.DecryptError as error:
        code = _reason(str(error))
        raise Refused(code) from error
    except OSError as error:  # truncated or altered behind the header
        raise Refused("envelope.broken") from error


def _reason(said: str) -> str:
    return "envelope.not_for_me" if "No matching keys" in said else "envelope.broken"
