"""Files sealed one by one under the data key (attachments at rest)."""

from desktop.errors import Environment
from desktop.ledger.world import Random
from desktop.signing import box
from desktop.signing.keyring import DataKey


def seal(key: DataKey, name: str, content: bytes, random: Random) -> bytes:
    """Encrypt bytes for this computer's disk; ``name`` is bound to them."""
    nonce = random.bytes(box.NONCE_BYTES)
    return nonce + box.seal(key, nonce, content, name)


def unseal(key: DataKey, name: str, sealed: bytes) -> bytes:
    """The bytes again; Environment when the file is damaged."""
    whole = memoryview(sealed)  # megabytes are not copied to be cut
    nonce, rest = whole[: box.NONCE_BYTES], whole[box.NONCE_BYTES :]
    content = box.unseal(key, nonce, rest, name)
    if content is None:
        raise Environment("attachment.damaged")
    return content
