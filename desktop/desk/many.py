"""Many bundles in one go: each in its own transaction, past those that are refused."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.desk.core import Core
from desktop.desk.handover_views import Intake, Met, Receipt, Step, TakenIn
from desktop.desk.own_bundle import OWN
from desktop.desk.views import Progress, Work, finish
from desktop.errors import Error, Refused
from desktop.ledger.ids import UnitCode
from desktop.signing.files import name_of
from desktop.store.connection import Connection

if TYPE_CHECKING:
    from desktop.desk.handovers import HandoverAsk


class Many:
    """A whole folder at once; what it needs is loaded when first used."""

    def __init__(self, core: Core, writer: Connection) -> None:
        self._core = core
        self._writer = writer

    @cached_property
    def ask(self) -> "HandoverAsk":
        """What takes long to tell, told by who does the work."""
        from desktop.desk.handovers import HandoverAsk

        return HandoverAsk(self._core, self._writer)

    def take_in(self, folder: Path, receipts: Path | None = None) -> Work[Intake]:
        """Take in every bundle of ``folder``, then answer each unit below.

        Each step tells the file it met. Stopped between two steps, what was met is
        done; called again, it goes on. Receipts lie beside the files, or all in
        ``receipts``.
        """
        met = yield from _meet_all(self._core, self._writer, folder)
        places = answerable(self._core, met, receipts)
        answered = yield from self.answer(places)
        return Intake(met, answered)

    def answer(self, places: dict[UnitCode, Path]) -> Work[tuple[Receipt, ...]]:
        """Write each unit its receipt into a folder; one that fails stops no other."""
        written: list[Receipt] = []
        for unit, folder in places.items():
            yield Progress(len(written), len(places), "progress.receipts")
            written.append(_answer(self._core, self._writer, unit, folder))
        return tuple(written)


def joined(taken: TakenIn) -> TakenIn:
    """Refused by the receipt's own code where lines do not join what is here."""
    if taken.result == "gap" and taken.refused:
        raise Refused("GAP", unit=taken.unit_name, n=taken.n, refused=taken.refused)
    return taken


def answerable(
    core: Core, met: Iterable[Met], folder: Path | None
) -> dict[UnitCode, Path]:
    """The units below that are owed an answer, and where it goes.

    To the unit above nothing leaves unasked: an answer would take records along.
    """
    below = {child.code for child in core.catalogue.pack.children(core.profile.unit)}
    return {
        one.taken.unit: folder or one.file.parent
        for one in met
        if one.taken and one.taken.unit in below and one.taken.result != "pending"
    }


def _meet_all(core: Core, writer: Connection, folder: Path) -> Work[tuple[Met, ...]]:
    """Every file; one that did not join comes again once others were taken in."""
    from desktop.bundle.scan import scan

    files = [found.path for found in scan(folder)]
    if not files:
        raise Refused("intake.nothing", folder=name_of(folder))
    met: dict[Path, Met] = {}
    yield Step(0, len(files), "progress.bundles")
    left = files
    while left:
        for file in left:
            met[file] = _meet(core, writer, file)
            yield Step(len(met), len(files), "progress.bundles", met[file])
        apart = [file for file in left if met[file].reason == "GAP"]
        left = apart if len(apart) < len(left) else []
    return tuple(met.values())


def _meet(core: Core, writer: Connection, file: Path) -> Met:
    from desktop.bundle.reader import file_sha256
    from desktop.desk import intake
    from desktop.signing.keys import check_code

    code, taken = "", None
    try:
        code = check_code(bytes.fromhex(file_sha256(file)))
        taken = finish(intake.take_in(core, writer, file))
        return Met(file, joined(taken).result, code, taken)
    except Error as error:
        if error.code == OWN:
            return Met(file, "own")
        return Met(file, "refused", code, taken, error)


def _answer(core: Core, writer: Connection, unit: UnitCode, folder: Path) -> Receipt:
    from desktop.desk import epochs, handoff

    name = core.name_of(unit)
    try:
        handed = finish(handoff.hand_over(core, writer, folder, unit))
    except Error as error:
        return Receipt(unit, name, error=error)
    epochs.note(core, writer)
    return Receipt(unit, name, handed.path, handed.check_code)
