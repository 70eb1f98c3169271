"""Text size and colours, kept beside the profile."""

from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from desktop.gui import theme

LOOKS = ("system", "light", "dark")


class Looks:
    """Reads and keeps gui.ini."""

    def __init__(self, folder: Path) -> None:
        self._file = QSettings(str(folder / "gui.ini"), QSettings.Format.IniFormat)

    @property
    def look(self) -> str:
        """light, dark or system."""
        found = str(self._file.value("look", "system"))
        return found if found in LOOKS else "system"

    @property
    def percent(self) -> int:
        """Text size."""
        text = str(self._file.value("percent", "100"))
        found = int(text) if text.isdecimal() else 100
        return found if found in theme.TEXT_SIZES else 100

    def keep(self, look: str, percent: int) -> None:
        """Remember both."""
        self._file.setValue("look", look)
        self._file.setValue("percent", percent)
        self._file.sync()

    def resize(self, step: int) -> None:
        """Larger or smaller text, as far as it goes."""
        sizes = theme.TEXT_SIZES
        at = sizes.index(self.percent) + step
        self.keep(self.look, sizes[max(0, min(len(sizes) - 1, at))])

    def apply(self) -> None:
        """Dress the program so."""
        self.follow(QApplication.styleHints().colorScheme())

    def follow(self, scheme: Qt.ColorScheme) -> None:
        """Dress it so where the desktop around us is ``scheme``."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            around = "dark" if scheme == Qt.ColorScheme.Dark else "light"
            look = around if self.look == "system" else self.look
            theme.apply(app, look, self.percent)
