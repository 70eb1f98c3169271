"""From figures and the outline to a printed report."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from desktop import assets
from desktop.desk.core import Core
from desktop.desk.figures import shown, shown_share
from desktop.desk.views import FigureValue, Period
from desktop.ledger.canonical import Json
from desktop.text.dates import format_date
from desktop.text.numbers import format_decimal

if TYPE_CHECKING:
    from desktop.report.document import Block, Head, Table

LETTERHEAD = "bcd138.toml"


def section_texts(
    core: Core, values: Sequence[FigureValue]
) -> tuple[tuple[str, str], ...]:
    """The outline's sections with figures filled in, for the officer to edit."""
    unit = core.name_of(core.profile.unit)
    return tuple(
        (str(section["heading"]), _filled(str(section["text"]), values, unit))
        for section in _sections(core)
    )


def _sections(core: Core) -> list[dict[str, Json]]:
    found = core.catalogue.pack.toml("outlines", "periodic.toml")["sections"]
    return [s for s in found if isinstance(s, dict)] if isinstance(found, list) else []


def _filled(text: str, values: Sequence[FigureValue], unit: str) -> str:
    """``{I12}`` is the value, ``{I16:nd}`` stands with numerator and denominator."""
    text = text.replace("{unit}", unit)
    for figure in values:
        text = text.replace(f"{{{figure.code}}}", shown(figure))
        text = text.replace(f"{{{figure.code}:nd}}", shown_share(figure))
    return text


def print_report(
    core: Core,
    period: Period,
    sentences: Sequence[tuple[str, str]],
    values: Sequence[FigureValue],
) -> bytes:
    """The periodic report as PDF."""
    from desktop.report.document import Report, Signature
    from desktop.report.pdf import render

    letter = core.catalogue.pack.toml("letterheads", LETTERHEAD)
    report = Report(
        head=_head(core, letter, period),
        blocks=tuple(_blocks(core, sentences, values)),
        signature=Signature(_lines(letter["signature"]), str(letter["post"])),
        recipients=_lines(letter["recipients"]),
        training=core.profile.training,
    )
    return render(report, assets.resources() / "fonts")


def _head(core: Core, letter: Mapping[str, Json], period: Period) -> "Head":
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

    outline = pack.toml("outlines", "periodic.toml")
    summary = str(outline["summary"]).format(
        start=format_date(period.start), end=format_date(period.end)
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
    core: Core, sentences: Sequence[tuple[str, str]], values: Sequence[FigureValue]
) -> "list[Block]":
    from desktop.report.document import Heading, Level, Paragraph

    known = {figure.code: figure for figure in values}
    wanted = {str(s["heading"]): _lines(s.get("figures")) for s in _sections(core)}
    blocks: list[Block] = []
    for heading, text in sentences:
        level = Level.PART if heading[:1] in "IVX" else Level.ITEM
        blocks.append(Heading(heading, level))
        if text.strip():
            blocks.append(Paragraph(text))
        rows = [known[code] for code in wanted.get(heading, ()) if code in known]
        if rows:
            blocks.append(_table(rows))
    return blocks


def _table(rows: Sequence[FigureValue]) -> "Table":
    from desktop.report.document import Align, Column, Table

    right = Align.RIGHT
    return Table(
        columns=(
            Column("Chỉ tiêu", 5),
            Column("Đơn vị", 2.4, Align.CENTER),
            Column("Tử số/Mẫu số", 2.4, right),
            Column("Giá trị", 1.8, right),
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
