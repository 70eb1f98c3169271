"""A screen for real windows, and a profile to copy before each kill."""

import os
import shutil
import subprocess
from datetime import date

import pytest

from desktop.app import SystemRandom
from desktop.cli.demo.clock import TrainingClock
from desktop.desk import profile
from tests.kill.desk import PASSWORD, UNIT


@pytest.fixture(scope="session")
def screen():
    """The number of an X server that only the victims draw on."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed: make test installs it")
    reading, writing = os.pipe()
    size = ["-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), *size],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as said:
        number = said.readline().strip()
    assert number, "Xvfb did not start"
    yield f":{number}"
    server.terminate()
    server.wait()


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A fresh profile of a commune."""
    folder = tmp_path_factory.mktemp("made") / UNIT
    clock, chance = TrainingClock(date(2026, 7, 1)), SystemRandom()
    profile.create(folder, UNIT, "canbo", "Nguyễn Thị Hường", PASSWORD, clock, chance)
    return folder


@pytest.fixture
def folder(made, tmp_path):
    return shutil.copytree(made, tmp_path / UNIT)
