"""Whole lines read at once by a compiled library, where nothing about them is unusual.

What it decodes, it encodes again; equal bytes are canonical, and no key stood twice.
None is no refusal: such a block is read line by line, by ``line`` and ``canonical``.
"""

from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias, TypeVar

from msgspec import DecodeError, Meta, Struct, json

from desktop.ledger.canonical import MAX_DEPTH, MAX_INTEGER, MAX_STRING, Json, is_plain
from desktop.ledger.revision import LINE_VERSION, Op, Reason

_Text = Annotated[str, Meta(max_length=MAX_STRING // 4)]  # of four bytes at most
_Number = Annotated[int, Meta(ge=-MAX_INTEGER, le=MAX_INTEGER)]


def _down_to(levels: int) -> object:
    """The type of what may stand where ``levels`` more may open; never a float."""
    leaf = None | bool | _Number | _Text
    if not levels:
        return leaf
    inner = _down_to(levels - 1)
    return leaf | list[inner] | dict[str, inner]  # type: ignore[valid-type]


if TYPE_CHECKING:
    _Node: TypeAlias = Json
else:
    _Node = _down_to(MAX_DEPTH - 2)  # below a line and its data


class Line(Struct, frozen=True, forbid_unknown_fields=True):
    """A line without files and with one base at most; its keys in canonical order."""

    at: str
    base: Annotated[list[str], Meta(max_length=1)]
    by: str
    data: dict[str, _Node]
    dev: str
    epoch: str
    files: Annotated[list[None], Meta(max_length=0)]
    form: str
    id: str
    op: Op
    prev: str
    reason: Reason
    seq: Annotated[int, Meta(ge=1, le=MAX_INTEGER)]
    to: str
    unit: str
    units: str
    v: Literal[1]


class Value(Struct, frozen=True, forbid_unknown_fields=True):
    """A line of records/values.jsonl."""

    h: str
    s: str
    v: _Text


assert LINE_VERSION == 1  # as ``Line`` has it

_LINES = json.Decoder(Line)
_VALUES = json.Decoder(Value)
_ENCODER = json.Encoder(order="deterministic")
_Read = TypeVar("_Read", Line, Value)


def lines(block: bytes, *, again: bool = False) -> list[Line] | None:
    """The lines of a block, each with its line feed; their texts are not looked at.

    ``again``: they were found to be canonical before.
    """
    found = _read(_LINES, block, again=again)
    if found is None or again or block.isascii():
        return found
    return found if all(_keys_are_ascii(line.data) for line in found) else None


def values(block: bytes, *, again: bool = False) -> list[Value] | None:
    """The values of a block, each with its line feed; not compared with their hash."""
    return _read(_VALUES, block, again=again)


def _read(
    decoder: "json.Decoder[_Read]", block: bytes, *, again: bool
) -> "list[_Read] | None":
    if not again and not is_plain(block):
        return None
    try:
        found = decoder.decode_lines(block)
    except (DecodeError, RecursionError):
        return None
    return found if again or _ENCODER.encode_lines(found) == block else None


def _keys_are_ascii(node: Json) -> bool:
    if isinstance(node, list):
        return all(map(_keys_are_ascii, node))
    if not isinstance(node, dict):
        return True
    return "".join(node).isascii() and all(map(_keys_are_ascii, node.values()))
