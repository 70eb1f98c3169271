"""The answers of one race: our engine walks the form once, the same way each time.

Each step is {"ref", "value"} or {"ref", "rows"}: so many rows are to stand there.
"""

import json
from random import Random

from desktop.xforms.definition import Kind, Repeat
from desktop.xforms.judging import problems_of

LIMIT = 150  # steps of a form
ROUNDS = 10  # of a short form: five answers would be no race
ROWS = 2  # of each repeat that a person may lengthen
TRIES = 3  # choices looked at; the one that opens most questions is taken

# Geopoints, files, times and moments are left out: each engine writes them its own way.
TYPES = {"string", "int", "decimal", "date", "select", "select1", "boolean"}
# One form asks no further after most answers. And where a building is not single, a
# count reads the rows it makes: web-forms never comes back from that.
GIVEN = {
    "building_type": "single",
    "inHome": "yes",
    "adultPresence": "yes",
    "childPresent": "yes",
    "motherPresent": "yes",
    "consent": "yes",
}
PLAIN = {
    Kind.TEXT: ("abc", "12", "2", "0912345678", "Binh An"),
    Kind.MULTILINE: ("abc",),
    Kind.INTEGER: ("3", "1", "0", "12", "40", "100", "2000"),
    Kind.DECIMAL: ("2.5", "1", "36.5", "60"),
    Kind.DATE: ("2020-03-15", "1990-06-01", "2026-01-10"),
    Kind.TRIGGER: ("OK",),
}


def steps(record, seed=1):
    """Answer until nothing is left to ask, then change one's mind, from the top."""
    chance, found = Random(seed), []
    for _ in range(ROUNDS):
        found += _once(record, chance, LIMIT - len(found))
    return found


def _once(record, chance, limit):
    """From the top to the end, in document order."""
    asked, found = set(), []
    while len(found) < limit:
        node = _next(record, asked)
        if node is None:
            break
        asked.add(node.ref)
        made = _rows(record, node) if node.repeat else _answer(record, node, chance)
        found += [made] if made else []
    return found


def _next(record, asked):
    """The first that is open and was not yet asked."""
    for node in record.nodes():
        if node.relevant and not node.readonly and node.ref not in asked:
            if isinstance(node.item, Repeat):
                if not node.row and not node.item.fixed and not node.item.count:
                    return node
            elif node.question is not None and _askable(node.question):
                return node
    return None


def _askable(question):
    chosen = question.kind in (Kind.SELECT_ONE, Kind.SELECT_MULTIPLE)
    return question.type in TYPES and (chosen or question.kind in PLAIN)


def _rows(record, node):
    while len(record.rows(node.ref)) < ROWS:
        record.add_row(node.ref)
    return {"ref": node.ref, "rows": ROWS}


def _answer(record, node, chance):
    """The candidate that breaks no rule and opens most questions; None without one."""
    best, opened = None, -1
    for value in _candidates(record, node, chance):
        record.set(node.ref, value)
        if _broken(record, node.ref):
            continue
        now = sum(one.relevant for one in record.nodes())
        if now > opened:
            best, opened = value, now
        if node.question.kind in PLAIN:
            break  # the first that fits: no need to look for a better one
    record.set(node.ref, best or "")
    return {"ref": node.ref, "value": best} if best else None


def _candidates(record, node, chance):
    if node.question.kind in PLAIN:
        usual = PLAIN[node.question.kind]
        return [value for value in usual if value != node.value]
    values = [choice.value for choice in record.choices(node.ref)]
    if GIVEN.get(node.question.name) in values:
        return [GIVEN[node.question.name]]
    picked = chance.sample(values, min(TRIES, len(values)))
    if node.question.kind is Kind.SELECT_MULTIPLE and len(values) > 2:
        first, second = sorted(chance.sample(range(len(values)), 2))
        picked.append(f"{values[first]} {values[second]}")
    return picked


def _broken(record, ref):
    return any(problems_of(record._state, record._node(ref), ref))


def written(found):
    """JSON lines."""
    return "".join(json.dumps(step, ensure_ascii=False) + "\n" for step in found)
