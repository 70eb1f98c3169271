"""The form's nodes as a tree of what stands on the page; no widgets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from desktop.gui.form.kinds import SILENT
from desktop.xforms.definition import Group, Item, Question, Repeat
from desktop.xforms.instance import NodeState


@dataclass(frozen=True, slots=True)
class Block:
    """A question, or a group, repeat or row with what is inside."""

    node: NodeState
    inside: tuple["Block", ...] = ()

    @property
    def is_row(self) -> bool:
        """One row of a repeat."""
        return bool(self.node.repeat) and self.node.ref.endswith("]")


@dataclass(slots=True)
class Section:
    """A card: its title, what stands on it, and whether it opens folded."""

    title: str
    blocks: list[Block] = field(default_factory=list)
    more: bool = False  # the rest of a form that has a short way
    node: NodeState | None = None  # of a group or a repeat


class _Stream:
    """Nodes one after the other, with a look at the next."""

    def __init__(self, nodes: Sequence[NodeState]) -> None:
        self._nodes = nodes
        self._at = 0

    def next_of(self, item: Item) -> NodeState | None:
        """The next node, if it is of ``item``."""
        if self._at < len(self._nodes) and self._nodes[self._at].item is item:
            self._at += 1
            return self._nodes[self._at - 1]
        return None


def tree(items: Sequence[Item], nodes: Sequence[NodeState]) -> tuple[Block, ...]:
    """Nest the nodes as the definition does."""
    return tuple(_blocks(items, _Stream(nodes)))


def _blocks(items: Sequence[Item], stream: _Stream) -> Iterator[Block]:
    for item in items:
        node = stream.next_of(item)
        if node is None:
            continue
        if isinstance(item, Question):
            if item.kind not in SILENT:
                yield Block(node)
        elif isinstance(item, Repeat):
            yield Block(node, tuple(_rows(item, stream)))
        else:
            yield Block(node, tuple(_blocks(item.children, stream)))


def _rows(item: Repeat, stream: _Stream) -> Iterator[Block]:
    while True:
        row = stream.next_of(item)
        if row is None:
            return
        yield Block(row, tuple(_blocks(item.children, stream)))


def sections(blocks: Sequence[Block]) -> list[Section]:
    """Cards in form order; loose questions are split into short way and rest."""
    found: list[Section] = []
    loose: list[Block] = []
    for block in blocks:
        if isinstance(block.node.item, Question):
            loose.append(block)
            continue
        found += _loose(loose)
        loose = []
        found.append(_own(block))
    return found + _loose(loose)


def _own(block: Block) -> Section:
    inside = list(block.inside) if isinstance(block.node.item, Group) else [block]
    return Section(block.node.label, inside, node=block.node)


def _loose(blocks: list[Block]) -> list[Section]:
    short = [block for block in blocks if _short(block)]
    rest = [block for block in blocks if not _short(block)]
    if not short:
        return [Section("", rest)] if rest else []
    return [Section("", short), *([Section("", rest, more=True)] if rest else [])]


def _short(block: Block) -> bool:
    """On the short way: the form says so, or it must be answered and is not."""
    question = block.node.question
    if question is None:
        return False
    owed = block.node.required and block.node.relevant and not block.node.value
    return question.columns.get("short") == "yes" or owed
