"""One paper as PDF: equal bytes for equal values, no link, no file opened but fonts."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from reportlab import rl_config
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    NextPageTemplate,
    PageBreak,
)
from reportlab.platypus.doctemplate import LayoutError

from desktop.errors import Refused
from desktop.report import body, fonts, pages
from desktop.report.closing import closing
from desktop.report.document import Head, Report
from desktop.report.letterhead import letterhead
from desktop.report.words import plain

rl_config.trustedSchemes = []  # its markup could open web and file addresses


def render(report: Report, fonts_folder: Path) -> bytes:
    """The PDF of ``report``, set in the Tinos of ``fonts_folder``."""
    fonts.register(fonts_folder)
    kinds = pages.Pages(
        letterhead(report.head, pages.SPAN), report.training, report.note
    )
    out = BytesIO()
    paper = BaseDocTemplate(
        out,
        pageTemplates=kinds.templates(),
        initialFontName=fonts.REGULAR,
        invariant=1,
        lang="vi-VN",
        **_described(report.head),
    )
    try:
        paper.build(list(_story(report)))
    except LayoutError as error:
        raise Refused("report.does_not_fit") from error
    return out.getvalue()


def _described(head: Head) -> dict[str, str]:
    author = " - ".join(plain(" ".join(one.name)) for one in head.bodies)
    title = plain(f"{head.title} {head.summary}").replace("\n", " ")
    return {"title": title, "author": author, "creator": "Sổ phối hợp"}


def _story(report: Report) -> Iterator[Flowable]:
    yield from body.opening(report.head)
    yield from body.flow(report.blocks, pages.SPAN, signed=True)
    yield from closing(report, pages.SPAN)
    for part in report.appendices:
        yield NextPageTemplate("wide" if part.wide else "appendix")
        yield PageBreak()
        yield from body.appendix(part, pages.WIDE_SPAN if part.wide else pages.SPAN)
