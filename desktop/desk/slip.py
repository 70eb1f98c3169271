"""The slip that goes with a bundle: from whom, to whom, what, and its twelve signs."""

from datetime import datetime

from desktop import assets
from desktop.desk.core import Core
from desktop.desk.handover_views import HandedOver
from desktop.desk.reports import head, letterhead
from desktop.errors import Refused
from desktop.ledger.canonical import Json
from desktop.report.document import Column, Report, Signature, Table
from desktop.report.pdf import render
from desktop.store import journal
from desktop.store.connection import Connection

_OUTLINE = "slip.toml"


def print_slip(core: Core, reader: Connection, handed: HandedOver) -> bytes:
    """One page for both hands to sign."""
    found = (s for s in journal.all_sent(reader) if s.sha256 == handed.sha256)
    sent = next(found, None)
    if sent is None:
        raise Refused("slip.unknown")
    outline = core.catalogue.pack.toml("outlines", _OUTLINE)
    wrote = datetime.fromisoformat(sent.at)
    told = (
        core.name_of(core.profile.unit),
        core.name_of(sent.to),
        str(handed.n),
        handed.name,
        str(handed.revisions),
        f"{-(-handed.bytes // 1024)} KB",
        wrote.strftime("%d/%m/%Y %H:%M"),
        sent.by,
        handed.check_code,
    )
    rows = tuple(zip(_texts(outline["facts"]), told, strict=True))
    what, which = _texts(outline["columns"])
    columns = (Column(what, 2), Column(which, 5))
    giver, taker = _texts(outline["signatures"])
    paper = str(outline["title"]), str(outline["summary"])
    report = Report(
        head=head(core, letterhead(core), *paper, wrote.date(), wrote.date()),
        blocks=(Table(columns, rows),),
        signature=Signature((), taker),
        co_signature=Signature((), giver),
        training=core.profile.training,
    )
    return render(report, assets.resources() / "fonts")


def _texts(found: Json) -> tuple[str, ...]:
    return tuple(str(text) for text in found) if isinstance(found, list) else ()
