"""A report comes back from the clerk with its number: a further revision; reprints."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop.desk.as_then import Submission, submission
from desktop.desk.core import Core
from desktop.desk.entry import problems_or_finished
from desktop.desk.figures import ask_for, values
from desktop.desk.period_views import FigureValue, Registered
from desktop.desk.records import RecordsAsk
from desktop.errors import Refused
from desktop.ledger.canonical import Data, Json
from desktop.ledger.ids import RecordId
from desktop.ledger.revision import Finished
from desktop.store.connection import Connection


def registered(records: RecordsAsk, record: RecordId, said: Registered) -> Finished:
    """The report with what the clerk gave it; its figures and text stay as signed."""
    entry = records.edit(record)
    answers = {
        "doc_number": said.number,
        "doc_date": said.day,
        "signer": said.signer,
        "signer_post": said.post,
    }
    for question, text in answers.items():
        entry.answer(f"/data/{question}", text)
    return problems_or_finished(entry)


def reprinted(core: Core, reader: Connection, record: RecordId) -> bytes:
    """The report as it was signed, under its number; its annexes say so, too."""
    from desktop.desk.reports import print_report

    signed = submission(reader, record)
    entry = RecordsAsk(core, reader).edit(record)
    data = entry.instance.data(final=False)
    told = _registered(data)
    days = signed.start, signed.end
    asked = ask_for(core.catalogue.pack, reader, core.scope(), *days)
    found = _signed(values(asked.pack, reader, asked.units, *days), signed)
    texts = _texts(data)
    return print_report(core, asked, signed.kind, texts, found, told)


def _registered(data: Data) -> Registered:
    names = ("doc_number", "doc_date", "signer", "signer_post")
    found = Registered(*(str(data.get(name) or "") for name in names))
    if not (found.number and found.day):
        raise Refused("report.unregistered")
    return found


def _texts(data: Mapping[str, Json]) -> list[tuple[str, str]]:
    rows = data.get("sections")
    told = (
        [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    )
    return [(str(row["heading"]), str(row.get("body") or "")) for row in told]


def _signed(now: Sequence[FigureValue], then: Submission) -> list[FigureValue]:
    """Labels of today, numbers of then."""
    known = {figure.code: figure for figure in now}
    return [
        replace(known[code], value=told.value, n=told.n, d=told.d)
        for code, told in then.figures.items()
        if code in known
    ]
