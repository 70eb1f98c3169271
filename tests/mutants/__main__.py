"""make mutants: a sample of a package's mutants; exit 1 below the target.

PKG=name another package than xforms, N=n takes n of them (0: all), SEED=n others,
ONLY=word those of such files.
"""

import os
import pickle
import random
import sys
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.mutants import judges
from tests.mutants.changes import changed, changes
from tests.package.source import ROOT
from tests.rounds import SEED

TARGET = 0.85
SAMPLE = int(os.environ.get("N") or 600)
ONLY = os.environ.get("ONLY", "")
FIRST_RUN = 1800  # seconds at most


class Mutant(NamedTuple):
    path: Path
    number: int  # of the change in its module
    line: int
    words: str

    @property
    def file(self):
        return str(self.path.relative_to(ROOT))


@cache
def source(path):
    """As it is when the run begins."""
    return path.read_text("utf-8")


def mutants():
    return [
        Mutant(path, number, change.line, change.words)
        for path in sorted(judges.PACKAGE.rglob("*.py"))
        if ONLY in str(path.relative_to(ROOT))
        for number, change in enumerate(changes(source(path))[1])
    ]


def sample(found):
    """In no order: whoever ends the run early has a smaller sample, not another one."""
    return random.Random(SEED).sample(found, min(SAMPLE or len(found), len(found)))


def bench():
    """The judges, from a run without a change; None where that run fails."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "first"
        if judges.in_child(lambda: judges.first_run(file), FIRST_RUN):
            return None
        return judges.Bench(pickle.loads(file.read_bytes()))


def survives(mutant, bench):
    tree = changed(source(mutant.path), mutant.number)
    return bench.lets_live(mutant.path, mutant.line, tree)


def played(chosen, bench):
    """The survivors, told as they are found."""
    found = []
    for place, mutant in enumerate(chosen, 1):
        if survives(mutant, bench):
            found.append(mutant)
            print(f"{mutant.file}:{mutant.line}  {mutant.words}", flush=True)
        if place % 25 == 0:
            told = f"... {len(found)} of {place}, of {len(chosen)} in all"
            print(told, file=sys.stderr, flush=True)
    return found


def lines(chosen, survivors):
    """killed / survived / total of each file and of all."""
    total, alive = (Counter(m.file for m in many) for many in (chosen, survivors))
    told = [line(file, total[file], alive[file]) for file in sorted(total)]
    return [*told, line("in total", len(chosen), len(survivors))]


def line(words, total, alive):
    share = (total - alive) / total
    return f"{words}: {total - alive} killed / {alive} survived / {total} ({share:.1%})"


def main():
    judges.load_libraries()
    asked = bench()
    if asked is None:
        print("The tests fail without any change: mend them first.")
        return 2
    found = mutants()
    chosen = sample(found)
    print(f"{len(chosen)} of {len(found)} mutants, seed {SEED}; survivors:", flush=True)
    survivors = played(chosen, asked)
    print("\n".join(lines(chosen, survivors)))
    return 0 if len(survivors) <= len(chosen) * (1 - TARGET) else 1


if __name__ == "__main__":
    sys.exit(main())
