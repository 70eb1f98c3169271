"""What the numbers of a bundle say, compared with what came before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desktop.desk import speaking
from desktop.desk.core import Core
from desktop.errors import Refused
from desktop.ledger.chain import (
    START,
    Numbered,
    Verdict,
    judge_number,
    judge_span,
)
from desktop.ledger.handover import StreamSpan, Verified
from desktop.ledger.stream import Position, StreamKey
from desktop.store import history, journal, revisions, streams
from desktop.store.connection import Connection
from desktop.store.journal import Came

_WORST_FIRST = (
    Verdict.FORK,
    Verdict.HOLE,
    Verdict.NEW_EPOCH,
    Verdict.GAP,
    Verdict.TAKE,
)


_CODES = {Verdict.TAKE: "OK", Verdict.HOLE: "GAP"}
_MARKS = {Verdict.FORK: "fork", Verdict.NEW_EPOCH: "restored"}


@dataclass(frozen=True, slots=True)
class JudgedSpan:
    """A span, what is to be done with it, and how far we had its stream."""

    span: StreamSpan
    verdict: Verdict
    have: Position
    vouched: bool  # our unit's own lines: they count at once, under whatever mark

    @property
    def waits(self) -> bool:
        """Whether its lines are kept, but do not count before a person confirms."""
        return self.mark is not None and not self.vouched

    @property
    def mark(self) -> str | None:
        """Under which mark its lines wait for a person; None where they count."""
        return _MARKS.get(self.verdict)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the numbers say: overall, and for each span."""

    verdict: Verdict
    spans: tuple[JudgedSpan, ...]
    answer: Verdict = Verdict.TAKE  # what the sender is told of its own numbers

    @property
    def code(self) -> str:
        """The receipt's code."""
        return _CODES.get(self.answer, self.answer.name)

    @property
    def whole(self) -> bool:
        """Whether no span is left out."""
        return all(one.verdict is not Verdict.HOLE for one in self.spans)

    @property
    def usable(self) -> Iterator[JudgedSpan]:
        """The spans that join what we have, or stand beside it under a mark."""
        return (one for one in self.spans if one.verdict is not Verdict.HOLE)


def judge(core: Core, reader: Connection, found: Verified) -> Judged:
    """Compare the bundle's numbers with what came before; Refused for a jump."""
    verdict = _judge_number(reader, found)
    if verdict is Verdict.JUMP:
        raise Refused("bundle.jump", n=found.header.n)
    if verdict is Verdict.KNOWN:
        return Judged(verdict, (), verdict)
    spans = tuple(_judge_spans(core, reader, found))
    told = [one for one in spans if one.waits or one.mark is None]
    own = [one for one in told if one.span.span.stream.dev == found.signer.device]
    return Judged(_worst(verdict, told), spans, _worst(verdict, own, told))


def _worst(
    number: Verdict, own: Sequence[JudgedSpan], others: Sequence[JudgedSpan] = ()
) -> Verdict:
    """Of copies only what is missing: that a desk forked is told to that desk."""
    holes = [one.verdict for one in others if one.verdict is Verdict.HOLE]
    worst = {number, *(one.verdict for one in own), *holes}
    return next(v for v in _WORST_FIRST if v in worst)


def _judge_number(reader: Connection, found: Verified) -> Verdict:
    header, sender = found.header, found.header.sender
    bundle = Numbered(header.n, header.prev, found.header_sha256)
    last = journal.last_came(reader, sender.device, sender.epoch)
    same = journal.came_as(reader, sender.device, sender.epoch, header.n)
    before = journal.came_as(reader, sender.device, sender.epoch, header.n - 1)
    joins = any(came.header_sha256 == header.prev for came in before)
    verdict = judge_number(
        bundle,
        Numbered(last.n, "", header.prev if joins else last.header_sha256)
        if last
        else None,
        _same_hash(same, found.header_sha256),
    )
    if last and header.n < last.n and not same:
        return Verdict.TAKE  # overtaken on its way; its lines are compared below
    return verdict


def _same_hash(came: Sequence[Came], mine: str) -> str | None:
    hashes = [one.header_sha256 for one in came]
    if mine in hashes:
        return mine
    return hashes[0] if hashes else None


def _judge_spans(
    core: Core, reader: Connection, found: Verified
) -> Iterator[JudgedSpan]:
    """A stream that is named again forks there: its lines stand beside the first."""
    seen: set[StreamKey] = set()
    for span in found.header.streams:
        key = span.span.stream
        vouched = speaking.vouched(core, reader, found, key)
        judged = _judge_span(reader, found, span, vouched=vouched)
        if key in seen and judged.verdict is not Verdict.NEW_EPOCH:
            judged = replace(judged, verdict=Verdict.FORK)
        seen.add(key)
        yield judged


def _judge_span(
    reader: Connection, found: Verified, span: StreamSpan, *, vouched: bool
) -> JudgedSpan:
    reach = span.span
    waiting = None if vouched else _waiting(reader, reach.stream)
    if waiting is not None:
        hole = reach.first > waiting + 1
        verdict = Verdict.HOLE if hole else Verdict.NEW_EPOCH
        return JudgedSpan(span, verdict, START, vouched)
    have = streams.position(reader, reach.stream) or START
    before = history.hash_at(reader, reach.stream, reach.first - 1)
    verdict = judge_span(reach, before, have)
    if verdict is Verdict.HOLE and history.read(reader, reach.head_before):
        verdict = Verdict.FORK  # it joins a line that stands beside the stream
    if verdict is Verdict.TAKE and not _agrees(reader, found, span, have):
        verdict = Verdict.FORK
    return JudgedSpan(span, verdict, have, vouched)


def _agrees(
    reader: Connection, found: Verified, span: StreamSpan, have: Position
) -> bool:
    """Whether what we hold of the span's places is what stands in the span."""
    reach = span.span
    if have.seq >= reach.last:
        held = history.hash_at(reader, reach.stream, reach.last)
        return held in (None, reach.head_after)
    if have.seq < reach.first:
        return True
    lines = found.parts.revisions(span)
    return any(line.seq == have.seq and line.hash == have.head for line in lines)


def _waiting(reader: Connection, stream: StreamKey) -> int | None:
    """Lines of a restored desk's new epoch that wait; None for ordinary streams."""
    if streams.position(reader, stream) or not streams.is_known(reader, stream.dev):
        return None
    lines = {w.stream: w.lines for w in revisions.waiting(reader) if w.mark != "fork"}
    return lines.get(stream, 0)
