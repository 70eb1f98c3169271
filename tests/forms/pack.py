"""The pack's forms, opened without a desk: lists from files, registers from the test."""

import csv
from datetime import datetime
from functools import cache

from desktop import assets
from desktop.xforms.engine import Form, open_instance
from desktop.xforms.parse import parse
from desktop.xforms.sources import Rows
from desktop.xforms.xlsform import compile_markdown
from tests.xforms.world import HANOI, Counting, StillClock

FORMS = {path.stem: path for path in sorted((assets.forms() / "xlsform").glob("*.md"))}
LISTS = {path.stem: path for path in sorted((assets.forms() / "lists").glob("*.csv"))}
UNITS = assets.forms() / "units" / "units.csv"

ORGANISATIONS = {
    "ca": ("Công an xã", "cong_an"),
    "mt": ("Mặt trận", "mttq"),
    "pn": ("Hội Phụ nữ", "hoi_lhpn"),
}


@cache
def compiled(name):
    return compile_markdown(FORMS[name].read_text("utf-8"), name)


@cache
def definition(name):
    return parse(compiled(name).xform)


@cache
def form(name):
    return Form(definition(name))


@cache
def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return Rows(tuple(rows[0]), rows)


def organisations():
    return [
        {
            "name": name, "label": label, "org_type": kind, "level": "commune",
            "is_programme_member": "yes", "active_from": "2020-01-01", "active_to": "",
        }
        for name, (label, kind) in ORGANISATIONS.items()
    ]  # fmt: skip


def opened(name, registers=None, day="2026-04-30", unit="20854", data=None, **preset):
    """A form as a desk opens it on ``day``; ``registers`` are lists of records."""
    told = {"organisations": organisations()} | (registers or {})
    own = {"unit": unit}  # as every list of records has it
    known = {name: [own | row for row in rows] for name, rows in told.items()}

    def source(asked):
        if asked in known:
            rows = known[asked]
            return Rows(tuple(rows[0]) if rows else (), rows)
        return table(UNITS if asked == "units" else LISTS[asked]) if (
            asked == "units" or asked in LISTS
        ) else Rows((), ())  # fmt: skip

    moment = datetime.fromisoformat(day).replace(hour=8, tzinfo=HANOI)
    given = {
        "unit_code": unit,
        "own_record": "new",
        "is_new": "yes",
        "with_first_point": "yes",
    } | preset
    return open_instance(
        form(name), source, StillClock(moment), Counting(), data, given
    )


def answer(record, **answers):
    """Answers by question name, in the order given."""
    for name, text in answers.items():
        record.set(ref(record, name), text)
    return record


def ref(record, name):
    found = [n.ref for n in record.nodes() if n.ref.rpartition("/")[2] == name]
    return found[0]


def told(record, *kinds):
    """What stands in the way: question names, of the named kinds or all."""
    return {
        problem.ref.rpartition("/")[2]
        for problem in record.problems()
        if not kinds or problem.kind.value in kinds
    }


def blocked(record):
    return told(record, "required", "constraint", "type")


def warned(record):
    return told(record, "warning")


def messages(record):
    return {p.ref.rpartition("/")[2]: p.message for p in record.problems()}
