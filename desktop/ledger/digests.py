"""Many hashes, thirty-two bytes each: given back in order, merged, never looked up."""

from collections.abc import Iterable, Iterator

_BYTES = 32


class Digests:
    """Hashes by their first byte, so that a 256th of them is sorted at a time."""

    def __init__(self) -> None:
        self._by_first = [bytearray() for _ in range(256)]

    def update(self, names: Iterable[str]) -> None:
        """Put in hashes of 64 hex letters; one that is there already stays one."""
        raw = bytes.fromhex("".join(names))
        for at in range(0, len(raw), _BYTES):
            self._by_first[raw[at]] += raw[at : at + _BYTES]

    def __iter__(self) -> Iterator[str]:
        """Each once, as hex letters, in their order."""
        for held in self._by_first:
            places = range(0, len(held), _BYTES)
            found = {bytes(held[at : at + _BYTES]) for at in places}
            yield from map(bytes.hex, sorted(found))

    def without(self, others: Iterable[str]) -> Iterator[str]:
        """Those that are not among ``others``, which come in their order too."""
        waiting = iter(others)
        other = next(waiting, None)
        for name in self:
            while other is not None and other < name:
                other = next(waiting, None)
            if name != other:
                yield name
