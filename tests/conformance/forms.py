"""The forms of others: which open, which are refused, and whether the row is named."""

import json

from desktop.errors import Error
from desktop.xforms.engine import Form, no_sources, open_instance
from desktop.xforms.parse import parse
from desktop.xforms.xlsform import compile_table
from tests.conformance.tally import Outcome
from tests.xforms.world import Counting, StillClock

EXPECTED, ROW = "expected", "row"
LOADS = {"load": "load", "load-with-empty-instance": "load"}


def outcomes(folder):
    files = json.loads((folder / "expect.json").read_text("utf-8"))["files"]
    for name, wanted in files.items():
        yield from judged(folder / name, wanted)


def judged(path, wanted):
    came, row, words = opened(path)
    expect = wanted["expect"]
    kind = f"{expect} {path.suffix}"
    name = path.name
    yield Outcome(kind, EXPECTED, name, came == LOADS.get(expect, expect), words)
    if wanted.get("row") is not None:
        told = f"named row {row}, it is row {wanted['row']}: {words}"
        yield Outcome("row at fault", ROW, name, row == wanted["row"], told)


def opened(path):
    """(load, refuse or refuse-encrypted; the row at fault; the words)"""
    try:
        open_form(path)
    except Error as error:
        encrypted = error.code == "form.encrypted"
        words = f"{error.code} {dict(error.facts)}"
        return (
            "refuse-encrypted" if encrypted else "refuse",
            error.facts.get("row"),
            words,
        )
    except Exception as error:  # a program fault is neither
        return "escaped", None, f"{error!r:.200}"
    return "load", None, "it opened"


def open_form(path):
    """As a stranger's form: what is broken in it is told, and it opens all the same."""
    raw = path.read_bytes()
    if path.suffix != ".xml":
        raw = compile_table(raw, path.suffix, path.stem).xform
    form = Form(parse(raw), tolerant=True)
    record = open_instance(form, no_sources, StillClock(), Counting())
    record.nodes()
    record.problems()
    return form
