"""Clocks: information, never a reason to refuse. Who was set back is marked."""

from datetime import datetime, timedelta

from desktop.desk.core import Core
from desktop.ledger.handover import Header
from desktop.store import history, journal, settings, streams
from desktop.store.connection import Connection

BACKWARDS = timedelta(days=1)  # clocks drift; more than a day was set back by hand
SET_BACK = "set_back"


def latest(core: Core, reader: Connection) -> datetime:
    """The latest moment that this desk's clock has shown, as far as it is written."""
    return max([core.clock.now(), *_written(reader)])


def last_written(reader: Connection) -> datetime:
    """The latest moment of a line or a bundle of this desk; it has lines."""
    return max(_written(reader))


def _written(reader: Connection) -> list[datetime]:
    seen = [settings.get(reader, "max_seen")]
    for _, place in streams.own(reader):
        last = history.read(reader, place.head)
        seen += [last.at] if last is not None else []
    return [datetime.fromisoformat(at) for at in seen if at]


def is_set_back(now: datetime, seen: datetime) -> bool:
    """Whether a clock shows more than a day before what it has shown."""
    return now < seen - BACKWARDS


def mark(reader: Connection, header: Header) -> str:
    """The mark of a bundle whose sender's clock was set back; "" for others.

    The sender says so itself; and a later number with an earlier date shows it.
    """
    created = datetime.fromisoformat(header.created)
    sender = header.sender
    before = journal.written_before(reader, sender.device, sender.epoch, header.n)
    shown = [datetime.fromisoformat(at) for at in before]
    later = any(is_set_back(created, moment) for moment in shown)
    return SET_BACK if later or header.clock_set_back else ""


def goes_back(earlier: str, later: str) -> bool:
    """Whether of two moments of one clock the later one is the earlier."""
    return is_set_back(datetime.fromisoformat(later), datetime.fromisoformat(earlier))
