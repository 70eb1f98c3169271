"""A report comes back from the clerk with its number: a further revision; reprints."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop.desk.as_then import Submission, lacking, standing, submission, units_of
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
    signed = submission(reader, record)
    entry = RecordsAsk(core, reader).edit(record)
    data = entry.instance.data(final=False)
    given = _registered(data)
    if not (given.number and given.day):
        raise Refused("report.unregistered")
    if lacking(reader, signed):
        return _printed(core, reader, signed, data)
    with standing(core, reader, signed) as then:
        return _printed(core, then, signed, data)


def _printed(core: Core, reader: Connection, signed: Submission, data: Data) -> bytes:
    """From the records as they stood, so that its annexes fit what was signed."""
    from desktop.desk.reports import print_report

    pack, days = core.catalogue.pack, (signed.start, signed.end)
    asked = ask_for(pack, reader, units_of(core, signed), *days, signed.units)
    now = values(pack, reader, asked.units, *days, signed.units)
    texts, found, told = _texts(data), _signed(now, signed), _registered(data)
    return print_report(core, asked, signed.kind, texts, found, told)


def told(core: Core, reader: Connection, record: RecordId) -> Registered:
    """What was given to a report so far; an empty word for what was not."""
    return _registered(RecordsAsk(core, reader).edit(record).instance.data(final=False))


def _registered(data: Data) -> Registered:
    names = ("doc_number", "doc_date", "signer", "signer_post")
    return Registered(*(str(data.get(name) or "") for name in names))


def _texts(data: Mapping[str, Json]) -> list[tuple[str, str]]:
    found = data.get("sections")
    rows = found if isinstance(found, list) else []
    return [
        (str(row["heading"]), str(row.get("body") or ""))
        for row in rows
        if isinstance(row, dict)
    ]


def _signed(now: Sequence[FigureValue], then: Submission) -> list[FigureValue]:
    """Labels of today, numbers of then."""
    known = {figure.code: figure for figure in now}
    return [
        replace(known[code], value=told.value, n=told.n, d=told.d)
        for code, told in then.figures.items()
        if code in known
    ]
