"""Killed at any moment, the desk holds whatever its window had shown as saved."""

import os
import random
import selectors
import signal
import subprocess
import sys
import time
from dataclasses import dataclass

import pytest

from tests.kill.desk import missing
from tests.kill.witness import Claim, claim_of
from tests.rounds import KILLS, SEED, seeds

NEAR = 0.02  # seconds
ANYTIME = 1.5  # seconds; some four events long
START = 60  # seconds; a victim that has shown nothing by then never will


@dataclass(frozen=True)
class Moment:
    """So long after the ``count``-th line that begins like this."""

    line: str
    count: int
    after: float


def moment(seed):
    """Half the kills within 20 ms of a seen save, a quarter while one is written."""
    luck = random.Random(seed)
    count, near = luck.randrange(1, 7), luck.uniform(0, NEAR)
    if seed % 2 == 0:
        return Moment("SEEN", count, near)
    if seed % 4 == 1:
        return Moment("PRESS", count, near)
    return Moment("READY", 1, luck.uniform(0, ANYTIME))


class Pipe:
    """What a victim says, line by line; what it said stays when it is gone."""

    def __init__(self, reading):
        self._reading = reading
        self._rest = b""
        self.lines = []
        self._waiting = selectors.DefaultSelector()
        self._waiting.register(reading, selectors.EVENT_READ)

    def wait(self, moment):
        end = time.monotonic() + START
        while self.count(moment.line) < moment.count:
            left = end - time.monotonic()
            assert left > 0 and self._waiting.select(left), self.lines
            assert self.read(), "the victim ended by itself"

    def count(self, beginning):
        return sum(line.startswith(beginning) for line in self.lines)

    def read(self):
        found = os.read(self._reading, 65_536)
        *whole, self._rest = (self._rest + found).split(b"\n")
        self.lines += [line.decode() for line in whole]
        return bool(found)

    def drain(self):
        while self.read():
            pass
        self._waiting.close()
        os.close(self._reading)


def killed(screen, folder, seed, moment, *how):
    """Start a victim, kill it at ``moment``; the claims it had made until then."""
    reading, writing = os.pipe()
    command = [sys.executable, "-m", "tests.kill.victim"]
    victim = subprocess.Popen(
        [*command, str(folder), str(writing), str(seed), *how],
        env=os.environ | {"QT_QPA_PLATFORM": "xcb", "DISPLAY": screen},
        pass_fds=[writing],
    )
    os.close(writing)
    pipe = Pipe(reading)
    try:
        pipe.wait(moment)
        time.sleep(moment.after)
    finally:
        victim.send_signal(signal.SIGKILL)
        ended = victim.wait()
    pipe.drain()
    assert ended == -signal.SIGKILL
    return [claim_of(line) for line in pipe.lines if line.startswith("SEEN")]


@pytest.mark.parametrize("seed", seeds(KILLS))
def test_whatever_was_shown_as_saved_is_there(screen, folder, seed):
    when = moment(seed)
    claims = killed(screen, folder, seed, when)
    assert len(claims) >= when.count or when.line != "SEEN"
    assert missing(folder, claims) == []


def test_half_the_kills_come_within_20_ms_of_a_seen_save():
    moments = [moment(seed) for seed in seeds(KILLS)]
    near = [m for m in moments if m.line == "SEEN" and m.after <= NEAR]
    assert len(near) * 2 >= KILLS - 1


def test_the_window_shows_drafts_and_finished_records_as_saved(screen, folder):
    claims = killed(screen, folder, SEED, Moment("SEEN", 5, 0))
    assert {claim.finished for claim in claims} == {True, False}


def test_a_window_that_speaks_before_it_writes_is_found_out(screen, folder):
    claims = killed(screen, folder, SEED, Moment("SEEN", 1, NEAR), "liar")
    assert len(missing(folder, claims)) == len(claims) > 0


@pytest.mark.parametrize("finished", [True, False])
def test_a_record_that_the_register_does_not_hold_counts_as_lost(folder, finished):
    nobody = Claim("01980000-0000-7000-8000-000000000000", 11, finished)
    assert len(missing(folder, [nobody])) == 1
