"""A desk, three holders of release keys, and the package that they made."""

from datetime import date

import pytest

from desktop.bundle.update_package import MANIFEST, read_root
from desktop.cli.demo.clock import TrainingClock
from desktop.desk.desk import open_desk
from desktop.desk.newer.proving import Installed
from desktop.desk.training import training_password
from desktop.store import schema
from tests.desk.conftest import Chance
from tests.schemas import FOLDERS, unpacked
from tests.windows import release

HOLDERS = [release.new_key() for _ in range(3)]
FIRST = release.root(1, HOLDERS)
HERE = Installed("0.1.0", 1, schema.CURRENT, read_root(FIRST))


@pytest.fixture
def folder(tmp_path):
    return unpacked(FOLDERS[-1], tmp_path / "xã" / "profile")


@pytest.fixture
def opened(folder):
    """Opens the desk, as often as asked; all are closed at the end."""
    found = []

    def once():
        clock = TrainingClock(date(2026, 12, 20))
        found.append(open_desk(folder, training_password(folder), clock, Chance()))
        return found[-1]

    yield once
    for desk in found:
        desk.close()


class Maker:
    """A whole package, or one with something changed."""

    program = b"#!/bin/sh\n" + bytes(range(256)) * 1000

    def __init__(self, folder):
        self.file = folder / "ban-moi.sphcn"

    def told(self, by=HOLDERS[:2], roots=(), **said):
        raw = release.manifest(self.program, **said)
        words = release.words(MANIFEST, raw, by)
        return release.members(self.program, raw, words, roots)

    def whole(self, **said):
        return release.write(self.file, self.told(**said))


@pytest.fixture
def maker(tmp_path):
    return Maker(tmp_path)
