"""Making keys: P-256 for signatures, X25519 for age."""

import hashlib
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.errors import Fault

if TYPE_CHECKING:  # codes and seals need none of these, and a start only those
    from typing import TypeAlias

    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    PrivateKey: TypeAlias = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True, slots=True)
class AgeIdentity:
    """A unit's key for reading what is sent to it."""

    secret: str = ""  # AGE-SECRET-KEY-1…, never printed
    recipient: str = ""  # age1…

    def __repr__(self) -> str:
        return f"AgeIdentity({self.recipient})"


def new_signing_key() -> bytes:
    """A private key as unencrypted PKCS 8 DER, to be sealed at once."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def load_key(raw: "bytes | PrivateKey") -> "PrivateKey":
    """The key behind its sealed bytes; one that is open already is given back."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    if not isinstance(raw, bytes):
        return raw
    key = serialization.load_der_private_key(raw, None)
    if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise Fault("key.kind")
    return key


def public_der(raw: "bytes | PrivateKey") -> bytes:
    """SubjectPublicKeyInfo of a private key."""
    from cryptography.hazmat.primitives import serialization

    return (
        load_key(raw)
        .public_key()
        .public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )


def new_age_identity() -> AgeIdentity:
    """A fresh X25519 identity."""
    import pyrage

    identity = pyrage.x25519.Identity.generate()
    return AgeIdentity(str(identity), str(identity.to_public()))


def age_identity(secret: str) -> AgeIdentity:
    """The identity that a sealed secret names."""
    import pyrage

    identity = pyrage.x25519.Identity.from_str(secret)
    return AgeIdentity(secret, str(identity.to_public()))


_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that sounds or looks alike
CODE_LETTERS = 12


def check_code(content: bytes) -> str:
    """12 characters of SHA-256, in threes of four, to read over the phone."""
    number = int.from_bytes(hashlib.sha256(content).digest())
    letters = "".join(
        _ALPHABET[(number >> (256 - 5 * (place + 1))) & 31]
        for place in range(CODE_LETTERS)
    )
    return "-".join(letters[at : at + 4] for at in range(0, CODE_LETTERS, 4))


def same_code(one: str, other: str) -> bool:
    """Compare codes as people write them: case, spaces and dashes do not matter."""
    bare = [text.replace("-", "").replace(" ", "").upper() for text in (one, other)]
    return hmac.compare_digest(bare[0].encode(), bare[1].encode())


def mac(key: bytes, content: bytes) -> str:
    """HMAC-SHA-256, hex."""
    return hmac.new(key, content, hashlib.sha256).hexdigest()
