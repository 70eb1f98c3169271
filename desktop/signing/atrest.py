"""Files sealed one by one under the data key (attachments at rest)."""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desktop.errors import Environment
from desktop.ledger.world import Random
from desktop.signing.keyring import NONCE_BYTES, DataKey


def seal(key: DataKey, name: str, content: bytes, random: Random) -> bytes:
    """Encrypt bytes for this computer's disk; ``name`` is bound to them."""
    nonce = random.bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, name.encode())


def unseal(key: DataKey, name: str, sealed: bytes) -> bytes:
    """The bytes again; Environment when the file is damaged."""
    whole = memoryview(sealed)  # megabytes are not copied to be cut
    try:
        return AESGCM(key).decrypt(
            whole[:NONCE_BYTES], whole[NONCE_BYTES:], name.encode()
        )
    except (InvalidTag, ValueError) as error:
        raise Environment("attachment.damaged") from error
