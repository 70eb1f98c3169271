"""What a desk tells of bundles: what would leave, what left and what came."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.desk.closing import in_order
from desktop.desk.core import Core
from desktop.desk.handover_views import (
    FoundBundle,
    HandedOver,
    JournalRow,
    Outbox,
    TakenIn,
    WaitingView,
)
from desktop.desk.period_views import Period
from desktop.desk.views import Work
from desktop.ledger.ids import UnitCode
from desktop.store import journal
from desktop.store.connection import Connection
from desktop.store.journal import Came

if TYPE_CHECKING:
    from desktop.desk.received import Received
    from desktop.desk.received_sheet import Say


class HandoverAsk:
    """What a desk can tell of bundles; writes nothing."""

    def __init__(self, core: Core, reader: Connection) -> None:
        self._core = core
        self._reader = reader

    def outbox(self, to: UnitCode | None = None) -> Outbox:
        """What would leave this computer now."""
        from desktop.desk import outgoing

        return outgoing.view(self._core, self._reader, to)

    def scan(self, folder: Path) -> tuple[FoundBundle, ...]:
        """Bundles on a stick, by content."""
        from desktop.bundle.scan import scan

        return tuple(FoundBundle(f.path, f.bytes, f.path.stem) for f in scan(folder))

    def journal(self) -> tuple[JournalRow, ...]:
        """What left and what came, newest first."""
        out = [
            JournalRow(s.at, "out", s.to, s.n, s.name, s.state, s.code, s.by, s.sha256)
            for s in journal.all_sent(self._reader)
        ]
        came = [_row(one) for one in journal.all_came(self._reader)]
        return tuple(sorted([*out, *came], key=lambda row: row.at, reverse=True))

    def journal_of(self, start: date, end: date) -> tuple[JournalRow, ...]:
        """The part of the journal that was written in some days."""
        in_order(start, end)
        first, last = start.isoformat(), end.isoformat()
        return tuple(row for row in self.journal() if first <= row.at[:10] <= last)

    def print_journal(self, start: date, end: date) -> bytes:
        """That part as PDF."""
        from desktop.desk.journal_paper import print_journal

        return print_journal(self._core, self.journal_of(start, end), start, end)

    def print_slip(self, handed: HandedOver) -> bytes:
        """What goes along with a bundle, as PDF."""
        from desktop.desk.slip import print_slip

        return print_slip(self._core, self._reader, handed)

    def received(self, asked: Period) -> "Received":
        """Which unit's report of which period came."""
        from desktop.desk import received

        return received.received(self._core, self._reader, asked)

    def received_sheet(self, table: "Received", say: "Say") -> bytes:
        """That table as XLSX, in the caller's words."""
        from desktop.desk.received_sheet import sheet

        return sheet(self._core, table, say)

    def verify(self, file: Path) -> Work[TakenIn]:
        """Every check of an intake; changes nothing."""
        from desktop.desk import intake

        return (yield from intake.verify(self._core, self._reader, file))

    def waiting(self) -> tuple[WaitingView, ...]:
        """Lines of copied or restored desks that nobody has confirmed yet."""
        from desktop.desk import intake

        return intake.waiting(self._core, self._reader)

    def children(self) -> tuple[tuple[UnitCode, str], ...]:
        """The units that hand over to this desk."""
        pack, unit = self._core.catalogue.pack, self._core.profile.unit
        return tuple((child.code, child.label) for child in pack.children(unit))


def _row(one: Came) -> JournalRow:
    return JournalRow(
        one.at,
        "in",
        one.unit,
        one.n,
        one.name,
        one.result,
        one.code,
        one.by,
        one.sha256,
        one.clock,
    )
