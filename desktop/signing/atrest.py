"""Files sealed one by one under the data key (attachments at rest)."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from desktop.errors import Environment
from desktop.ledger.world import Random
from desktop.signing import box
from desktop.signing.keyring import DataKey


def sealed(
    key: DataKey, name: str, content: Iterable[bytes], random: Random
) -> Iterator[bytes]:
    """Encrypt pieces for this computer's disk; ``name`` is bound to them."""
    nonce = random.bytes(box.NONCE_BYTES)
    yield nonce
    yield from box.sealing(key, nonce, content, name)


def unseal(key: DataKey, name: str, sealed: bytes) -> bytes:
    """The bytes again; Environment when the file is damaged."""
    whole = memoryview(sealed)  # megabytes are not copied to be cut
    nonce, rest = whole[: box.NONCE_BYTES], whole[box.NONCE_BYTES :]
    content = box.unseal(key, nonce, rest, name)
    if content is None:
        raise Environment("attachment.damaged")
    return content


class Unsealed:
    """A sealed file's bytes, piece by piece: megabytes never stand in memory.

    The read that finds the end tells whether all of it was whole; Environment if not.
    """

    def __init__(self, key: DataKey, name: str, sealed: Path) -> None:
        self._file = sealed.open("rb")
        size = os.fstat(self._file.fileno()).st_size
        self._left = max(0, size - box.NONCE_BYTES - box.TAG_BYTES)
        nonce = self._file.read(box.NONCE_BYTES).ljust(box.NONCE_BYTES)
        self._under_way = box.unsealing(key, nonce, name)

    def read(self, size: int, /) -> bytes:
        """Up to ``size`` bytes; empty at the end."""
        piece = self._file.read(min(size, self._left))
        self._left -= len(piece)
        if piece:
            return self._under_way.update(piece)
        if not box.is_whole(self._under_way, self._file.read()):
            raise Environment("attachment.damaged")
        return b""

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
