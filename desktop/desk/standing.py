"""Where answers stand in the data of a line."""

from desktop.errors import Refused
from desktop.ledger.canonical import Data, Json


def leaf(data: Data, question: str) -> Json:
    """The answer at ``group/question``, or ``repeat/<_row>/question``."""
    node: Json = data
    for name in question.split("/"):
        if isinstance(node, list):
            rows = [row for row in node if isinstance(row, dict)]
            node = next((row for row in rows if row.get("_row") == name), None)
        else:
            node = node.get(name) if isinstance(node, dict) else None
    return node


def at_ref(data: Data, ref: str) -> Json:
    """What a line holds at ``/form/group/repeat[2]/question``."""
    node: Json = data
    for part in ref.split("/")[2:]:
        name, _, place = part.partition("[")
        node = node.get(name) if isinstance(node, dict) else None
        if isinstance(node, list):
            at = int(place[:-1]) - 1 if place else 0
            node = node[at] if at < len(node) else None
    return node


def named(data: Data, ref: str) -> str:
    """What ``leaf`` knows the answer at ``/form/group/repeat[2]/question`` by."""
    steps: list[str] = []
    node: Json = data
    for part in ref.split("/")[2:]:
        name, _, place = part.partition("[")
        steps.append(name)
        node = node.get(name) if isinstance(node, dict) else None
        if isinstance(node, list):
            at = int(place[:-1]) - 1 if place else 0
            node = node[at] if at < len(node) else None
            steps.append(str(node.get("_row")) if isinstance(node, dict) else "")
    return "/".join(steps)


def refuse_row_names(node: Json) -> None:
    """Rows are named here, at random; nobody else names them."""
    if isinstance(node, dict):
        if "_row" in node:
            raise Refused("form.unknown_key", key="_row")
        for inner in node.values():
            refuse_row_names(inner)
    elif isinstance(node, list):
        for inner in node:
            refuse_row_names(inner)
