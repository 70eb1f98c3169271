"""Fifty megabytes of zeros in fifty kilobytes are refused, and cost no memory."""

import hashlib
import io
import tracemalloc
import zlib
from dataclasses import replace

import pytest

from desktop.bundle.zipwrite import DEFLATED
from desktop.errors import Refused
from tests.vectors.parts import PLAIN, Plan, read, sealed

MIB = 1024 * 1024
ZEROS = bytes(50 * MIB)
BOUND = 24 * MIB  # what reading an honest bundle of this kind takes, and some


def bomb(**lies):
    """The records of a bundle, swapped for a bomb that may lie about its size."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = squeeze.compress(ZEROS) + squeeze.flush()

    def change(entries):
        return [_bomb(e, packed, lies) if e.name == PLAIN else e for e in entries]

    return sealed(Plan(entries=change))


def _bomb(entry, packed, lies):
    true = {
        "method": DEFLATED, "crc32": zlib.crc32(ZEROS), "packed": len(packed),
        "size": len(ZEROS), "sha256": hashlib.sha256(ZEROS).digest(),
        "open": lambda: io.BytesIO(packed),
    }  # fmt: skip
    return replace(entry, **true | lies)


@pytest.mark.parametrize("lies", [{}, {"size": MIB}])
def test_a_bomb_is_refused_before_it_swells(lies, tmp_path):
    raw = bomb(**lies)
    assert len(raw) < MIB
    tracemalloc.start()
    try:
        with pytest.raises(Refused) as refused:
            read(raw, tmp_path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert refused.value.code in ("container.bomb", "container.layout")
    assert peak < BOUND
