"""What the main window expects of a page."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.desk.views import Changed
from desktop.gui import theme
from desktop.gui.actions import Id
from desktop.gui.parts.label import Label
from desktop.gui.places import Place
from desktop.gui.shell import Shell
from desktop.ledger.ids import RecordId

Deeds = Mapping[Id, Callable[[], None]]


class Page(QWidget):
    """A title, a body; ``go`` asks for another place."""

    go = Signal(object)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        gap = theme.unit()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(5 * gap, 4 * gap, 4 * gap, 3 * gap)
        self.body.setSpacing(3 * gap)
        self.title = Label("", scale=1.5, bold=True, wrap=True, parent=self)
        self.top = QHBoxLayout()
        self.top.setSpacing(2 * gap)
        self.top.addWidget(self.title, 1)
        self.body.addLayout(self.top)

    def again(self) -> Place | None:
        """Where to begin after a change of looks, if not where the page was asked."""
        return None

    def came_back(self, record: RecordId) -> None:
        """The officer returns from finishing ``record``."""

    def home(self) -> Place | None:
        """The line of the side list this page belongs to, where it is another."""
        return None

    def arrive(self, place: Place) -> None:
        """Show ``place``."""

    def leave(self) -> None:
        """The officer goes elsewhere: nothing may stay unsaved."""

    def deeds(self) -> Deeds:
        """What keys do here."""
        return {}

    def changed(self, what: Changed) -> None:
        """Something was written; fetch again what it touches."""
