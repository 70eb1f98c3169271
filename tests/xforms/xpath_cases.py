"""The shared XPath rows: how one is run and judged."""

import math
import re
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from lxml import etree

from desktop.xforms import xml
from desktop.xforms.tree import (
    ATTRIBUTE,
    COMMENT,
    ELEMENT,
    NAMESPACE,
    PI,
    ROOT,
    TEXT,
    Node,
    content,
)
from desktop.xforms.xpath.compile import Compiler
from desktop.xforms.xpath.context import Context, World
from desktop.xforms.xpath.faults import Broken, Failed
from desktop.xforms.xpath.namespaces import namespaces
from desktop.xforms.xpath.parser import parse
from desktop.xforms.xpath.values import iso, to_boolean, to_number, to_string
from tests.xforms.world import Counting

KINDS = {TEXT: "text()", COMMENT: "comment()", PI: "processing-instruction()"}
SHARED = Path(__file__).resolve().parents[3] / "shared" / "conformance"


def document(text):
    text = re.sub(r"<!DOCTYPE[^>]*>", "", text.strip())
    root = Node(ROOT)
    source = etree.fromstring(text.encode())
    before = source.getprevious()
    early = []
    while before is not None:
        early.append(before)
        before = before.getprevious()
    for part in reversed(early):
        root.append(xml._part(part))
    root.append(xml.tree(source))
    return root


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
    world = World(
        now=lambda: datetime(2026, 4, 30, 8, 15, tzinfo=zone), random=Counting()
    )
    if case.get("root"):
        world.main = node_at(root, case["root"])
    instances = {}
    texts = {}
    stack = [root]
    while stack:
        node = stack.pop()
        ids = [a.text for a in node.attributes if a.name == "id"]
        if node.name == "instance" and ids:
            instances[ids[0]] = node
        if node.name == "translation":
            langs = {a.name: a.text for a in node.attributes}
            for text in node.children:
                for a in text.attributes:
                    value = [v for v in text.children if v.name == "value"]
                    if a.name == "id" and value:
                        texts[langs.get("lang"), a.text] = value[0].string()
        stack += node.children

    def instance(name):
        if name not in instances:
            raise Failed("xpath.no_instance", name=name)
        return instances[name]

    world.instance = instance
    langs = [lang for lang, _ in texts]
    lang = case.get("lang") or (langs[0] if langs else "")
    world.itext = lambda key: texts.get((lang, key), "")
    return world


def run(case):
    """(passed, what came)"""
    kind = case["result"]
    try:
        expr = parse(case["expr"])
    except Broken as error:
        return kind in ("parse_error", "error"), f"broken {error.code} {error.facts}"
    if kind in ("parse_ok", "parse_error"):
        return kind == "parse_ok", "parsed"
    root = document(case["context_xml"])
    node = node_at(root, case["context_node"])
    try:
        value = Compiler().run(expr)(Context(world_of(case, root), node))
    except Failed as error:
        return kind == "error", f"failed {error.code} {dict(error.facts)}"
    if kind == "error":
        return False, repr(value)
    return JUDGES[kind](case, value)


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
    return found == case["expected"], repr(found)


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
