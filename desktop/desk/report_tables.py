"""The tables of a report: figures under their headings, annexes after the signature."""

import re
from collections.abc import Iterator, Sequence

from desktop.desk import compared
from desktop.desk.chain import chain
from desktop.desk.figures import Asked, shown
from desktop.desk.outline import Annex, Outline, Section
from desktop.desk.period_views import Compared, FigureValue
from desktop.desk.rows_told import rows_told
from desktop.report.document import (
    Align,
    Appendix,
    Block,
    Column,
    Heading,
    Level,
    Paragraph,
    Table,
)
from desktop.text.numbers import format_decimal

_SHAPES = ((5, Align.LEFT), (2.4, Align.CENTER), (2.4, Align.RIGHT), (1.8, Align.RIGHT))
_NUMBER = re.compile(r"[+-]?[0-9.]+(,[0-9]+)?|–").fullmatch
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def blocks(
    found: Outline,
    kind: str,
    sentences: Sequence[tuple[str, str]],
    values: Sequence[FigureValue],
) -> tuple[Block, ...]:
    """Each heading with its text as edited, and its figures; no empty items."""
    sections = {section.heading: section for section in found.of(kind)}
    told: list[Block] = []
    for heading, text in sentences:
        section = sections.get(heading)
        rows = list(_figures(section, values)) if section else []
        part = heading[:1] in "IVX"
        if not (part or text.strip() or rows):
            continue
        told.append(Heading(heading, Level.PART if part else Level.ITEM))
        if text.strip():
            told.append(Paragraph(text))
        if rows:
            told += [_table(rows, found.columns), *_carried(rows, found.carried)]
    return tuple(told)


def _figures(section: Section, values: Sequence[FigureValue]) -> Iterator[FigureValue]:
    known = {figure.code: figure for figure in values}
    if section.working:
        yield from (figure for figure in values if figure.working)
    yield from (known[code] for code in section.figures if code in known)


def _table(rows: Sequence[FigureValue], titles: Sequence[str]) -> Table:
    return Table(
        columns=tuple(
            Column(title, width, align)
            for title, (width, align) in zip(titles, _SHAPES, strict=True)
        ),
        rows=tuple(
            (figure.label, figure.unit_label, _parts(figure), shown(figure))
            for figure in rows
        ),
    )


def _parts(figure: FigureValue) -> str:
    if figure.d is None or figure.veiled or figure.words:
        return ""
    return f"{format_decimal(figure.n)}/{format_decimal(figure.d)}"


def _carried(rows: Sequence[FigureValue], words: str) -> Iterator[Paragraph]:
    for figure in rows:
        if figure.sources:
            sources = ", ".join(figure.sources)
            yield Paragraph(words.format(label=figure.label, sources=sources))


def annexes(
    asked: Asked, found: Outline, kind: str, reference: str = "", *, working: bool
) -> tuple[Appendix, ...]:
    """The annexes that have rows, numbered as they come.

    ``working``: some figure of the working page is told; so is each organisation's way.
    """
    told = [
        (one, tuple(_told(asked, one)))
        for one in found.annexes_of(kind)
        if working or not one.chain
    ]
    full = [(one, blocks) for one, blocks in told if blocks]
    numbers = _ROMAN if len(full) > 1 else ("",)
    return tuple(
        Appendix(number, one.title, blocks, reference, wide=one.wide)
        for number, (one, blocks) in zip(numbers, full, strict=False)
    )


def _told(asked: Asked, one: Annex) -> Iterator[Block]:
    if one.chain:
        yield from _chain(asked, one)
    elif (table := _annex(asked, one)).rows:
        yield table


def _chain(asked: Asked, one: Annex) -> Iterator[Block]:
    """Of one commune, where there is anything to tell."""
    found = chain(asked)
    some = any(link.count for member in found.members for link in member.links)
    if len(asked.units) > 1 or not some:
        return
    first, each = one.widths
    steps = [Column(step, each, Align.RIGHT) for step in found.steps]
    yield Table(
        (Column(one.columns[0], first, Align.LEFT), *steps),
        tuple(
            (member.title, *(str(link.count) for link in member.links))
            for member in found.members
        ),
    )
    if found.drop:
        yield Paragraph(found.drop)


def _annex(asked: Asked, one: Annex) -> Table:
    if one.select is None:
        rows = tuple(_beside(found, one.missing) for found in _known(asked))
    else:
        told = rows_told(asked, one.select)
        rows = tuple(tuple(row.values()) for row in told)
    columns = tuple(
        Column(title, width, _align(rows, at))
        for at, (title, width) in enumerate(zip(one.columns, one.widths, strict=True))
    )
    return Table(columns, rows)


def _align(rows: Sequence[tuple[str, ...]], at: int) -> Align:
    """Numbers stand to the right, days and words to the left."""
    told = [row[at] for row in rows if row[at]]
    plain = all(_NUMBER(cell) for cell in told)
    return Align.RIGHT if told and plain else Align.LEFT


def _known(asked: Asked) -> list[Compared]:
    days = asked.start, asked.end
    found = compared.compared(asked.pack, asked.reader, asked.units, *days)
    return [one for one in found if one.now.is_known and not one.now.working]


def _beside(found: Compared, missing: str) -> tuple[str, ...]:
    now, before = found.now, found.before
    change = "" if found.change is None else f"{found.change:+}".replace(".", ",")
    told = missing if before is None else shown(before)
    return now.label, now.unit_label, shown(now), told, change
