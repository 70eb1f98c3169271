"""A file on its way to the disk: whole at the end, and no fault goes unheard."""

import errno
import os

import pytest

from desktop.bundle import settling as settlings
from desktop.bundle.settling import settling

PIECE = os.urandom(1 << 20)


def test_what_settles_on_the_way_is_what_was_written(tmp_path):
    target = tmp_path / "large"
    with target.open("wb") as out, settling(out) as settled:
        for _ in range(40):
            settled.write(PIECE)
    assert target.read_bytes() == PIECE * 40


def test_the_disk_is_asked_while_the_rest_is_being_made(tmp_path, monkeypatch):
    asked, fsync = [], os.fsync

    def noted(number):
        asked.append(os.fstat(number).st_size)
        fsync(number)

    monkeypatch.setattr(settlings.os, "fsync", noted)
    with (tmp_path / "large").open("wb") as out, settling(out) as settled:
        for _ in range(40):
            settled.write(PIECE)
    assert len(asked) > 1 and asked[0] >= 7 << 20
    assert asked[-1] == 40 << 20


def test_a_fault_of_the_disk_on_the_way_is_heard_though_the_end_goes_well(
    tmp_path, monkeypatch
):
    """A kernel tells a failed write-back once: the first asker is told."""
    asked = []

    def fails_once(number):
        asked.append(number)
        if len(asked) == 1:
            raise OSError(errno.EIO, "lost")

    monkeypatch.setattr(settlings.os, "fsync", fails_once)
    with (
        pytest.raises(OSError, match="lost"),
        (tmp_path / "large").open("wb") as out,
        settling(out) as settled,
    ):
        for _ in range(40):
            settled.write(PIECE)
