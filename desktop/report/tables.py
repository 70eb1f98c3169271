"""Tables that may be very long, or hold very long cells."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TypeAlias

from reportlab.lib.colors import Color, black
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, LongTable, PageBreak
from reportlab.platypus import Paragraph as Text

from desktop.report import styles
from desktop.report.document import Align, Table
from desktop.report.fonts import BOLD, REGULAR, width
from desktop.report.words import keep_percent, markup, plain

CHUNK = 500  # rows: one LongTable of thousands splits in quadratic time
_TALLEST = 60 * mm  # a higher row is continued in the next one
ROOM = 38 * mm  # a caption, the head and a row or two stand together
_PAD = 3.0
_BREAK = re.compile("[ \n]")
_HEAD_FILL = Color(0.93, 0.93, 0.93)
_RULE = 0.5

_Rule: TypeAlias = tuple[object, ...]
_Row: TypeAlias = list[Text]


def flowables(table: Table, span: float) -> Iterator[Flowable]:
    """The caption, then chunks of rows with the head over each."""
    yield CondPageBreak(ROOM)
    if table.caption:
        yield Text(markup(table.caption), styles.CAPTION)
    widths = _widths(table, span)
    head = [Text(markup(one.title), styles.CELL_HEAD) for one in table.columns]
    for start in range(0, max(len(table.rows), 1), CHUNK):
        if start:
            yield PageBreak()
        end = start + CHUNK
        rows = [_cells(table, row, styles.CELLS) for row in table.rows[start:end]]
        if table.total and end >= len(table.rows):
            rows.append(_cells(table, table.total, styles.TOTALS))
        yield _chunk(head, rows, widths)


def _widths(table: Table, span: float) -> list[float]:
    """The wished shares, but no column narrower than its longest word."""
    least = [_longest_word(table, at, span) for at in range(len(table.columns))]
    shares = [column.width for column in table.columns]
    while True:
        free = span - sum(
            low for low, share in zip(least, shares, strict=True) if not share
        )
        unit = free / (sum(shares) or 1)
        tight = [
            0 < share * unit < low for low, share in zip(least, shares, strict=True)
        ]
        if not any(tight):
            break
        shares = [0 if bad else one for bad, one in zip(tight, shares, strict=True)]
    return [share * unit or low for low, share in zip(least, shares, strict=True)]


def _longest_word(table: Table, at: int, span: float) -> float:
    """In points with padding; at most an even share, beyond it words are broken."""
    cells = [row[at] for row in (*table.rows, *([table.total] if table.total else []))]
    words = set(chain.from_iterable(_words(cell) for cell in cells))
    texts = [width(word, REGULAR, styles.CELL_SIZE) for word in words]
    titles = [
        width(word, BOLD, styles.CELL_SIZE) for word in _words(table.columns[at].title)
    ]
    return min(max([0, *texts, *titles]) + 2 * _PAD + 1, span / len(table.columns))


def _words(text: str) -> list[str]:
    return _BREAK.split(keep_percent(plain(text)))


def _cells(
    table: Table, row: Sequence[str], looks: Mapping[Align, ParagraphStyle]
) -> _Row:
    pairs = zip(row, table.columns, strict=True)
    return [Text(markup(cell), looks[column.align]) for cell, column in pairs]


def _chunk(head: _Row, rows: Sequence[_Row], widths: Sequence[float]) -> Flowable:
    lines: list[_Row] = [head]
    rules: list[_Rule] = []
    for row in rows:
        lines += _pieces(row, widths)
        rules.append(_below(len(lines) - 1))
    return LongTable(
        lines,
        colWidths=widths,
        repeatRows=1,
        style=[*_frame(), *rules],
        spaceBefore=2,
        spaceAfter=8,
    )


def _frame() -> list[_Rule]:
    return [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
        ("BACKGROUND", (0, 0), (-1, 0), _HEAD_FILL),
        ("LEFTPADDING", (0, 0), (-1, -1), _PAD),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
        ("TOPPADDING", (0, 0), (-1, -1), _PAD),
        ("BOTTOMPADDING", (0, 0), (-1, -1), _PAD + 1),
        ("LINEABOVE", (0, 0), (-1, 0), _RULE, black),
        ("LINEBEFORE", (0, 0), (-1, -1), _RULE, black),
        ("LINEAFTER", (-1, 0), (-1, -1), _RULE, black),
        _below(0),
        _below("splitlast"),
    ]


def _below(row: int | str) -> _Rule:
    return ("LINEBELOW", (0, row), (-1, row), _RULE, black)


def _pieces(row: _Row, widths: Sequence[float]) -> list[_Row]:
    """``row``, or as many rows as its highest cell needs to pass a page's foot."""
    parts = [_parts(cell, width) for cell, width in zip(row, widths, strict=True)]
    count = max(len(part) for part in parts)
    return [
        [part[at] if at < len(part) else Text("", styles.CELL_HEAD) for part in parts]
        for at in range(count)
    ]


def _parts(cell: Text, width: float) -> list[Text]:
    room = width - 2 * _PAD
    parts: list[Text] = []
    while cell.wrap(room, _TALLEST)[1] > _TALLEST:
        pieces = cell.split(room, _TALLEST)
        if len(pieces) < 2:
            break
        parts.append(pieces[0])
        cell = pieces[1]
    return [*parts, cell]
