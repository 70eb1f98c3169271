"""The power goes at any moment: what was confirmed is there, and the chain verifies."""

import random
import shutil
import subprocess
import sys
from contextlib import closing, contextmanager
from datetime import date

import pytest

from desktop.cli.demo.clock import TrainingClock
from desktop.desk import doctor
from desktop.desk.desk import open_desk
from tests.desk.conftest import PASSWORD, Chance
from tests.power.disk import after_cut, lay_out, snapshot
from tests.power.trace import Said, Sync, Write, operations, record
from tests.rounds import DISKS, seeds

RECORDS = 80  # so many that the log is once written back into the database

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


@contextmanager
def desk_at(folder):
    clock = TrainingClock(date(2025, 8, 2))
    with closing(open_desk(folder, PASSWORD, clock, Chance())) as desk:
        yield desk


def survivors(folder):
    """What a desk finds after the power is back, in the words of the victim."""
    with desk_at(folder) as desk:
        assert desk.act
        doctor.examine(desk)
        listed = set(desk.ask.records.ids("mobilisation_event"))
        finished = listed - {row.record for row in desk.ask.records.drafts()}
    with desk_at(folder) as desk:
        doctor.examine(desk)  # the log is written back now: the bare file too
    # A record that was finished needs its draft no more.
    return {f"DRAFT {one}" for one in listed} | {f"SAVED {one}" for one in finished}


def places(ops, kind, ending=""):
    """Where operations of a kind stand, on files whose name ends so."""
    return [
        place
        for place, op in enumerate(ops)
        if isinstance(op, kind) and getattr(op, "path", "").endswith(ending)
    ]


def moment(ops, seed):
    """Just after a confirmation, while the log is written back, or anywhere."""
    luck = random.Random(seed)
    chosen = (
        lambda: luck.choice(places(ops, Said)) + 1 + luck.randrange(3),
        lambda: luck.choice(places(ops, (Write, Sync), ".db")) + luck.randrange(2),
        lambda: luck.randrange(len(ops)),
    )
    return min(chosen[seed % 3](), len(ops))


def lost(run, target, ops, at, seed):
    """What was confirmed before a cut behind operation ``at`` and is gone after it."""
    root, before, _ = run
    files, told = after_cut(before, ops, at, seed)
    lay_out(files, root, target)
    return set(told) - survivors(target)


def test_the_run_was_seen_whole(run):
    _, _, ops = run
    assert len(places(ops, Said)) == 2 * RECORDS
    assert len(places(ops, Sync, "-wal")) >= 2 * RECORDS
    assert len(places(ops, Sync, ".db")) >= 1


@pytest.mark.parametrize("seed", seeds(DISKS))
def test_every_confirmed_record_is_there(run, tmp_path, seed):
    ops = run[2]
    assert lost(run, tmp_path / "profile", ops, moment(ops, seed), seed) == set()


def without_one(ops, place):
    return [*ops[:place], *ops[place + 1 :]]


@pytest.mark.parametrize("word", ["DRAFT", "SAVED"])
def test_without_the_one_sync_before_it_a_confirmation_is_a_lie(run, tmp_path, word):
    ops, target = run[2], tmp_path / "profile"
    said = [place for place in places(ops, Said) if ops[place].text.startswith(word)]
    for seed, place in enumerate(said[:3]):
        sync = max(p for p in places(ops, Sync, "-wal") if p < place)
        fewer = without_one(ops, sync)
        assert lost(run, target, fewer, place, seed) == {ops[place].text}
        assert lost(run, target, ops, place + 1, seed) == set()


def healthy(run, target, ops, at):
    """Whether the command that looks a register over finds nothing after a cut."""
    root, before, _ = run
    lay_out(after_cut(before, ops, at, seed=0)[0], root, target)
    password = target.parent / "password"
    password.write_text(PASSWORD, "utf-8")
    where = ["--dir", str(target), "--password-file", str(password)]
    found = subprocess.run(
        [sys.executable, "-m", "desktop", *where, "doctor"], capture_output=True
    )
    return found.returncode == 0


def test_without_its_one_sync_a_database_written_back_is_broken(run, tmp_path):
    ops, target = run[2], tmp_path / "profile"
    sync = places(ops, Sync, ".db")[-1]
    # The log begins anew with the next record, over what was written back.
    after = [place for place in places(ops, Said) if place > sync][1]
    assert not healthy(run, target, without_one(ops, sync), after)
    assert healthy(run, target, ops, after)
    assert healthy(run, target, ops, sync)  # the log still holds what was torn
