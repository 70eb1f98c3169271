"""The power goes at any moment: what was confirmed is there, and the chain verifies."""

import random
import shutil
import sys

import pytest

from desktop.desk import doctor
from desktop.desk.desk import open_desk
from tests.desk.conftest import PASSWORD, Chance
from tests.power.disk import after_cut, lay_out, snapshot
from tests.power.trace import Said, Sync, operations, record
from tests.rounds import DISKS, seeds

RECORDS = 8

pytestmark = pytest.mark.skipif(
    shutil.which("strace") is None,
    reason="strace is not installed: make test installs it",
)


@pytest.fixture(scope="module")
def run(made, tmp_path_factory):
    """One run of a desk as operations on its disk."""
    root = tmp_path_factory.mktemp("disk") / "profile"
    shutil.copytree(made / "20854", root)
    before = snapshot(root)
    log = root.parent / "log"
    victim = [
        sys.executable,
        "-m",
        "tests.power.victim",
        str(root),
        PASSWORD,
        str(RECORDS),
    ]
    record(victim, log)
    return root, before, operations(log, root)


def survivors(folder):
    """The records a desk finds after the power is back."""
    from datetime import date

    from desktop.cli.demo.clock import TrainingClock

    desk = open_desk(folder, PASSWORD, TrainingClock(date(2025, 8, 2)), Chance())
    try:
        assert desk.act
        doctor.examine(desk)
        return set(desk.ask.records.ids("mobilisation_event"))
    finally:
        desk.close()


def lost(run, target, ops, seed):
    """Records confirmed before a cut that are gone after it."""
    root, before, _ = run
    luck = random.Random(seed)
    said = [place for place, op in enumerate(ops) if isinstance(op, Said)]
    near = luck.choice(said) + 1 + luck.randrange(3) if seed % 2 else None
    at = min(near or luck.randrange(len(ops)), len(ops))
    files, told = after_cut(before, ops, at, seed)
    lay_out(files, root, target)
    confirmed = {line.removeprefix("SAVED ") for line in told}
    return confirmed - survivors(target)


def test_the_run_was_seen_whole(run):
    _, _, ops = run
    assert sum(isinstance(op, Said) for op in ops) == RECORDS
    assert sum(isinstance(op, Sync) for op in ops) >= RECORDS


@pytest.mark.parametrize("seed", seeds(DISKS))
def test_every_confirmed_record_is_there(run, tmp_path, seed):
    assert lost(run, tmp_path / "profile", run[2], seed) == set()


def test_without_its_syncs_the_log_loses_confirmed_records(run, tmp_path):
    """The replay can fail: were the log never flushed, records would be gone."""
    ops = [
        op for op in run[2] if not (isinstance(op, Sync) and op.path.endswith("-wal"))
    ]
    gone = 0
    for seed in range(1, 12, 2):
        try:
            gone += bool(lost(run, tmp_path / f"p{seed}", ops, seed))
        except Exception:
            gone += 1
    assert gone
