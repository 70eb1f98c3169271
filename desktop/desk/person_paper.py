"""The answer to a person who asked what is kept about them, on paper."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from desktop import assets
from desktop.desk.core import Core
from desktop.desk.people import Told
from desktop.desk.reports import head, letterhead, signature
from desktop.ledger.canonical import Json
from desktop.report.document import Block, Column, Heading, Paragraph, Report, Table
from desktop.report.pdf import render
from desktop.text.dates import format_date, format_iso

_WIDTHS = {
    "fact_columns": (2, 5),
    "columns": (0.7, 4, 1.8, 4, 2.2, 1.4),
    "bundle_columns": (0.7, 5, 3, 2.4),
    "erased_columns": (0.7, 4, 2.4, 4),
}
_Rows = Iterable[tuple[str, ...]]


def print_answer(core: Core, told: Told) -> bytes:
    """What was found where, which bundles took it along, what was erased."""
    outline = core.catalogue.pack.toml("outlines", "person.toml")
    letter = letterhead(core)
    title, summary = str(outline["title"]), str(outline["summary"])
    report = Report(
        head=head(core, letter, title, summary, told.asked, told.answered),
        blocks=tuple(_blocks(core, outline, told)),
        signature=signature(letter),
        training=core.profile.training,
    )
    return render(report, assets.resources() / "fonts")


def _blocks(core: Core, outline: Mapping[str, Json], told: Told) -> list[Block]:
    said = (
        ", ".join(told.names),
        format_date(told.asked),
        format_date(told.due),
        told.by,
    )
    facts = zip(_texts(outline["facts"]), said, strict=True)
    bundles = (
        (one.name, core.name_of(one.to), _moment(one.at)) for one in told.bundles
    )
    erased = ((one.title, _moment(one.at), one.why) for one in told.erased)
    unread = str(outline["unread"]).format(count=told.unread)
    return [
        _table(outline, "fact_columns", facts),
        Heading(str(outline["found"])),
        _part(outline, "columns", _places(outline, told), "nothing"),
        *([Paragraph(unread)] if told.unread else []),
        Heading(str(outline["bundles"])),
        _part(outline, "bundle_columns", bundles, "no_bundles"),
        Heading(str(outline["erased"])),
        _part(outline, "erased_columns", erased, "nothing_erased"),
    ]


def _places(outline: Mapping[str, Json], told: Told) -> _Rows:
    kinds = outline["kinds"]
    assert isinstance(kinds, dict)
    for one in told.found:
        where = str(kinds[one.kind]).format(label=one.label)
        exact = str(outline["yes" if one.exact else "no"])
        day = format_iso(one.date) if one.date else ""
        yield one.title, day, where, _moment(one.at) if one.at else "", exact


def _part(
    outline: Mapping[str, Json], columns: str, rows: _Rows, nothing: str
) -> Block:
    """A table whose rows are numbered, or the sentence for none."""
    numbered = [(str(n), *row) for n, row in enumerate(rows, start=1)]
    if not numbered:
        return Paragraph(str(outline[nothing]))
    return _table(outline, columns, numbered)


def _table(outline: Mapping[str, Json], columns: str, rows: _Rows) -> Table:
    titles = zip(_texts(outline[columns]), _WIDTHS[columns], strict=True)
    return Table(tuple(Column(title, width) for title, width in titles), tuple(rows))


def _moment(at: str) -> str:
    return datetime.fromisoformat(at).strftime("%d/%m/%Y %H:%M")


def _texts(found: Json) -> tuple[str, ...]:
    return tuple(str(text) for text in found) if isinstance(found, list) else ()
