"""What the times of a race come to, and which of our ratios keep their target."""

import math
import statistics
from dataclasses import dataclass
from itertools import chain

# (figure, against whom, our figure over theirs at most)
TARGETS = [
    ("load", "web-forms", 0.1),
    ("load", "javarosa", 1.0),
    ("p50", "the faster", 3.0),
    ("p99", "web-forms", 1.0),
    ("p99", "javarosa", 1.0),
    ("max", "web-forms", 1.0),
    ("max", "javarosa", 1.0),
]


@dataclass(frozen=True)
class Ratio:
    """One of our figures over another racer's."""

    figure: str
    against: str
    ratio: float
    target: float

    @property
    def kept(self):
        return self.ratio <= self.target


def figures(result):
    """Milliseconds: the median load, an answer's p50 and p99, the usual worst one."""
    answers = sorted(chain.from_iterable(result.answers))
    return {
        "load": statistics.median(result.loads),
        "p50": _nearest(answers, 0.5),
        "p99": _nearest(answers, 0.99),
        "max": statistics.median(max(run) for run in result.answers),
    }


def _nearest(ordered, share):
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def ratios(found):
    """Our figures over those of the others who ran."""
    others = {name: one for name, one in found.items() if name != "ours"}
    if "ours" not in found:
        return
    for figure, against, target in TARGETS:
        theirs = [f[figure] for n, f in others.items() if against in (n, "the faster")]
        if theirs:
            ratio = found["ours"][figure] / min(theirs)
            yield Ratio(figure, against, round(ratio, 3), target)
