"""Of a workbook's styles: which show percentages, and which have fonts of before."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from desktop.text.legacy import Coding, of_font

_PERCENT = frozenset((9, 10))  # of the formats that each program knows
_FORMATS = re.compile(rb"<(?:[\w.-]+:)?numFmt\s([^>]*)>")
_FONTS = re.compile(rb"<(?:[\w.-]+:)?fonts\b.*?</(?:[\w.-]+:)?fonts>", re.DOTALL)
_FONT = re.compile(rb"<(?:[\w.-]+:)?font(?:\s[^>]*)?>.*?</(?:[\w.-]+:)?font>|"
                   rb"<(?:[\w.-]+:)?font\s*/>", re.DOTALL)  # fmt: skip
_NAME = re.compile(rb"""<(?:[\w.-]+:)?name\s+val\s*=\s*["']([^"']*)["']""")
_CELLS = re.compile(rb"<(?:[\w.-]+:)?cellXfs\b.*?</(?:[\w.-]+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<(?:[\w.-]+:)?xf\s([^>]*)>")


@dataclass(frozen=True, slots=True)
class Styles:
    """Numbers of cell styles."""

    percents: frozenset[int] = frozenset()
    fonts: Mapping[int, Coding] = field(default_factory=dict)


def styles(source: bytes) -> Styles:
    """What xl/styles.xml says of both."""
    percent = _PERCENT | set(_percent_formats(source))
    fonts = dict(_former_fonts(source))
    found = list(_cell_styles(source))
    return Styles(
        frozenset(n for n, (shape, _) in enumerate(found) if shape in percent),
        {n: fonts[font] for n, (_, font) in enumerate(found) if font in fonts},
    )


def _percent_formats(source: bytes) -> Iterator[int]:
    for one in _FORMATS.finditer(source):
        code = re.search(rb"""formatCode\s*=\s*("[^"]*"|'[^']*')""", one[1])
        if code is not None and b"%" in code[1]:
            yield _number(one[1], b"numFmtId")


def _former_fonts(source: bytes) -> Iterator[tuple[int, Coding]]:
    section = _FONTS.search(source)
    for number, font in enumerate(_FONT.finditer(section[0] if section else b"")):
        name = _NAME.search(font[0])
        coding = of_font(name[1].decode("utf-8", "replace")) if name else None
        if coding is not None:
            yield number, coding


def _cell_styles(source: bytes) -> Iterator[tuple[int, int]]:
    """The format and the font of each style that cells may name."""
    section = _CELLS.search(source)
    for one in _STYLE.finditer(section[0] if section else b""):
        yield _number(one[1], b"numFmtId"), _number(one[1], b"fontId")


def _number(attributes: bytes, name: bytes) -> int:
    found = re.search(name + rb"""\s*=\s*["'](\d{1,9})["']""", attributes)
    return int(found[1]) if found else 0
