"""Looking a register over: the chain, the pages, the epoch."""

from dataclasses import dataclass

from desktop.desk.desk import Desk
from desktop.errors import Refused
from desktop.store import dump, revisions, streams


@dataclass(frozen=True, slots=True)
class Examined:
    """What was looked at and found sound."""

    revisions: int
    streams: int


def examine(desk: Desk) -> Examined:
    """Recompute every hash and link, and check every page; Refused when broken."""
    reader = desk.core.reader()
    try:
        checked = revisions.verify_chains(reader)
        wrong = dump.integrity(reader)
        if wrong:
            raise Refused("doctor.pages", count=len(wrong))
        return Examined(checked, len(streams.own(reader)))
    finally:
        reader.close()
