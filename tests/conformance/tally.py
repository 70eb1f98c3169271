"""Outcomes counted by category, and held against targets."""

from collections import Counter
from typing import NamedTuple


class Outcome(NamedTuple):
    category: str
    group: str  # what a gate counts: a status, or a question asked of a file
    name: str
    passed: bool
    came: str = ""
    note: str = ""


class Gate(NamedTuple):
    words: str
    group: str
    target: float


class Tally:
    def __init__(self, kind, outcomes):
        self.kind = kind
        self.outcomes = outcomes

    def lines(self):
        """Passed and failed of each category and in total."""
        counts = Counter((one.category, one.passed) for one in self.outcomes)
        names = sorted({category for category, _ in counts})
        found = [
            self.line(name, counts[name, True], counts[name, False]) for name in names
        ]
        passed = sum(one.passed for one in self.outcomes)
        whole = self.line("in total", passed, len(self.outcomes) - passed)
        return [*found, *self.notes(), whole]

    def notes(self):
        """How many passed by a stated difference of reading, by its name."""
        counts = Counter(one.note for one in self.outcomes if one.passed and one.note)
        return [
            f"{self.kind}: {n} of the passed rows: {note}" for note, n in counts.items()
        ]

    def line(self, words, passed, failed):
        return f"{self.kind} {words}: {passed} passed, {failed} failed"

    def of(self, group):
        return [one for one in self.outcomes if one.group == group]

    def failures(self):
        return [
            f"failed [{one.group}] {one.category}: {one.name}: {one.came}"[:400]
            for one in self.outcomes
            if not one.passed
        ]

    def gate(self, gate):
        """(share passed, what to print)"""
        found = self.of(gate.group)
        passed = sum(one.passed for one in found)
        share = passed / len(found) if found else 1.0
        remark = "" if share >= gate.target else "  BELOW THE TARGET"
        line = self.line(gate.words, passed, len(found) - passed)
        return share, f"{line} ({share:.2%}, target {gate.target:.0%}){remark}"
