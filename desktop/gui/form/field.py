"""One question on the page: its words, its control, and what is wrong with it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.form.control import Choices, Control
from desktop.gui.parts.label import Icon, Label
from desktop.gui.words import say
from desktop.xforms.definition import Kind
from desktop.xforms.instance import NodeState, Problem, ProblemKind

_MOODS = {ProblemKind.WARNING: "warning"}
_OWN_WORDS = {
    ProblemKind.REQUIRED: "gui.form.required",
    ProblemKind.CONSTRAINT: "gui.form.not_allowed",
    ProblemKind.CHOICE: "gui.form.not_in_list",
    ProblemKind.OUTDATED: "gui.form.outdated",
    ProblemKind.TYPE: "gui.form.wrong_type",
    ProblemKind.WARNING: "gui.form.check_again",
}


class Note(QWidget):
    """The line under a control: an icon and one sentence."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, theme.unit())
        row.setSpacing(theme.unit() + 2)
        self._icon = Icon("danger", "danger", self)
        self.words = Label("", wrap=True, parent=self)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)

    def tell(self, sentence: str, mood: str) -> None:
        """Say it in this mood."""
        self._icon.show_as(mood, mood)
        self.words.set_ink(mood)
        self.words.setText(sentence)
        self.setVisible(bool(sentence))


class Field(QObject):
    """A row of a card; it keeps no answer, the entry does."""

    entered = Signal(object)

    def __init__(
        self, node: NodeState, control: Control | None, card: QWidget, row: str = ""
    ) -> None:
        super().__init__(card)
        self.ref = node.ref
        self.known_as = (row, node.item.ref)  # whatever the number of its row
        self.node = node
        self.control = control
        self.visited = False  # left once: from now on it may complain
        self.label = Label("", wrap=True, parent=card)
        self.hint: Label | None = None
        self.old: Label | None = None  # what the version before had
        self._card = card
        self._note: Note | None = None
        self._place: tuple[QGridLayout, int, int] | None = None
        self._said = ("", "")

    def put(self, grid: QGridLayout, row: int, *, stacked: bool) -> int:
        """Take up to four rows of the grid, from ``row``; the next free row."""
        column = 0 if stacked else 1
        top = Qt.AlignmentFlag.AlignTop
        if self.control is None:
            grid.addWidget(self.label, row, 0, 1, 2)
            return row + 1
        self.label.setContentsMargins(0, 2 if stacked else theme.unit(), 0, 2)
        span = 2 if stacked else 1
        grid.addWidget(self.label, row, 0, 1, span, top)
        row += 1 if stacked else 0
        side = Qt.AlignmentFlag(0) if self.control.wide else Qt.AlignmentFlag.AlignLeft
        grid.addWidget(self.control.widget, row, column, 1, span, side)
        if self.hint is not None:
            self.hint.setContentsMargins(0, 0, 0, theme.unit())
            grid.addWidget(self.hint, row + 1, column, 1, span)
        if self.old is not None:
            self.old.setContentsMargins(0, 0, 0, theme.unit())
            grid.addWidget(self.old, row + 2, column, 1, span)
        self._place = (grid, row + 3, column)
        if self._note is not None:
            grid.addWidget(self._note, row + 3, column, 1, span)
        return row + 4

    def show_node(self, node: NodeState, choices: Choices) -> None:
        """Words, answer, and whether it is asked at all."""
        self.node = node
        self.label.setText(self._words(node))
        if node.hint:
            if self.hint is None:
                self.hint = Label("", "muted", scale=0.92, wrap=True, parent=self._card)
            self.hint.setText(node.hint)
        self._set_visible(node.relevant)
        if self.control is not None:
            self.control.show_node(node, choices)
            for widget in self.control.inputs():  # some come with their choices
                widget.installEventFilter(self)
            self._name(node)

    def show_old(self, words: str) -> None:
        """What the version before had, for the officer to enter anew."""
        self.old = Label(words, "accent", scale=0.92, wrap=True, parent=self._card)
        self._set_visible(self.node.relevant)
        self._name(self.node)

    def complain(self, problems: tuple[Problem, ...], *, always: bool = False) -> None:
        """Show the first problem once the officer has been here."""
        sentence, mood = "", ""
        if problems and (self.visited or always or self.node.value):
            sentence = self.sentence(problems[0])
            mood = _MOODS.get(problems[0].kind, "danger")
        fault = self.control.fault() if self.control and self.visited else ""
        if fault:
            sentence, mood = fault, "danger"
        if (sentence, mood) == self._said:
            return
        self._said = (sentence, mood)
        if self.control is not None:
            self.control.set_mark(mood)
        if sentence and self._note is None:
            self._make_note()
        if self._note is not None:
            self._note.tell(sentence, mood)
        self._name(self.node)

    def sentence(self, problem: Problem) -> str:
        """The form's own message, or ours."""
        if problem.kind is ProblemKind.TYPE and self.control is not None:
            return self.control.fault() or say(_OWN_WORDS[problem.kind])
        return problem.message or say(_OWN_WORDS[problem.kind])

    def enter(self) -> None:
        """Put the cursor here."""
        if self.control is not None:
            self.control.entrance().setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def can_enter(self) -> bool:
        """Whether the cursor may stand here."""
        if self.control is None or self.node.readonly or not self.node.relevant:
            return False
        return self.control.entrance().isVisibleTo(self._card)

    @property
    def owns_focus(self) -> bool:
        """Whether the cursor is here."""
        if self.control is None:
            return False
        return any(widget.hasFocus() for widget in self.control.inputs())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell the page where the cursor is."""
        if isinstance(event, QFocusEvent) and event.gotFocus():
            self.entered.emit(self)
        return super().eventFilter(watched, event)

    def _words(self, node: NodeState) -> str:
        return f"{node.label}\u00a0*" if node.required and node.question else node.label

    def _set_visible(self, shown: bool) -> None:
        self.label.setVisible(shown)
        if self.hint is not None:
            self.hint.setVisible(shown)
        if self.old is not None:
            self.old.setVisible(shown)
        if self.control is not None:
            self.control.widget.setVisible(shown)
        if self._note is not None:
            self._note.setVisible(shown and bool(self._said[0]))

    def _name(self, node: NodeState) -> None:
        """What a screen reader says: label, whether owed, hint, what is wrong."""
        if self.control is None:
            return
        owed = say("gui.form.owed") if node.required else ""
        old = self.old.text() if self.old is not None else ""
        parts = (owed, node.hint, old, self._said[0])
        about = ". ".join(part for part in parts if part)
        for widget in self.control.inputs():
            if node.question and node.question.kind is Kind.SELECT_ONE:
                about = f"{node.label}. {about}" if about else node.label
            if not _speaks(widget):
                widget.setAccessibleName(node.label)
            widget.setAccessibleDescription(about)

    def _make_note(self) -> None:
        self._note = Note(self._card)
        if self._place is not None:
            grid, row, column = self._place
            grid.addWidget(self._note, row, column, 1, 2 - column)


def _speaks(widget: QWidget) -> bool:
    """A dot already says its own words."""
    from PySide6.QtWidgets import QAbstractButton

    return isinstance(widget, QAbstractButton)
