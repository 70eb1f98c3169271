"""make hostile: forms made to hurt are refused by name or bounded; exit 1 where not.

python -m tests.hostile WORD... tries those only whose name holds one of the words.
"""

import gc
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.hostile import trial
from tests.hostile.apart import apart
from tests.hostile.cases import CASES


class Limit(NamedTuple):
    seconds: float
    megabytes: int


CHEAP, HEAVY = Limit(2, 150), Limit(10, 600)


def tried(case, folder):
    """The codes it ended with and what that cost, in a process of its own."""
    file = Path(folder) / f"form{case.kind}"
    apart(_written, case, file)
    return apart(_tried, case, file)


def _written(case, file):
    file.write_bytes(case.make())


def _tried(case, file):
    if case.kind != ".xml":
        return trial.table(file)
    return trial.xform(file.read_bytes(), case.answers, case.lists)


def wrong(case, cost):
    """What is wrong with how it ended, or ""."""
    limit = HEAVY if case.heavy else CHEAP
    told = cost.told or ["killed"]
    loose = [word for word in told if " " in word or word == "killed"]
    if loose:
        return loose[0]
    if case.ends not in told:
        return f"not {case.ends}"
    if cost.seconds > limit.seconds or cost.megabytes > limit.megabytes:
        return f"over {limit.seconds} s or {limit.megabytes} MB"
    return ""


def main(words):
    chosen = [c for c in CASES if not words or any(w in c.what for w in words)]
    failed = 0
    print("what | refused by, or opens | seconds | MB")
    gc.freeze()
    with tempfile.TemporaryDirectory() as folder:
        for case in chosen:
            cost = tried(case, folder)
            fault = wrong(case, cost)
            failed += bool(fault)
            ends = ", ".join(cost.told or ["killed"])[:70]
            mark = f" | DEFECT: {fault}" if fault else ""
            spent = f"{cost.seconds:.2f} | {cost.megabytes:.0f}"
            print(f"{case.what} | {ends} | {spent}{mark}", flush=True)
    print(f"{len(chosen)} tried, {failed} neither refused nor bounded")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
