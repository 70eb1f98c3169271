"""Floor and subject side by side: the same run, turn by turn; ratios, not times."""

import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Ratio:
    """One line of bench.json; without a target it only stands beside the others."""

    name: str
    floor_ms: float
    subject_ms: float
    ratio: float
    p95: float
    n: int
    size: str
    target: float | None = None

    @property
    def kept(self):
        return self.target is None or self.ratio <= self.target


def compare(name, floor, subject, rounds, size, target=None):
    """Median and p95 of subject / floor, interleaved; both return milliseconds."""
    pairs = []
    floor(), subject()  # warm the caches of both
    for _ in range(rounds):
        pairs += [(floor(), subject())]
    return ratio(name, *zip(*pairs, strict=True), size, target)


def ratio(name, floors, subjects, size, target=None):
    """The two rows of milliseconds, taken turn by turn, as one line."""
    middle = statistics.median(floors)
    return Ratio(
        name=name,
        floor_ms=round(middle, 3),
        subject_ms=round(statistics.median(subjects), 3),
        ratio=round(statistics.median(subjects) / middle, 2),
        p95=round(quantile(subjects) / quantile(floors), 2),
        n=len(floors),
        size=size,
        target=target,
    )


def quantile(values):
    return sorted(values)[max(0, round(0.95 * len(values)) - 1)]


def timed(work):
    """Milliseconds that ``work()`` takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def process(module, *arguments):
    """Milliseconds from start to end of a fresh Python that runs ``module``."""
    command = [sys.executable, "-m", module, *arguments]
    # As installed: compiled once (the warm-up does it), not anew at each start.
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    run = subprocess.run(command, capture_output=True, text=True, env=env)
    assert run.returncode == 0, run.stderr[-2000:]
    return (time.perf_counter() - start) * 1000
