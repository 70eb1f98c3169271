"""Colours and sizes: two token tables, one palette, no style sheet."""

import tomllib
from dataclasses import dataclass, fields
from functools import cache

from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from desktop import assets

BASE_POINTS = 10.5
TEXT_SIZES = (100, 125, 150, 175, 200)  # per cent


@dataclass(frozen=True, slots=True)
class Tokens:
    """What each colour is for; ``#rrggbb``."""

    window: str
    panel: str
    card: str
    card_border: str
    input: str
    input_border: str
    disabled: str
    text: str
    muted: str
    faint: str
    focus: str
    accent: str
    accent_pressed: str
    accent_text: str
    accent_soft: str
    accent_on_soft: str
    hover: str
    danger: str
    danger_soft: str
    warning: str
    warning_soft: str
    good: str
    good_soft: str
    training: str
    training_text: str


_now: list[Tokens] = []


@cache
def read(name: str) -> Tokens:
    """The table ``light`` or ``dark``."""
    file = assets.resources() / "style" / f"{name}.toml"
    table = tomllib.loads(file.read_text("utf-8"))
    return Tokens(**{field.name: str(table[field.name]) for field in fields(Tokens)})


def tokens() -> Tokens:
    """The colours on screen now."""
    return _now[0] if _now else read("light")


@cache
def _color(text: str) -> QColor:
    return QColor(text)


def color(name: str) -> QColor:
    """A token of the colours on screen now."""
    return _color(getattr(tokens(), name))


def apply(app: QApplication, look: str, percent: int) -> None:
    """Dress the whole program; ``look`` is light or dark."""
    _now[:] = [read(look)]
    if app.style().name().lower() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(palette(tokens()))
    font = QFont(app.font())
    font.setPointSizeF(BASE_POINTS * percent / 100)
    app.setFont(font)


def palette(table: Tokens) -> QPalette:
    """Fusion's roles from our tokens."""
    made = QPalette()
    roles = QPalette.ColorRole
    for role, value in (
        (roles.Window, table.window),
        (roles.WindowText, table.text),
        (roles.Base, table.input),
        (roles.AlternateBase, table.window),
        (roles.Text, table.text),
        (roles.PlaceholderText, table.muted),
        (roles.Button, table.card),
        (roles.ButtonText, table.text),
        (roles.ToolTipBase, table.text),
        (roles.ToolTipText, table.window),
        (roles.Highlight, table.accent),
        (roles.HighlightedText, table.accent_text),
        (roles.Accent, table.accent),
        (roles.Link, table.accent),
        (roles.LinkVisited, table.accent),
        (roles.BrightText, table.danger),
        (roles.Mid, table.card_border),
        (roles.Light, table.card),
        (roles.Dark, table.input_border),
    ):
        made.setColor(role, QColor(value))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(table.muted))
    disabled = QColor(table.disabled)
    made.setColor(QPalette.ColorGroup.Disabled, roles.Base, disabled)
    return made


def unit() -> int:
    """A quarter of a line: the measure of all gaps, growing with the text."""
    return max(4, round(QFontMetrics(QApplication.font()).height() / 4))


def letters(count: int) -> int:
    """The width of ``count`` ordinary letters."""
    return QFontMetrics(QApplication.font()).averageCharWidth() * count
