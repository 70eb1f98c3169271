"""Release keys: who may say that a program is ours, apart from all report keys.

A root names the keys and how many of them must sign. A new root is taken only when as
many of the old one's keys signed it as the old one asks, and as many of its own as it
asks itself (the rule of The Update Framework, TUF 1.0, section 5.3).
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from desktop.errors import Refused

LEAST = 2  # keys that must agree, whatever a root says
MOST = 9
_PUBLIC, _SIGNATURE = 32, 64  # bytes, Ed25519 (RFC 8032)


@dataclass(frozen=True, slots=True)
class Root:
    """Who signs releases."""

    number: int  # 0: none was ever made
    threshold: int
    keys: Mapping[str, bytes]  # name -> raw public key

    def __post_init__(self) -> None:
        """Refuse what could never, or too easily, be satisfied."""
        whole = (len(k) == _PUBLIC and key_name(k) == n for n, k in self.keys.items())
        if not all(whole):
            raise Refused("update.root_key")
        if not self.number:
            return
        if not LEAST <= self.threshold <= len(self.keys) <= MOST:
            raise Refused("update.root_threshold", least=LEAST)


@dataclass(frozen=True, slots=True)
class Signature:
    """One key's word for some bytes."""

    key: str
    raw: bytes


def key_name(public: bytes) -> str:
    """By what a key is known: the SHA-256 of its bytes."""
    return hashlib.sha256(public).hexdigest()


def check(
    root: Root,
    message: bytes,
    signatures: Sequence[Signature],
    revoked: Collection[str] = (),
) -> None:
    """Refused unless enough of the root's keys signed; a foreign one is no help.

    Each signature must stand: a package with a bad one was touched on its way.
    """
    if not root.number:
        raise Refused("update.no_root")
    if len({one.key for one in signatures}) != len(signatures):
        raise Refused("update.signer_twice")
    for one in signatures:
        if one.key not in root.keys:
            raise Refused("update.signer_unknown")
        if one.key in revoked:
            raise Refused("update.signer_revoked")
        if not _holds(root.keys[one.key], one.raw, message):
            raise Refused("update.signature")
    if len(signatures) < root.threshold:
        raise Refused("update.threshold", need=root.threshold, have=len(signatures))


def _holds(public: bytes, signature: bytes, message: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if len(signature) != _SIGNATURE:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True
