"""Digests, base64, uuid."""

import base64
import binascii
import hashlib

from desktop.xforms.xpath.context import Context
from desktop.xforms.xpath.faults import Failed
from desktop.xforms.xpath.registry import contextual, lengthy
from desktop.xforms.xpath.values import Value, to_number, to_string

_ALGORITHMS = {
    "MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384",
    "SHA-512": "sha512",
}  # fmt: skip
MAX_LETTERS = 1000  # nobody reads an id that is longer
_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


@lengthy("digest", 2, 3)
def _digest(text: Value, algorithm: Value, encoding: Value = "base64") -> Value:
    name = _ALGORITHMS.get(to_string(algorithm).upper())
    if name is None:
        raise Failed("xpath.digest", name=to_string(algorithm)[:40])
    found = hashlib.new(
        name, to_string(text).encode(errors="replace"), usedforsecurity=False
    )
    if to_string(encoding) == "hex":
        return found.hexdigest()
    if to_string(encoding) != "base64":
        raise Failed("xpath.digest", name=to_string(encoding)[:40])
    return base64.b64encode(found.digest()).decode()


@lengthy("base64-decode", 1)
def _base64_decode(value: Value) -> Value:
    try:
        raw = base64.b64decode(to_string(value), validate=True)
    except (binascii.Error, ValueError):
        return ""
    return raw.decode("utf-8", errors="replace")


@contextual("uuid", 0, 1)
def _uuid(context: Context, *length: Value) -> Value:
    """A version 4 UUID, or that many letters and digits."""
    if length:
        return _letters(context, to_number(length[0]))
    return new_uuid(context.world.random.bytes(16))


def _letters(context: Context, count: float) -> str:
    if not 0 <= count <= MAX_LETTERS:
        raise Failed("xpath.length", name="uuid", limit=MAX_LETTERS)
    if count < 1:
        return ""
    drawn = context.world.random.bytes(2 * int(count))
    pairs = zip(drawn[::2], drawn[1::2], strict=True)
    return "".join(_LETTERS[(high << 8 | low) % len(_LETTERS)] for high, low in pairs)


def new_uuid(noise: bytes) -> str:
    """The version 4 UUID of 16 random bytes."""
    number = int.from_bytes(noise)
    number = number & ~(0xF << 76) | 4 << 76
    number = number & ~(0b11 << 62) | 0b10 << 62
    text = f"{number:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
