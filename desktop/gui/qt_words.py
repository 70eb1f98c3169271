"""Qt's own buttons and dialogs in Vietnamese: a small table, no compiled file."""

import tomllib

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from desktop import assets


class QtWords(QTranslator):
    """Translates what stands in the table; the rest stays as Qt says it."""

    def __init__(self) -> None:
        super().__init__()
        file = assets.resources() / "translations" / "qt_vi.toml"
        self._table: dict[str, str] = tomllib.loads(file.read_text("utf-8"))

    def isEmpty(self) -> bool:
        """There is something."""
        return False

    def translate(
        self,
        context: str,  # noqa: ARG002 - Qt's signature; one word, one meaning here
        source: str,
        disambiguation: str | None = None,  # noqa: ARG002
        n: int = -1,  # noqa: ARG002
    ) -> str | None:  # None: Qt keeps its own words
        """The Vietnamese word, mnemonics left out."""
        return self._table.get(source.replace("&", ""))


def install(app: QCoreApplication) -> QtWords:
    """Speak Vietnamese from now on."""
    words = QtWords()
    app.installTranslator(words)
    QLocale.setDefault(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
    return words
