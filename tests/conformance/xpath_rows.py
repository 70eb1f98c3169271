"""The shared XPath rows: how one is run and judged."""

import math
import re
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from desktop.xforms import xml
from desktop.xforms.tree import (
    ATTRIBUTE,
    COMMENT,
    ELEMENT,
    NAMESPACE,
    PI,
    TEXT,
    content,
)
from desktop.xforms.xpath.context import World
from desktop.xforms.xpath.expression import expression
from desktop.xforms.xpath.faults import Broken, Failed
from desktop.xforms.xpath.namespaces import namespaces
from desktop.xforms.xpath.values import iso, moment_of, to_boolean, to_number, to_string
from tests.xforms.world import Counting

KINDS = {TEXT: "text()", COMMENT: "comment()", PI: "processing-instruction()"}
# When the rows were recorded: those of today() and now() expect it.
RECORDED = datetime(2026, 11, 23, 18, 15, 32, tzinfo=timezone(timedelta(hours=-7)))
EPOCH = datetime(1970, 1, 1)
WHOLE_DAYS = "the same day, counted whole (docs/xforms.md)"


def document(text):
    """Some rows carry an HTML doctype, which our door for XML refuses."""
    return xml.document(re.sub(r"<!DOCTYPE[^>]*>", "", text.strip()).encode())


def node_at(root, path):
    node = root
    for part in path.split("/"):
        if not part:
            continue
        found = re.fullmatch(r"(.+?)(?:\[(\d+)\])?", part)
        name, place = found[1], int(found[2] or 1)
        if name.startswith("@"):
            node = next(a for a in node.attributes if named(a) == name[1:])
        elif name.startswith("namespace::"):
            node = next(n for n in namespaces(node) if n.name == name[11:])
        else:
            node = list(pick(node, name))[place - 1]
    return node


def named(node):
    return f"{node.prefix}:{node.name}" if node.prefix else node.name


def pick(node, name):
    for kind, test in KINDS.items():
        if name == test:
            return [c for c in content(node) if c.kind == kind]
    return [c for c in node.children if c.kind == ELEMENT and name in ("*", c.name)]


def world_of(case, root):
    zone = ZoneInfo(case.get("tz") or "UTC")
    world = World(now=lambda: RECORDED.astimezone(zone), random=Counting())
    if case.get("root"):
        world.main = node_at(root, case["root"])
    instances, translations = {}, []
    for node in every(root):
        if node.name == "instance" and attribute(node, "id"):
            instances[attribute(node, "id")] = node
        if node.name == "translation":
            translations.append(node)

    def instance(name):
        if name not in instances:
            raise Failed("xpath.no_instance", name=name)
        return instances[name]

    world.instance = instance
    world.itext = lambda key: words(spoken(translations, case.get("lang")), key)
    return world


def every(node):
    yield node
    for child in node.children:
        yield from every(child)


def attribute(node, name):
    return next((a.text for a in node.attributes if a.name == name), None)


def spoken(translations, language):
    """The translation asked for, else the default one, else the first."""
    named = [t for t in translations if attribute(t, "lang") == language]
    default = [t for t in translations if attribute(t, "default") is not None]
    return [*named, *default, *translations][0]


def words(translation, key):
    texts = [t for t in translation.children if attribute(t, "id") == key]
    return [v for text in texts for v in text.children if v.name == "value"]


def run(case):
    """(passed, what came)"""
    kind = case["result"]
    try:
        found = expression(case["expr"])
    except Broken as error:
        return kind in ("parse_error", "error"), f"broken {error.code} {error.facts}"
    if kind in ("parse_ok", "parse_error"):
        return kind == "parse_ok", "parsed"
    root = document(case["context_xml"])
    try:
        node = node_at(root, case["context_node"])
        value = found.at(node, world_of(case, root))
    except Failed as error:
        return kind == "error", f"failed {error.code} {dict(error.facts)}"
    if kind == "error":
        return False, repr(value)
    passed, came = JUDGES[kind](case, value)
    if not passed and in_whole_days(case, value):
        return True, WHOLE_DAYS
    return passed, came


def in_whole_days(case, value):
    """Whether the row differs only by where a day begins.

    web-forms and Enketo count a date from local midnight (0.29167 of a day at UTC-7), we
    count whole days, as JavaRosa does; a row where this shows carries its zone.
    """
    if not case.get("tz") or case["result"] not in ("number", "string"):
        return False
    number = to_number(value)
    if not math.isfinite(number) or number != math.floor(number):
        return False
    midnight = EPOCH + timedelta(days=number)
    local = midnight.replace(tzinfo=ZoneInfo(case["tz"]))
    wanted = number - local.utcoffset() / timedelta(days=1)
    expected = str(case["expected"])
    if isinstance(value, date):
        moment = moment_of(expected)
        return isinstance(moment, datetime) and moment == midnight.replace(tzinfo=UTC)
    try:
        digits = len(expected.partition(".")[2])
        return round(wanted, digits) == float(expected)
    except ValueError:
        return False


def number(case, value):
    found, wanted = to_number(value), case["expected"]
    wanted = float(str(wanted).replace("Infinity", "inf"))
    factor = case.get("round_factor")
    if factor:
        found = round(found * factor) / factor
    if case["category"] in ("geo", "jr_geo_functions"):
        found = round(found, len(str(case["expected"]).partition(".")[2]))
    same = (
        found == wanted
        or (math.isnan(found) and math.isnan(wanted))
        or abs(found - wanted) <= case.get("tolerance", 0)
    )
    return same, repr(found)


def text(case, value):
    return to_string(value) == case["expected"], repr(to_string(value))


def boolean(case, value):
    return to_boolean(value) is case["expected"], repr(value)


def match(case, value):
    return re.search(case["expected"], to_string(value)) is not None, repr(value)


def length(case, value):
    return len(to_string(value)) == case["expected"], repr(value)


def size(case, value):
    return isinstance(value, list) and len(value) == case["expected"], repr(value)


def moment(case, value):
    if not isinstance(value, date):
        return False, repr(value)
    shown = iso(value)
    return shown.startswith(case["expected"]), shown


def nodes(case, value):
    if not isinstance(value, list):
        return False, repr(value)
    found = [path_of(node) for node in value]
    wanted = case["expected"]
    if case.get("unordered"):
        found, wanted = sorted(found), sorted(wanted)
    return found == wanted, repr(found)


def path_of(node):
    """The positional path that the rows use."""
    parts = []
    while node.parent is not None:
        parts.append(part_of(node))
        node = node.parent
    return "/" + "/".join(reversed(parts))


def part_of(node):
    if node.kind == ATTRIBUTE:
        return "@" + named(node)
    if node.kind == NAMESPACE:
        return "namespace::" + node.name
    same = [c for c in content(node.parent) if c.kind == node.kind]
    place = next(i for i, c in enumerate(same, 1) if c is node)
    return f"{KINDS.get(node.kind, '*')}[{place}]"


JUDGES = {
    "number": number,
    "string": text,
    "boolean": boolean,
    "match": match,
    "string_length": length,
    "nodeset_size": size,
    "date": moment,
    "datetime": moment,
    "nodeset": nodes,
}
