"""Twelve figures over histories that chance wrote equal those counted from bare lines."""

import os
import shutil
import tempfile
from datetime import date
from pathlib import Path

import pytest

from desktop.desk import figures
from desktop.desk.catalogue import Catalogue
from desktop.store import connection, projections
from tests import rounds
from tests.figures import naive, versions
from tests.figures.chance import UNITS, History

SPANS = (
    (date(2025, 7, 1), date(2026, 11, 30)),
    (date(2025, 12, 15), date(2026, 3, 14)),
    (date(2026, 6, 15), date(2026, 7, 14)),
)
QUICK = Path("/dev/shm")  # where writing through to the disk costs nothing


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    return versions.make(tmp_path_factory.mktemp("versions") / "pack")


@pytest.fixture(scope="module")
def blank(pack):
    """An empty database with the pack's tables, to be copied."""
    where = QUICK if QUICK.is_dir() else None
    folder = Path(tempfile.mkdtemp(prefix="figures-", dir=where))
    key, specs = os.urandom(32), Catalogue(pack).specs()
    writer = connection.open_writer(folder / "blank.db", key)
    projections.ensure(writer, specs)
    writer.close()
    yield folder, key, specs
    shutil.rmtree(folder)


@pytest.fixture
def played(blank):
    folder, key, specs = blank
    opened = []

    def play(seed):
        path = folder / f"{seed}.db"
        shutil.copy(folder / "blank.db", path)
        writer = connection.open_writer(path, key)
        opened.append((writer, path))
        History(seed, writer, specs).play()
        return writer

    yield play
    for writer, path in opened:
        writer.close()
        for left in path.parent.glob(f"{path.name}*"):
            left.unlink()


def raw_lines(writer):
    return [row[0] for row in writer.execute("SELECT raw FROM revisions")]


def counted(pack, writer, units, span):
    found = {f.code: f for f in figures.values(pack, writer, units, *span)}
    return {code: found[code].value for code in naive.twelve([], units, *span)}


@pytest.mark.parametrize("seed", rounds.seeds(rounds.RECOUNTS))
def test_twelve_figures_equal_what_is_counted_from_the_bare_lines(played, pack, seed):
    writer = played(seed)
    lines = raw_lines(writer)
    for span in SPANS:
        for units in ((UNITS[0],), UNITS):
            by_hand = naive.twelve(lines, units, *span)
            assert counted(pack, writer, units, span) == by_hand


def test_a_province_adds_up_to_its_communes(played, pack):
    writer = played(rounds.SEED)
    whole = {f.code: f for f in figures.values(pack, writer, UNITS, *SPANS[0])}
    each = [
        {f.code: f for f in figures.values(pack, writer, (unit,), *SPANS[0])}
        for unit in UNITS
    ]
    for code in (
        "I05",
        "I06.done",
        "I11.buoi",
        "I12",
        "I13.buoi",
        "I16",
        "I24.members",
    ):
        assert whole[code].n == sum(one[code].n for one in each)
        if whole[code].d is not None:
            assert whole[code].d == sum(one[code].d for one in each)
