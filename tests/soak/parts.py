"""What is soaked, and how: each round is a run of pytest with seeds of its own."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass

from tests.soak.book import ROOT, Span

OUTCOME = re.compile(r"(\d+) (passed|skipped)")


@dataclass(frozen=True)
class Part:
    """Tests whose number an environment variable turns up."""

    name: str
    variable: str
    tests: str
    whole: int
    round: int  # so many at once; what is done is noted after each round
    each: bool  # whether each is a test of its own


PARTS = (
    Part("kills", "KILLS", "tests/kill", 200, 25, each=True),
    Part("disks", "DISKS", "tests/power", 200, 25, each=True),
    Part(
        "scripts",
        "SCRIPTS",
        "tests/xforms/test_incremental.py",
        20_000,
        1_000,
        each=False,
    ),
    Part(
        "histories",
        "HISTORIES",
        "tests/histories/test_histories.py::test_a_history_of_the_protocol_ends_the_same_everywhere",
        10_000,
        500,
        each=True,
    ),
    Part(
        "journeys",
        "JOURNEYS",
        "tests/histories/test_histories.py::test_a_journey_with_real_keys_and_files_ends_the_same_everywhere",
        300,
        25,
        each=True,
    ),
)


def run(part, wanted, book, commit):
    """Rounds until ``wanted`` are done; False at the first that does not hold."""
    span, result = book.begun(part.name, commit), "held"
    while span.count < wanted:
        count = min(part.round, wanted - span.count)
        seed, span = span.end, Span(span.first, span.count + count, commit)
        holds, last = one_round(part, seed, count)
        print(f"{part.name}: {count} from seed {seed}: {last}", flush=True)
        if not holds:
            book.close(part.name, span, f"FAILED, {count} from seed {seed}")
            return False
        result = "held, some skipped" if "skipped" in last else "held"
        book.keep(part.name, span)
    book.close(part.name, span, result)
    return True


def one_round(part, seed, count):
    """Whether ``count`` from ``seed`` on hold, and pytest's last line."""
    quiet = ["-q", "-p", "no:cacheprovider"]
    # Where CI is set, Hypothesis would pass over the seed: every round alike.
    seeded = ["--hypothesis-profile=default", f"--hypothesis-seed={seed}"]
    told = subprocess.run(
        [sys.executable, "-m", "pytest", *quiet, *seeded, part.tests],
        cwd=ROOT,
        env=os.environ | {"SEED": str(seed), part.variable: str(count)},
        stdout=subprocess.PIPE,
        text=True,
    )
    last = told.stdout.strip().splitlines()[-1]
    found = {word: int(number) for number, word in OUTCOME.findall(last)}
    tried = found.get("passed", 0) >= (count if part.each else 1)
    if told.returncode or not tried:
        print(told.stdout)
    return told.returncode == 0 and tried, last
