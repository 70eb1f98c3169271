"""Answers as data, and data as answers."""

import re
from collections.abc import Iterator

from desktop.errors import Refused
from desktop.ledger.canonical import Data, Json
from desktop.ledger.world import Random
from desktop.xforms.casts import cast, loses
from desktop.xforms.definition import Kind, Question
from desktop.xforms.fitting import fitted
from desktop.xforms.model import Model
from desktop.xforms.nodes import FormNode, build, rows_of

ROW = "_row"
_ROW_ID = re.compile(r"[0-9a-f]{16}")
META = "meta"  # identity and version stand in the revision


def written(node: FormNode, *, final: bool) -> Data:
    """The data of a group or row."""
    found: Data = {ROW: node.row} if node.row else {}
    for model in node.model.children:
        if model.ref.count("/") == 2 and model.name == META:
            continue
        children = [c for c in rows_of(node, model) if c.live or not final]
        if model.is_repeat:
            if children or rows_of(node, model) == []:
                found[model.name] = [written(row, final=final) for row in children]
        elif children:
            _write_one(found, children[0], final=final)
    for key, value in node.extra.items():
        free = key if found.get(key) is None else f"{key}__old"
        found.setdefault(free, value)
        if found[free] is None:
            found[free] = value
    return found


def _write_one(found: Data, node: FormNode, *, final: bool) -> None:
    if not node.model.is_leaf:
        found[node.name] = written(node, final=final)
    elif node.text or not is_note(node.model):
        given = node.text if final else node.invalid or node.ranked or node.text
        found[node.name] = given or None


def is_note(model: Model) -> bool:
    """Whether it is only read, unless an older version had an answer there."""
    return _is_kind(model, Kind.NOTE)


def _is_kind(model: Model, kind: Kind) -> bool:
    return isinstance(model.item, Question) and model.item.kind is kind


def hidden_nodes(node: FormNode) -> Iterator[FormNode]:
    """Leaves with an answer that is not relevant."""
    for inner in node.walk():
        if inner.model.is_leaf and inner.text and not inner.live:
            yield inner


def load(node: FormNode, data: Data, random: Random, *, strict: bool) -> None:
    """Put ``data`` into a fresh group or row; what the form lacks is kept aside."""
    for key, value in data.items():
        if key == ROW and node.model.is_repeat:
            continue
        model = node.model.child(key)
        if model is None or not fits(model, value):
            if strict:
                code = "form.unknown_key" if model is None else "form.wrong_shape"
                raise _refusal(code, key)
            node.extra[key] = value
        elif isinstance(value, list):
            _load_rows(node, model, value, random, strict=strict)
        else:
            _load_one(node, model, value, random, strict=strict)


def _refusal(code: str, key: str) -> Refused:
    if code == "form.unknown_key":
        return Refused("form.unknown_key", key=key)
    return Refused("form.wrong_shape", key=key)


def fits(model: Model, value: Json) -> bool:
    """Whether data of this shape may stand there."""
    if model.is_repeat:
        return isinstance(value, list) and all(isinstance(row, dict) for row in value)
    if model.is_leaf:
        return value is None or isinstance(value, str)
    return isinstance(value, dict)


def _load_rows(
    node: FormNode, model: Model, rows: list[Json], random: Random, *, strict: bool
) -> None:
    place = _clear(node, model)
    known: set[str] = set()
    for offset, row in enumerate(rows):
        made = build(model, model.template, random)
        node.put(place + offset, made)
        if isinstance(row, dict):
            made.row = _row_id(row.get(ROW), known, strict=strict) or made.row
            blank(made)
            load(made, row, random, strict=strict)


def _row_id(given: Json, known: set[str], *, strict: bool) -> str:
    """The id a row came with; "" where it has none, or one that cannot be its own."""
    if given is None:
        return ""
    own = isinstance(given, str) and _ROW_ID.fullmatch(given) and given not in known
    if not own and strict:
        raise _refusal("form.wrong_shape", ROW)
    known.add(str(given))
    return str(given) if own else ""


def _clear(node: FormNode, model: Model) -> int:
    """Take the rows of the template away; where the first stood, or would."""
    gone = rows_of(node, model)
    place = sum(1 for c in node.inner() if c.model.index < model.index)
    for row in gone:
        node.take(row)
    return place


def _load_one(
    node: FormNode, model: Model, value: Json, random: Random, *, strict: bool
) -> None:
    child = next(iter(rows_of(node, model)), None)
    if child is None:
        return
    if isinstance(value, dict):
        load(child, value, random, strict=strict)
    else:
        text = value if isinstance(value, str) else ""
        fitting = fitted(model, cast(model.bind.type, text))
        if strict and loses(model.bind.type, text):
            fitting = None
        child.text = fitting or ""
        child.ranked = child.text if _is_kind(model, Kind.RANK) else ""
        child.invalid = "" if fitting is not None else text


def blank(node: FormNode) -> None:
    """Loaded data brings its own answers: defaults of the form do not count."""
    for inner in node.walk():
        if inner.model.is_leaf:
            inner.text = ""
