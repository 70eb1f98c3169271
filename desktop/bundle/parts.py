"""The lines and values inside a container, checked against each other."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from typing import BinaryIO

from desktop.bundle import zipread
from desktop.bundle.names import MAX_LINES, VALUES
from desktop.bundle.zipread import Member
from desktop.errors import Refused
from desktop.ledger.canonical import Data, decode
from desktop.ledger.chain import follow
from desktop.ledger.commitment import (
    PrivateValue,
    check_value,
    commitments_in,
    commitments_in_line,
    hides,
)
from desktop.ledger.digests import Digests
from desktop.ledger.fields import HASH, Fields
from desktop.ledger.handover import Header, StreamSpan
from desktop.ledger.line import MAX_LINE, parse_lines
from desktop.ledger.revision import Op, Revision
from desktop.ledger.stream import Position

META = "@"
_BATCH = 500  # commitments that are looked up at a time


class ContainerParts:
    """ledger.handover.Parts over an open container."""

    def __init__(
        self, container: BinaryIO, members: dict[str, Member], header: Header
    ) -> None:
        self._container = container
        self._members = members
        self._header = header

    def revisions(self, span: StreamSpan, *, again: bool = False) -> Iterator[Revision]:
        """The span's lines, each linked to the one before; ``again``: known whole."""
        reach = span.span
        after = Position(reach.first - 1, reach.head_before)
        blocks = (parse_lines(b, again=again) for b in self._blocks(span.file))
        lines = chain.from_iterable(blocks)
        return follow(reach.stream, after, lines)

    def values(self, *, again: bool = False) -> Iterator[PrivateValue]:
        """Values in the order of their commitments, each checked, unless ``again``."""
        if VALUES not in self._members:
            return
        last = ""
        blocks = (_values(block, again=again) for block in self._blocks(VALUES))
        for value in chain.from_iterable(blocks):
            if value.commitment <= last:
                raise Refused("value.order")
            last = value.commitment
            yield value

    def document(self, name: str) -> bytes | None:
        """documents/<name>."""
        member = self._members.get(f"documents/{name}")
        return zipread.whole(self._container, member) if member else None

    def documents(self) -> tuple[str, ...]:
        """The names of the documents."""
        start = "documents/"
        return tuple(
            n.removeprefix(start) for n in self._members if n.startswith(start)
        )

    def attachment(self, sha256: str) -> Iterator[bytes]:
        """An attachment's bytes, piece by piece."""
        return zipread.pieces(self._container, self._members[f"attachments/{sha256}"])

    def _blocks(self, name: str) -> Iterator[bytes]:
        """Whole lines, some hundred at a time."""
        rest, count = b"", 0
        for piece in zipread.pieces(self._container, self._members[name]):
            block, end, after = piece.rpartition(b"\n")
            if not end:
                rest += piece
            else:
                whole, rest = rest + block + end, after
                count += whole.count(end)
                if count > MAX_LINES:
                    raise Refused("bundle.too_many")
                yield whole
            if len(rest) > MAX_LINE:
                raise Refused("line.long")
        if rest:
            raise Refused("line.end", name=name)


def _values(block: bytes, *, again: bool = False) -> Iterator[PrivateValue]:
    usual = _usual_values(block, again=again)
    if usual is None:
        return map(_value, block.split(b"\n")[:-1])
    return iter(usual)


def _usual_values(block: bytes, *, again: bool = False) -> list[PrivateValue] | None:
    """Values as nearly all are, in one go; None says nothing."""
    from desktop.ledger import compiled

    found = compiled.values(block, again=again)
    if found is None:
        return None
    values = [PrivateValue(one.h, one.s, one.v) for one in found]
    return values if again or all(map(hides, values)) else None


def _value(raw: bytes) -> PrivateValue:
    value = _any_value(Fields(decode(raw), "value"))
    check_value(value)
    return value


def _any_value(fields: Fields) -> PrivateValue:
    value = PrivateValue(fields.text("h", HASH), fields.text("s"), fields.text("v"))
    fields.close()
    return value


def check_lines(
    parts: ContainerParts,
    header: Header,
    redacted: Callable[[Sequence[str]], set[str]],
    fits: Callable[[Revision], None],
) -> None:
    """Chains link up to the heads announced; lines fit forms, and values the lines."""
    committed, erased = Digests(), Digests()
    for stream in header.streams:
        _check_span(parts, stream, fits, committed, erased)
    missing = _missing(committed, parts.values()).without(erased)
    while batch := list(islice(missing, _BATCH)):
        if set(batch) - redacted(batch):
            raise Refused("value.missing")


def _missing(committed: Digests, values: Iterator[PrivateValue]) -> Digests:
    """The commitments whose values are not there; both come in order."""
    missing = Digests()
    value = next(values, None)
    for name in committed:
        if value is not None and value.commitment == name:
            value = next(values, None)
        elif value is not None and value.commitment < name:
            break
        else:
            missing.update([name])
    if value is not None:
        raise Refused("value.extra")
    return missing


def _check_span(
    parts: ContainerParts,
    stream: StreamSpan,
    fits: Callable[[Revision], None],
    committed: Digests,
    erased: Digests,
) -> None:
    head, count = stream.span.head_before, 0
    size = 0
    for line in parts.revisions(stream):
        fits(line)
        committed.update(_committed(line))
        if line.op is Op.REDACT:
            erased.update(filter(HASH.fullmatch, _redactions(line.data)))
        head, count, size = line.hash, count + 1, size + len(line.raw) + 1
    if (head, count, size) != (stream.span.head_after, stream.count, stream.bytes):
        raise Refused("bundle.streams")


def _committed(line: Revision) -> list[str]:
    """Every commitment of a line; a leaf of another shape is found by its place."""
    found = commitments_in_line(line.raw)
    if len(found) == line.raw.count(b'{"#":'):
        return found
    found = [*commitments_in(line.data), *(file.name for file in line.files)]
    if not all(map(HASH.fullmatch, found)):
        raise Refused("value.missing")  # no value has such a hash
    return found


def _redactions(data: Data) -> list[str]:
    meta = data.get(META)
    named = meta.get("redacted") if isinstance(meta, dict) else None
    return [str(item) for item in named] if isinstance(named, list) else []
