"""What is printed, as frozen values; every number comes in already written out."""

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from desktop.errors import Fault


@dataclass(frozen=True, slots=True)
class Body:
    """An issuing body; its lines are broken by meaning, not by width."""

    name: tuple[str, ...]  # ("ỦY BAN NHÂN DÂN", "XÃ TIÊN PHƯỚC")
    superior: tuple[str, ...] = ()  # a UBND prints none


@dataclass(frozen=True, slots=True)
class Head:
    """Cells 1 to 5a and 9a of Decree 30; two bodies make a joint (liên tịch) paper."""

    bodies: tuple[Body, ...]  # the lead first
    symbol: str  # "BC-UBND"
    place: str  # "Tiên Phước"
    date: str  # words.dated(day), or words.undated(year) before registration
    title: str  # "BÁO CÁO"
    summary: str  # a line break in it is kept
    number: str = ""  # given by the clerk after signing
    addressees: tuple[str, ...] = ()  # Kính gửi


class Level(Enum):
    """Depth of a heading; its number is part of its text."""

    PART = 1  # I. ĐẶC ĐIỂM TÌNH HÌNH
    ITEM = 2  # 1. Công tác lãnh đạo, chỉ đạo
    POINT = 3  # a) Kết quả


class Align(Enum):
    """Where a column's cells stand."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; it never stays behind at the foot of a page."""

    text: str
    level: Level = Level.PART


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; each line of ``text`` is a paragraph of its own."""

    text: str


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure in words: "- Tỷ lệ hoàn thành: 34/39, đạt 87,2 %"."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Column:
    """A table column; widths are shares of the line."""

    title: str
    width: float = 1
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its head repeated on each page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    total: tuple[str, ...] = ()  # a last row in bold

    def __post_init__(self) -> None:
        for row in (*self.rows, *([self.total] if self.total else [])):
            if len(row) != len(self.columns):
                raise Fault("report.row", cells=len(row), columns=len(self.columns))


Block: TypeAlias = Heading | Paragraph | FigureLine | Table


@dataclass(frozen=True, slots=True)
class Signature:
    """Cells 7a and 7b: ("TM. ỦY BAN NHÂN DÂN",), "CHỦ TỊCH", a name or blank."""

    authority: tuple[str, ...]
    post: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Appendix:
    """Pages after the signature, numbered on their own; ``wide`` is landscape."""

    number: str  # "I", or "" when there is only one
    title: str
    blocks: tuple[Block, ...]
    reference: str = ""  # "(Kèm theo Báo cáo số … ngày …)"
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A whole paper."""

    head: Head
    blocks: tuple[Block, ...]
    signature: Signature
    recipients: tuple[str, ...] = ()  # Nơi nhận, without dashes and semicolons
    training: bool = False
    note: str = ""  # one small line at the foot of each page
    co_signature: Signature | None = None  # the second body of a joint paper
    appendices: tuple[Appendix, ...] = ()
