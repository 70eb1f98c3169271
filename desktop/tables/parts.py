"""The parts of an .xlsx that calamine trusts, or passes over.

It makes room for every cell between the first and the last: one far away would take
all memory there is. It reads an error (#N/A) as a blank, and tells neither formats nor
fonts. So parts are looked at before: how large they are inflated, how far they reach.
"""

import html
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from posixpath import join, normpath
from zipfile import BadZipFile, ZipFile, ZipInfo

from desktop.errors import Refused
from desktop.tables.styles import Styles, styles
from desktop.tables.table import MAX_COLUMNS, MAX_ROWS, Place
from desktop.text.legacy import Coding

MAX_INFLATED = 160 * 1024 * 1024  # 50,000 rows of 40 cells take half of it
MAX_PARTS = 2_000
_MOST = 1032  # times that deflate can make of a byte
_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_STORED, _DEFLATED = 0, 8

_CELL = re.compile(rb"<(?:[\w.-]+:)?c(?=[\s/>])([^>]*)>")
_ROW = re.compile(rb"<(?:[\w.-]+:)?row(?=[\s/>])")
_REFERENCE = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]*)(\d+)\s*["']""")
_FAR = re.compile(
    rb"""r\s*=\s*["']\s*(?:[A-Za-z]{0,3}0*(?:[6-9]\d{4}|\d{6,}|5(?!0000\b)\d{4})"""
    rb"""|(?:[A-Za-z]{3,}|[J-Zj-z][A-Za-z]|[Ii][W-Zw-z])\d)"""
)
_STYLE = re.compile(rb"""\bs\s*=\s*["'](\d+)["']""")
_ERROR = re.compile(rb"""\bt\s*=\s*["']e["']""")
_VALUE = re.compile(rb"<(?:[\w.-]+:)?v[^>]*>([^<]*)<")
_SHEET = re.compile(rb"<(?:[\w.-]+:)?sheet\s([^>]*)>")
_RELATION = re.compile(rb"<(?:[\w.-]+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(rb"""([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands beside the values of a sheet."""

    errors: Sequence[tuple[Place, str]] = ()
    percents: Sequence[Place] = ()
    fonts: Mapping[Place, Coding] = field(default_factory=dict)


@lru_cache(1)  # each look at a file asks again
def check(content: bytes) -> None:
    """Refuse what is no workbook, and what would not fit into memory."""
    with _archive(content) as box:
        found = box.infolist()
        if len(found) > MAX_PARTS:
            raise Refused("table.bomb")
        if _BOOK not in {one.filename for one in found}:
            raise Refused("table.not_a_table")
        if sum(one.compress_size for one in found) * _MOST > MAX_INFLATED:
            _measure(content, found)


def sheet(content: bytes, number: int) -> bytes:
    """The part of a sheet by its place; Refused where it reaches too far."""
    with _archive(content) as box:
        names = list(_sheet_parts(box))
        if number >= len(names):
            raise Refused("table.damaged")
        found = _part(box, names[number])
    if found[:2] in (b"\xfe\xff", b"\xff\xfe") or b"\0" in found[:256]:
        raise Refused("table.damaged")
    _refuse_far(found)
    return found


def marks(content: bytes, source: bytes) -> Marks:
    """Errors, percentages and former fonts of a sheet's part."""
    with _archive(content) as box:
        name = "xl/styles.xml"
        known = styles(_part(box, name)) if name in box.namelist() else Styles()
    errors = b'"e"' in source or b"'e'" in source
    if not errors and not known.percents and not known.fonts:
        return Marks()
    return _marks(source, known)


def _marks(source: bytes, known: Styles) -> Marks:
    errors: list[tuple[Place, str]] = []
    percents: list[Place] = []
    fonts: dict[Place, Coding] = {}
    for cell in _CELL.finditer(source):
        place = _place(cell[1])
        if place is None:
            continue
        style = _STYLE.search(cell[1])
        number = int(style[1]) if style else 0
        if _ERROR.search(cell[1]):
            value = _VALUE.search(source, cell.end(), cell.end() + 4096)
            errors.append(
                (place, value[1].decode("ascii", "replace") if value else "#")
            )
        elif number in known.percents:
            percents.append(place)
        elif number in known.fonts:
            fonts[place] = known.fonts[number]
    return Marks(errors, percents, fonts)


def _place(attributes: bytes) -> Place | None:
    found = _REFERENCE.search(attributes)
    if found is None or not found[1]:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + letter - ord("A") + 1
    return int(found[2]) - 1, column - 1


def _refuse_far(source: bytes) -> None:
    """Rows and cells without a reference stand behind the one before: counted."""
    for far in _FAR.finditer(source):
        if source[far.start() - 1 : far.start()].isspace():  # r, and not headeR
            row = re.search(rb"\d+", far[0])
            too_low = row is not None and int(row[0]) > MAX_ROWS
            limit = MAX_ROWS if too_low else MAX_COLUMNS
            raise Refused("table.rows" if too_low else "table.columns", limit=limit)
    if source.count(b"row") > MAX_ROWS and len(_ROW.findall(source)) > MAX_ROWS:
        raise Refused("table.rows", limit=MAX_ROWS)
    unnamed = source.count(b"<c") - source.count(b"<c r=") + source.count(b":c")
    if unnamed > MAX_COLUMNS and _loose_cells(source) > MAX_COLUMNS:
        raise Refused("table.no_places")


def _loose_cells(source: bytes) -> int:
    cells = _CELL.finditer(source)
    return sum(1 for cell in cells if not _REFERENCE.search(cell[1]))


def _sheet_parts(box: ZipFile) -> Iterator[str]:
    """The parts of the sheets, in the workbook's order."""
    targets: dict[bytes, bytes] = {}
    for relation in _RELATION.finditer(_part(box, _RELATIONS)):
        told = _attributes(relation[1])
        targets[told.get(b"Id", b"")] = told.get(b"Target", b"")
    for one in _SHEET.finditer(_part(box, _BOOK)):
        told = _attributes(one[1])
        named = next((v for k, v in told.items() if k.endswith(b":id")), b"")
        target = html.unescape(targets.get(named, b"").decode("utf-8", "replace"))
        yield normpath(join("xl", target)) if target[:1] != "/" else target[1:]


def _attributes(text: bytes) -> dict[bytes, bytes]:
    return {name: a or b for name, a, b in _ATTRIBUTE.findall(text)}


def _part(box: ZipFile, name: str) -> bytes:
    try:
        return box.read(name)
    except KeyError as error:
        raise Refused("table.damaged") from error


class _Archive(ZipFile):
    """A container whose faults are ours by name."""

    def __init__(self, content: bytes) -> None:
        try:
            super().__init__(BytesIO(content))
        except (BadZipFile, ValueError, OSError, EOFError) as error:
            raise Refused("table.damaged") from error

    def read(self, name: str | ZipInfo, pwd: bytes | None = None) -> bytes:
        """A part, within what was measured."""
        try:
            return super().read(name, pwd)
        except (BadZipFile, zlib.error, EOFError, OSError) as error:
            raise Refused("table.damaged") from error
        except (RuntimeError, NotImplementedError) as error:  # encrypted, or unknown
            raise Refused("table.password") from error


def _archive(content: bytes) -> _Archive:
    return _Archive(content)


def _measure(content: bytes, found: Sequence[ZipInfo]) -> None:
    """Inflate all once, keeping nothing: the sizes an archive tells may be lies."""
    left = MAX_INFLATED
    for one in found:
        if one.compress_type not in (_STORED, _DEFLATED):
            raise Refused("table.damaged")
        at = one.header_offset + 30  # names and extra fields: their lengths stand at 26
        lengths = content[one.header_offset + 26 : at]
        at += int.from_bytes(lengths[:2], "little") + int.from_bytes(
            lengths[2:], "little"
        )
        packed = content[at : at + one.compress_size]
        left -= len(packed) if one.compress_type == _STORED else _inflated(packed, left)
        if left < 0:
            raise Refused("table.bomb")


def _inflated(packed: bytes, most: int) -> int:
    """How long a part becomes; no more than a little over ``most`` is made."""
    stream, size, rest = zlib.decompressobj(-15), 0, packed
    try:
        while rest and size <= most and not stream.eof:
            size += len(stream.decompress(rest, 1 << 20))
            rest = stream.unconsumed_tail
    except zlib.error as error:
        raise Refused("table.damaged") from error
    return size
