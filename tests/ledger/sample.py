"""A world that repeats itself, and lines to play with."""

from datetime import UTC, datetime, timedelta, timezone

from desktop.ledger.canonical import encode
from desktop.ledger.chain import START
from desktop.ledger.revision import Content, FileRef, Op, Reason, seal
from desktop.ledger.stream import Position, StreamKey

STREAM = StreamKey("7K2M", "0" * 32, "48")
AT = "2026-03-02T08:01:02+07:00"
HANOI = timezone(timedelta(hours=7))


class Counting:
    """Bytes that never repeat, and are the same in every run."""

    def __init__(self):
        self.next = 0

    def bytes(self, count):
        self.next += 1
        return self.next.to_bytes(count, "big")


class Standing:
    def __init__(self, moment=datetime(2026, 3, 2, 1, 1, 2, tzinfo=UTC)):
        self.moment = moment

    def now(self):
        return self.moment


def content(number=1, **changed):
    fields = {
        "record": f"{number:032x}", "form": "model@3", "unit": "20854",
        "units": "2026-04-30", "base": (), "op": Op.PUT,
        "data": {"title": f"Mô hình {number}"}, "reason": Reason.TYPED, "files": (),
    }  # fmt: skip
    return Content(**(fields | changed))


def chain(count, stream=STREAM, after=START):
    found = []
    for number in range(1, count + 1):
        line = seal(content(number), stream, after, "canbo", AT)
        after = Position(line.seq, line.hash)
        found.append(line)
    return found


def value_line(private):
    """A value as records/values.jsonl has it, without its line feed."""
    return encode({"h": private.commitment, "s": private.salt, "v": private.value})


FILE = FileRef("c" * 64, "d" * 64, 7, "application/pdf")
