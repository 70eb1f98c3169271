"""A stick that cannot take the bundle: said by name, and the next stick gets it whole."""

import os
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from desktop.bundle.deliver import deliver
from desktop.bundle.names import MAX_FILE
from desktop.desk.views import finish
from desktop.errors import Environment
from tests.desk.conftest import Chance, certified, event, made, pair
from tests.desk.test_way import everything
from tests.stick.images import content, make, only_where, plugged

__all__ = ["certified", "made", "pair"]

OLD = {"anh.jpg": b"somebody's own"}


def other_than_journal(rows):
    return [row for row in rows if row[0] != "bundles_out"]


def refused(pair, folder, code):
    """The hand-over fails by name; the next stick gets the same bundle, and it is taken."""
    with pytest.raises(Environment) as told:
        finish(pair.commune.act.hand_over(folder, None))
    assert told.value.code == code
    after = everything(pair.commune)
    handed = pair.hand(pair.commune)
    assert (handed.n, handed.revisions) == (2, 1)
    assert other_than_journal(after) == other_than_journal(everything(pair.commune))
    assert pair.take(pair.province, handed).new == 1
    assert list((pair.commune.core.folder / "spool").iterdir()) == []
    return told.value.facts


@pytest.fixture
def owing(pair):
    """A commune that has one event to hand over."""
    pair.add("mobilisation_event", event(pair))
    return pair


def fill(stick):
    """A film until nothing more fits; 4 KiB of it are cut off again."""
    with (stick / "phim.mp4").open("wb", buffering=0) as film:
        with suppress(OSError):
            while film.write(bytes(1024)):
                pass
        film.truncate(film.tell() - 4096)


@contextmanager
def full(folder):
    """ext4 with the officer's file and no room left."""
    image = make(folder / "image", "ext4", 4)
    with plugged(image, "ext4") as stick:
        (stick / "anh.jpg").write_bytes(OLD["anh.jpg"])
        fill(stick)
        yield stick
        assert {*content(stick)} == {"anh.jpg", "phim.mp4"}


@only_where("ext4")
def test_a_full_stick_says_how_much_is_lacking(owing, tmp_path):
    with full(tmp_path) as stick:
        told = refused(owing, stick, "stick.full")
    assert told["need"] > told["free"]


@only_where("ext4")
def test_a_stick_that_fills_up_on_the_way(owing, tmp_path, monkeypatch):
    monkeypatch.setattr("desktop.bundle.deliver._check_room", lambda *_: None)
    with full(tmp_path) as stick:
        told = refused(owing, stick, "stick.full")
    assert told["need"] > told["free"]


@only_where("ext4")
def test_the_same_bundle_needs_no_room_on_a_full_stick(owing, tmp_path):
    image = make(tmp_path / "image", "ext4", 4)
    with plugged(image, "ext4") as stick:
        first = finish(owing.commune.act.hand_over(stick, None))
        fill(stick)
        again = finish(owing.commune.act.hand_over(stick, None))
    assert (again.n, again.sha256) == (first.n, first.sha256)


@only_where("exfat")
def test_a_stick_locked_against_writing(owing, tmp_path):
    image = make(tmp_path / "image", "exfat", 4)
    with plugged(image, "exfat") as stick:
        (stick / "anh.jpg").write_bytes(OLD["anh.jpg"])
    before = image.read_bytes()
    with plugged(image, "exfat", "-o", "ro") as stick:
        refused(owing, stick, "stick.readonly")
        with pytest.raises(Environment) as told:
            owing.province.act.enrol.write_setup(stick)
        assert told.value.code == "stick.readonly"
    assert image.read_bytes() == before


@only_where("exfat")
def test_bundles_are_found_and_taken_in_from_a_locked_stick(owing, tmp_path):
    image = make(tmp_path / "image", "exfat", 4)
    with plugged(image, "exfat") as stick:
        handed = finish(owing.commune.act.hand_over(stick, None))
        hidden = stick / "System Volume Information"
        hidden.mkdir()
        handed.path.rename(hidden / "anh.jpg")
    before = image.read_bytes()
    with plugged(image, "exfat", "-o", "ro") as stick:
        (found,) = owing.province.ask.handover.scan(stick)
        assert finish(owing.province.act.take_in(found.path)).new == 1
    assert image.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="limits of a process are POSIX")
def test_a_file_beyond_what_the_file_system_takes(owing, tmp_path):
    """As on FAT32: a write behind the ceiling is EFBIG."""
    import resource

    stick = tmp_path / "fat32"
    stick.mkdir()
    owing.hand(owing.commune).path.unlink()  # composed; only the copy is left to do
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, limits[1]))
    try:
        with pytest.raises(Environment) as told:
            finish(owing.commune.act.hand_over(stick, None))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert told.value.code == "stick.ceiling"
    assert list(stick.iterdir()) == []
    handed = owing.hand(owing.commune)
    assert owing.take(owing.province, handed).new == handed.revisions == 1


def test_more_than_a_bundle_may_be_is_said_before_the_first_byte(tmp_path):
    stick, source = tmp_path / "stick", tmp_path / "b.sph"
    stick.mkdir()
    source.touch()
    os.truncate(source, MAX_FILE + 1)  # a hole: no byte of it lies on the disk
    with pytest.raises(Environment) as told:
        list(deliver(source, stick, "b.sph", Chance()))
    assert told.value.code == "stick.ceiling"
    assert list(stick.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no /proc here")
def test_a_folder_that_is_no_place_for_files(owing):
    refused(owing, Path("/proc"), "stick.nowhere")


@only_where("exfat")
def test_no_word_of_a_record_lies_on_the_stick(owing, tmp_path):
    image = make(tmp_path / "image", "exfat", 4)
    with plugged(image, "exfat") as stick:
        handed = finish(owing.commune.act.hand_over(stick, None))
        assert handed.path.exists()
    raw = image.read_bytes()
    # Names can be read (exFAT keeps 15 letters together), and say no more.
    assert handed.name[:15].encode("utf-16-le") in raw
    for word in ("lồng ghép sinh hoạt", "Hội Nông dân", "buoi_tap_trung", "canbo"):
        assert word.encode() not in raw and word.encode("utf-16-le") not in raw
