"""Values that were just kept, in little room: showing their records reads none back.

They lie all over their table, and a large intake leaves no page of it in the cache.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from desktop.ledger.commitment import PrivateValue

_ROOM = 8 * 1024 * 1024  # bytes of text; what comes behind is read back
_HALF = 16  # letters of a hash that make a number


class Kept:
    """Texts by the first half of their commitments, which come in their order."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Nothing is remembered, as after a redaction."""
        self._first, self._second, self._ends = array("Q"), array("Q"), array("L")
        self._texts = bytearray()

    def passing(self, found: Iterable[PrivateValue]) -> Iterator[PrivateValue]:
        """Remembers values on their way, as long as there is room."""
        for value in found:
            if len(self._texts) < _ROOM:
                first, second = _halves(value.commitment)
                self._first.append(first)
                self._second.append(second)
                self._texts += value.value.encode()
                self._ends.append(len(self._texts))
            yield value

    def text(self, commitment: str) -> str | None:
        """The value, if it is remembered."""
        first, second = _halves(commitment)
        at = bisect_left(self._first, first)
        while at < len(self._first) and self._first[at] == first:
            if self._second[at] == second:
                start = self._ends[at - 1] if at else 0
                return self._texts[start : self._ends[at]].decode()
            at += 1
        return None


def _halves(commitment: str) -> tuple[int, int]:
    return int(commitment[:_HALF], 16), int(commitment[_HALF : 2 * _HALF], 16)
