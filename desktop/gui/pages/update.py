"""A newer program: found on a stick, copied and proved, then it takes our place."""

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import assets
from desktop.bundle.update_package import Manifest
from desktop.desk.newer.finding import Found
from desktop.desk.newer.taking import Taken
from desktop.errors import Error
from desktop.gui import theme
from desktop.gui.actions import Id
from desktop.gui.pages.page import Deeds, Page
from desktop.gui.parts.box import Box, Facts, row
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.card import Scroll, Strip
from desktop.gui.parts.folder import FolderChoice
from desktop.gui.parts.label import Label
from desktop.gui.parts.running import Running
from desktop.gui.parts.twice import Twice
from desktop.gui.places import Back, Place, Settings, UpdateProgram
from desktop.gui.shell import Shell
from desktop.gui.words import say, say_error
from desktop.gui.worker import Job

_MEGA = 1_000_000


class UpdatePage(Page):
    """Where – what it is – copied – close and install."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.title.setText(say("gui.update.title"))
        self._found: Found | None = None
        self._taken: Taken | None = None
        self._job: Job[Taken] | None = None
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 2 * theme.unit(), 0)
        column.setSpacing(3 * theme.unit())
        self.strip = Strip(self)
        self._twice = Twice(self.strip)
        self.body.addWidget(self.strip)
        self._scroll = Scroll(inner, self)
        self.body.addWidget(self._scroll, 1)
        column.addWidget(self._where_box(inner))
        self.what = WhatBox(inner)
        column.addWidget(self.what)
        column.addStretch(1)
        self.running = Running(self)
        self.running.cancelled.connect(self.cancel)
        self.body.addWidget(self.running)
        self._lay_out_buttons()

    def home(self) -> Place:
        """Reached from there."""
        return Settings()

    def arrive(self, place: Place) -> None:
        """Which sticks are there now; what was copied another day can be started."""
        self._twice.forget()
        self.strip.tell("")
        self._show(None)
        self.folder.look()
        self.folder.path_line.setFocus()
        self.shell.worker.submit(
            Job(lambda act: act.newer.taken(), self._kept, self._failed)
        )
        if isinstance(place, UpdateProgram) and place.at:
            self._tell_what_came(place.at)

    def leave(self) -> None:
        """A copy that is not whole goes; a whole one waits."""
        self.cancel()

    def deeds(self) -> Deeds:
        """Esc stops what runs, then goes back."""
        return {Id.BACK: self._back}

    def look(self) -> None:
        """Is there a newer program in the folder?"""
        folder = self.folder.folder()
        self._show(None)
        if folder is not None:
            self.strip.tell("")
            self.shell.worker.submit(
                Job(
                    lambda act: act.newer.find(folder),
                    lambda found: self._seen(folder, found),
                    self._failed,
                )
            )
        elif self.folder.typed():
            words = say("stick.missing", folder=self.folder.typed())
            self.strip.tell(words, "warning", "warning")

    def take(self) -> None:
        """Copy it to this computer and prove every byte; nothing is started."""
        found = self._found
        if found is None or self._job is not None:
            return
        self._job = Job(
            lambda act: act.newer.take(found.file),
            self._copied,
            self._failed,
            self.running.show_progress,
        )
        self.strip.tell("")
        self.running.start()
        self._enable()
        self.running.cancel.setFocus()
        self.shell.worker.submit(self._job)

    def begin(self) -> None:
        """Said twice: the book closes, and the newer program is put in its place."""
        taken = self._taken
        if taken is None:
            return
        version = taken.manifest.version
        if self._twice.said(version, say("gui.update.sure", version=version)):
            self.shell.give_way(taken)

    def cancel(self) -> None:
        """Stop the copying; what was copied goes."""
        if self._job is not None:
            self._job.cancel()

    # inside

    def _where_box(self, parent: QWidget) -> Box:
        box = Box(say("gui.update.where"), parent)
        box.say(say("gui.update.where_how"))
        self.folder = FolderChoice(say("gui.update.where"), box)
        self.folder.chosen.connect(lambda _: self.look())
        box.add(self.folder)
        return box

    def _lay_out_buttons(self) -> None:
        self.later = Button(say("gui.update.later"), Weight.PLAIN, "back", self)
        self.later.clicked.connect(lambda: self.go.emit(Back()))
        self.copy = Button(say("gui.update.take"), Weight.MAIN, "save", self)
        self.copy.clicked.connect(self.take)
        self.start = Button(say("gui.update.begin"), Weight.MAIN, "right", self)
        self.start.clicked.connect(self.begin)
        self.body.addLayout(row(None, self.later, self.copy, self.start))
        self._enable()

    def _back(self) -> None:
        if self._job is not None:
            self.cancel()
        else:
            self.go.emit(Back())

    def _tell_what_came(self, version: str) -> None:
        here = assets.version()
        if version == here:
            self.strip.tell(say("gui.update.came", version=version), "good", "good")
        else:
            words = say("gui.update.did_not_come", version=version, here=here)
            self.strip.tell(words, "warning", "warning")

    def _kept(self, taken: Taken | None) -> None:
        if taken is None:
            self.look()
        elif self._job is None:
            self._copied(taken)

    def _seen(self, folder: Path, found: Found) -> None:
        if folder == self.folder.folder():  # else another was chosen meanwhile
            self._show(found)
            self._tell(found.manifest, found.file)
            self.copy.setFocus()

    def _copied(self, taken: Taken) -> None:
        self._idle()
        self._taken = taken
        self._tell(taken.manifest, taken.setup)
        version = taken.manifest.version
        self.strip.tell(say("gui.update.copied", version=version), "good", "good")
        self._enable()
        self.start.setFocus()

    def _failed(self, error: Error) -> None:
        self._idle()
        self.strip.tell(say_error(error), "danger", "danger")

    def _show(self, found: Found | None) -> None:
        self._found, self._taken = found, None
        self._twice.forget()
        self.what.hide()
        self._enable()

    def _tell(self, said: Manifest, file: Path) -> None:
        self.what.show_package(said, file)
        QTimer.singleShot(0, lambda: self._scroll.ensureWidgetVisible(self.what))

    def _enable(self) -> None:
        taken = self._taken is not None
        self.copy.setVisible(not taken)
        self.copy.setEnabled(self._found is not None and self._job is None)
        self.start.setVisible(taken)
        self.later.setVisible(taken)

    def _idle(self) -> None:
        self._job = None
        self.running.hide()
        self._enable()


class WhatBox(Box):
    """What the stick brings, in its makers' words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(say("gui.update.found"), parent)
        self._facts = Facts(self)
        self.add(self._facts)
        self.add(Label(say("gui.update.words"), bold=True, parent=self))
        self.words = Label("", wrap=True, parent=self)
        self.add(self.words)
        self.hide()

    def show_package(self, said: Manifest, file: Path) -> None:
        """Another one."""
        self._facts.show_facts(
            (
                (say("gui.update.here"), assets.version()),
                (say("gui.update.there"), said.version),
                (say("gui.update.file"), file.name),
                (say("gui.update.size"), _size(said.bytes)),
            )
        )
        self.words.setText(said.words)
        self.show()


def _size(count: int) -> str:
    return say("gui.update.mega", mb=f"{count / _MEGA:.1f}".replace(".", ","))
