"""The age envelope: a strict look at the header, then pyrage."""

import io
import re
from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO, Protocol

import pyrage

from desktop.errors import Fault, Refused

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAGIC = b"age-encryption.org/v1\n"
MAX_STANZAS = 64
MAX_HEADER = 64 * 1024
_KEY = re.compile(rb"-> X25519 ([A-Za-z0-9+/]{43})\n")
# Any stanza that is well made; those of types we do not know are passed over, as age
# asks of a reader, but for keys that nobody here makes (docs/adr/0005).
_STANZA = re.compile(rb"-> ([!-~]+)( [!-~]+)*\n")
_NEVER = {b"scrypt", b"mlkem768x25519"}  # passwords, hybrid keys
_FULL_LINE = re.compile(rb"[A-Za-z0-9+/]{64}\n")
_LAST_LINE = re.compile(rb"([A-Za-z0-9+/]{0,63})\n")
_END = re.compile(rb"--- ([A-Za-z0-9+/]{43})\n")
_LINE = 256
_ROOM = 256 * 1024
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
    count = 0
    while not (line := source.readline(_LINE)).startswith(b"---"):
        count += 1
        _check_stanza(line, source)
        if count > MAX_STANZAS:
            raise Refused("envelope.header")
    end = _END.fullmatch(line)
    if not count or not end or not _canonical(end[1]):
        raise Refused("envelope.header")
    source.seek(0)


def _check_stanza(line: bytes, source: BinaryIO) -> None:
    stanza = _STANZA.fullmatch(line)
    if not stanza or stanza[1] in _NEVER:
        raise Refused("envelope.header")
    if stanza[1] == b"X25519":
        _check_key(line, source.readline(_LINE))
    else:
        _skip_body(source)


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


class _Heard:
    """Passes on and remembers what went wrong: pyrage makes errors of its own of it."""

    def __init__(self, source: Source, target: Target) -> None:
        self._source = source
        self._target = target
        self.error: BaseException | None = None

    def read(self, size: int = -1, /) -> bytes:
        try:
            return self._source.read(size)
        except BaseException as error:
            self.error = error
            raise

    def write(self, piece: bytes, /) -> int:
        try:
            return self._target.write(piece)
        except BaseException as error:
            self.error = error
            raise

    def flush(self) -> None:
        """Nothing is held back here."""


class _Raw(io.RawIOBase):
    """A source as Python's buffer reads from it."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def readable(self) -> bool:
        """A buffer asks before it reads."""
        return True

    def readinto(self, room: "WriteableBuffer", /) -> int:
        """As many bytes as the source gives at once."""
        view = memoryview(room)
        piece = self._source.read(len(view))
        view[: len(piece)] = piece
        return len(piece)


def _buffered(source: Source) -> io.BufferedReader:
    """For pyrage, which reads 8 KiB at a time: few of its calls reach the source."""
    return io.BufferedReader(_Raw(source), _ROOM)


def encrypt(source: Source, target: Target, recipients: Sequence[str]) -> None:
    """Encrypt a stream to X25519 recipients; errors of either end come through."""
    keys = [_recipient(text) for text in recipients]
    heard = _Heard(source, target)
    try:
        pyrage.encrypt_io(_buffered(heard), heard, keys)
    except pyrage.EncryptError as error:
        raise heard.error or Fault("envelope.broken") from error


def is_recipient(text: str) -> bool:
    """Whether something can be sealed to it."""
    try:
        _recipient(text)
    except Fault:
        return False
    return True


def _recipient(text: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError as error:
        raise Fault("envelope.recipient") from error


def decrypt(source: BinaryIO, target: Target, identities: Sequence[str]) -> None:
    """Decrypt; what was written counts only when this returns.

    Errors of either end come through: a full disk is no broken bundle.
    """
    check_header(source)
    keys = [pyrage.x25519.Identity.from_str(text) for text in identities]
    heard = _Heard(source, target)
    try:
        pyrage.decrypt_io(_buffered(heard), heard, keys)
    except pyrage.DecryptError as error:
        raise heard.error or Refused(_reason(str(error))) from error
    except OSError as error:  # truncated or altered behind the header
        raise heard.error or Refused("envelope.broken") from error


def _reason(said: str) -> str:
    return "envelope.not_for_me" if "No matching keys" in said else "envelope.broken"
