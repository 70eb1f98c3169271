"""A rendered PDF read back: text, places of text, lines drawn."""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from desktop.assets import resources
from desktop.report.document import Report
from desktop.report.pdf import render

FONTS = resources() / "fonts"
MM = 72 / 25.4


@dataclass(frozen=True)
class Box:
    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self):
        return self.right - self.left

    @property
    def height(self):
        return self.top - self.bottom

    @property
    def middle(self):
        return (self.left + self.right) / 2


def printed(report: Report, fonts: Path = FONTS) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(render(report, fonts))


def text_of(page: pypdfium2.PdfPage) -> str:
    return page.get_textpage().get_text_range()


def whole_text(paper: pypdfium2.PdfDocument) -> str:
    return "\n".join(text_of(page) for page in paper)


def on_one_line(text: str) -> str:
    return " ".join(text.split())


def last_page(paper: pypdfium2.PdfDocument) -> pypdfium2.PdfPage:
    return paper[len(paper) - 1]


def place_of(page: pypdfium2.PdfPage, words: str, above: float = 0) -> Box:
    """The box around the first appearance of ``words``, ``above`` a height."""
    textpage = page.get_textpage()
    search = textpage.search(words, match_case=True)
    while found := search.get_next():
        box = _box(textpage, *found)
        if box.bottom >= above:
            return box
    raise AssertionError(f"{words!r} is not on the page")


def _box(textpage: pypdfium2.PdfTextPage, at: int, count: int) -> Box:
    shown = [i for i in range(at, at + count) if textpage.get_text_range(i, 1).strip()]
    boxes = [textpage.get_charbox(i) for i in shown]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return Box(min(lefts), min(bottoms), max(rights), max(tops))


def rules(page: pypdfium2.PdfPage) -> list[Box]:
    """Horizontal lines, from the top down."""
    found = []
    for shape in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        box = Box(*shape.get_bounds())
        if box.height < 2 < box.width:
            found.append(box)
    return sorted(found, key=lambda box: -box.top)


def rises(values) -> bool:
    return all(a < b for a, b in pairwise(values))
