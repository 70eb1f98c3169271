"""The draft of a notice after a stick or a computer was lost."""

from collections.abc import Mapping
from datetime import datetime

from desktop import assets
from desktop.desk.core import Core
from desktop.desk.incidents import Lost
from desktop.desk.reports import head, letterhead, signature
from desktop.ledger.canonical import Json
from desktop.report.document import Block, Column, Heading, Paragraph, Report, Table
from desktop.report.pdf import render

_BUNDLES = (0.7, 5, 3, 2.4, 2)
_FORMS = (0.7, 4, 1.5, 6)


def print_notice(core: Core, lost: Lost) -> bytes:
    """What was on it, what protects it, what is done next; the rest is blank."""
    outline = core.catalogue.pack.toml("outlines", "incident.toml")
    letter, day = letterhead(core), lost.found_on
    kind = "stick" if lost.bundles else "computer"
    title, summary = str(outline["title"]), str(outline[kind])
    report = Report(
        head=head(core, letter, title, summary, day, day),
        blocks=tuple(_blocks(core, outline, lost, kind)),
        signature=signature(letter),
        training=core.profile.training,
    )
    return render(report, assets.resources() / "fonts")


def _blocks(
    core: Core, outline: Mapping[str, Json], lost: Lost, kind: str
) -> list[Block]:
    steps = (
        step.format(device=core.profile.device)
        for step in _texts(outline, f"{kind}_next")
    )
    on_stick = (Heading(str(outline["bundles"])), _bundles(core, outline, lost))
    return [
        Heading(str(outline["what"])),
        Paragraph("\n".join(_texts(outline, "lines"))),
        *(on_stick if lost.bundles else ()),
        Heading(str(outline["forms"])),
        _forms(outline, lost),
        Heading(str(outline["guard"])),
        Paragraph(str(outline[f"{kind}_guard"])),
        Heading(str(outline["next"])),
        Paragraph("\n".join(steps)),
    ]


def _bundles(core: Core, outline: Mapping[str, Json], lost: Lost) -> Table:
    rows = (
        (
            str(number),
            bundle.name,
            core.name_of(bundle.to),
            datetime.fromisoformat(bundle.at).strftime("%d/%m/%Y %H:%M"),
            bundle.by,
        )
        for number, bundle in enumerate(lost.bundles, start=1)
    )
    return Table(_columns(outline, "bundle_columns", _BUNDLES), tuple(rows))


def _forms(outline: Mapping[str, Json], lost: Lost) -> Block:
    none = str(outline["no_fields"])
    rows = tuple(
        (str(number), form.title, str(form.records), ", ".join(form.fields) or none)
        for number, form in enumerate(lost.forms, start=1)
    )
    if not rows:
        return Paragraph(str(outline["nothing"]))
    return Table(_columns(outline, "form_columns", _FORMS), rows)


def _columns(
    outline: Mapping[str, Json], name: str, widths: tuple[float, ...]
) -> tuple[Column, ...]:
    titles = zip(_texts(outline, name), widths, strict=True)
    return tuple(Column(title, width) for title, width in titles)


def _texts(outline: Mapping[str, Json], name: str) -> tuple[str, ...]:
    found = outline[name]
    return tuple(map(str, found)) if isinstance(found, list) else ()
