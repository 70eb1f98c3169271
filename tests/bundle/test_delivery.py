"""Onto a stick: what is said before the first byte, on the way, and of what lies there."""

import errno
import os
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from desktop.bundle.deliver import deliver, free_name, stick_fault
from desktop.bundle.names import MAX_FILE, PIECE
from desktop.bundle.scan import Found, scan
from desktop.errors import Environment
from desktop.signing.envelope import MAGIC
from tests.signing.pki import CHANCE

CONTENT = os.urandom(3 * 16 * PIECE + 5)


class Disk(NamedTuple):
    total: int
    used: int
    free: int


@pytest.fixture
def source(tmp_path):
    file = tmp_path / "source"
    file.write_bytes(CONTENT)
    return file


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def fault(work):
    with pytest.raises(Environment) as told:
        list(work)
    return told.value.code, told.value.facts


def test_it_tells_how_far_it_is(source, stick):
    step = 16 * PIECE
    assert list(deliver(source, stick, "a.sph", CHANCE)) == [
        step, 2 * step, 3 * step, len(CONTENT), len(CONTENT),
    ]  # fmt: skip
    if os.name == "posix":
        mode = (stick / "a.sph").stat().st_mode & 0o777
        assert mode == 0o644 & ~os.umask(os.umask(0))


def test_all_of_it_reaches_the_disk_before_it_has_its_name(source, stick, monkeypatch):
    flushed, fsync = [], os.fsync

    def asked(number):
        place = Path(f"/proc/self/fd/{number}").readlink()
        files = [place] if place.is_file() else list(place.iterdir())
        flushed.append([(one.name[:5], one.read_bytes() == CONTENT) for one in files])
        fsync(number)

    monkeypatch.setattr(os, "fsync", asked)
    list(deliver(source, stick, "a.sph", CHANCE))
    assert flushed == [[(".tmp-", True)], [("a.sph", True)]]


def test_what_an_earlier_try_left_goes_and_nothing_else(source, stick):
    others = [".tmp-0123456789a", ".tmp-0123456789abc", ".tmp-0123456789aX", "tmp"]
    for name in (".tmp-0123456789ab", ".tmp-ffffffffffff", *others):
        (stick / name).write_bytes(b"x")
    list(deliver(source, stick, "a.sph", CHANCE))
    assert {one.name for one in stick.iterdir()} == {"a.sph", *others}


def test_on_the_way_it_has_a_name_that_a_later_try_takes_away(source, stick):
    work = deliver(source, stick, "a.sph", CHANCE)
    next(work)
    (under_way,) = stick.iterdir()
    assert len(under_way.name) == len(".tmp-") + 12
    list(deliver(source, stick, "a.sph", CHANCE))
    assert [one.name for one in stick.iterdir()] == ["a.sph"]


@pytest.mark.parametrize(
    "change", [lambda raw: raw + b"x", lambda raw: raw[:-1], lambda raw: b"x" + raw[1:]]
)
def test_what_the_stick_holds_otherwise_is_taken_away(change, source, stick):
    work = deliver(source, stick, "a.sph", CHANCE)
    while next(work) < len(CONTENT) or not (stick / "a.sph").exists():
        pass
    (stick / "a.sph").write_bytes(change(CONTENT))
    assert fault(work) == ("stick.differs", {})
    assert list(stick.iterdir()) == []


@pytest.mark.parametrize("spare, full", [(PIECE - 1, True), (PIECE, False)])
def test_there_must_be_room_for_it_and_a_little_more(
    spare, full, source, stick, monkeypatch
):
    free = len(CONTENT) + spare
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Disk(1 << 40, 0, free))
    work = deliver(source, stick, "a.sph", CHANCE)
    if full:
        need = {"need": len(CONTENT) // 1024 + 1, "free": free // 1024}
        assert fault(work) == ("stick.full", need)
        assert list(stick.iterdir()) == []
    else:
        assert list(work)


@pytest.mark.parametrize("more, code", [(1, "stick.ceiling"), (0, "stick.full")])
def test_a_file_larger_than_any_bundle_is_not_begun(
    more, code, tmp_path, stick, monkeypatch
):
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(MAX_FILE + more)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Disk(1 << 40, 0, 0))
    assert fault(deliver(large, stick, "a.sph", CHANCE))[0] == code


@pytest.mark.parametrize(
    "number, code",
    [
        (errno.EFBIG, "ceiling"), (errno.ENOSPC, "full"), (errno.EDQUOT, "full"),
        (errno.EROFS, "readonly"), (errno.EACCES, "readonly"),
        (errno.EPERM, "readonly"), (errno.EIO, "gone"), (errno.ENODEV, "gone"),
    ],
)  # fmt: skip
def test_each_error_of_the_system_has_its_word(number, code, stick):
    told = stick_fault(OSError(number, "x"), stick, 5000)
    assert told.code == f"stick.{code}"
    assert code != "full" or told.facts["need"] == 5
    assert code != "full" or told.facts["free"] > 0


def test_a_stick_that_is_gone_has_no_room(tmp_path):
    told = stick_fault(OSError(errno.ENOSPC, "x"), tmp_path / "none", 1023)
    assert told.facts == {"need": 1, "free": 0}


def test_a_place_that_holds_no_files_is_said(source, stick, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Disk(0, 0, 0))
    work = deliver(source, stick, "a.sph", CHANCE)
    assert fault(work) == ("stick.nowhere", {"folder": "stick"})


def test_a_name_is_free_where_nothing_or_the_same_lies(source, stick):
    assert free_name(source, stick, "a.sph") == "a.sph"
    (stick / "a.sph").write_bytes(CONTENT)
    assert free_name(source, stick, "a.sph") == "a.sph"
    (stick / "a.sph").write_bytes(CONTENT[:-1] + b"?")  # as long, and another
    (stick / "a-2.sph").symlink_to("nowhere")
    assert free_name(source, stick, "a.sph") == "a-3.sph"


def test_a_bundle_is_found_three_folders_deep_and_not_four(stick):
    deep = stick / "1" / "2" / "3" / "4"
    deep.mkdir(parents=True)
    for folder in (deep, deep.parent, stick):
        (folder / f"{folder.name}.sph").write_bytes(MAGIC + b"x" * 7)
    assert scan(stick) == (
        Found(deep.parent / "3.sph", len(MAGIC) + 7),
        Found(stick / "stick.sph", len(MAGIC) + 7),
    )


STARTED = [  # by Windows
    "lnk", "exe", "bat", "cmd", "scr", "vbs", "js", "pif", "com", "EXE", "Bat",
]  # fmt: skip


@pytest.mark.parametrize("ending", STARTED)
def test_what_could_be_started_is_never_looked_at(ending, stick):
    (stick / f"a.{ending}").write_bytes(MAGIC)
    assert scan(stick) == ()


def test_a_pipe_is_not_waited_for_and_a_link_leads_nowhere(stick):
    os.mkfifo(stick / "a.sph")
    (stick / "in").mkdir()
    (stick / "in" / "b.sph").write_bytes(MAGIC)
    (stick / "out").symlink_to(stick / "in")
    assert [found.path for found in scan(stick)] == [stick / "in" / "b.sph"]


def test_a_stick_that_is_not_there_is_said(stick):
    with pytest.raises(Environment, match=r"^stick\.missing") as told:
        scan(stick / "none")
    assert told.value.facts == {"folder": "none"}
