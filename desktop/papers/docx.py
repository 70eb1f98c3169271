"""The words of a DOCX: a ZIP of XML, read within limits."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from desktop.errors import Refused
from desktop.papers import pictures
from desktop.papers.words import Limits, Words

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_PART = 20 * 1024 * 1024  # bytes of one part, unpacked
MAX_PARTS = 2_000
MAX_PICTURES = 20  # looked at for a place
_SAYS = re.compile(
    r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml"
)
_PICTURE = re.compile(r"word/media/[^/]+\.jpe?g", re.IGNORECASE)
_ABOUT = "docProps/core.xml"
_BREAKS = ("}p", "}tab", "}br", "}cr")
_BROKEN = (
    BadZipFile, zlib.error, ParseError, DefusedXmlException,
    OSError, ValueError, RuntimeError, NotImplementedError, EOFError,
)  # fmt: skip


def read(content: bytes, limits: Limits) -> Words:
    """What it says, headers and notes too; attach.broken, attach.bomb_parts."""
    try:
        with ZipFile(BytesIO(content)) as parts:
            return _words(parts, limits)
    except _BROKEN as error:
        raise Refused("attach.broken") from error


def _words(parts: ZipFile, limits: Limits) -> Words:
    names = parts.namelist()
    if len(names) > MAX_PARTS:
        raise Refused("attach.bomb_parts")
    if "word/document.xml" not in names:
        raise Refused("attach.broken")
    said = "\n".join(_said(_tree(parts, n)) for n in names if _SAYS.fullmatch(n))
    told = ["attach.told.author"] if _has_author(parts, names) else []
    if _tells_a_place(parts, names):
        told.append("attach.told.place")
    if len(said) > limits.letters:
        told.append("attach.told.long")
    return Words(said[: limits.letters], tuple(told))


def _part(parts: ZipFile, name: str) -> bytes:
    """A part's bytes, counted while they are unpacked."""
    with parts.open(name) as file:
        found = file.read(MAX_PART + 1)
    if len(found) > MAX_PART:
        raise Refused("attach.bomb_parts")
    return found


def _tree(parts: ZipFile, name: str) -> "Element":
    found: Element = fromstring(_part(parts, name), forbid_dtd=True)
    return found


def _said(tree: "Element") -> str:
    return "".join(_pieces(tree))


def _pieces(tree: "Element") -> Iterator[str]:
    for node in tree.iter():
        if node.tag.endswith(_BREAKS):
            yield "\n" if node.tag.endswith("}p") else " "
        elif node.tag.endswith(("}t", "}delText")) and node.text:
            yield node.text


def _has_author(parts: ZipFile, names: list[str]) -> bool:
    """Whether it names who wrote it."""
    if _ABOUT not in names:
        return False
    about = _tree(parts, _ABOUT)
    said = (n.text for n in about.iter() if n.tag.endswith(("creator", "ModifiedBy")))
    return any(text and text.strip() for text in said)


def _tells_a_place(parts: ZipFile, names: list[str]) -> bool:
    """Whether a picture in it says where it was taken."""
    shown = [name for name in names if _PICTURE.fullmatch(name)][:MAX_PICTURES]
    return any(pictures.tells_a_place(_part(parts, name)) for name in shown)
