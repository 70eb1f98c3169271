"""One of a few, all in sight: a click, an arrow or a digit."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from desktop.gui.form.control import Choices, Control
from desktop.gui.parts.button import Dot, one_stop
from desktop.gui.parts.flow import Flow
from desktop.gui.words import say
from desktop.xforms.choices import Choice
from desktop.xforms.instance import NodeState

FEW = 9  # as many as there are digit keys
_CLEAR = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class PickFewControl(Control):
    """Dots in a row that wraps."""

    def __init__(self, parent: QWidget, fixed: Sequence[Choice] = ()) -> None:
        self._box = QWidget(parent)
        super().__init__(self._box)
        self._flow = Flow(self._box)
        self._group = QButtonGroup(self._box)
        self._group.idClicked.connect(self._clicked)
        self._fixed = tuple(fixed)
        self._choices: tuple[Choice, ...] = ()
        self._name = ""

    def entrance(self) -> QWidget:
        """The chosen dot, or the first."""
        checked = self._group.checkedButton()
        buttons = self._group.buttons()
        return checked or (buttons[0] if buttons else self._box)

    def inputs(self) -> tuple[QWidget, ...]:
        """All dots."""
        return tuple(self._group.buttons())

    def show_node(self, node: NodeState, choices: Choices) -> None:
        """Dots for the choices as they are now."""
        now = self._fixed or tuple(choices())
        if now != self._choices:
            self._build(now)
        self._box.setEnabled(not node.readonly)
        self._check(node.value)

    def reading(self) -> str:
        """The chosen code."""
        at = self._group.checkedId()
        return self._choices[at].value if at >= 0 else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Digits choose; Delete takes the choice back."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            text = event.text()
            if text.isdecimal() and 0 < int(text) <= len(self._choices):
                self._choose(int(text) - 1)
                return True
            if event.key() in _CLEAR:
                self._check("")
                self.chosen.emit()
                return True
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)

    def _build(self, choices: tuple[Choice, ...]) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._flow.removeWidget(button)
            button.deleteLater()
        self._choices = choices
        for place, choice in enumerate(choices):
            words = choice.label
            dot = Dot(say("gui.form.retired", label=words) if choice.retired else words)
            dot.setParent(self._box)
            dot.installEventFilter(self)
            self._group.addButton(dot, place)
            self._flow.addWidget(dot)
            dot.show()

    def _check(self, value: str) -> None:
        self._group.setExclusive(False)
        for place, choice in enumerate(self._choices):
            self._group.button(place).setChecked(choice.value == value != "")
        self._group.setExclusive(True)
        one_stop(self._group.buttons())

    def _choose(self, place: int) -> None:
        self._check(self._choices[place].value)
        self._group.button(place).setFocus(Qt.FocusReason.OtherFocusReason)
        self.chosen.emit()

    def _clicked(self, _place: int) -> None:
        one_stop(self._group.buttons())
        self.chosen.emit()
