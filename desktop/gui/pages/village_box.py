"""A village that is merged with others, or split: said on its own page."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desktop.errors import Error
from desktop.gui import theme
from desktop.gui.parts.box import Box, row
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.choice_row import ChoiceRow
from desktop.gui.parts.label import Label
from desktop.gui.parts.line import Line
from desktop.gui.words import say
from desktop.ledger.ids import RecordId
from desktop.ledger.revision import Finished
from desktop.text.dates import format_date, parse_date

if TYPE_CHECKING:
    from desktop.desk.villages import VillagesAsk

MERGE, SPLIT = "merge", "split"


class VillageBox(Box):
    """With whom, under which names, from which day; then all of it at once."""

    ready = Signal(object, str)  # what is to be written, and what it says
    failed = Signal(object)
    changed = Signal()  # what was asked for is no longer meant

    def __init__(
        self, record: RecordId, villages: "VillagesAsk", today: Callable[[], date]
    ) -> None:
        super().__init__(say("gui.village.title"))
        self._record, self._villages, self._today = record, villages, today
        self.say(say("gui.village.how"))
        self.kind = ChoiceRow(say("gui.village.title"), self)
        kinds = [(code, say(f"gui.village.{code}")) for code in (MERGE, SPLIT)]
        self.kind.show_choices(kinds, MERGE)
        self.kind.chosen.connect(self._choose)
        self.add(row(self.kind, None))
        self.others, self._with_whom = self._line("gui.village.others")
        self.names, self._called = self._line("gui.village.name")
        self.day, since = self._line("gui.village.day")
        self.day.setPlaceholderText(say("gui.form.day_hint"))
        self.act = Button(say("gui.village.act.merge"), Weight.PLAIN, "same", self)
        self.act.clicked.connect(self.ask)
        self.day.returnPressed.connect(self.ask)
        self.add(row(self._with_whom, self.others))
        self.add(row(self._called, self.names))
        self.add(row(since, self.day, None, self.act))
        self._judge()

    def _line(self, code: str) -> tuple[Line, Label]:
        line, label = Line(self), Label(say(code), "muted", wrap=True, parent=self)
        label.setFixedWidth(theme.letters(30))
        line.setAccessibleName(say(code))
        line.textChanged.connect(self._typed)
        return line, label

    def _typed(self) -> None:
        self._judge()
        self.changed.emit()

    def _judge(self) -> None:
        """The button waits until all is said."""
        with_whom = self.kind.code() == SPLIT or self.others.text().strip()
        said = self.names.text().strip() and self.day.text().strip()
        self.act.setEnabled(bool(with_whom and said))

    def _choose(self, kind: str) -> None:
        for widget in (self.others, self._with_whom):
            widget.setVisible(kind == MERGE)
        words = say("gui.village.name" if kind == MERGE else "gui.village.names")
        self._called.setText(words)
        self.names.setAccessibleName(words)
        self.act.setText(say(f"gui.village.act.{kind}"))
        self._typed()

    def ask(self) -> None:
        """What would be written, or why it cannot be."""
        if not self.act.isEnabled():
            return
        kind = self.kind.code()
        try:
            day = parse_date(self.day.text(), self._today())
            done = self._merged(day) if kind == MERGE else self._split(day)
        except Error as error:
            self.failed.emit(error)
            return
        names = ", ".join(str(c.data["unit_name"]) for c in done.contents if not c.base)
        told = say(f"gui.village.sure.{kind}", names=names, day=format_date(day))
        self.ready.emit(done, told)

    def _merged(self, day: date) -> Finished:
        with_whom = (self._villages.named(t, day) for t in _parts(self.others.text()))
        ended = (self._record, *with_whom)
        return self._villages.merged(ended, self.names.text(), day)

    def _split(self, day: date) -> Finished:
        return self._villages.split(self._record, _parts(self.names.text()), day)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
