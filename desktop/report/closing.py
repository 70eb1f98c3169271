"""The lower end of a paper: Nơi nhận, and who signs."""

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer
from reportlab.platypus import Paragraph as Text
from reportlab.platypus import Table as Grid

from desktop.report import styles
from desktop.report.document import Report, Signature
from desktop.report.fonts import REGULAR
from desktop.report.words import listed, markup

_SIGN_ROOM = 28 * mm  # for signature and stamp
_SIGN_SHARE = 0.55
_BESIDE = 25  # recipients that fit beside a signature; more go below it


def closing(report: Report, span: float) -> list[Flowable]:
    """Nơi nhận on the left, level with the signature on the right."""
    left = _recipients(report.recipients)
    right = [*_posts(report.signature), *_name(report.signature)]
    if report.co_signature:
        return [*_joint(report.signature, report.co_signature, span), *left]
    if len(left) > _BESIDE:
        return [_grid([[[], right]], span, _SIGN_SHARE), *left]
    return [_grid([[left, right]], span, _SIGN_SHARE)]


def _joint(lead: Signature, other: Signature, span: float) -> list[Flowable]:
    """The lead on the right; the names level with each other."""
    rows = [[_posts(other), _posts(lead)], [_name(other), _name(lead)]]
    return [_grid(rows, span, 0.5), Spacer(1, 12)]


def _grid(rows: list[list[list[Flowable]]], span: float, share: float) -> Flowable:
    whole = (0, 0), (-1, -1)
    sides = ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")
    return Grid(
        rows,
        colWidths=[span * (1 - share), span * share],
        style=[
            ("FONTNAME", *whole, REGULAR),
            ("VALIGN", *whole, "TOP"),
            *((side, *whole, 0) for side in sides),
            ("NOSPLIT", *whole),
        ],
        spaceBefore=14,
    )


def _recipients(names: Sequence[str]) -> list[Flowable]:
    if not names:
        return []
    lines = [Text(markup(name), styles.RECIPIENTS) for name in listed(names)]
    return [Text("Nơi nhận:", styles.RECIPIENTS_HEAD), *lines]


def _posts(signature: Signature) -> list[Flowable]:
    lines = [*signature.authority, signature.post]
    return [Text(markup(line), styles.SIGNED) for line in lines if line]


def _name(signature: Signature) -> list[Flowable]:
    return [Spacer(1, _SIGN_ROOM), Text(markup(signature.name), styles.SIGNED)]
