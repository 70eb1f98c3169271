"""A province and three communes on one table: made once with real keys, copied for each.

The first commune has two desks; one desk of the second waits to take its place over.
"""

import shutil
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from desktop.cli.demo.clock import TrainingClock
from desktop.desk import profile
from desktop.desk.act import Act
from desktop.desk.desk import open_desk
from desktop.desk.views import finish
from desktop.signing import box
from desktop.store import settings
from tests.desk.conftest import PASSWORD, Chance

PROVINCE = "48"
UNITS = {
    "a": "20854",
    "b": "20854",
    "c": "20857",
    "e": "20857",
    "d": "20194",
    "p": "48",
}
CHEAP = {"memory_kib": 64, "passes": 1, "lanes": 1}
QUICK = Path("/dev/shm")  # where writing through to the disk costs nothing
DAY = date(2025, 7, 2)


def place():
    """A folder for one history."""
    where = QUICK if QUICK.is_dir() else None
    return Path(tempfile.mkdtemp(prefix="history-", dir=where))


@cache
def made():
    """{name: an unlocked desk}, certified, with the receipts back."""
    dear, box.COST = box.COST, CHEAP
    try:
        return _made(place())
    finally:
        box.COST = dear


def forget():
    """Take the desks of this run away."""
    if made.cache_info().currsize:
        shutil.rmtree(made()["p"].folder.parent)
        made.cache_clear()


def _made(root):
    clock, found = TrainingClock(DAY), {}
    for name, unit in UNITS.items():
        new = (unit, "canbo", "Cán bộ", PASSWORD, clock, Chance())
        profile.create(root / name, *new)
        found[name] = open_desk(root / name, PASSWORD, clock, Chance())
    setup = found["p"].act.enrol.write_setup(root)
    for name in "abced":
        desk = found[name]
        desk.act.enrol.read_setup(setup)
        first = finish(desk.act.hand_over(root)).path
        finish(found["p"].act.grant(first, desk.ask.desk().check_code))
    for unit in sorted({UNITS[name] for name in "abced"}):
        down = finish(found["p"].act.hand_over(root, unit)).path
        for name in "abced":
            if UNITS[name] == unit:
                finish(found[name].act.take_in(down))
    settings.revoke(found["p"].act._writer, _certificate(found["p"], found["e"]))
    for desk in found.values():
        desk.close()
    return {name: desk.core for name, desk in found.items()}


def _certificate(province, desk):
    known = settings.desks_of(province.act._writer, desk.core.profile.unit)
    device = desk.core.profile.device
    return next(one.cert_sha256 for one in known if one.device == device)


class Off:
    """A machine's own clock: as far from the others' as somebody set it."""

    def __init__(self, clock):
        self.clock, self.by = clock, timedelta(0)

    def now(self):
        return self.clock.now() + self.by


class Machine:
    """One computer of a history: a folder, and its desk while it runs."""

    def __init__(self, name, folder, core, clock, random):
        self.name, self.unit = name, core.profile.unit
        self.clock = Off(clock)
        self.core = replace(core, folder=folder, clock=self.clock, random=random)
        self.act = Act(self.core)
        self.since = 0  # the first parcel that could be sealed for its key

    @property
    def device(self):
        return self.core.profile.device

    @property
    def writer(self):
        return self.act._writer

    @property
    def folder(self):
        return self.core.folder

    def stopped(self):
        """Its folder while nobody writes there."""
        self.act.close()
        return self.folder

    def start(self):
        self.act = Act(self.core)
