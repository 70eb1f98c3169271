"""From figures and the outline to a printed report."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from desktop import assets
from desktop.desk.core import Core
from desktop.desk.figures import shown, shown_share
from desktop.desk.period_views import FigureValue, Period
from desktop.ledger.canonical import Json
from desktop.text.dates import format_date
from desktop.text.numbers import format_decimal

if TYPE_CHECKING:
    from desktop.report.document import Block, Head, Signature, Table

LETTERHEAD = "bcd138.toml"


def section_texts(
    core: Core, values: Sequence[FigureValue]
) -> tuple[tuple[str, str], ...]:
    """The outline's sections with figures filled in, for the officer to edit."""
    unit = core.name_of(core.profile.unit)
    outline = _outline(core)
    filling = {"{unit}": unit} | _filling(values, str(outline["share"]))
    unknown = [mark for f in values if f.value is None for mark in _marks(f)]
    return tuple(
        (str(section["heading"]), _text(_lines(section["text"]), filling, unknown))
        for section in _sections(outline)
    )


def _text(
    sentences: Sequence[str], filling: Mapping[str, str], unknown: Sequence[str]
) -> str:
    """The sentences whose figures all have a value."""
    told = [s for s in sentences if not any(mark in s for mark in unknown)]
    return _filled(" ".join(told), filling)


def _marks(figure: FigureValue) -> tuple[str, str]:
    """How an outline names it: as printed, and with numerator and denominator."""
    return f"{{{figure.code}}}", f"{{{figure.code}:nd}}"


def _outline(core: Core) -> dict[str, Json]:
    return core.catalogue.pack.toml("outlines", "periodic.toml")


def _sections(outline: Mapping[str, Json]) -> list[dict[str, Json]]:
    found = outline["sections"]
    return [s for s in found if isinstance(s, dict)] if isinstance(found, list) else []


def _filling(values: Sequence[FigureValue], share: str) -> dict[str, str]:
    """``{I12}`` is the value, ``{I16:nd}`` stands with numerator and denominator."""
    found: dict[str, str] = {}
    for figure in values:
        plain, with_parts = _marks(figure)
        found[plain] = shown(figure)
        found[with_parts] = shown_share(figure, share)
    return found


def _filled(text: str, filling: Mapping[str, str]) -> str:
    for mark, words in filling.items():
        text = text.replace(mark, words)
    return text


def print_report(
    core: Core,
    period: Period,
    sentences: Sequence[tuple[str, str]],
    values: Sequence[FigureValue],
) -> bytes:
    """The periodic report as PDF."""
    from desktop.report.document import Report
    from desktop.report.pdf import render

    letter = letterhead(core)
    outline = _outline(core)
    report = Report(
        head=head(core, letter, outline, period.start, period.end),
        blocks=tuple(_blocks(outline, sentences, values)),
        signature=signature(letter),
        recipients=_lines(letter["recipients"]),
        training=core.profile.training,
    )
    return render(report, assets.resources() / "fonts")


def letterhead(core: Core) -> Mapping[str, Json]:
    """The pack's, with what stands there for the unit's own level."""
    pack = core.catalogue.pack
    letter = pack.toml("letterheads", LETTERHEAD)
    own = letter.get(pack.unit(core.profile.unit).level)
    return letter | own if isinstance(own, dict) else letter


def signature(letter: Mapping[str, Json]) -> "Signature":
    """Who signs by the letterhead; the name is left blank."""
    from desktop.report.document import Signature

    return Signature(_lines(letter["signature"]), str(letter["post"]))


def head(
    core: Core,
    letter: Mapping[str, Json],
    outline: Mapping[str, Json],
    start: date,
    end: date,
) -> "Head":
    """The head of Decree 30 over a paper that speaks of some days."""
    from desktop.report import words
    from desktop.report.document import Body, Head

    pack = core.catalogue.pack
    unit = pack.unit(core.profile.unit)
    names = {
        "UNIT": unit.label.upper(),
        "PROVINCE": pack.unit(unit.parent).label.upper() if unit.parent else "",
    }

    def lines(key: str) -> tuple[str, ...]:
        return tuple(line.format_map(names) for line in _lines(letter[key]))

    summary = str(outline["summary"]).format(
        start=format_date(start), end=format_date(end)
    )
    today: date = core.clock.now().date()
    return Head(
        bodies=(Body(lines("body"), lines("superior")),),
        symbol=str(letter["symbol"]),
        place=unit.place,
        date=words.undated(today.year),
        title=str(outline["title"]),
        summary=summary,
    )


def _blocks(
    outline: Mapping[str, Json],
    sentences: Sequence[tuple[str, str]],
    values: Sequence[FigureValue],
) -> "list[Block]":
    from desktop.report.document import Heading, Level, Paragraph

    known = {figure.code: figure for figure in values}
    wanted = {str(s["heading"]): _lines(s.get("figures")) for s in _sections(outline)}
    blocks: list[Block] = []
    for heading, text in sentences:
        level = Level.PART if heading[:1] in "IVX" else Level.ITEM
        blocks.append(Heading(heading, level))
        if text.strip():
            blocks.append(Paragraph(text))
        rows = [known[code] for code in wanted.get(heading, ()) if code in known]
        if rows:
            blocks.append(_table(rows, _lines(outline["columns"])))
    return blocks


def _table(rows: Sequence[FigureValue], titles: Sequence[str]) -> "Table":
    from desktop.report.document import Align, Column, Table

    shapes = (
        (5, Align.LEFT),
        (2.4, Align.CENTER),
        (2.4, Align.RIGHT),
        (1.8, Align.RIGHT),
    )
    return Table(
        columns=tuple(
            Column(title, width, align)
            for title, (width, align) in zip(titles, shapes, strict=True)
        ),
        rows=tuple(
            (figure.label, figure.unit_label, _parts(figure), shown(figure))
            for figure in rows
        ),
    )


def _parts(figure: FigureValue) -> str:
    if figure.d is None:
        return ""
    return f"{format_decimal(figure.n)}/{format_decimal(figure.d)}"


def _lines(found: Json) -> tuple[str, ...]:
    return tuple(str(line) for line in found) if isinstance(found, list) else ()
