"""Functions that know the form: instances, texts, properties."""

from desktop.xforms.tree import Node
from desktop.xforms.xpath.budget import LETTERS
from desktop.xforms.xpath.context import Context
from desktop.xforms.xpath.faults import Failed
from desktop.xforms.xpath.lookup import Table
from desktop.xforms.xpath.registry import contextual, function
from desktop.xforms.xpath.values import Value, to_string


@contextual("instance", 1)
def _instance(context: Context, name: Value) -> Value:
    return [context.world.instance(to_string(name))]


@contextual("current", 0)
def _current(context: Context) -> Value:
    return [context.current]


@contextual("jr:itext", 1)
def _itext(context: Context, key: Value) -> Value:
    words = context.world.itext(to_string(key))
    context.world.read(LETTERS + len(to_string(words)))
    return words


@contextual("jr:choice-name", 2)
def _choice_name(context: Context, value: Value, question: Value) -> Value:
    world = context.world
    return world.choice_name(to_string(value), to_string(question), context.current)


@contextual("property", 1)
def _property(context: Context, name: Value) -> Value:
    return context.world.property(to_string(name))


@contextual("version", 0)
def _version(context: Context) -> Value:
    return context.world.version


@contextual("pulldata", 4)
def _pulldata(context: Context, *values: Value) -> Value:
    """A column of the first row of a list whose other column equals a value."""
    name, column, key, wanted = (to_string(value) for value in values)
    top = context.world.instance(name)
    for row in _rows(top, key, wanted):
        for child in (*row.children, *row.attributes):
            if child.name == column.removeprefix("@"):
                return child.string()
    return ""


def _rows(top: Node, key: str, wanted: str) -> list[Node]:
    if isinstance(top, Table):
        return top.select([(key, wanted)]) if key in top.columns else []
    key = key.removeprefix("@")
    items = [item for root in top.children for item in root.children]
    return [
        item
        for item in items
        if any(
            child.name == key and child.string() == wanted
            for child in (*item.children, *item.attributes)
        )
    ]


@function("indexed-repeat", 3, None)
def _indexed_repeat(*_values: Value) -> Value:
    raise Failed("xpath.needs_nodes", name="indexed-repeat")  # see special
