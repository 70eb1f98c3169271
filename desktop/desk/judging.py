"""What the numbers of a bundle say, compared with what came before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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

    @property
    def mark(self) -> str | None:
        """Under which mark its lines wait for a person; None where they count."""
        return _MARKS.get(self.verdict)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the numbers say: overall, and for each span."""

    verdict: Verdict
    spans: tuple[JudgedSpan, ...]

    @property
    def code(self) -> str:
        """The receipt's code."""
        return _CODES.get(self.verdict, self.verdict.name)

    @property
    def whole(self) -> bool:
        """Whether no span is left out."""
        return all(one.verdict is not Verdict.HOLE for one in self.spans)

    @property
    def usable(self) -> Iterator[JudgedSpan]:
        """The spans that join what we have, or stand beside it under a mark."""
        return (one for one in self.spans if one.verdict is not Verdict.HOLE)


def judge(reader: Connection, found: Verified) -> Judged:
    """Compare the bundle's numbers with what came before; Refused for a jump."""
    header, sender = found.header, found.header.sender
    bundle = Numbered(header.n, header.prev, found.header_sha256)
    last = journal.last_came(reader, sender.device, sender.epoch)
    same = journal.came_as(reader, sender.device, sender.epoch, header.n)
    verdict = judge_number(
        bundle,
        Numbered(last.n, "", last.header_sha256) if last else None,
        _same_hash(same, found.header_sha256),
    )
    if last and header.n < last.n and not same:
        verdict = Verdict.TAKE  # overtaken on its way; its lines are compared below
    if verdict is Verdict.JUMP:
        raise Refused("bundle.jump", n=header.n)
    if verdict is Verdict.KNOWN:
        return Judged(verdict, ())
    spans = tuple(_judge_span(reader, found, span) for span in header.streams)
    worst = {verdict, *(one.verdict for one in spans)}
    return Judged(next(v for v in _WORST_FIRST if v in worst), spans)


def _same_hash(came: Sequence[Came], mine: str) -> str | None:
    hashes = [one.header_sha256 for one in came]
    if mine in hashes:
        return mine
    return hashes[0] if hashes else None


def _judge_span(reader: Connection, found: Verified, span: StreamSpan) -> JudgedSpan:
    reach = span.span
    copy = reach.stream.to == found.signer.unit  # who sends it has confirmed it
    waiting = None if copy else _waiting(reader, reach.stream)
    if waiting is not None:
        hole = reach.first > waiting + 1
        verdict = Verdict.HOLE if hole else Verdict.NEW_EPOCH
        return JudgedSpan(span, verdict, START)
    have = streams.position(reader, reach.stream) or START
    before = history.hash_at(reader, reach.stream, reach.first - 1)
    verdict = judge_span(reach, before, have)
    if verdict is Verdict.TAKE and not _agrees(reader, found, span, have):
        verdict = Verdict.FORK
    return JudgedSpan(span, verdict, have)


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
    known = {key for key, _ in streams.of_device(reader, stream.dev)}
    if stream in known:
        return None
    lines = {w.stream: w.lines for w in revisions.waiting(reader) if w.mark != "fork"}
    return lines.get(stream, 0) if known else None
