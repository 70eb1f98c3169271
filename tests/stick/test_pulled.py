"""An exFAT stick pulled out, or the program killed, at each call that touches it."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from itertools import chain

import pytest

from desktop.bundle.deliver import deliver
from desktop.errors import Environment
from tests.desk.conftest import Chance
from tests.stick.images import MIB, content, lacking, make, only_where, plugged
from tests.stick.victim import TEMPORARY

NAME = "20854-x-0002.sph"
CALLS = ("openat", "write", "fsync", "rename")
BEFORE = {"20854-x-0001.sph": b"the bundle before", "anh.jpg": b"somebody's own"}

pytestmark = [
    only_where("exfat"),
    pytest.mark.skipif(shutil.which("strace") is None, reason="no strace here"),
]


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    file = tmp_path_factory.mktemp("outbox") / NAME
    file.write_bytes(os.urandom(2 * MIB + 12_345))
    return file


@pytest.fixture(scope="module")
def stick(tmp_path_factory):
    """A stick with an older bundle and a file of the officer's own."""
    image = make(tmp_path_factory.mktemp("exfat") / "image", "exfat", 16)
    with plugged(image, "exfat") as folder:
        for name, bytes_ in BEFORE.items():
            (folder / name).write_bytes(bytes_)
    return image


def traced(folder, source, *inject):
    """The victim under strace, which sees the calls on the stick alone."""
    seen = [folder, folder / TEMPORARY, folder / NAME]
    paths = chain.from_iterable(("-P", str(path)) for path in seen)
    watch = ["strace", "-f", *paths, "-e", f"trace={','.join(CALLS)}", *inject]
    victim = [sys.executable, "-m", "tests.stick.victim", source, folder, NAME]
    return subprocess.run(
        [*watch, *map(str, victim)], capture_output=True, text=True, timeout=60
    )


@pytest.fixture(scope="module")
def moments(stick, source, tmp_path_factory):
    """Every call of a whole delivery on the stick: (name, number)."""
    image = shutil.copy(stick, tmp_path_factory.mktemp("whole") / "image")
    with plugged(image, "exfat") as folder:
        run = traced(folder, source)
        assert run.returncode == 0, run.stderr
    calls = Counter(re.findall(r"(?m)^(?:\[pid +\d+\] )?(\w+)\(", run.stderr))
    return [(call, n + 1) for call in CALLS for n in range(calls[call])]


def test_a_delivery_asks_the_stick_to_keep_file_and_name(moments):
    assert {("write", 3), ("fsync", 2), ("rename", 1)} <= set(moments)


def killed_at(image, source, call, number):
    """The stick pulled out the moment the program dies: what its memory held is gone."""
    with plugged(image, "exfat") as folder:
        run = traced(folder, source, "-e", f"inject={call}:signal=KILL:when={number}")
        assert run.returncode != 0
        return shutil.copy(image, image.with_name("pulled"))


def whole(folder, source):
    """What a stick may hold at any moment: all that was there; the new one whole."""
    found = content(folder)
    left = {name for name in found if name.startswith(".tmp-")}
    new = found.keys() - BEFORE.keys() - left
    assert {name: found[name] for name in BEFORE} == BEFORE
    assert [found[name] for name in new] == [source.read_bytes()] * len(new)
    return left


def test_at_each_call_the_old_state_stands_and_the_next_try_goes_on(
    moments, stick, source, tmp_path
):
    left = 0
    for call, number in moments:
        image = shutil.copy(stick, tmp_path / "image")
        pulled = killed_at(image, source, call, number)
        for one in (image, pulled):  # killed with the stick in its place; pulled out
            with plugged(one, "exfat") as folder:
                left += len(whole(folder, source))
                list(deliver(source, folder, NAME, Chance()))
                assert content(folder) == BEFORE | {NAME: source.read_bytes()}
    assert left  # some of them died in the middle of the file


def test_a_byte_that_the_stick_lost_is_found_past_the_cache(source, tmp_path):
    """The system remembers what was written; the stick holds something else."""
    if lacking("ext4"):
        pytest.skip(lacking("ext4"))
    image = make(tmp_path / "image", "ext4", 8)
    with plugged(image, "ext4") as folder:
        work = deliver(source, folder, NAME, Chance())
        while not (folder / NAME).exists():
            next(work)
        assert (folder / NAME).read_bytes() == source.read_bytes()
        spoil(image, source.read_bytes()[MIB : MIB + 512])
        with pytest.raises(Environment) as told:
            list(work)
        assert told.value.code == "stick.differs"
        assert content(folder) == {}


def spoil(image, sector):
    place = image.read_bytes().index(sector)
    with image.open("r+b") as file:
        file.seek(place)
        file.write(bytes(len(sector)))
        file.flush()
        os.fsync(file.fileno())
