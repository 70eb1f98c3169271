"""Our racer: ``python -m tests.race.ours FORM SCRIPT``, a line of JSON for each "go".

It speaks as web.mjs and Race.java do: "go" runs the race once and tells the times,
"end" tells the values that the last run left.
"""

import json
import sys
from datetime import datetime
from pathlib import Path
from random import Random

from desktop.app import look_for_rings_less_often
from desktop.xforms.definition import Question
from desktop.xforms.engine import Form, no_sources, open_instance
from desktop.xforms.judging import problems_of
from desktop.xforms.parse import parse
from tests.benchmarks.measure import timed


class Clock:
    """The real one: the other racers cannot be given another."""

    def now(self):
        return datetime.now().astimezone()


class Chance:
    def __init__(self):
        self.bytes = Random(1).randbytes


def opened(raw):
    form = Form(parse(raw), tolerant=True)
    return open_instance(form, no_sources, Clock(), Chance())


def answer(record, step):
    """What a person sees of one answer: choices, then all that changed by it."""
    ref = step["ref"]
    if "rows" in step:
        told = set()
        while len(record.rows(ref)) < step["rows"]:
            told |= record.add_row(ref).refs
    else:
        for choice in record.choices(ref):
            _ = choice.value
        told = record.set(ref, step["value"]).refs
    for ref in told:
        _look(record, ref)


def _look(record, ref):
    node = record.node(ref)
    _ = (node.value, node.relevant, node.required, node.readonly, node.invalid)
    if node.relevant and node.question is not None:
        # As problems() asks it of every question.
        tuple(problems_of(record._state, record._node(ref), ref))


def run(raw, steps):
    made = []
    load = timed(lambda: made.append(opened(raw)))
    record = made[0]
    answers = [timed(lambda step=step: answer(record, step)) for step in steps]
    return record, {"load": load, "answers": answers}


def values(record):
    """The text of each leaf by its path, None where it is not relevant."""
    leaves = (one for one in record.nodes() if isinstance(one.item, Question))
    return {one.ref: one.value if one.relevant else None for one in leaves}


def main(form, script):
    raw = Path(form).read_bytes()
    steps = [json.loads(line) for line in Path(script).read_text("utf-8").splitlines()]
    look_for_rings_less_often()  # as the program does at its start
    record = None
    for line in sys.stdin:
        if line.strip() == "go":
            record = None  # the last run's record goes before the clock starts
            record, told = run(raw, steps)
        else:
            told = {"values": values(record)}
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
