"""The power goes while a bundle is made, copied or taken in: nothing is half done."""

import hashlib
import random
import shutil
import sys
from contextlib import closing, contextmanager
from datetime import date

import pytest

from desktop.cli.demo.clock import TrainingClock
from desktop.desk import doctor
from desktop.desk.desk import open_desk
from desktop.desk.views import Delivery, finish
from tests.desk.conftest import PASSWORD, Chance
from tests.power.disk import after_cut, lay_out, snapshot
from tests.power.test_power_cut import places, without_one
from tests.power.trace import Said, Sync, operations, record
from tests.rounds import DISKS, seeds

ROUNDS = 3  # up and down, each
EVENT = "mobilisation_event"

pytestmark = pytest.mark.skipif(
    shutil.which("strace") is None,
    reason="strace is not installed: make test installs it",
)


@pytest.fixture(scope="module")
def run(certified, tmp_path_factory):
    """Bundles up and down as operations on the disks of both computers and the stick."""
    root = tmp_path_factory.mktemp("disks") / "all"
    for part in ("20854", "48", "stick"):
        shutil.copytree(certified / part, root / part)
    before, log = snapshot(root), root.parent / "log"
    victim = [sys.executable, "-m", "tests.power.traveller", root, PASSWORD, ROUNDS]
    record(list(map(str, victim)), log)
    return root, before, operations(log, root)


@contextmanager
def desks(folder):
    clock = TrainingClock(date(2025, 8, 2))
    commune, province = (
        open_desk(folder / unit, PASSWORD, clock, Chance()) for unit in ("20854", "48")
    )
    with closing(commune), closing(province):
        yield commune, province


def found(folder, commune, province):
    """What stands after the cut, in the words of the victim."""
    for desk in (commune, province):
        assert desk.act
        doctor.examine(desk)
        assert list((desk.core.folder / "spool").iterdir()) == []
    ids = {desk: set(desk.ask.records.ids(EVENT)) for desk in (commune, province)}
    rows = commune.ask.records.rows(sorted(ids[commune]))
    received = {r.record for r in rows if r.delivery is Delivery.RECEIVED}
    hashes = {p.name: hashed(p) for p in (folder / "stick").glob("*.sph")}
    return (
        {f"SAVED {one}" for one in ids[commune]}
        | {f"TAKEN {one}" for one in ids[province]}
        | {f"RECEIVED {one}" for one in received}
        | {f"HANDED {name} {sha256}" for name, sha256 in hashes.items()}
    )


def hashed(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def goes_on(folder, commune, province):
    """The next way up and down brings both desks to the same, and the stick is clean."""
    stick = folder / "stick"
    for desk, to, other in ((commune, None, province), (province, "20854", commune)):
        handed = finish(desk.act.hand_over(stick, to))
        finish(other.act.take_in(handed.path))
    assert set(province.ask.records.ids(EVENT)) == set(commune.ask.records.ids(EVENT))
    assert commune.ask.handover.outbox().revisions == 0
    assert list(stick.glob(".tmp-*")) == []
    for desk in (commune, province):
        doctor.examine(desk)


def lost(run, target, ops, at, seed):
    """What was told before a cut behind operation ``at`` and is gone after it."""
    root, before, _ = run
    files, told = after_cut(before, ops, at, seed)
    lay_out(files, root, target)
    with desks(target) as both:
        missing = set(told) - found(target, *both)
        if not missing:
            goes_on(target, *both)
    return missing


def test_the_run_was_seen_whole(run):
    ops = run[2]
    assert len(places(ops, Said)) == 5 * ROUNDS
    copies = [op for op in ops if isinstance(op, Sync) and "/stick/.tmp-" in op.path]
    assert len(copies) == 2 * ROUNDS


@pytest.mark.parametrize("seed", seeds(max(1, DISKS // 2)))
def test_what_was_told_is_there_and_the_next_try_goes_on(run, tmp_path, seed):
    ops, luck = run[2], random.Random(seed)
    just_after = luck.choice(places(ops, Said)) + 1
    at = just_after if seed % 4 == 0 else luck.randrange(len(ops))
    assert lost(run, tmp_path / "all", ops, at, seed) == set()


@pytest.mark.parametrize(
    ("word", "file"),
    [("HANDED", "/stick/.tmp-"), ("HANDED", "/stick"), ("TAKEN", "-wal")],
)
def test_without_the_one_sync_before_it_a_word_is_a_lie(run, tmp_path, word, file):
    ops = run[2]
    said = next(p for p in places(ops, Said) if ops[p].text.startswith(word))
    sync = max(p for p in places(ops, Sync) if p < said and asked(ops[p], file))
    fewer = without_one(ops, sync)
    lies = (lost(run, tmp_path / "all", fewer, said, seed) for seed in range(5))
    assert any(ops[said].text in missing for missing in lies)


def asked(sync, file):
    return file in sync.path if file.endswith("-") else sync.path.endswith(file)
