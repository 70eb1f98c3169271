"""What the form asks of every control."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.xforms.choices import Choice
from desktop.xforms.instance import NodeState

Choices = Callable[[], Sequence[Choice]]


class Control(QObject):
    """A widget that takes an answer in the officer's spelling.

    ``typed``: something changed, more may come; ``chosen``: the answer is meant;
    ``left``: the cursor went away.
    """

    typed = Signal()
    chosen = Signal()
    left = Signal()

    wide = True  # fills the row

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.widget = widget

    def entrance(self) -> QWidget:
        """The widget that takes the cursor."""
        return self.widget

    def inputs(self) -> tuple[QWidget, ...]:
        """What a screen reader must be able to name."""
        return (self.entrance(),)

    def show_node(self, node: NodeState, choices: Choices) -> None:
        """Show the answer as it stands."""
        raise NotImplementedError

    def reading(self) -> str:
        """The answer in canonical text; as typed where it is not of the type."""
        raise NotImplementedError

    def fault(self) -> str:
        """Why what was typed cannot be an answer, in a sentence."""
        return ""

    def tidy(self) -> None:
        """The cursor left: write the answer as it is written here."""

    def set_mark(self, mark: str) -> None:
        """Colour the border: danger, warning or nothing."""
