"""A question with a few answers, outside of forms."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from desktop.gui.parts.button import Dot, one_stop
from desktop.gui.parts.flow import Flow


class ChoiceRow(QWidget):
    """Dots; ``chosen`` gives the code."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self._flow = Flow(self)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._clicked)
        self._codes: list[str] = []

    def show_choices(self, choices: Sequence[tuple[str, str]], chosen: str) -> None:
        """(code, words) each."""
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._codes = [code for code, _ in choices]
        for at, (code, words) in enumerate(choices):
            dot = Dot(words, self)
            dot.setAccessibleDescription(self._name)
            dot.setChecked(code == chosen)
            self._group.addButton(dot, at)
            self._flow.addWidget(dot)
            dot.show()
        one_stop(self._group.buttons())

    def choose(self, code: str) -> None:
        """Tick one without telling."""
        self._group.button(self._codes.index(code)).setChecked(True)
        one_stop(self._group.buttons())

    def has_cursor(self) -> bool:
        """Whether one of the dots has it."""
        return any(button.hasFocus() for button in self._group.buttons())

    def _clicked(self, at: int) -> None:
        one_stop(self._group.buttons())
        self.chosen.emit(self._codes[at])

    def enter(self) -> None:
        """Put the cursor on the chosen dot."""
        checked = self._group.checkedButton()
        if checked is not None:
            checked.setFocus()

    def code(self) -> str:
        """What is chosen."""
        at = self._group.checkedId()
        return self._codes[at] if at >= 0 else ""
