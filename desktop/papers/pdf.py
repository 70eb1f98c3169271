"""The words of a PDF."""

import pypdfium2

from desktop.errors import Refused
from desktop.papers.words import Limits, Words


def read(content: bytes, limits: Limits) -> Words:
    """What its first pages say; Refused: attach.broken, attach.locked."""
    try:
        with pypdfium2.PdfDocument(content) as paper:
            return _words(paper, limits)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise Refused("attach.locked" if locked else "attach.broken") from error


def _words(paper: pypdfium2.PdfDocument, limits: Limits) -> Words:
    pieces: list[str] = []
    left = limits.letters
    for number in range(min(len(paper), limits.pages)):
        pieces.append(_page(paper, number, left))
        left -= len(pieces[-1])
    text = "\n".join(pieces)
    told = [] if text.strip() else ["attach.told.no_words"]
    if len(paper) > limits.pages or left <= 0:
        told.append("attach.told.long")
    if paper.get_metadata_value("Author").strip():
        told.append("attach.told.author")
    return Words(text, tuple(told))


def _page(paper: pypdfium2.PdfDocument, number: int, left: int) -> str:
    page = paper[number]
    said = page.get_textpage()
    try:
        count = max(0, min(said.count_chars(), left))
        return str(said.get_text_range(0, count)) if count else ""
    finally:
        said.close()
        page.close()
