"""Canonical JSON (RFC 8785, restricted): equal values have equal bytes."""

import json
import re
import unicodedata
from typing import Never, TypeAlias

from desktop.errors import Refused

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"
Data: TypeAlias = dict[str, Json]

MAX_DEPTH = 8  # a form has groups in groups, never more than this
MAX_STRING = 64 * 1024  # bytes of UTF-8
MAX_INTEGER = 2**53 - 1  # what every JSON reader keeps exactly

# C0 but tab and line feed, C1, surrogates, and the marks that turn text round.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]"
)

_PRINTABLE = bytes([*b"\n", *range(0x20, 0x7F)])


def encode(value: Json) -> bytes:
    """The one byte form of ``value``; raises Refused for what has none."""
    check(value)
    return _dump(value)


def decode(raw: bytes) -> Json:
    """The value of canonical bytes; anything else is Refused by reason."""
    try:
        text = raw.decode("utf-8")
        value: Json = _QUICK.decode(text)
        canonical = _ENCODER.encode(value) == text  # then no key stands there twice
        if not canonical:
            value = _DECODER.decode(text)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise Refused("json.broken") from error
    except ValueError as error:  # int() of thousands of digits
        raise Refused("json.number") from error
    check(value)
    if not canonical:
        raise Refused("json.not_canonical")
    return value


def is_plain(block: bytes) -> bool:
    """Whether lines as a whole show that no text in them has a character refused.

    Escapes hide characters, so a block with a backslash is looked at text by text.
    """
    if b"\\" in block:
        return False
    if block.isascii():
        return not block.translate(None, _PRINTABLE)
    try:
        text = block.decode("utf-8")
    except UnicodeDecodeError:
        return False
    if not text.replace("\n", "").isprintable() and _FORBIDDEN.search(text):
        return False
    return unicodedata.is_normalized("NFC", text)


def check(value: Json, depth: int = 1) -> None:
    """Refuse what the restricted profile does not allow."""
    if isinstance(value, str):
        check_text(value)
    elif isinstance(value, bool) or value is None:
        return
    elif isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise Refused("json.number")
    elif isinstance(value, (dict, list)):
        _check_inner(value, depth)
    else:
        raise Refused("json.number")


def check_text(text: str) -> None:
    """NFC, bounded, and without control or direction characters."""
    if len(text) * 4 <= MAX_STRING and text.isascii() and text.isprintable():
        return  # most codes, numbers, days and hashes
    if _FORBIDDEN.search(text):
        raise Refused("json.control")
    if not unicodedata.is_normalized("NFC", text):
        raise Refused("json.not_nfc")
    if len(text) * 4 > MAX_STRING and len(text.encode()) > MAX_STRING:
        raise Refused("json.long_text")


def storable(text: str) -> bool:
    """Whether a text has no character that canonical JSON refuses."""
    return not _FORBIDDEN.search(text)


def _check_inner(value: list[Json] | dict[str, Json], depth: int) -> None:
    if depth > MAX_DEPTH:
        raise Refused("json.deep")
    if isinstance(value, list):
        for item in value:
            check(item, depth + 1)
        return
    for key, item in value.items():
        if not (isinstance(key, str) and key.isascii() and key.isprintable()):
            raise Refused("json.key")
        if item is not None:  # most questions of a form are not answered
            check(item, depth + 1)


def _dump(value: Json) -> bytes:
    return _ENCODER.encode(value).encode("utf-8")


def _no_duplicates(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refused("json.duplicate")
    return found


def _no_float(_: str) -> Never:
    raise Refused("json.number")


_ENCODER = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, check_circular=False
)
_QUICK = json.JSONDecoder(parse_float=_no_float, parse_constant=_no_float)
_DECODER = json.JSONDecoder(
    object_pairs_hook=_no_duplicates, parse_float=_no_float, parse_constant=_no_float
)
