"""Chain rules: which line may follow, and what a bundle's number means."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from desktop.errors import Refused
from desktop.ledger.ids import ZERO_HASH, RevisionId
from desktop.ledger.revision import Revision
from desktop.ledger.stream import Position, StreamKey

START = Position(0, ZERO_HASH)
MAX_JUMP = 1000  # a bundle number further ahead than this is taken as corrupt


def follow(
    stream: StreamKey, after: Position, lines: Iterable[Revision]
) -> Iterator[Revision]:
    """Pass lines through while each links to the one before; Refused otherwise."""
    seq, head = after.seq, after.head
    for line in lines:
        if line.stream != stream:
            raise Refused("chain.stream", seq=line.seq)
        if line.seq != seq + 1:
            raise Refused("chain.number", seq=line.seq)
        if line.prev != head:
            raise Refused("chain.link", seq=line.seq)
        seq, head = line.seq, line.hash
        yield line


class Verdict(StrEnum):
    """What the numbers of a bundle say about it (bundle-format, section 8)."""

    TAKE = "take"
    KNOWN = "known"
    GAP = "gap"  # bundles are missing between, or one comes late; lines may join up
    HOLE = "hole"  # lines are missing: nothing can be taken in
    FORK = "fork"
    NEW_EPOCH = "new_epoch"
    JUMP = "jump"


@dataclass(frozen=True, slots=True)
class Numbered:
    """The n-th bundle of a sender's epoch to one receiver."""

    n: int
    prev: str
    sha256: str  # of its bundle.json


@dataclass(frozen=True, slots=True)
class Span:
    """Lines first..last of a stream and the heads before and after them."""

    stream: StreamKey
    first: int
    last: int
    head_before: RevisionId
    head_after: RevisionId


def judge_number(bundle: Numbered, last: Numbered | None, same: str | None) -> Verdict:
    """Compare with the last bundle of this epoch; ``same`` is our hash for this n."""
    if same is not None:
        return Verdict.KNOWN if same == bundle.sha256 else Verdict.FORK
    if last is None and bundle.n > MAX_JUMP:
        return Verdict.JUMP
    if last is None:
        return Verdict.TAKE if bundle.n == 1 else Verdict.GAP
    if bundle.n > last.n + MAX_JUMP:
        return Verdict.JUMP
    if bundle.n != last.n + 1:
        return Verdict.GAP
    return Verdict.TAKE if bundle.prev == last.sha256 else Verdict.FORK


def judge_span(span: Span, at_first: RevisionId | None, have: Position) -> Verdict:
    """Whether the span joins what we have; ``at_first`` is our hash before it."""
    if span.first > have.seq + 1:
        return Verdict.HOLE
    if at_first is not None and at_first != span.head_before:
        return Verdict.FORK
    return Verdict.TAKE
