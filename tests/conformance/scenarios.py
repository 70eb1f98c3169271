"""The shared form scenarios: how one is played and judged."""

import re

from desktop.errors import Error
from desktop.xforms.engine import Form, no_sources, open_instance
from desktop.xforms.parse import parse
from tests.xforms.world import Counting, StillClock


def play(scenario):
    """(passed, what came)"""
    try:
        form = Form(parse(scenario["form"].encode()))
        record = open_instance(form, no_sources, StillClock(), Counting())
        for number, step in enumerate(scenario["steps"]):
            came = STEP[next(k for k in STEP if k in step)](record, step)
            if came is not None:
                return False, f"step {number} {step}: {came}"
    except Error as error:
        return False, f"{error.code} {dict(error.facts)}"
    return True, ""


def plain(ref):
    return "/".join(part.rpartition(":")[2] for part in ref.split("/"))


def text(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return " ".join(text(one) for one in value)
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)


def answer(record, step):
    ref = plain(step["answer"])
    found = re.findall(r"(.*?\[\d+\])", ref)
    for place in range(len(found)):
        row = "".join(found[: place + 1])
        repeat, _, number = row.rpartition("[")
        while len(record.rows(repeat)) < int(number[:-1]):
            record.add_row(repeat)
    record.set(ref, text(step["value"]))


def add(record, step):
    record.add_row(plain(step["add_repeat"]))


def remove(record, step):
    record.remove_row(plain(step["remove_repeat"]))


def language(record, step):
    record.language(step["set_language"])


def expect(record, step):
    return EXPECT[step["expect"]](record, plain(step["ref"]), step)


def differs(found, wanted):
    return None if found == wanted else repr(found)


def value(record, ref, step):
    found, wanted = record.node(ref), text(step["value"])
    shown = found.value if found.relevant else ""
    if shown == wanted:
        return None
    try:
        return None if float(shown) == float(wanted) else repr(shown)
    except ValueError:
        return repr(shown)


def close(record, ref, step):
    found = record.node(ref).value
    if step["value"] is None:
        return None
    return differs(abs(float(found) - step["value"]) <= step["tolerance"], True)


def exists(record, ref):
    try:
        return record.node(ref)
    except Error:
        return None


def relevant(record, ref, step):
    node = exists(record, ref)
    return differs(node is not None and node.relevant, step["value"])


def readonly(record, ref, step):
    return differs(record.node(ref).readonly, step["value"])


def count(record, ref, step):
    return differs(len(record.rows(ref)), step["value"])


def label(record, ref, step):
    return differs(record.node(ref).label, step["value"])


def choices_count(record, ref, step):
    return differs(len(record.choices(ref)), step["value"])


def shown(record, ref):
    return [{"value": c.value, "label": c.label} for c in record.choices(ref)]


def in_order(record, ref, step):
    return differs(shown(record, ref), step["value"])


def any_order(record, ref, step):
    found = shown(record, ref)
    held = all(choice in found for choice in step["value"])
    return None if held is not step.get("not", False) else repr(found)


def choice_value(record, ref, step):
    return differs(record.choices(ref)[step["index"]].value, step["value"])


STEP = {
    "answer": answer,
    "add_repeat": add,
    "remove_repeat": remove,
    "set_language": language,
    "expect": expect,
}
EXPECT = {
    "value": value,
    "value_close": close,
    "relevant": relevant,
    "readonly": readonly,
    "repeat_count": count,
    "label": label,
    "choices_count": choices_count,
    "choices_in_order": in_order,
    "choices_any_order": any_order,
    "choice_value": choice_value,
}
