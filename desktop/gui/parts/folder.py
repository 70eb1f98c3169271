"""Choosing a folder: sticks that are plugged in, or any folder."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.desk.sticks import Stick, sticks
from desktop.gui import theme
from desktop.gui.parts.button import Button, Weight
from desktop.gui.parts.flow import Flow
from desktop.gui.parts.line import Line
from desktop.gui.words import say
from desktop.signing.disk import reachable, shown

_SHARES = ("//", "\\\\")  # looking for one could take seconds
_GIGA = 1024**3


def _words(stick: Stick) -> str:
    """Its name, its letter where it has one, and its room."""
    free = f"{stick.free / _GIGA:.1f}".replace(".", ",")
    drive = stick.folder.drive
    name = f"{stick.label} ({drive})" if stick.label and drive else stick.label or drive
    return say("gui.folder.stick", name=name, free=free)


def _reached(folder: Path) -> Path | None:
    """A folder that is there, however deep it lies."""
    found = reachable(folder)
    return found if found.is_dir() else None


class FolderChoice(QWidget):
    """A path, told by ``chosen`` when it changes."""

    chosen = Signal(object)
    edited = Signal()  # after every key, without taking the cursor away
    confirmed = Signal()  # Enter, or a button: the officer wants to go on

    def __init__(
        self, name: str, parent: QWidget, plugged: Callable[[], list[Stick]] = sticks
    ) -> None:
        super().__init__(parent)
        self._plugged = plugged
        gap = theme.unit()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(gap)
        line = QHBoxLayout()
        line.setSpacing(2 * gap)
        self.path_line = Line(self)
        self.path_line.setAccessibleName(name)
        self.path_line.setPlaceholderText(say("gui.folder.none"))
        self.path_line.textEdited.connect(self._edited)
        self.path_line.editingFinished.connect(self._typed)
        self.path_line.returnPressed.connect(self._entered)
        browse = Button(say("gui.folder.browse"), Weight.PLAIN, "folder", self)
        browse.clicked.connect(self._browse)
        line.addWidget(self.path_line, 1)
        line.addWidget(browse)
        inside.addLayout(line)
        self._sticks = QWidget(self)
        self._flow = Flow(self._sticks)
        inside.addWidget(self._sticks)
        self._folder: Path | None = None
        self._said: Path | None = None  # what ``chosen`` told last

    def folder(self) -> Path | None:
        """What was chosen, if it is a folder."""
        return self._folder

    def typed(self) -> str:
        """What stands in the line."""
        return self.path_line.text().strip()

    def look(self) -> None:
        """Which sticks are plugged in now."""
        while self._flow.count():
            item = self._flow.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for stick in self._plugged():
            button = Button(_words(stick), Weight.PLAIN, "usb", self._sticks)
            button.clicked.connect(lambda _=False, to=stick.folder: self._pressed(to))
            self._flow.addWidget(button)
            button.show()
        found = self._flow.count()
        self._sticks.setVisible(found > 0)

    def choose(self, folder: Path) -> None:
        """Take this folder."""
        self._said = folder
        self._folder = _reached(folder)
        self.path_line.setText(str(folder))
        self.chosen.emit(self._folder)

    def _edited(self, typed: str) -> None:
        text = typed.strip()
        local = bool(text) and not text.startswith(_SHARES)
        self._folder = _reached(Path(text)) if local else None
        self.edited.emit()

    def _typed(self) -> None:
        text = self.path_line.text().strip()
        if text and Path(text) != self._said:
            self.choose(Path(text))

    def _entered(self) -> None:
        self._typed()  # Qt tells of Enter before it tells that the text is done
        self.confirmed.emit()

    def _browse(self) -> None:
        start = str(shown(self._folder or Path.home()))
        found = QFileDialog.getExistingDirectory(self, say("gui.folder.browse"), start)
        if found:
            self._pressed(Path(found))

    def _pressed(self, folder: Path) -> None:
        self.choose(folder)
        self.confirmed.emit()
