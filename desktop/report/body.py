"""Title, blocks, signature and recipients as what the typesetter lets flow."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, Spacer
from reportlab.platypus import Paragraph as Text
from reportlab.platypus import Table as Grid

from desktop.report import styles, tables
from desktop.report.document import (
    Appendix,
    Block,
    FigureLine,
    Head,
    Heading,
    Paragraph,
    Report,
    Signature,
    Table,
)
from desktop.report.fonts import balanced, width
from desktop.report.words import listed, markup, plain

_TITLE_ROOM = 145 * mm
_RULE_SHARE = 0.4  # of the summary's widest line: a third to a half
_SIGN_ROOM = 28 * mm  # for signature and stamp
_SIGN_SHARE = 0.55


def opening(head: Head) -> Iterator[Flowable]:
    """Title, summary, the line under it and whom it is for."""
    yield from _titled([head.title], styles.TITLE)
    lines = _broken(head.summary, styles.SUMMARY)
    yield from _titled(lines, styles.SUMMARY)
    yield _rule(lines)
    yield from _addressed(head.addressees)


def flow(blocks: Sequence[Block], span: float) -> Iterator[Flowable]:
    """The blocks in their order; the last text stays with what follows it."""
    for at, block in enumerate(blocks):
        last = at == len(blocks) - 1
        yield from _flow(block, span, styles.CLOSING_TEXT if last else styles.TEXT)


def closing(report: Report, span: float) -> Flowable:
    """Nơi nhận on the left, level with the signature on the right."""
    left = _recipients(report.recipients)
    right = _signed(report.signature)
    rows = [[left, right]]
    if report.co_signature:
        rows = [[_signed(report.co_signature), right], [left, []]]
    share = 0.5 if report.co_signature else _SIGN_SHARE
    return Grid(
        rows,
        colWidths=[span * (1 - share), span * share],
        style=[("VALIGN", (0, 0), (-1, -1), "TOP"), ("PADDING", (0, 0), (-1, -1), 0)],
        spaceBefore=14,
        splitInRow=1,
    )


def appendix(part: Appendix, span: float) -> Iterator[Flowable]:
    """Number, title and reference, then its blocks."""
    yield Text(markup(f"Phụ lục {part.number}"), styles.TITLE)
    yield from _titled(_broken(part.title, styles.SUMMARY), styles.SUMMARY)
    if part.reference:
        yield Text(markup(part.reference), styles.REFERENCE)
    yield Spacer(1, 8)
    for block in part.blocks:
        yield from _flow(block, span, styles.TEXT)


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
        return [Text(f"Kính gửi: {markup(names[0])}.", styles.ADDRESSEE)]
    lines = ["Kính gửi:", *(markup(name) for name in listed(names))]
    return [Text("<br/>".join(lines), styles.ADDRESSEE)]


def _recipients(names: Sequence[str]) -> list[Flowable]:
    if not names:
        return []
    lines = [Text(markup(name), styles.RECIPIENTS) for name in listed(names)]
    return [Text("Nơi nhận:", styles.RECIPIENTS_HEAD), *lines]


def _signed(signature: Signature) -> list[Flowable]:
    above = [*signature.authority, signature.post]
    return [
        *(Text(markup(line), styles.SIGNED) for line in above if line),
        Spacer(1, _SIGN_ROOM),
        Text(markup(signature.name), styles.SIGNED),
    ]
