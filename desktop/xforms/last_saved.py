"""``instance('__last-saved')``: the answers of the record before, as nodes."""

from desktop.ledger.canonical import Data, Json
from desktop.xforms.output import ROW
from desktop.xforms.tree import Node, element

NAME = "__last-saved"
SOURCE = "jr://instance/last-saved"


def last_saved(root: str, data: Data) -> Node:
    """The instance, with the form's ``root`` and what was answered below it."""
    top = element("instance")
    _fill(top.append(element(root)), data)
    return top


def _fill(parent: Node, data: Data) -> None:
    for name, value in data.items():
        for one in value if isinstance(value, list) else (value,):
            if name != ROW:
                _put(parent, name, one)


def _put(parent: Node, name: str, value: Json) -> None:
    made = parent.append(element(name, value if isinstance(value, str) else ""))
    if isinstance(value, dict):
        _fill(made, value)
