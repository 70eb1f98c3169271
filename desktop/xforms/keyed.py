"""Repeats whose rows stand for the codes of a list: which they are, and their list."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.errors import Refused
from desktop.xforms.definition import Bind, Ref, Repeat
from desktop.xforms.model import Model
from desktop.xforms.xpath.ast import Call
from desktop.xforms.xpath.faults import Broken
from desktop.xforms.xpath.parser import parse

ROWS = "rows"  # our column, on the repeat: the question that holds each row's code
CODE = "name"  # where a list holds its codes


@dataclass(frozen=True, slots=True)
class Keyed:
    """The question that holds a row's code, and the nodes that the form counts."""

    code: Model
    items: str

    @property
    def count(self) -> str:
        """How many rows the form asks for, seen without a detour."""
        return f"count({self.items})"


def keyed(model: Model, binds: Mapping[Ref, Bind]) -> Keyed | None:
    """Of a repeat with our column; Refused where it does not count a list."""
    item, name = model.item, model.bind.columns.get(ROWS, "")
    if not isinstance(item, Repeat) or not name:
        return None
    wanted = name.strip().rpartition("/")[2]
    inside = (one for one in model.walk() if one.is_leaf and one.name == wanted)
    code, items = next(inside, None), _counted(item.count, binds)
    if code is None or not items:
        raise Refused("form.rows_by_code", repeat=model.ref, question=wanted[:60])
    return Keyed(code, items)


def _counted(count: str, binds: Mapping[Ref, Bind]) -> str:
    """What stands in ``count(…)``; a compiler writes it into a question of its own."""
    bind = binds.get(Ref(count.strip()))
    source = (bind.calculate if bind is not None else count).strip()
    try:
        call = parse(source)
    except Broken:
        return ""
    if isinstance(call, Call) and call.name == "count" and len(call.arguments) == 1:
        return source[source.index("(") + 1 : source.rindex(")")].strip()
    return ""
