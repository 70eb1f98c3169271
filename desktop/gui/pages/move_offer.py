"""The offer to move a record to the newest version of its form."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.card import Strip
from desktop.gui.words import say


class MoveOffer(Strip):
    """Says that there is a newer version, with the button that shows what moves."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.button = Button("", Weight.PLAIN, "right", self)
        inside = self.layout()
        if inside is not None:
            inside.addWidget(self.button)
            inside.setAlignment(self._icon, Qt.AlignmentFlag.AlignVCenter)

    def offer(self, before: str, after: str) -> None:
        """From one version to another; "" where there is nothing to offer."""
        self.button.setText(say("gui.move.look", after=after))
        words = say("gui.move.offer", before=before, after=after) if after else ""
        self.tell(words, "accent", "info")
