"""The colours can be read by everyone: WCAG contrasts of the token tables."""

import pytest
from PySide6.QtGui import QColor, QPalette

from desktop.gui import theme

LOOKS = ["light", "dark"]
TEXT = [
    ("text", "window"), ("text", "card"), ("text", "panel"), ("text", "input"),
    ("text", "hover"), ("text", "disabled"),
    ("muted", "window"), ("muted", "card"), ("muted", "panel"), ("muted", "input"),
    ("muted", "disabled"),
    ("accent", "card"), ("accent", "window"), ("accent_text", "accent"),
    ("accent_text", "accent_pressed"), ("accent_on_soft", "accent_soft"),
    ("danger", "card"), ("warning", "card"), ("good", "card"),
    ("text", "danger_soft"), ("text", "warning_soft"), ("text", "good_soft"),
    ("text", "accent_soft"), ("training_text", "training"),
]  # fmt: skip
EDGES = [
    ("input_border", "card"), ("input_border", "window"), ("input_border", "input"),
    ("focus", "card"), ("focus", "window"), ("focus", "panel"), ("focus", "accent_soft"),
    ("danger", "input"), ("warning", "input"), ("accent", "card"),
    ("danger", "danger_soft"), ("warning", "warning_soft"), ("good", "good_soft"),
]  # fmt: skip


def luminance(text):
    parts = [c / 255 for c in QColor(text).getRgb()[:3]]
    r, g, b = [
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts
    ]
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one, two):
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_knows_black_on_white():
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_has_4_5_to_1(look, ink, ground):
    table = theme.read(look)
    assert contrast(getattr(table, ink), getattr(table, ground)) >= 4.5


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_have_3_to_1(look, edge, ground):
    table = theme.read(look)
    assert contrast(getattr(table, edge), getattr(table, ground)) >= 3


@pytest.mark.parametrize("look", LOOKS)
def test_the_palette_is_made_of_tokens(look):
    table = theme.read(look)
    palette = theme.palette(table)
    assert palette.color(QPalette.ColorRole.Window) == QColor(table.window)
    assert palette.color(QPalette.ColorRole.Text) == QColor(table.text)


def test_the_text_grows(qapp):
    theme.apply(qapp, "light", 100)
    small = theme.unit()
    theme.apply(qapp, "light", 200)
    large = theme.unit()
    theme.apply(qapp, "light", 100)
    assert large >= 2 * small - 1


def test_there_is_no_style_sheet(qapp):
    theme.apply(qapp, "dark", 100)
    assert qapp.styleSheet() == ""
    theme.apply(qapp, "light", 100)
