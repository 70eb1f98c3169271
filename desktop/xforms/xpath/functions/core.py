"""Node-set and conversion functions of XPath 1.0."""

from desktop.xforms.tree import ATTRIBUTE, ELEMENT, NAMESPACE, PI, Node, in_order, top
from desktop.xforms.xpath.context import Context
from desktop.xforms.xpath.namespaces import XML
from desktop.xforms.xpath.registry import contextual, function, nodes, own
from desktop.xforms.xpath.values import (
    Value,
    strings,
    to_boolean,
    to_number,
    to_string,
)

_NAMED = (ELEMENT, ATTRIBUTE, PI, NAMESPACE)


@contextual("last", 0)
def _last(context: Context) -> Value:
    return float(context.size)


@contextual("position", 0, 1)
def _position(context: Context, *given: Value) -> Value:
    if not given:
        return float(context.position)
    found = nodes(given[0], "position")
    return float(_place(found[0])) if found else float("nan")


def _place(node: Node) -> int:
    if node.parent is None:
        return 1
    same = [child for child in node.parent.children if child.name == node.name]
    # A row that is not there yet would be the last.
    return 1 + next((i for i, child in enumerate(same) if child is node), len(same))


@function("count", 1)
def _count(value: Value) -> Value:
    return float(len(nodes(value, "count")))


@contextual("id", 1)
def _id(context: Context, value: Value) -> Value:
    texts = strings(value) if isinstance(value, list) else [to_string(value)]
    wanted = {word for text in texts for word in text.split()}
    return in_order(_with_ids(top(context.node), wanted))


def _with_ids(node: Node, wanted: set[str]) -> list[Node]:
    found = [
        node for a in node.attributes if a.name.lower() == "id" and a.text in wanted
    ]
    for child in node.children:
        found += _with_ids(child, wanted)
    return found


def _first(context: Context, given: tuple[Value, ...], name: str) -> Node | None:
    found = nodes(own(context, given), name)
    return found[0] if found else None


@contextual("local-name", 0, 1)
def _local_name(context: Context, *given: Value) -> Value:
    node = _first(context, given, "local-name")
    return node.name if node is not None and node.kind in _NAMED else ""


@contextual("name", 0, 1)
def _name(context: Context, *given: Value) -> Value:
    node = _first(context, given, "name")
    if node is None or node.kind not in _NAMED:
        return ""
    prefixed = node.prefix and node.kind != NAMESPACE
    return f"{node.prefix}:{node.name}" if prefixed else node.name


@contextual("namespace-uri", 0, 1)
def _namespace_uri(context: Context, *given: Value) -> Value:
    node = _first(context, given, "namespace-uri")
    return "" if node is None else node.uri


@contextual("lang", 1)
def _lang(context: Context, value: Value) -> Value:
    wanted = to_string(value).lower()
    node: Node | None = context.node
    while node is not None:
        for attribute in node.attributes:
            if attribute.name == "lang" and attribute.uri == XML:
                found = attribute.text.lower()
                return found == wanted or found.startswith(wanted + "-")
        node = node.parent
    return False


@contextual("string", 0, 1)
def _string(context: Context, *given: Value) -> Value:
    return to_string(own(context, given))


@contextual("number", 0, 1)
def _number(context: Context, *given: Value) -> Value:
    return to_number(own(context, given))


@contextual("boolean", 1)
def _boolean(_context: Context, value: Value) -> Value:
    return to_boolean(value)


@function("boolean-from-string", 1)
def _boolean_from_string(value: Value) -> Value:
    return to_string(value).strip() in ("1", "true")
