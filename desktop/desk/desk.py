"""An opened desk: what can be asked, and what can be done."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING

from desktop.desk import core as cores
from desktop.desk import lock, newer_packs, profile
from desktop.desk.catalogue import Catalogue
from desktop.desk.core import Core
from desktop.desk.newer import places
from desktop.desk.records import RecordsAsk
from desktop.desk.views import DeskView
from desktop.errors import Environment
from desktop.ledger.world import Clock, Random
from desktop.signing import keyring
from desktop.store import connection, schema, settings

if TYPE_CHECKING:
    from desktop.bundle.update import Update
    from desktop.desk.act import Act
    from desktop.desk.bulk.ask import BulkAsk
    from desktop.desk.handovers import HandoverAsk
    from desktop.desk.keeping import FilesAsk
    from desktop.desk.key_views import Keys
    from desktop.desk.newer.starting import Awaited
    from desktop.desk.pairs import PairsAsk
    from desktop.desk.periods import PeriodAsk
    from desktop.desk.privacy import PrivacyAsk
    from desktop.desk.villages import VillagesAsk


class Ask:
    """The reading half of a desk: a connection of its own that cannot write."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._reader = core.reader()
        self.records = RecordsAsk(core, self._reader)

    @cached_property
    def handover(self) -> "HandoverAsk":
        """Bundles; loaded when first asked for."""
        from desktop.desk.handovers import HandoverAsk

        return HandoverAsk(self._core, self._reader)

    @cached_property
    def period(self) -> "PeriodAsk":
        """Periods; loaded when first asked for."""
        from desktop.desk.periods import PeriodAsk

        return PeriodAsk(self._core, self._reader, self.records)

    @cached_property
    def pairs(self) -> "PairsAsk":
        """Records that may tell of one event; loaded when first asked for."""
        from desktop.desk.pairs import PairsAsk

        return PairsAsk(self._core, self._reader)

    @cached_property
    def bulk(self) -> "BulkAsk":
        """Tables on their way in; loaded when the first is looked at."""
        from desktop.desk.bulk.ask import BulkAsk

        return BulkAsk(self._core, self._reader)

    @cached_property
    def files(self) -> "FilesAsk":
        """Attached files and their time; loaded when first asked for."""
        from desktop.desk.keeping import FilesAsk

        return FilesAsk(self._core, self._reader)

    @cached_property
    def privacy(self) -> "PrivacyAsk":
        """What is told of residents' data; loaded when first asked for."""
        from desktop.desk.privacy import PrivacyAsk

        return PrivacyAsk(self._core, self._reader)

    @cached_property
    def villages(self) -> "VillagesAsk":
        """What villages become; loaded when first asked for."""
        from desktop.desk.villages import VillagesAsk

        return VillagesAsk(self._core, self._reader, self.records.plain)

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

    def keys(self) -> "Keys":
        """Certificates; looked into when asked, as reading them is heavy."""
        from desktop.desk import roster

        return roster.keys(self._core, self._reader)

    def update(self) -> "Update | None":
        """The newer program that the province told of."""
        from desktop.desk import updates

        return updates.told(self._reader)

    def is_update(self, file: Path) -> "Update":
        """That program, if ``file`` is its setup file; Refused otherwise."""
        from desktop.desk import updates

        return updates.compare(self._reader, file)

    def tables_fit(self) -> bool:
        """Whether all can be read as it lies; else ``Desk.act`` makes it so."""
        mark = settings.get(self._reader, settings.TABLES)
        return (
            schema.version(self._reader) == schema.CURRENT
            and mark == self._core.catalogue.mark
        )

    def close(self) -> None:
        """Let go of the connection."""
        self._reader.close()


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
        self.judged: Awaited | None = None  # an update whose first opening this is

    @cached_property
    def ask(self) -> Ask:
        """Reading; opened when first asked."""
        return Ask(self.core)

    @cached_property
    def held(self) -> IO[bytes]:
        """The profile's lock: from here on nobody else writes."""
        return lock.take(self.core.folder)

    @cached_property
    def act(self) -> "Act":
        """Writing; loaded when first used, under the lock."""
        from desktop.desk.act import Act

        _ = self.held
        return Act(self.core)

    def ask_pin_by(self, pin: Callable[[], str]) -> None:
        """Who is asked for a token's PIN; said before anything is read or written."""
        self.core = replace(self.core, pin=pin)

    def close(self) -> None:
        """Close what was opened, and leave no file behind."""
        opened = [self.__dict__.pop(part, None) for part in ("ask", "act", "held")]
        for part in opened:
            if part is not None:
                part.close()
        if opened[0] is not None:
            _put_logs_away(self.core)


def open_desk(
    folder: Path,
    secret: str,
    clock: Clock,
    random: Random,
    pin: Callable[[], str] = cores.no_pin,
) -> Desk:
    """Unlock a profile; Environment when there is none or the password is wrong."""
    known = profile.read(folder)
    key = keyring.unlock(folder, secret)
    pack = newer_packs.newest(folder) or profile.load_pack()
    catalogue = Catalogue(pack, known.unit)
    desk = Desk(Core(folder, known, key, clock, random, catalogue, pin))
    if (folder / places.FOLDER / places.AWAITED).exists():  # after an update
        from desktop.desk.newer.judging import judge

        desk.judged = judge(desk)
    return desk
