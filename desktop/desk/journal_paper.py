"""The log of hand-overs on paper: what came, what left, by whom, with its code."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from desktop import assets
from desktop.desk.core import Core
from desktop.desk.handover_views import JournalRow
from desktop.desk.reports import head, letterhead, signature
from desktop.ledger.canonical import Json
from desktop.report.document import Align, Block, Column, Heading, Report, Table
from desktop.report.pdf import render

_OUTLINE = "journal.toml"
_SHAPES = (
    (1, Align.CENTER),
    (2.6, Align.LEFT),
    (3.2, Align.LEFT),
    (1.1, Align.RIGHT),
    (2.2, Align.LEFT),
    (1.5, Align.LEFT),
    (5, Align.CENTER),  # twelve wide letters stay on one line
)


def print_journal(
    core: Core, rows: Sequence[JournalRow], start: date, end: date
) -> bytes:
    """Two tables, in and out, oldest first."""
    outline = core.catalogue.pack.toml("outlines", _OUTLINE)
    letter = letterhead(core)
    report = Report(
        head=head(
            core, letter, str(outline["title"]), str(outline["summary"]), start, end
        ),
        blocks=tuple(
            block
            for direction in ("in", "out")
            for block in _part(core, outline, direction, rows)
        ),
        signature=signature(letter),
        recipients=(str(outline["recipient"]),),
        training=core.profile.training,
    )
    return render(report, assets.resources() / "fonts")


def _part(
    core: Core,
    outline: Mapping[str, Json],
    direction: str,
    rows: Sequence[JournalRow],
) -> list[Block]:
    states, titles = outline["states"], outline["columns"]
    assert isinstance(states, dict)
    assert isinstance(titles, list)
    told = [row for row in reversed(rows) if row.direction == direction]
    columns = (
        Column(str(title), width, align)
        for title, (width, align) in zip(titles, _SHAPES, strict=True)
    )
    lines = (
        (
            str(number),
            datetime.fromisoformat(row.at).strftime("%d/%m/%Y %H:%M"),
            core.name_of(row.unit),
            str(row.n),
            str(states[row.state]),
            row.by,
            row.check_code,
        )
        for number, row in enumerate(told, start=1)
    )
    return [Heading(str(outline[direction])), Table(tuple(columns), tuple(lines))]
