"""Numbers, heads and epochs: what came before decides what a bundle is."""

from dataclasses import replace

from desktop.ledger.ids import ZERO_HASH
from desktop.ledger.stream import Position
from tests.vectors.parts import (
    LINES,
    STREAM,
    VALUES,
    Plan,
    header_hash,
    revisions,
    value_line,
)
from tests.vectors.said_layer import NEIGHBOURS, asking, of
from tests.vectors.vector import table

OTHER = revisions(word="Khác")  # the same places, other content
RESTORED = replace(STREAM, epoch="f" * 32)
ANEW = revisions(RESTORED)
LATER = "2099-01-01T00:00:00+07:00"
EARLIER = "2001-01-01T00:00:00+07:00"


def part(n, first, last, before=None, lines=LINES, values=VALUES, **more):
    """The n-th bundle with the lines first..last, after the bundle ``before``."""
    some = lines[first - 1 : last]
    named = b"".join(line.raw for line in some)
    head = lines[first - 2].hash if first > 1 else ZERO_HASH
    return Plan(
        lines=[line.raw for line in some],
        values=[value_line(v) for v in values if v.commitment.encode() in named],
        attachments={},
        header={"n": n, "prev": header_hash(before) if before else ZERO_HASH} | more,
        span={"first": first, "last": last, "head_before": head},
    )


def other(n, first, last, before=None):
    return part(n, first, last, before, *OTHER)


def number(n, **more):
    """No lines, only a number."""
    return Plan(lines=[], values=[], attachments={}, header={"n": n} | more)


ONE = part(1, 1, 4)
TWO = part(2, 5, 8, ONE)
ALL = part(2, 1, 8, ONE)
THREE = part(3, 9, 12, TWO)
FORK = revisions(word="Khác", count=4, after=Position(4, LINES[3].hash))
OTHER_TWO = of(
    FORK,
    attachments={},
    header={"n": 2, "prev": header_hash(ONE)},
    span={"first": 5, "last": 8, "head_before": LINES[3].hash},
)
NEW_EPOCH = of(ANEW, attachments={}, epoch="f" * 32)

VECTORS = [
    *table((3,), [
        ("the same file again", "known", ONE, {"earlier": (ONE,)}),
        ("an old one after a new one", "known", ONE, {"earlier": (ONE, TWO)}),
        ("the newest again", "known", TWO, {"earlier": (ONE, TWO)}),
        ("the first of a restored desk again", "known", NEW_EPOCH, {"earlier": (ONE, NEW_EPOCH)}),
        ("a new desk's file again", "pending", asking()),
    ]),
    *table((5,), [
        ("the next one", "taken", TWO, {"earlier": (ONE,)}),
        ("a file lost between, lines repeated", "gap", part(3, 5, 12, TWO), {"earlier": (ONE,)}),
        ("a file lost between, lines missing", "gap", THREE, {"earlier": (ONE,)}),
        ("lines missing, with a file nobody asked for", "gap", replace(THREE, attachments={"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb": b"a"}), {"earlier": (ONE,)}),
        ("the first file lost", "gap", ALL),
        ("overtaken on its way", "taken", TWO, {"earlier": (ONE, part(3, 5, 12, TWO))}),
        ("lines repeated though received", "taken", ALL, {"earlier": (ONE,)}),
        ("a thousand numbers ahead at once", "bundle.jump", number(1001)),
        ("a thousand numbers ahead", "bundle.jump", number(1002), {"earlier": (ONE,)}),
        ("the largest number there is", "bundle.jump", number(2**53 - 1), {"earlier": (ONE,)}),
    ]),
    *table((4,), [
        ("an older state goes on", "fork", OTHER_TWO, {"earlier": (ONE, TWO)}),
        ("the first number again, other lines", "fork", other(1, 1, 4), {"earlier": (ONE,)}),
        ("a restored desk's new epoch", "restored", NEW_EPOCH, {"earlier": (ONE,)}),
        ("after another predecessor", "fork", part(2, 5, 8, other(1, 1, 4)), {"earlier": (ONE,)}),
    ]),
    *table((21,), [
        ("two computers with one number", "fork", OTHER_TWO, {"earlier": (ONE, TWO)}),
        ("another head below the same numbers", "fork", other(2, 5, 8, ONE), {"earlier": (ONE,)}),
        ("other lines where some are held", "fork", other(2, 1, 8, ONE), {"earlier": (ONE,)}),
        ("a copy's whole stream in a later file", "fork", other(3, 1, 4, TWO), {"earlier": (ONE, TWO)}),
    ]),
    *table((22,), [
        ("a clock far ahead", "taken", number(1, created=LATER, clock_max_seen=LATER)),
        ("a clock far behind", "taken", number(1, created=EARLIER)),
        ("a clock that was set back", "taken", number(1, clock_set_back=True)),
        ("a moment without zone", "field.shape", number(1, created="2026-07-01T08:00:00")),
    ]),
    *table((8,), [
        ("a neighbour's record", "bundle.foreign_record",
         of(revisions(form="mobilisation_event@9999", data={}, files=(), values=()), attachments={}),
         {"earlier": (of(revisions(replace(STREAM, dev="N8BR"), unit="20857", form="mobilisation_event@9999", data={}, files=(), values=()), attachments={}, **NEIGHBOURS),)}),
    ]),
]  # fmt: skip
