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
from desktop.ledger.handover import Header, StreamSpan, Verified
from desktop.ledger.revision import Position
from desktop.store import journal, revisions, streams
from desktop.store.connection import Connection
from desktop.store.journal import Came

_WORST_FIRST = (Verdict.FORK, Verdict.HOLE, Verdict.GAP, Verdict.TAKE)


@dataclass(frozen=True, slots=True)
class JudgedSpan:
    """A span, what is to be done with it, and how far we had its stream."""

    span: StreamSpan
    verdict: Verdict
    have: Position

    @property
    def known(self) -> int:
        """Its lines that are here already."""
        reach = self.span.span
        return max(0, min(self.have.seq, reach.last) - reach.first + 1)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the numbers say: overall, and for each span."""

    verdict: Verdict
    spans: tuple[JudgedSpan, ...]

    @property
    def code(self) -> str:
        """The receipt's code."""
        return "OK" if self.verdict is Verdict.TAKE else self.verdict.name

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
    if verdict is Verdict.FORK and last and header.n < last.n and not same:
        verdict = Verdict.TAKE  # overtaken on its way; its lines are compared below
    if verdict is Verdict.JUMP:
        raise Refused("bundle.jump", n=header.n)
    if verdict is Verdict.KNOWN:
        return Judged(verdict, ())
    spans = tuple(_judge_span(reader, found, span) for span in header.streams)
    worst = {verdict, *(one.verdict for one in spans)}
    verdict = next(v for v in _WORST_FIRST if v in worst)
    if verdict is Verdict.TAKE and _another_epoch(reader, header):
        verdict = Verdict.NEW_EPOCH
    return Judged(verdict, spans)


def _same_hash(came: Sequence[Came], mine: str) -> str | None:
    hashes = [one.header_sha256 for one in came]
    if mine in hashes:
        return mine
    return hashes[0] if hashes else None


def _judge_span(reader: Connection, found: Verified, span: StreamSpan) -> JudgedSpan:
    reach = span.span
    have = streams.position(reader, reach.stream) or START
    before = revisions.hash_at(reader, reach.stream, reach.first - 1)
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
        held = revisions.hash_at(reader, reach.stream, reach.last)
        return held in (None, reach.head_after)
    if have.seq < reach.first:
        return True
    lines = found.parts.revisions(span)
    return any(line.seq == have.seq and line.hash == have.head for line in lines)


def _another_epoch(reader: Connection, header: Header) -> bool:
    """A device known under another epoch: a restored or moved database."""
    known = {key.epoch for key, _ in streams.of_device(reader, header.sender.device)}
    return bool(known) and header.sender.epoch not in known
