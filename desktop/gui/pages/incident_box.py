"""A stick or this computer was lost: what was on it, and the draft of a notice."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop.desk.handover_views import JournalRow
from desktop.desk.incidents import Lost
from desktop.gui.parts.box import Box, Facts, clear, row
from desktop.gui.parts.button import Button, Check, Weight
from desktop.gui.parts.choice_row import ChoiceRow
from desktop.gui.shell import day_and_time
from desktop.gui.words import say

STICK, COMPUTER = "stick", "computer"
_NEWEST = 8  # bundles to choose from


class IncidentBox(Box):
    """What was lost; then what was on it."""

    asked = Signal(object)  # names of bundles; none means the computer
    wanted = Signal(object)  # the notice, into this file

    def __init__(self, parent: QWidget) -> None:
        super().__init__(say("gui.incident.title"), parent)
        self.say(say("gui.incident.how"))
        self.kind = ChoiceRow(say("gui.incident.kind"), self)
        kinds = [(kind, say(f"gui.incident.{kind}")) for kind in (STICK, COMPUTER)]
        self.kind.show_choices(kinds, "")
        self.kind.chosen.connect(lambda _: self._look())
        self.add(self.kind)
        self._names = QVBoxLayout()
        self.add(self._names)
        self.checks: dict[str, Check] = {}
        self.facts = Facts(self)
        self.add(self.facts)
        self.save = Button(say("gui.incident.save"), Weight.PLAIN, "file", self)
        self.save.clicked.connect(self._save)
        self.save.hide()
        self.add(row(self.save, None))

    def show_bundles(self, journal: Sequence[JournalRow]) -> None:
        """The newest that left, to be ticked."""
        clear(self._names)
        left = [one for one in journal if one.direction == "out"][:_NEWEST]
        self.checks = {one.name: Check(_words(one), self) for one in left}
        for check in self.checks.values():
            check.toggled.connect(lambda _: self._look())
            check.setVisible(self.kind.code() == STICK)
            self._names.addWidget(check)

    def show_lost(self, lost: Lost) -> None:
        """Each form, how many records, and what of them may tell of people."""
        none = say("gui.incident.no_fields")
        self.facts.show_facts(
            (
                form.title,
                say(
                    "gui.incident.records",
                    count=form.records,
                    fields=", ".join(form.fields) or none,
                ),
            )
            for form in lost.forms
        )
        self.save.show()

    def chosen(self) -> tuple[str, ...]:
        """The bundles that are ticked."""
        return tuple(name for name, check in self.checks.items() if check.isChecked())

    def _look(self) -> None:
        stick = self.kind.code() == STICK
        for check in self.checks.values():
            check.setVisible(stick)
        if not stick or self.chosen():
            self.asked.emit(self.chosen() if stick else ())
        else:
            none = () if self.checks else ((say("gui.incident.no_bundle"), ""),)
            self.facts.show_facts(none)
            self.save.hide()

    def _save(self) -> None:
        start = str(Path.home() / say("gui.incident.file"))
        title = say("gui.incident.save")
        chosen, _ = QFileDialog.getSaveFileName(self, title, start)
        if chosen:
            self.wanted.emit(Path(chosen))


def _words(one: JournalRow) -> str:
    return f"{one.name} · {day_and_time(one.at)}"
