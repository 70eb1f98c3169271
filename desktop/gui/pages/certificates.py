"""The certificates this desk gave: how each stands, and taking one back."""

from datetime import date

from PySide6.QtWidgets import QWidget

from desktop.desk.key_views import ENDING, Keys, KnownKey
from desktop.errors import Error
from desktop.gui.actions import Id
from desktop.gui.models.table import Cell, TextTable
from desktop.gui.pages.page import Deeds, Page
from desktop.gui.parts.box import Box, row
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.card import Strip
from desktop.gui.parts.choice_row import ChoiceRow
from desktop.gui.parts.table import Table
from desktop.gui.parts.twice import Twice
from desktop.gui.places import Back, Place
from desktop.gui.shell import Shell
from desktop.gui.words import say, say_error
from desktop.gui.worker import Job
from desktop.text.dates import format_iso

_COLUMNS = (
    "gui.keys.unit",
    "gui.keys.device",
    "gui.keys.state",
    "gui.keys.until",
    "gui.keys.name",
)
_MARKS = {
    "active": ("good", "good"),
    "ending": ("warning", "warning"),
    "ended": ("danger", "danger"),
    "revoked": ("void", "muted"),
}
_NAME = 16  # of a certificate's 64 characters


class CertificatesPage(Page):
    """A table; below it a reason and a button that is pressed twice."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.title.setText(say("gui.side.certificates"))
        self.keys: Keys | None = None
        self.strip = Strip(self)
        self._twice = Twice(self.strip)  # of a device and a reason
        self.body.addWidget(self.strip)
        self._model = TextTable(_COLUMNS, frozenset(), self)
        self.table = Table(self)
        self.table.setModel(self._model)
        self.table.columns(0, 14, 22, 18, 22)
        self.table.setAccessibleName(say("gui.side.certificates"))
        self.table.opened.connect(lambda _: self._choose())
        moved = self.table.selectionModel().currentRowChanged
        moved.connect(lambda *_: self._show_one())
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._revoke_box(self))

    def arrive(self, place: Place) -> None:  # noqa: ARG002 - one place only
        """As they stand today; the worker reads them."""
        self._twice.forget()
        self.strip.tell("")
        self.fetch()
        self.table.setFocus()

    def fetch(self) -> None:
        """Ask again."""
        self.shell.worker.submit(
            Job(lambda act: act.enrol.keys(), self._show, self._failed)
        )

    def deeds(self) -> Deeds:
        """Back."""
        return {Id.BACK: lambda: self.go.emit(Back())}

    def revoke(self) -> None:
        """Said twice; then every certificate of that machine is taken back."""
        known, reason = self._known(), self.reason.code()
        if known is None:
            return
        facts = {"unit": known.unit_name, "device": known.device}
        why = say(f"gui.keys.reason.{reason}")
        words = say("gui.keys.sure", reason=why, **facts)
        if not self._twice.said(known.device + reason, words):
            return
        device = known.device
        self.shell.worker.submit(
            Job(
                lambda act: act.enrol.revoke(device, reason),
                lambda gone: self._revoked(device, len(gone)),
                self._failed,
            )
        )

    # inside

    def _revoke_box(self, parent: QWidget) -> Box:
        self.box = Box(say("gui.keys.revoke_title"), parent)
        self.box.say(say("gui.keys.revoke_how"))
        self.reason = ChoiceRow(say("gui.keys.reason"), self.box)
        reasons = ("lost", "left", "replaced", "retired")
        named = [(code, say(f"gui.keys.reason.{code}")) for code in reasons]
        self.reason.show_choices(named, reasons[0])
        self.reason.chosen.connect(lambda _: self._twice.forget())
        self.box.add(self.reason)
        self.button = Button(say("gui.keys.revoke"), Weight.PLAIN, "void", self.box)
        self.button.clicked.connect(self.revoke)
        self.box.add(row(None, self.button))
        return self.box

    def _choose(self) -> None:
        if self.button.isEnabled():
            self.reason.enter()

    def _known(self) -> KnownKey | None:
        at = self.table.currentIndex().row()
        desks = self.keys.desks if self.keys else ()
        return desks[at] if 0 <= at < len(desks) else None

    def _show(self, keys: Keys) -> None:
        at = max(0, self.table.currentIndex().row())
        self.keys = keys
        today = self.shell.today()
        self._model.show([_cells(known, today) for known in keys.desks])
        self.table.selectRow(min(at, len(keys.desks) - 1))
        self._show_one()
        if not keys.desks:
            self.strip.tell(say("gui.keys.none"))

    def _show_one(self) -> None:
        known = self._known()
        self._twice.forget()
        self.box.setVisible(known is not None)
        self.button.setEnabled(known is not None and known.status == "active")

    def _revoked(self, device: str, count: int) -> None:
        words = say("gui.keys.revoked", device=device, n=count)
        self.strip.tell(words, "good", "good")
        self.fetch()

    def _failed(self, error: Error) -> None:
        self.strip.tell(say_error(error), "danger", "danger")


def state(known: KnownKey, today: date) -> str:
    """active, ending within a season, ended, or revoked."""
    left = date.fromisoformat(known.until) - today
    if known.status == "revoked":
        return "revoked"
    if left.days < 0:
        return "ended"
    return "ending" if left <= ENDING else "active"


def _cells(known: KnownKey, today: date) -> tuple[Cell, ...]:
    how = state(known, today)
    return (
        Cell(known.unit_name),
        Cell(known.device),
        Cell(say(f"gui.keys.state.{how}"), _MARKS[how]),
        Cell(format_iso(known.until)),
        Cell(known.cert_sha256[:_NAME]),
    )
