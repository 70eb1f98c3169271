"""Lets a large file reach the disk while the rest of it is still being made."""

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import BinaryIO

from desktop.bundle.names import MIB

_STRETCH = 8 * MIB  # written between two looks at the disk


class Settling:
    """Passes bytes on; another thread asks the disk for what has come so far."""

    def __init__(self, out: BinaryIO, apart: ThreadPoolExecutor) -> None:
        self._out = out
        self._apart = apart
        self._since = 0
        self._under_way: Future[None] | None = None

    def write(self, piece: bytes, /) -> int:
        """Take a piece."""
        self._since += len(piece)
        if self._since >= _STRETCH:
            self._ask()
        return self._out.write(piece)

    def flush(self) -> None:
        """Hand what is buffered to the system."""
        self._out.flush()

    def _ask(self) -> None:
        if self._under_way is None or self._under_way.done():
            self.heard()
            self._since = 0
            self._out.flush()
            self._under_way = self._apart.submit(os.fsync, self._out.fileno())

    def heard(self) -> None:
        """What the disk answered; it tells a fault once, so every answer counts."""
        if self._under_way is not None:
            self._under_way.result()


@contextmanager
def settling(out: BinaryIO) -> Iterator[Settling]:
    """``out`` through a ``Settling``; all of it is on the disk at the end."""
    with ThreadPoolExecutor(1) as apart:
        settled = Settling(out, apart)
        yield settled
        settled.heard()
    out.flush()
    os.fsync(out.fileno())
