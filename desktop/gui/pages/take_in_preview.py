"""A checked bundle, before it is taken in; a new desk's code, compared by phone."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.desk.handover_views import TakenIn
from desktop.gui import theme
from desktop.gui.parts.box import Box, Facts, row
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.label import Label
from desktop.gui.parts.line import Line
from desktop.gui.words import say

_TAKEABLE = frozenset(("taken", "gap", "fork", "restored"))
_CODE = 12  # letters and digits, dashes apart


class PreviewBox(Box):
    """Who, which number, how many; for a new desk the twelve characters."""

    granted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(say("gui.take_in.preview"), parent)
        self._told: TakenIn | None = None
        self._facts = Facts(self)
        self.add(self._facts)
        self._new_desk = Label(say("gui.take_in.new_desk"), wrap=True, parent=self)
        self.add(self._new_desk)
        self.code = Line(self)
        self.code.setAccessibleName(say("gui.take_in.code"))
        self.code.setPlaceholderText("XXXX-XXXX-XXXX")
        self.code.setFixedWidth(theme.letters(26))
        self.grant = Button(say("gui.take_in.grant"), Weight.MAIN, "good", self)
        self.grant.clicked.connect(lambda: self.granted.emit(self.code.text().strip()))
        self.code.textChanged.connect(self._typed)
        self.code.returnPressed.connect(self.grant.click)
        self._code_label = Label(say("gui.take_in.code"), parent=self)
        self.add(row(self._code_label, self.code, self.grant, None))
        self.hide()

    @property
    def may_take(self) -> bool:
        """Whether there is something to take in without a further question."""
        return self._told is not None and self._told.result in _TAKEABLE

    def show_told(self, told: TakenIn | None) -> None:
        """One checked bundle, or none."""
        self._told = told
        self.setVisible(told is not None)
        if told is None:
            return
        self._facts.show_facts(_facts(told))
        pending = told.result == "pending"
        for part in (self._new_desk, self._code_label, self.code, self.grant):
            part.setVisible(pending)
        self.code.clear()
        self._typed("")
        if pending:
            self.code.setFocus()

    def _typed(self, text: str) -> None:
        bare = "".join(char for char in text if char.isalnum())
        self.grant.setEnabled(len(bare) == _CODE)


def _facts(told: TakenIn) -> list[tuple[str, str]]:
    found = [
        (say("gui.take_in.from"), f"{told.unit_name} ({told.unit})"),
        (say("gui.take_in.device"), told.device),
        (say("gui.take_in.number"), str(told.n)),
        (say("gui.take_in.verdict"), say(f"gui.take_in.verdict.{told.result}")),
        (say("gui.take_in.lines"), _counts(told)),
        (say("gui.take_in.receipts"), str(told.receipts)),
        (say("gui.take_in.attachments"), str(told.attachments)),
    ]
    if told.result == "pending":
        return found[:4]
    return found


def _counts(told: TakenIn) -> str:
    kept = say("gui.take_in.unread", n=told.unread) if told.unread else ""
    clock = say("gui.take_in.set_back") if told.clock else ""
    pack = say("gui.take_in.pack", n=told.pack) if told.pack else ""
    return "\n".join(filter(None, (_sum(told), kept, clock, pack)))


def _sum(told: TakenIn) -> str:
    return say(
        "gui.take_in.counts",
        all=told.revisions,
        new=told.new,
        same=told.same,
        newer=told.newer,
        refused=told.refused,
    )
