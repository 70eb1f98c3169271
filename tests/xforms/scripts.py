"""Scripts of answers, rows and languages, and the two ways to reach their state."""

import copy

from hypothesis import strategies as st

from desktop.errors import Refused
from desktop.xforms.definition import Kind, Question, generic
from desktop.xforms.engine import ProblemKind, open_instance
from desktop.xforms.sources import Rows
from tests.xforms.world import Counting, StillClock

LISTS = Rows(
    ("name", "label", "parent"),
    [
        {"name": f"{n}", "label": f"Nhãn {n}", "parent": f"{n % 3}"}
        for n in range(1, 12)
    ],
)

NUMBERS = ["", "0", "1", "2", "3", "7", "12", "-4"]
VALUES = {
    Kind.INTEGER: NUMBERS,
    Kind.DECIMAL: [*NUMBERS, "2.5"],
    Kind.RANGE: NUMBERS,
    Kind.DATE: ["", "2026-01-15", "2026-04-30", "2027-02-28"],
    Kind.TIME: ["", "08:30:00", "23:59"],
    Kind.DATETIME: ["", "2026-04-30T08:00:00.000+07:00"],
    Kind.TRIGGER: ["", "OK"],
}
TEXTS = ["", "a", "yes", "no", "Đắk Lắk", "1", "2026-04-30", "y n"]

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["set", "set", "set", "set", "add", "remove", "language"]),
        st.integers(0, 10_000),
        st.integers(0, 10_000),
    ),
    min_size=1,
    max_size=12,
)


ALLOWED = (
    "form.readonly",
    "form.rows_fixed",
    "form.no_answer_here",
    "form.too_many_rows",
)


def opened(form, data=None):
    return open_instance(form, lambda _: LISTS, StillClock(), Counting(), data)


def play(record, form, steps):
    """Do what the script says; what the form refuses is passed over."""
    for step in steps:
        try:
            DO[step[0]](record, form, step[1], step[2])
        except Refused as refusal:
            assert refusal.code in ALLOWED, refusal.code


def is_asked(node, form):
    """A question that is answered, not computed."""
    bind = form.definition.binds.get(generic(node.ref))
    asked = isinstance(node.item, Question) and node.item.kind is not Kind.CALCULATE
    return asked and not (bind and bind.calculate)


def answer(record, form, place, choice):
    asked = [n for n in record.nodes() if is_asked(n, form)]
    if not asked:
        return
    node = asked[place % len(asked)]
    values = VALUES.get(node.item.kind, TEXTS)
    if node.item.kind in (Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.RANK):
        values = ["", *(c.value for c in list(record.choices(node.ref))[:8]), "gone"]
    record.set(node.ref, values[choice % len(values)])


def repeats(record):
    return [n for n in record.nodes() if n.repeat and not n.row]


def add(record, _form, place, choice):
    found = repeats(record)
    if found:
        ref = found[place % len(found)].ref
        many = len(record.rows(ref))
        if many < 4:
            record.add_row(ref, 1 + choice % (many + 1))


def remove(record, _form, place, choice):
    found = repeats(record)
    if found:
        rows = record.rows(found[place % len(found)].ref)
        if rows:
            record.remove_row(rows[choice % len(rows)])


def language(record, form, place, _choice):
    known = form.definition.languages
    if known:
        record.language(known[place % len(known)])


DO = {"set": answer, "add": add, "remove": remove, "language": language}


def state(record):
    """All that can be seen, but for what a fresh record draws anew.

    A code that no list holds is a problem when it is typed and stays when it is loaded.
    """
    found = {}
    for node in record.nodes():
        if "/meta/" in node.ref:
            continue
        seen = [node.relevant, node.required, node.readonly, node.value, node.label]
        if isinstance(node.item, Question) and node.item.choices:
            seen.append([(c.value, c.label) for c in list(record.choices(node.ref))])
        found[node.ref] = [*seen, node.hint, node.row]

    told = [p for p in record.problems() if p.kind is not ProblemKind.CHOICE]
    return found, [(p.ref, p.kind, p.message) for p in told]


def from_nothing(record, form):
    """The same answers, computed anew on a fresh record."""
    fresh = opened(form, copy.deepcopy(record.data(final=False)))
    spoken = record._state.world.language
    if spoken:
        fresh.language(spoken)
    return fresh
