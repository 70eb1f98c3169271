"""AES-256-GCM and Argon2id, as the keyring and the files at rest use them."""

from collections.abc import Iterable, Iterator, Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import AEADDecryptionContext, Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
SALT_BYTES = 16
COST: Mapping[str, int] = {
    "memory_kib": 64 * 1024,  # 0.15 s on a small office PC, 64 MiB for each guess
    "passes": 3,
    "lanes": 1,
}


def derive(password: str, salt: bytes) -> bytes:
    """A key of ``KEY_BYTES`` from a password."""
    kdf = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=COST["passes"],
        lanes=COST["lanes"],
        memory_cost=COST["memory_kib"],
    )
    return kdf.derive(password.encode("utf-8"))


def seal(key: bytes, nonce: bytes, content: bytes, bound: str) -> bytes:
    """Encrypt ``content``; it opens only with the same name ``bound`` to it."""
    return AESGCM(key).encrypt(nonce, content, bound.encode())


def sealing(
    key: bytes, nonce: bytes, content: Iterable[bytes], bound: str
) -> Iterator[bytes]:
    """The same piece by piece; the tag that makes it whole comes last."""
    under_way = Cipher(AES(key), GCM(nonce)).encryptor()
    under_way.authenticate_additional_data(bound.encode())
    yield from map(under_way.update, content)
    yield under_way.finalize()
    yield under_way.tag


def unseal(
    key: bytes, nonce: bytes | memoryview, sealed: bytes | memoryview, bound: str
) -> bytes | None:
    """What was sealed; None under another key or name, or once altered."""
    try:
        return AESGCM(key).decrypt(nonce, sealed, bound.encode())
    except (InvalidTag, ValueError):
        return None


def unsealing(key: bytes, nonce: bytes, bound: str) -> AEADDecryptionContext:
    """Opens piece by piece; nothing of it counts before ``is_whole``."""
    under_way = Cipher(AES(key), GCM(nonce)).decryptor()
    under_way.authenticate_additional_data(bound.encode())
    return under_way


def is_whole(under_way: AEADDecryptionContext, tag: bytes) -> bool:
    """Whether all that was opened is what was sealed."""
    try:
        under_way.finalize_with_tag(tag)
    except (InvalidTag, ValueError):
        return False
    return True
