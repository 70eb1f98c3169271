"""An opened desk: what can be asked, and what can be done."""

from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.desk import core as cores
from desktop.desk import lock, profile
from desktop.desk.act import Act
from desktop.desk.catalogue import Catalogue
from desktop.desk.core import Core
from desktop.desk.records import RecordsAsk
from desktop.desk.views import (
    DeskView,
    FoundBundle,
    JournalRow,
    Outbox,
    TakenIn,
    WaitingView,
    Work,
)
from desktop.errors import Environment
from desktop.ledger.ids import UnitCode
from desktop.ledger.world import Clock, Random
from desktop.signing import keyring
from desktop.store import connection, journal, settings
from desktop.store.connection import Connection

if TYPE_CHECKING:
    from desktop.desk.periods import PeriodAsk


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
            JournalRow(s.at, "out", s.to, s.n, s.name, s.state, s.code)
            for s in journal.all_sent(self._reader)
        ]
        came = [
            JournalRow(c.at, "in", c.unit, c.n, c.name, c.result, c.code)
            for c in journal.all_came(self._reader)
        ]
        return tuple(sorted([*out, *came], key=lambda row: row.at, reverse=True))

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


class Ask:
    """The reading half of a desk: a connection of its own that cannot write."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._reader = core.reader()
        self.records = RecordsAsk(core, self._reader)
        self.handover = HandoverAsk(core, self._reader)

    @cached_property
    def period(self) -> "PeriodAsk":
        """Periods; loaded when first asked for."""
        from desktop.desk.periods import PeriodAsk

        return PeriodAsk(self._core, self._reader, self.records)

    def desk(self) -> DeskView:
        """Whose desk this is."""
        core = self._core
        pack, unit = core.catalogue.pack, core.profile.unit
        own = pack.unit(unit)
        accounts = dict(keyring.accounts(core.folder))
        return DeskView(
            unit=unit,
            unit_name=own.label,
            province_name=pack.unit(own.parent).label if own.parent else own.label,
            device=core.profile.device,
            account=core.profile.account,
            shown_name=accounts.get(core.profile.account, ""),
            training=core.profile.training,
            parent=cores.parent(self._reader),
            has_children=bool(pack.children(unit)),
            certified=cores.certified(self._reader),
            check_code=settings.get(self._reader, "check_code"),
        )

    def close(self) -> None:
        """Let go of the connection, and leave no file behind."""
        self._reader.close()
        _put_logs_away(self._core)


def _put_logs_away(core: Core) -> None:
    """Only under the lock, as any writer; who holds it now takes the logs along."""
    store = core.folder / profile.STORE
    if not (core.folder / lock.FILE).exists():
        return  # made before profiles had one; taking it would be a new file
    with suppress(Environment, OSError):
        if connection.left_by_readers(store):
            with lock.take(core.folder):
                connection.put_logs_away(store, core.key)


class Desk:
    """An unlocked profile."""

    def __init__(self, core: Core) -> None:
        self.core = core

    @cached_property
    def ask(self) -> Ask:
        """Reading; opened when first asked."""
        return Ask(self.core)

    @cached_property
    def act(self) -> Act:
        """Writing; takes the profile's lock when first used."""
        return Act(self.core)

    def close(self) -> None:
        """Close what was opened."""
        for half in ("ask", "act"):
            opened = self.__dict__.pop(half, None)
            if opened is not None:
                opened.close()


def open_desk(folder: Path, secret: str, clock: Clock, random: Random) -> Desk:
    """Unlock a profile; Environment when there is none or the password is wrong."""
    known = profile.read(folder)
    key = keyring.unlock(folder, secret)
    catalogue = Catalogue(profile.load_pack(), known.unit)
    return Desk(Core(folder, known, key, clock, random, catalogue))
