"""Examples from practice, entered at a real desk: what they become, what they move."""

import json
from datetime import date
from pathlib import Path

from desktop.desk.entry import problems_or_finished

EXAMPLES = Path(__file__).with_name("examples")
YEAR = date(2026, 1, 1), date(2026, 12, 31)


def example(form, **changed):
    """The example's data, with some answers changed."""
    return json.loads((EXAMPLES / f"{form}.json").read_text("utf-8")) | changed


class Desk:
    """A commune's desk on a day; "@…" stands for the register's record of that title."""

    def __init__(self, bench, day="2026-12-20"):
        bench.clock.turn_to(date.fromisoformat(day))
        self.desk = bench.commune

    def add(self, form, data):
        done = problems_or_finished(self.entry(form, data))
        self.desk.act.finish(done)
        return done.contents[0].record

    def entry(self, form, data):
        return self.desk.ask.records.new(form, self.with_records(data))

    def village(self, name, **more):
        told = {"unit_name": name, "unit_type": "thon", "valid_from": "2025-07-01"}
        return self.add("residential_unit", told | more)

    def profile(self, population="28137", **more):
        told = {"as_of_date": "2026-01-05", "population": population,
                "households": "7200", "agency_count": "7", "enterprise_count": "3",
                "school_count": "18"}  # fmt: skip
        return self.add("commune_profile", told | more)

    def kept(self, record):
        """A finished record's answers as they stand."""
        return self.desk.ask.records.edit(record).instance.data(final=True)

    def figures(self, start=YEAR[0], end=YEAR[1]):
        found = self.desk.ask.period.figures((self.desk.ask.desk().unit,), start, end)
        return {figure.code: figure for figure in found}

    def told(self, *codes, **span):
        found = self.figures(**span)
        return [(found[c].value, found[c].n, found[c].d) for c in codes]

    def moved(self, form, data=None):
        """The codes of all figures that an example changes."""
        before = self.figures()
        self.add(form, example(form) if data is None else data)
        after = self.figures()
        return {code for code, value in after.items() if value != before.get(code)}

    def named(self, title):
        """The record of a title, in whichever register."""
        for form in ("organisation", "residential_unit", "model"):
            for row in self.desk.ask.records.rows(self.desk.ask.records.ids(form)):
                if row.title == title:
                    return row.record
        raise KeyError(title)

    def with_records(self, node):
        if isinstance(node, dict):
            return {name: self.with_records(inner) for name, inner in node.items()}
        if isinstance(node, list):
            return [self.with_records(inner) for inner in node]
        if isinstance(node, str) and node.startswith("@"):
            return self.named(node[1:])
        return node


def put(data, case):
    """The example with one answer changed; ``long`` asks for so many letters."""
    node, *steps = data, *case["question"].split("/")
    for step in steps[:-1]:
        name, _, number = step.partition("[")
        node = node[name][int(number.rstrip("]")) - 1] if number else node[name]
    node[steps[-1]] = "x" * case["long"] if "long" in case else case["answer"]
    return data


def refusals(record):
    """What keeps a record from being finished: the form's words by question."""
    assert not record.faults()
    return {
        problem.ref.removeprefix("/data/"): problem.message
        for problem in record.problems()
        if problem.kind.value != "warning"
    }
