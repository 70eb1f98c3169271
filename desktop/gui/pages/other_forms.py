"""Every book that is kept here, found by a few letters: those not at the left, too."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.desk.views import FormView
from desktop.gui.actions import Id
from desktop.gui.models.table import Cell, TextTable
from desktop.gui.pages.page import Deeds, Page
from desktop.gui.parts.label import Label
from desktop.gui.parts.line import Line
from desktop.gui.parts.table import Table
from desktop.gui.places import Place, Records
from desktop.gui.shell import Shell
from desktop.gui.words import say
from desktop.text.fold import fold

_COLUMNS = ("gui.others.title", "gui.others.state")


class OtherFormsPage(Page):
    """A line to type in, and the books whose names have these letters."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.title.setText(say("gui.others"))
        self._forms: Sequence[FormView] = ()
        self._shown: list[FormView] = []
        self.body.addWidget(Label(say("gui.others.how"), "muted", wrap=True))
        self.line = Line(self)
        self.line.setAccessibleName(say("gui.others.find"))
        self.line.setPlaceholderText(say("gui.others.find"))
        self.line.textChanged.connect(lambda _: self._show())
        self.line.returnPressed.connect(lambda: self._open(0))
        self.body.addWidget(self.line)
        self._model = TextTable(_COLUMNS, frozenset(), self)
        self.table = Table(self)
        self.table.setModel(self._model)
        self.table.setAccessibleName(say("gui.others"))
        self.table.columns(0, 24)
        self.table.opened.connect(self._open)
        self.body.addWidget(self.table, 1)

    def arrive(self, place: Place) -> None:  # noqa: ARG002 - one place only
        """All books, none chosen."""
        self._forms = [f for f in self.shell.ask.records.menu() if not f.gone]
        self.line.clear()
        self._show()
        self.line.setFocus()

    def deeds(self) -> Deeds:
        """Looking for a book is looking here."""
        return {Id.SEARCH: self.line.setFocus}

    def _show(self) -> None:
        typed = fold(self.line.text().strip())
        self._shown = sorted(
            (form for form in self._forms if _fits(typed, fold(form.title))),
            key=lambda form: _rank(typed, fold(form.title)),
        )
        self._model.show([(Cell(f.title), Cell(_state(f))) for f in self._shown])
        self.table.selectRow(0)

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._shown):
            self.go.emit(Records(self._shown[row].form_id))


def _fits(typed: str, title: str) -> bool:
    return all(word in title for word in typed.split())


def _rank(typed: str, title: str) -> int:
    """A name that begins with what was typed, one that holds it, any other."""
    return 0 if title.startswith(typed) else 1 if typed in title else 2


def _state(form: FormView) -> str:
    return say("gui.others.used") if form.first or form.used else ""
