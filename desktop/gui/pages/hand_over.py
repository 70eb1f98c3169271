"""What leaves this computer: seen, written to a folder, read back."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop.desk.handover_views import HandedOver, Outbox
from desktop.desk.saving import save
from desktop.errors import Error
from desktop.gui import theme
from desktop.gui.form.pick_one import PickOneControl
from desktop.gui.pages.journal import JournalBox
from desktop.gui.pages.page import Page
from desktop.gui.pages.reports import open_file
from desktop.gui.parts.box import Box, Facts, row
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.card import Scroll, Strip
from desktop.gui.parts.folder import FolderChoice
from desktop.gui.parts.label import Label
from desktop.gui.parts.running import Running
from desktop.gui.places import Place
from desktop.gui.shell import Shell
from desktop.gui.words import say, say_error
from desktop.gui.worker import Job
from desktop.ledger.ids import UnitCode
from desktop.xforms.choices import Choice


class HandOverPage(Page):
    """What – where – done."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.title.setText(say("gui.side.hand_over"))
        self._job: Job[HandedOver] | None = None
        self._to: UnitCode | None = None
        self._ready = False
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 2 * theme.unit(), 0)
        column.setSpacing(3 * theme.unit())
        self.strip = Strip(self)
        self.body.addWidget(self.strip)
        self._scroll = Scroll(inner, self)
        self.body.addWidget(self._scroll, 1)
        self.done = DoneBox(inner)
        self.done.slip.clicked.connect(self.print_slip)
        column.addWidget(self.done)
        column.addWidget(self._what_box(inner))
        column.addWidget(self._where_box(inner))
        self.journal = JournalBox(shell, "out", inner)
        column.addWidget(self.journal)
        column.addStretch(1)
        self.running = Running(self)
        self.running.cancelled.connect(self._cancel)
        self.body.addWidget(self.running)
        self.button = Button(say("gui.hand_over.write"), Weight.MAIN, "usb", self)
        self.button.clicked.connect(self.hand_over)
        self.body.addLayout(row(None, self.button))

    def arrive(self, place: Place) -> None:  # noqa: ARG002 - one place only
        """What would leave now."""
        self.strip.tell("")
        self.done.hide()
        self.folder.look()
        self.fetch()
        first = self.to.line if self._must_choose() else self.folder.path_line
        first.setFocus()

    def fetch(self) -> None:
        """Ask again."""
        self.journal.fetch()
        try:
            box = self.shell.ask.handover.outbox(self._to)
        except Error as error:
            self._ready = False
            self.facts.show_facts(())
            words = (
                say("gui.hand_over.to_whom")
                if self._must_choose()
                else say_error(error)
            )
            self.strip.tell(words, "warning", "warning")
        else:
            self._show(box)
        self._enable()

    def hand_over(self) -> None:
        """Write the bundle."""
        folder = self.folder.folder()
        if folder is None or self._job is not None or not self._ready:
            return
        to = self._to
        self._job = Job(
            lambda act: act.hand_over(folder, to),
            self._handed,
            self._failed,
            self.running.show_progress,
        )
        self.done.hide()
        self.strip.tell("")
        self.running.start()
        self._enable()
        self.shell.worker.submit(self._job)

    def print_slip(self) -> None:
        """The slip as PDF, where the officer says."""
        handed = self.done.handed
        if handed is None:
            return
        start = str(Path.home() / f"phieu-{Path(handed.name).stem}.pdf")
        name, _ = QFileDialog.getSaveFileName(self, say("gui.hand_over.slip"), start)
        if name:
            self.shell.worker.submit(
                Job(
                    lambda act: act.many.ask.print_slip(handed),
                    lambda pdf: self._printed(Path(name), pdf),
                    self._failed,
                )
            )

    # inside

    def _printed(self, file: Path, pdf: bytes) -> None:
        try:
            save(file, pdf)
        except Error as error:
            self._failed(error)
            return
        open_file(file)

    def _what_box(self, parent: QWidget) -> Box:
        box = Box(say("gui.hand_over.what"), parent)
        children = self.shell.ask.handover.children() if self._has_children() else ()
        if children:
            self.to = PickOneControl(box)
            self.to.line.setAccessibleName(say("gui.hand_over.to"))
            self.to.line.setPlaceholderText(say("gui.hand_over.to_hint"))
            choices = [Choice(code, name) for code, name in children]
            self.to.offer(lambda: choices)
            self.to.chosen.connect(self._to_chosen)
            box.add(row(Label(say("gui.hand_over.to")), self.to.line, None))
        self.facts = Facts(box)
        box.add(self.facts)
        return box

    def _where_box(self, parent: QWidget) -> Box:
        box = Box(say("gui.hand_over.where"), parent)
        box.say(say("gui.hand_over.where_how"))
        self.folder = FolderChoice(say("gui.hand_over.where"), box)
        self.folder.chosen.connect(lambda _: self._enable())
        self.folder.edited.connect(self._enable)
        self.folder.confirmed.connect(self._go_on)
        box.add(self.folder)
        return box

    def _go_on(self) -> None:
        if self.button.isEnabled():
            self.button.setFocus()
        elif self.folder.folder() is None and self.folder.typed():
            words = say("stick.missing", folder=self.folder.typed())
            self.strip.tell(words, "warning", "warning")

    def _has_children(self) -> bool:
        return self.shell.desk.has_children

    def _must_choose(self) -> bool:
        return self._has_children() and self._to is None

    def _to_chosen(self) -> None:
        self._to = UnitCode(self.to.reading()) if self.to.reading() else None
        self.strip.tell("")
        self.fetch()

    def _show(self, box: Outbox) -> None:
        self._ready = not box.blocked
        size = say("gui.size", kb=-(-box.attachment_bytes // 1024))
        files = say("gui.hand_over.files", count=box.attachments, size=size)
        to = (say("gui.hand_over.to"), box.to_name)
        self.facts.show_facts(
            (
                *(() if self._has_children() else (to,)),  # else it stands above
                (say("gui.hand_over.number"), str(box.next_n)),
                (say("gui.hand_over.lines"), str(box.revisions)),
                (say("gui.hand_over.new"), str(box.new_since_last)),
                (say("gui.hand_over.receipts"), str(box.receipts)),
                (say("gui.hand_over.asks"), str(box.asks)),
                (say("gui.hand_over.attachments"), files),
            )
        )
        if not box.owed:
            self.strip.tell(say("gui.hand_over.nothing"))
        if box.blocked:
            self.strip.tell(say(box.blocked), "warning", "warning")

    def _enable(self) -> None:
        folder = self.folder.folder() is not None
        self.button.setEnabled(folder and self._ready and self._job is None)

    def _handed(self, handed: HandedOver) -> None:
        self._idle()
        self.done.show_handed(handed, self._own_code())
        self._scroll.verticalScrollBar().setValue(0)
        self.strip.tell(say("gui.hand_over.may_pull"), "good", "good")
        self.fetch()
        self.strip.tell(say("gui.hand_over.may_pull"), "good", "good")

    def _own_code(self) -> str:
        """What the province asks for by phone until it has certified this desk."""
        desk = self.shell.ask.desk()
        return "" if desk.certified else desk.check_code

    def _failed(self, error: Error) -> None:
        self._idle()
        self.strip.tell(say_error(error), "danger", "danger")

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _idle(self) -> None:
        self._job = None
        self.running.hide()
        self._enable()


class DoneBox(Box):
    """The slip: number, file, check code."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(say("gui.hand_over.done"), parent)
        self.code = Label("", "good", scale=1.8, bold=True, parent=self)
        self.code.setAccessibleDescription(say("gui.hand_over.code"))
        self._facts = Facts(self)
        self._how = Label("", "muted", wrap=True, parent=self)
        self.add(self._how)
        self.add(self.code)
        self.add(self._facts)
        self.handed: HandedOver | None = None
        self.slip = Button(say("gui.hand_over.slip"), Weight.PLAIN, "save", self)
        self.add(row(self.slip, None))
        self.hide()

    def show_handed(self, handed: HandedOver, own_code: str) -> None:
        """One bundle; with the desk's own code while that is what is asked for."""
        self.handed = handed
        how = "gui.hand_over.own_code_how" if own_code else "gui.hand_over.code_how"
        self._how.setText(say(how))
        self.code.setText(own_code or handed.check_code)
        size = say("gui.size", kb=-(-handed.bytes // 1024))
        self._facts.show_facts(
            (
                (say("gui.hand_over.number"), str(handed.n)),
                (say("gui.hand_over.lines"), str(handed.revisions)),
                (say("gui.hand_over.file"), Path(handed.path).name),
                (say("gui.hand_over.size"), size),
            )
        )
        self.show()
