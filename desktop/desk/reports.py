"""From figures and the outline to a printed report."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from desktop import assets
from desktop.desk.core import Core
from desktop.desk.figures import Asked, shown, shown_share
from desktop.desk.outline import Outline, Section, outline
from desktop.desk.period_views import FigureValue, Registered
from desktop.desk.rows_told import lines_told
from desktop.ledger.canonical import Json
from desktop.text.dates import format_date, format_iso

if TYPE_CHECKING:
    from desktop.report.document import Head, Signature

LETTERHEAD = "bcd138.toml"


def section_texts(
    core: Core, asked: Asked, kind: str, values: Sequence[FigureValue]
) -> tuple[tuple[str, str], ...]:
    """The outline's sections with figures filled in, for the officer to edit."""
    found = outline(core.catalogue.pack)
    unit = core.name_of(core.profile.unit)
    filling = {"{unit}": unit} | _filling(values, found.share)
    unknown = [mark for f in values if f.value is None for mark in _marks(f)]
    return tuple(
        (section.heading, _text(asked, section, filling, unknown))
        for section in found.of(kind)
    )


def _text(
    asked: Asked, section: Section, filling: Mapping[str, str], unknown: Sequence[str]
) -> str:
    """The sentences whose figures all have a value, then a line for each record."""
    told = [s for s in section.text if not any(mark in s for mark in unknown)]
    said = [text for text in (_filled(t, filling) for t in told) if not _LEFT(text)]
    lines = lines_told(asked, section.lines) if section.lines else []
    return "\n".join([" ".join(said), *lines]).strip()


_LEFT = re.compile(r"\{[IDRP][0-9]").search  # a figure that this pack does not have


def _marks(figure: FigureValue) -> tuple[str, str]:
    """How an outline names it: as printed, and with numerator and denominator."""
    return f"{{{figure.code}}}", f"{{{figure.code}:nd}}"


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
    asked: Asked,
    kind: str,
    sentences: Sequence[tuple[str, str]],
    values: Sequence[FigureValue],
    told: Registered | None = None,
) -> bytes:
    """The periodic report as PDF with annexes; ``told`` once it has a number."""
    from desktop.desk.report_tables import annexes, blocks
    from desktop.report.document import Report
    from desktop.report.pdf import render

    letter = letterhead(core)
    found = outline(core.catalogue.pack)
    reference = _reference(found, told) if told else ""
    top = head(core, letter, found.title, found.summary, asked.start, asked.end)
    report = Report(
        head=_numbered(top, told) if told else top,
        blocks=blocks(found, kind, sentences, values),
        signature=_signed(letter, told),
        recipients=_lines(letter["recipients"]),
        training=core.profile.training,
        appendices=annexes(
            asked, found, kind, reference, working=any(v.working for v in values)
        ),
    )
    return render(report, assets.resources() / "fonts")


def _numbered(top: "Head", told: Registered) -> "Head":
    """Number and symbol as the clerk wrote them, and the day."""
    from desktop.report import words

    number, _, symbol = told.number.partition("/")
    day = words.dated(date.fromisoformat(told.day))
    return replace(top, number=number, symbol=symbol or top.symbol, date=day)


def _reference(found: Outline, told: Registered) -> str:
    return found.reference.format(number=told.number, day=format_iso(told.day))


def _signed(letter: Mapping[str, Json], told: Registered | None) -> "Signature":
    blank = signature(letter)
    return replace(blank, name=told.signer) if told else blank


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
    title: str,
    summary: str,
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

    said = summary.format(start=format_date(start), end=format_date(end))
    today: date = core.clock.now().date()
    return Head(
        bodies=(Body(lines("body"), lines("superior")),),
        symbol=str(letter["symbol"]),
        place=unit.place,
        date=words.undated(today.year),
        title=title,
        summary=said,
    )


def _lines(found: Json) -> tuple[str, ...]:
    return tuple(str(line) for line in found) if isinstance(found, list) else ()
