"""make bench: floor and subject in the same run; prints ratios, writes bench.json."""

import importlib
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from desktop.app import look_for_rings_less_often

SUITES = [
    "starting",
    "opening",
    "saving",
    "handover",
    "choices",
    "counting",
    "importing",
]


def line(ratio):
    """A ratio as it is printed; one that nothing is asked of stands beside."""
    mark = "giữ " if ratio.kept else "VƯỢT"
    most = f"(<= {ratio.target})" if ratio.target else ""
    return (
        f"{mark if most else '    '} {ratio.name:28} {ratio.ratio:6.2f} {most:9}"
        f"  p95 {ratio.p95:6.2f}  n={ratio.n}  {ratio.size}"
    )


def main(names):
    look_for_rings_less_often()  # as the program does at its start
    found = []
    for name in names or SUITES:
        suite = importlib.import_module(f"tests.benchmarks.{name}")
        with tempfile.TemporaryDirectory() as folder:
            for ratio in suite.ratios(Path(folder)):
                found.append(ratio)
                print(line(ratio), flush=True)
    content = json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1)
    Path("bench.json").write_text(content + "\n", "utf-8")
    return 0 if all(one.kept for one in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
