"""Values that were just kept, in little room: showing their records reads none back.

They lie all over their table, and a large intake leaves no page of it in the cache.
"""

from array import array
from bisect import bisect_left
from struct import Struct

_ROOM = 8 * 1024 * 1024  # bytes of text; what comes behind is read back
_HALVES = Struct(">QQ")  # the first half of a hash: nobody makes two of one
_LETTERS = 2 * _HALVES.size


class Kept:
    """Texts by the first half of their commitments, which come in their order."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Nothing is remembered, as after a redaction."""
        self._first, self._second, self._ends = array("Q"), array("Q"), array("L")
        self._texts = bytearray()

    def remember(self, commitment: bytes, text: str) -> None:
        """One more value, as long as there is room."""
        if len(self._texts) < _ROOM:
            first, second = _HALVES.unpack_from(commitment)
            self._first.append(first)
            self._second.append(second)
            self._texts += text.encode()
            self._ends.append(len(self._texts))

    def text(self, commitment: str) -> str | None:
        """The value, if it is remembered."""
        first, second = _HALVES.unpack(bytes.fromhex(commitment[:_LETTERS]))
        at = bisect_left(self._first, first)
        while at < len(self._first) and self._first[at] == first:
            if self._second[at] == second:
                start = self._ends[at - 1] if at else 0
                return self._texts[start : self._ends[at]].decode()
            at += 1
        return None
