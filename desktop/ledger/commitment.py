"""A private value's commitment: the line holds its hash, the value lives apart."""

import hashlib
import re
from typing import NamedTuple

from desktop.errors import Refused
from desktop.ledger.canonical import Data, Json, check_text
from desktop.ledger.world import Random

SALT_BYTES = 32
_SALT = re.compile(r"[0-9a-f]{64}")
COMMITMENT_KEY = "#"  # reserved in data: {"#": "<64 hex>"}

# What travels of a value that stays at its desk: that value's own commitment.
_STAND_IN = re.compile(r"#([0-9a-f]{64})")

# Quotes inside a text are escaped, so this finds committed leaves only.
_IN_LINE = re.compile(rb'\{"#":"([0-9a-f]{64})"\}')


class PrivateValue(NamedTuple):
    """What a commitment hides; deleting this is redaction."""

    commitment: str  # 64 hex
    salt: str  # 64 hex
    value: str  # UTF-8 NFC


def commit(value: str, random: Random) -> PrivateValue:
    """Hide ``value`` behind SHA-256(salt || value)."""
    check_text(value)
    salt = random.bytes(SALT_BYTES)
    return PrivateValue(_digest(salt, value), salt.hex(), value)


def check_value(private: PrivateValue) -> None:
    """Refuse a value that is not the one committed to."""
    check_text(private.value)
    if not _SALT.fullmatch(private.salt):  # or a value's first letters could go into it
        raise Refused("value.salt")
    if not hides(private):
        raise Refused("value.mismatch")


def hides(private: PrivateValue) -> bool:
    """Whether its commitment is to this value under this salt."""
    if not _SALT.fullmatch(private.salt):
        return False
    return _digest(bytes.fromhex(private.salt), private.value) == private.commitment


def commitment_of(node: Json) -> str | None:
    """The hash, when ``node`` is a committed leaf."""
    if not isinstance(node, dict) or len(node) != 1:
        return None
    found = node.get(COMMITMENT_KEY)
    return found if isinstance(found, str) else None


def stand_in(home: PrivateValue) -> str:
    """The text that goes to others in place of a value that stays here."""
    return f"#{home.commitment}"


def stands_for(text: str) -> str | None:
    """The commitment to the value that stayed, when ``text`` stands in for one."""
    found = _STAND_IN.fullmatch(text)
    return found[1] if found else None


def commitments_in(data: Data) -> list[str]:
    """Every commitment that stands in ``data``, in order."""
    found: list[str] = []
    waiting: list[Json] = [data]
    while waiting:
        node = waiting.pop()
        hidden = commitment_of(node)
        if hidden is not None:
            found.append(hidden)
        elif isinstance(node, dict):
            waiting.extend(reversed(list(node.values())))
        elif isinstance(node, list):
            waiting.extend(reversed(node))
    return found


def commitments_in_line(raw: bytes) -> list[str]:
    """Every commitment in a line's canonical bytes, those of file names too."""
    return [found.decode() for found in _IN_LINE.findall(raw)]


def _digest(salt: bytes, value: str) -> str:
    return hashlib.sha256(salt + value.encode("utf-8")).hexdigest()
