"""A whole folder that was taken in: what came and changed, what did not and why."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.desk.handover_views import STORED, Met, Receipt
from desktop.gui.parts.box import Box, Facts, row
from desktop.gui.parts.button import Button, Weight
from desktop.gui.words import say, say_error


class AllBox(Box):
    """Files, lines and receipts in numbers; each refused file by name."""

    elsewhere = Signal(object)  # one folder for all receipts: the stick may have left

    def __init__(self, parent: QWidget) -> None:
        super().__init__(say("gui.all.title"), parent)
        self.facts = Facts(self)
        self.add(self.facts)
        self.button = Button(say("gui.all.elsewhere"), Weight.PLAIN, "save", self)
        self.button.clicked.connect(self._choose)
        self.add(row(self.button, None))
        self.hide()

    def show_met(self, met: Sequence[Met], receipts: Sequence[Receipt]) -> None:
        """What became of the files, and of the answers to their units."""
        refused = [(m.file.name, say_error(m.error)) for m in met if m.error]
        self.facts.show_facts(
            (
                (say("gui.all.files"), files_words(met)),
                (say("gui.all.lines"), _lines(met)),
                (say("gui.all.receipts"), _receipts(receipts)),
                *refused,
            )
        )
        self.button.setVisible(bool(receipts))
        self.show()

    def _choose(self) -> None:
        title = say("gui.all.elsewhere")
        name = QFileDialog.getExistingDirectory(self, title, str(Path.home()))
        if name:
            self.elsewhere.emit(Path(name))


def files_words(met: Sequence[Met]) -> str:
    """``94 tệp = 87 đã nhận + 0 trùng + …``."""
    results = [one.result for one in met]
    return say(
        "gui.all.counts",
        all=len(met),
        taken=sum(result in STORED for result in results),
        known=results.count("known"),
        pending=results.count("pending"),
        own=results.count("own"),
        refused=results.count("refused"),
    )


def _lines(met: Sequence[Met]) -> str:
    """The lines of every bundle that could be read, part by part."""
    taken = [one.taken for one in met if one.taken and one.result != "pending"]
    return say(
        "gui.take_in.counts",
        all=sum(one.revisions for one in taken),
        new=sum(one.new for one in taken),
        same=sum(one.same for one in taken),
        newer=sum(one.newer for one in taken),
        refused=sum(one.refused for one in taken),
    )


def _receipts(receipts: Sequence[Receipt]) -> str:
    failed = [one for one in receipts if one.error is not None]
    told = [say("gui.all.written", n=len(receipts) - len(failed))]
    if failed and failed[0].error:
        why = say_error(failed[0].error)
        told.append(say("gui.all.not_written", n=len(failed), why=why))
    return " ".join(told)
