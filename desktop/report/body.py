"""Title, blocks and appendices as what the typesetter lets flow."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, takewhile

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, HRFlowable, Spacer
from reportlab.platypus import Paragraph as Text

from desktop.report import styles, tables
from desktop.report.document import (
    Appendix,
    Block,
    FigureLine,
    Head,
    Heading,
    Paragraph,
    Table,
)
from desktop.report.fonts import balanced, width
from desktop.report.words import gapped_markup, listed, markup, plain

_TITLE_ROOM = 145 * mm
_RULE_SHARE = 0.4  # of the summary's widest line: a third to a half
_HEADING_ROOM = 28.0  # points of one heading with its gap
_TEXT_ROOM = 44.0  # two lines and a gap


def opening(head: Head) -> Iterator[Flowable]:
    """Title, summary, the line under it and whom it is for."""
    yield from _titled([head.title], styles.TITLE)
    lines = _broken(head.summary, styles.SUMMARY)
    yield from _titled(lines, styles.SUMMARY)
    yield _rule(lines)
    yield from _addressed(head.addressees)


def flow(blocks: Sequence[Block], span: float, *, signed: bool) -> Iterator[Flowable]:
    """The blocks in their order; the last text stays with a signature after it."""
    last = len(blocks) - 1
    for at, block in enumerate(blocks):
        if isinstance(block, Heading):
            yield CondPageBreak(_room(blocks[at:]))
        closing = signed and at == last
        yield from _flow(block, span, styles.CLOSING_TEXT if closing else styles.TEXT)


def appendix(part: Appendix, span: float) -> Iterator[Flowable]:
    """Number, title and reference, then its blocks."""
    yield Text(markup(f"Phụ lục {part.number}"), styles.TITLE)
    yield from _titled(_broken(part.title, styles.SUMMARY), styles.SUMMARY)
    if part.reference:
        yield Text(gapped_markup(part.reference), styles.REFERENCE)
    yield Spacer(1, 8)
    yield from flow(part.blocks, span, signed=False)


def _room(blocks: Sequence[Block]) -> float:
    """What a run of headings needs below it, itself included."""
    heads = list(takewhile(lambda block: isinstance(block, Heading), blocks))
    then = blocks[len(heads) : len(heads) + 1]
    below = tables.ROOM if then and isinstance(then[0], Table) else _TEXT_ROOM
    return len(heads) * _HEADING_ROOM + below


def _flow(block: Block, span: float, look: ParagraphStyle) -> Iterator[Flowable]:
    if isinstance(block, Table):
        return tables.flowables(block, span)
    return iter(_TEXTS[type(block)](block, look))


def _heading(block: Heading, _look: ParagraphStyle) -> list[Flowable]:
    return [Text(markup(block.text), styles.HEADINGS[block.level])]


def _paragraph(block: Paragraph, look: ParagraphStyle) -> list[Flowable]:
    lines = [line for line in plain(block.text).split("\n") if line]
    early = [Text(markup(line), styles.TEXT) for line in lines[:-1]]
    return [*early, *(Text(markup(line), look) for line in lines[-1:])]


def _figure(block: FigureLine, look: ParagraphStyle) -> list[Flowable]:
    return [Text(f"- {markup(block.label)}: {markup(block.value)}.", look)]


_TEXTS: dict[type, Callable[..., list[Flowable]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    FigureLine: _figure,
}


def _broken(text: str, look: ParagraphStyle) -> list[str]:
    given = plain(text).split("\n")
    room = _TITLE_ROOM
    return [*chain(*(balanced(t, look.fontName, look.fontSize, room) for t in given))]


def _titled(lines: Sequence[str], look: ParagraphStyle) -> list[Flowable]:
    return [Text("<br/>".join(markup(line) for line in lines), look)]


def _rule(lines: Sequence[str]) -> Flowable:
    look = styles.SUMMARY
    widest = max((width(t, look.fontName, look.fontSize) for t in lines), default=0)
    return HRFlowable(
        width=widest * _RULE_SHARE,
        thickness=0.7,
        color="black",
        spaceBefore=4,
        spaceAfter=10,
    )


def _addressed(names: Sequence[str]) -> list[Flowable]:
    if not names:
        return []
    if len(names) == 1:
        return [Text(f"Kính gửi: {markup(names[0].rstrip(' .;'))}.", styles.ADDRESSEE)]
    lines = ["Kính gửi:", *(markup(name) for name in listed(names))]
    return [Text("<br/>".join(lines), styles.ADDRESSEES)]
